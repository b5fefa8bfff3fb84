// What is judged of people who do not exist: answers, studies and repeats, and what was warned about.
import { selectRows } from '#engine/data';
import type { Evaluation, EvaluationInput, ModelAnswers } from '#engine/evaluation';
import { answerTable, judged, scripted, studyText } from './made-people.ts';
import type { Stage } from './whole-path.ts';

/** Answers that differ from row to row and depend on nothing else. */
export const mixed = (item: string, row: number): number =>
  item === 'risk' ? 5 * (row % 20) : row % (item === 'share' ? 2 : 5);

/** The study of made-up people with respondents who are nobody's twins. */
export const unmatched = studyText.replace(
  'sample: matched',
  'sample: { n: 300, quotas: { gender: { Female: 0.25, Male: 0.25, Other: 0.5 } } }',
);

/** A model that was asked three times as each of 600 people. */
export function repeated(stage: Stage): EvaluationInput {
  const rows = Array.from({ length: 600 * 3 }, (_, index) => index % 600);
  const one = answerTable(
    stage,
    (item, row) => mixed(item, row),
    Array.from({ length: 600 }, (_, row) => row),
  );
  const table = selectRows(one.table, rows);
  const answers = table.variables.get('worry');
  if (answers !== undefined) {
    answers.codes.forEach((code, row) => {
      answers.codes[row] = (code + Math.floor(row / 600)) % 5;
    });
  }
  const subject: ModelAnswers = {
    ...scripted(stage, 'gpt', mixed),
    repeats: 3,
    seeds: [
      {
        table,
        twins: rows.map((row) => one.twins?.[row] ?? ''),
        repeatOf: rows.map((_, row) => Math.floor(row / 600) + 1),
      },
    ],
  };
  return judged(stage, subject, 1);
}

/** What a warning says; that there is none, where there is none. */
export function warning(evaluation: Evaluation, code: string): string {
  return evaluation.warnings.find((one) => one.code === code)?.message ?? `there is no warning ${code}`;
}
