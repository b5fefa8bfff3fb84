import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DocumentLink } from 'vscode-languageserver';
import { linksOf } from '#engine';
import type { OpenStudy } from '../open-studies.ts';
import { toLspRange } from '../positions.ts';

/** The data file and the source of a study, as links. A study that is not a file itself has no link to a file. */
export function documentLinks({ document, study, path: file }: OpenStudy): DocumentLink[] {
  return linksOf(study).flatMap((link) => {
    const range = toLspRange(document, link.range);
    if (link.kind === 'web') {
      return [{ range, target: link.address, tooltip: 'Open the source' }];
    }
    const target = file === null ? null : pathToFileURL(path.resolve(path.dirname(file), link.path)).toString();
    return target === null ? [] : [{ range, target, tooltip: 'Open the data file' }];
  });
}
