import {
  type DataColumn,
  type DataNote,
  type DataTable,
  exampleList,
  isMissing,
  MISSING,
  meanings,
  type People,
  type Split,
  type ValueMeaning,
} from '#engine/data';
import type { Item, Study } from '#engine/study';
import { nearest } from '#engine/text';
import type { RespondentAnswers } from './answers.ts';
import { givenColumns } from './given-columns.ts';
import { examplesOf, type GivenFile, namesOfVariable, rowsOf, valueAt } from './given-file.ts';
import { countOf, type GivenProblem, lineOf } from './given-problems.ts';
import { givenRespondents } from './given-respondents.ts';
import type { Plan } from './plan.ts';

export type GivenAnswers =
  | {
      readonly kind: 'read';
      readonly plan: Plan;
      /** One a row of the file, in its order. */
      readonly lines: readonly RespondentAnswers[];
      readonly problems: readonly GivenProblem[];
    }
  /** At least one of the problems is an error. */
  | { readonly kind: 'refused'; readonly problems: readonly GivenProblem[] };

/**
 * Answers that were simulated elsewhere, one row a respondent (and repeat), read as people's data are: values are data
 * values, labels or scores. A value that is no answer to its item counts as invalid, an empty one as missing; both are
 * counted in `problems`, and nothing is dropped in silence. `table` should know its lines.
 */
export function givenAnswers(study: Study, people: People, split: Split, table: DataTable): GivenAnswers {
  const problems: GivenProblem[] = [];
  const file: GivenFile = {
    study,
    people,
    split,
    table,
    columns: givenColumns(study, table),
    missing: new Set(study.human?.missing.map(({ value }) => value.trim()) ?? []),
    tell: (problem) => problems.push(problem),
  };
  const refused = (): GivenAnswers => ({ kind: 'refused', problems });
  if (table.rows === 0) {
    file.tell({ severity: 'error', code: 'answers-empty', line: 1, message: 'There is nobody below the header.' });
    return refused();
  }
  const items = study.items.map((item) => readItem(file, item));
  if (items.every((item) => item === null)) {
    const names = study.items.map((item) => `\`${namesOfVariable(item)}\``).join(', ');
    const message = `There is no column for any item of the study. Wanted: ${names}.`;
    problems.splice(0, problems.length, { severity: 'error', code: 'answers-column', line: 1, message });
    return refused();
  }
  const answered = rowsOf(table).filter((row) => items.some((item) => item?.answerOf(row).kind === 'answer'));
  if (answered.length === 0) {
    const message = 'No answer of the file can be used.';
    file.tell({ severity: 'error', code: 'answers-empty', line: 1, message });
  }
  const who = givenRespondents(file);
  problems.push(...tableProblems(table), ...withoutTwins(file), ...ignoredColumns(file));
  if (who === null || problems.some(({ severity }) => severity === 'error')) {
    return refused();
  }
  const lines = rowsOf(table).map((row) =>
    lineOfRow(
      who.respondents[row] ?? '',
      who.repeats[row] ?? 1,
      items.flatMap((item) => (item === null ? [] : [{ id: item.id, given: item.answerOf(row) }])),
    ),
  );
  return { kind: 'read', plan: who.plan, lines, problems };
}

