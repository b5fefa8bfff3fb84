import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import { type Study, studyNameFrom } from '#engine/study';

/**
 * What is wrong where other studies in the folder have the same name: runs lie by folder and name, so one study shows the
 * runs of the other, and where both ask the same, the evaluation of one takes the place of the other's. `others` are the
 * names of their files; empty where there are none.
 */
export function sharedStudyId({ id }: Study, fileName: string, others: readonly string[]): readonly Diagnostic[] {
  const [first, ...more] = others;
  if (first === undefined || id.value === '') {
    return [];
  }
  const who = more.length === 0 ? `\`${first}\` is` : `\`${first}\` and ${more.length} more are`;
  const replacement = ownName(fileName, id.value);
  const message = `${who} called \`${id.value}\` too, in the same folder: each shows the other's runs, and may replace the other's evaluation. Give this study a name of its own, such as \`${replacement}\`.`;
  return [diagnostic('shared-study-id', id.range, message, { data: { subject: id.value, replacement } })];
}

/** The name of the file where that makes another name, else the next number. */
function ownName(fileName: string, taken: string): string {
  const name = studyNameFrom(fileName.replace(/\.study\.yaml$/, ''));
  if (name !== '' && name !== taken) {
    return name;
  }
  const [, stem = taken, number = '1'] = /^(.*?)(?:-(\d+))?$/.exec(taken) ?? [];
  return `${stem}-${Number(number) + 1}`;
}
