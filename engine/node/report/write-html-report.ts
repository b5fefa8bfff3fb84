import fs from 'node:fs';
import path from 'node:path';
import { htmlReport, type Report } from '#engine';
import { fileReason } from '../file-errors.ts';
import { makeFolder } from '../runs/make-folder.ts';

export type WrittenReport =
  | { readonly kind: 'written'; readonly file: string }
  /** `reason` is a sentence for people. */
  | { readonly kind: 'not-written'; readonly reason: string };

/**
 * Writes the report as one HTML file, replacing an older one whole or not at all. `programFolder` is the folder of the
 * program that runs (`dist` once it is built): the panel's script is looked for there, then in `dist` of
 * the two folders above, where the sources run without having been bundled.
 */
export function writeHtmlReport(report: Report, file: string, programFolder: string): WrittenReport {
  const text = htmlReportText(report, programFolder);
  if (text === null) {
    return {
      kind: 'not-written',
      reason: `There is no panel.js beside the program in ${programFolder}, so no HTML report was written. Build Understudy first.`,
    };
  }
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    makeFolder(path.dirname(file));
    fs.writeFileSync(unfinished, text);
    fs.renameSync(unfinished, file);
  } catch (error) {
    fs.rmSync(unfinished, { force: true });
    return { kind: 'not-written', reason: `The HTML report could not be written: ${fileReason(error)}.` };
  }
  return { kind: 'written', file };
}

/** The report as the text of an HTML file; null where the panel's script is not beside the program. */
export function htmlReportText(report: Report, programFolder: string): string | null {
  const script = panelScript(programFolder);
  return script === undefined ? null : htmlReport(report, fs.readFileSync(script, 'utf8'));
}

function panelScript(programFolder: string): string | undefined {
  const above = [programFolder, path.join(programFolder, '..'), path.join(programFolder, '..', '..')];
  const candidates = [programFolder, ...above.map((folder) => path.join(folder, 'dist'))];
  return candidates.map((folder) => path.join(folder, 'panel.js')).find((candidate) => fs.existsSync(candidate));
}