type Given =
  | { readonly kind: 'answer'; readonly answer: string | number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid'; readonly value: string };

interface GivenItem {
  readonly id: string;
  readonly answerOf: (row: number) => Given;
}

/** How the answers to an item are read; null where the file has no column for it. Says what cannot be read. */
function readItem({ columns, table, missing, tell }: GivenFile, item: Item): GivenItem | null {
  const id = item.id.value;
  const column = columns.variables.get(id);
  if (column === undefined) {
    const near = nearest(id, columns.ignored) ?? nearest(item.column?.value.trim() ?? id, columns.ignored);
    const hint = near === undefined ? '' : ` Is it \`${near}\`?`;
    const message = `There is no column \`${namesOfVariable(item)}\`: all answers to \`${id}\` count as missing.${hint}`;
    tell({ severity: 'warning', code: 'answers-column', line: 1, message });
    return null;
  }
  const byValue = meanings(item, column, missing).map((meaning, index) =>
    givenOf(item, column.values[index] ?? '', meaning, missing),
  );
  const answerOf = (row: number): Given => byValue[column.codes[row] ?? 0] ?? { kind: 'missing' };
  const invalid = rowsOf(table).filter((row) => answerOf(row).kind === 'invalid');
  if (invalid[0] !== undefined) {
    const message = `${countOf(invalid.length, 'value')} in column \`${column.name}\` ${invalid.length === 1 ? 'is no answer' : 'are no answers'} to \`${id}\` and ${invalid.length === 1 ? 'counts' : 'count'} as invalid: ${exampleList(examplesOf(column, invalid))}.${numberHint(column, invalid)}`;
    tell({ severity: 'warning', code: 'answers-values', line: lineOf(table, invalid[0]), message });
  }
  return { id, answerOf };
}

function numberHint(column: DataColumn, rows: readonly number[]): string {
  return rows.some((row) => /^[+-]?\d+,\d+$/.test(valueAt(column, row)))
    ? ' Numbers are written with a decimal point.'
    : '';
}

function givenOf(item: Item, value: string, meaning: ValueMeaning, missing: ReadonlySet<string>): Given {
  if (isMissing(value, missing)) {
    return { kind: 'missing' };
  }
  if (meaning.problem !== null && meaning.problem.kind !== 'below-bins') {
    return { kind: 'invalid', value };
  }
  if (!Number.isNaN(meaning.number)) {
    return { kind: 'answer', answer: meaning.number };
  }
  const category =
    meaning.code < MISSING
      ? item.also[-2 - meaning.code]
      : item.measure.kind === 'numeric'
        ? undefined
        : item.measure.categories[meaning.code];
  return category === undefined ? { kind: 'invalid', value } : { kind: 'answer', answer: category.label.value };
}

function lineOfRow(
  respondent: string,
  repeat: number,
  items: readonly { readonly id: string; readonly given: Given }[],
): RespondentAnswers {
  const answers: Record<string, string | number> = {};
  const failures: Record<string, 'invalid'> = {};
  const unread: Record<string, string> = {};
  for (const { id, given } of items) {
    if (given.kind === 'answer') {
      answers[id] = given.answer;
    } else if (given.kind === 'invalid') {
      failures[id] = 'invalid';
      unread[id] = given.value;
    }
  }
  return Object.keys(failures).length === 0
    ? { respondent, repeat, answers }
    : { respondent, repeat, answers, failures, reply: JSON.stringify(unread) };
}

/** That respondents are taken for persons of their own, which an author may not have meant. */
function withoutTwins({ columns: { who }, study }: GivenFile): readonly GivenProblem[] {
  if (who.kind === 'twin') {
    return [];
  }
  const id = study.human?.id?.value.trim();
  const names = id === undefined ? '`twin`' : `\`twin\` or \`${id}\``;
  const message = `No column says whose twins the respondents are (${names}): they are compared as persons of their own.`;
  return [{ severity: 'information', code: 'answers-twins', line: 1, message }];
}

function ignoredColumns({ columns: { ignored } }: GivenFile): readonly GivenProblem[] {
  if (ignored.length === 0) {
    return [];
  }
  const shown = ignored
    .slice(0, 5)
    .map((name) => `\`${name}\``)
    .join(', ');
  const more = ignored.length > 5 ? ` and ${ignored.length - 5} more` : '';
  const message = `${countOf(ignored.length, 'column')} of the file ${ignored.length === 1 ? 'means' : 'mean'} nothing to this study and ${ignored.length === 1 ? 'is' : 'are'} ignored: ${shown}${more}.`;
  return [{ severity: 'information', code: 'answers-ignored', line: 1, message }];
}

/** What the reader of the table had to decide. */
function tableProblems(table: DataTable): readonly GivenProblem[] {
  return table.notes.flatMap((note) => noteProblem(note, table));
}

function noteProblem(note: DataNote, table: DataTable): readonly GivenProblem[] {
  switch (note.kind) {
    case 'encoding':
      return [
        {
          severity: 'information',
          code: 'answers-encoding',
          line: 1,
          message: `The file is not UTF-8; it was read as ${note.encoding}.`,
        },
      ];
    case 'delimiter':
      return [];
    case 'three-header-rows-likely':
      return [
        {
          severity: 'error',
          code: 'answers-header',
          line: lineOf(table, 0),
          message: 'The file seems to have three header rows, as Qualtrics writes them. Keep only the first.',
        },
      ];
    case 'short-rows':
    case 'long-rows':
      return [
        {
          severity: 'warning',
          code: 'answers-rows',
          line: note.firstLine,
          message: `${countOf(note.count, 'row')} ${note.count === 1 ? 'has' : 'have'} ${note.kind === 'short-rows' ? 'fewer values than the header; what is not there counts as missing' : 'more values than the header; what is too much is not read'}.`,
        },
      ];
  }
}
