import { checkStudy, type StudyData } from '#engine/checks';
import type { DataNote, DataTable } from '#engine/data';
import { mapPeople, splitPeople } from '#engine/data';
import type { Diagnostic } from '#engine/diagnostics';
import { parseStudy, type Study } from '#engine/study';
import { tableOf } from '../data/helpers.ts';
import { expectDiagnostics, parseMarkedText } from '../study/marked-text.ts';

export type Columns = Readonly<Record<string, readonly string[]>>;

/** Fails unless parser and checks together say exactly what the marks in the text expect. */
export function expectMarked(source: string, data: StudyData | ((study: Study) => StudyData) = { kind: 'none' }): void {
  const marked = parseMarkedText(source);
  const { value, diagnostics } = parseStudy(marked.text);
  const found = checkStudy(value, typeof data === 'function' ? data(value) : data);
  expectDiagnostics(marked, [...diagnostics, ...found]);
}

/** The diagnostics of a text without marks. */
export function checked(text: string, data?: (study: Study) => StudyData): readonly Diagnostic[] {
  const { value, diagnostics } = parseStudy(text);
  return [...diagnostics, ...checkStudy(value, data?.(value) ?? { kind: 'none' })];
}

/** The data of a study, from columns. */
export function columns(cells: Columns, notes: readonly DataNote[] = []): (study: Study) => StudyData {
  return dataOf({ ...tableOf(cells), notes });
}

export function dataOf(table: DataTable): (study: Study) => StudyData {
  return (study) => {
    const people = mapPeople(study, table);
    return { kind: 'table', table, people, split: splitPeople(study, people.value) };
  };
}

/** A small valid study; marks and mistakes are put into copies of it. */
export const valid = `study: valid
human:
  data: people.csv
  id: id
  pilot: { size: 12, seed: 1, stratify: [arm, gender] }
personas:
  attributes:
    age: { number: { min: 18, max: 99 }, bins: [18, 40] }
    gender: { levels: [Female, Male] }
    income: { ordered: true, levels: [low, middle, high] }
    state: {}
  prompt: You are {{age}} years old, {{gender}}, from {{state}}. \\{{this}} stays.
treatments:
  arm:
    arms:
      hidden: { prompt: Nothing is shown to you. }
      shown: { values: [1, "true"], prompt: "You see your data, {{gender}}." }
beliefs:
  concerned:
    ask: I am concerned. {{arm}}
    scale: [Disagree, Neutral, Agree]
    also: [Don't know]
  risk: { ask: How risky is it?, number: { min: 0, max: 100, step: 1 } }
actions:
  share: { ask: Do you share?, options: [Share, Decline] }
order: [arm, share, concerned, risk]
coherence:
  the-concerned-decline:
    when: concerned >= "Neutral" and not (risk < 10 or income == "low")
    then: share == "Decline" or share in ["Decline"]
  numbers:
    when: concerned >= 2 and concerned == 3 and age > 30 and 18 <= age
    then: share != "Share" and arm == "shown" and state != "Ohio"
regressions:
  main:
    formula: share == "Share" ~ arm * concerned + log(age) + factor(income, ref = "middle") + gender
    family: binomial
    errors: HC3
  ordered: { formula: 'concerned ~ arm + poly(age, 2)', family: ordinal, errors: HC0 }
  counts: { formula: risk ~ arm + scale(income), family: poisson }
  line: { formula: log(risk + 1) ~ I(age^2) + concerned, family: gaussian, errors: HC2 }
  probability: { formula: concerned >= "Agree" ~ arm, family: gaussian }
subgroups: [gender, age, income, [gender, age]]
alignment: { margin: 0.3 }
models:
  gpt: { provider: openai, model: gpt-4.1-mini }
`;

/** Data in which everything of \`valid\` fits. */
export const validColumns: Columns = {
  id: Array.from({ length: 160 }, (_, row) => `p${row}`),
  age: Array.from({ length: 160 }, (_, row) => String(row % 4 < 2 ? 20 + (row % 7) : 50 + (row % 11))),
  gender: Array.from({ length: 160 }, (_, row) => (row % 2 === 0 ? 'Female' : 'Male')),
  income: Array.from({ length: 160 }, (_, row) => ['low', 'middle', 'high'][row % 3] ?? ''),
  state: Array.from({ length: 160 }, (_, row) => (row % 5 === 0 ? '' : 'Ohio')),
  arm: Array.from({ length: 160 }, (_, row) => ['hidden', 'true', '1', 'shown'][row % 4] ?? ''),
  concerned: Array.from({ length: 160 }, (_, row) => ['Agree', '1', "Don't know", '', 'Neutral'][row % 5] ?? ''),
  risk: Array.from({ length: 160 }, (_, row) => String(row % 101)),
  share: Array.from({ length: 160 }, (_, row) => (row % 7 < 3 ? 'Share' : 'Decline')),
};

/** \`valid\` with one of its lines replaced, marks below it and all. */
export function withLine(line: string, replacement: string): string {
  const lines = valid.split('\n');
  const at = lines.findIndex((one) => one.trim() === line.trim());
  if (at === -1) {
    throw new Error(`no line: ${line}`);
  }
  lines.splice(at, 1, ...replacement.replace(/^\n/, '').split('\n'));
  return lines.join('\n');
}
