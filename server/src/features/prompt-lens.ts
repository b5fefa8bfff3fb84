import type { CodeLens } from 'vscode-languageserver';
import { placeOfPath } from '#engine';
import { previewPromptCommand } from '#engine/node';
import type { OpenStudy } from '../open-studies.ts';
import { toLspRange } from '../positions.ts';

/** The lens above `personas:` that shows the prompt of a respondent; none where nothing can be asked. */
export function promptLenses({ study, document, uri }: OpenStudy): CodeLens[] {
  const place = placeOfPath(study, 'personas');
  return place === null || study.items.length === 0
    ? []
    : [
        {
          range: toLspRange(document, place),
          command: { title: 'Preview prompt', command: previewPromptCommand, arguments: [uri] },
        },
      ];
}
