import { type DataColumn, type DataTable, plainNumber } from '#engine/data';
import { missingCodes, specialMeaning } from './special-values.ts';

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

export interface NumberSummary {
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
  /** The largest of 1, 0.5, 0.25, 0.1, 0.05 and 0.01 that all numbers are whole multiples of; null where there is none. */
  readonly step: number | null;
}

/** What a column of a data file holds, as far as it can be told without knowing what was asked. */
export interface ColumnProfile {
  readonly name: string;
  /** The question's text from a second header row; null where there is none. */
  readonly question: string | null;
  /** Values that are answers, in order of first appearance. */
  readonly answers: readonly ValueCount[];
  /** Values that say that there is no answer, besides the empty one. */
  readonly missing: readonly string[];
  /** Values such as "Don't know". */
  readonly beside: readonly string[];
  /** How many people gave an answer. */
  readonly answered: number;
  /** Whether every row has an answer. */
  readonly isComplete: boolean;
  /** Whether every row has an answer, and no two the same. */
  readonly isUnique: boolean;
  /** Null unless every answer is a number. */
  readonly numbers: NumberSummary | null;
}

/** A profile of every column, in the order of the file. `questions` are texts of a second header row, by column; may be empty. */
export function profileColumns(table: DataTable, questions: readonly string[]): readonly ColumnProfile[] {
  const codes = missingCodesOf(table);
  return table.columns.map((column, index) => profileOf(column, questions[index]?.trim() ?? '', codes));
}

function profileOf(column: DataColumn, question: string, codes: ReadonlySet<string>): ColumnProfile {
  const entries = column.values.map((value, index) => ({ value, count: column.counts[index] ?? 0 }));
  const present = entries.filter(({ value }) => value !== '');
  const missing = present.filter(({ value }) => codes.has(value) || specialMeaning(value) === 'missing');
  const others = present.filter((entry) => !missing.includes(entry));
  const besideFound = others.filter(({ value }) => specialMeaning(value) === 'beside');
  // Where hardly anything else is left, they are what was asked for.
  const beside = others.length - besideFound.length < 2 ? [] : besideFound;
  const answers = others.filter((entry) => !beside.includes(entry));
  const isComplete = answers.length === entries.length;
  return {
    name: column.name,
    question: question === '' ? null : question,
    answers,
    missing: missing.map(({ value }) => value),
    beside: beside.map(({ value }) => value),
    answered: answers.reduce((sum, { count }) => sum + count, 0),
    isComplete,
    isUnique: isComplete && answers.length > 1 && answers.every(({ count }) => count === 1),
    numbers: numbersOf(answers),
  };
}

/** Negative codes for "no answer" that no column uses as a number: beside them a column has only words, and numbers of 0 or more. */
function missingCodesOf(table: DataTable): ReadonlySet<string> {
  const found = new Set<string>();
  const refuted = new Set<string>();
  for (const { values } of table.columns) {
    const candidates = values.filter((value) => missingCodes.has(plainNumber(value)));
    if (candidates.length > 0) {
      const rest = values.filter((value) => value !== '' && !candidates.includes(value));
      const areCodes = rest.length > 1 && !rest.some((value) => plainNumber(value) < 0);
      for (const value of candidates) {
        (areCodes ? found : refuted).add(value);
      }
    }
  }
  return new Set([...found].filter((value) => !refuted.has(value)));
}

function numbersOf(answers: readonly ValueCount[]): NumberSummary | null {
  const numbers = answers.map(({ value }) => plainNumber(value));
  if (numbers.length === 0 || !numbers.every(Number.isFinite)) {
    return null;
  }
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const number of numbers) {
    min = Math.min(min, number);
    max = Math.max(max, number);
  }
  const step = steps.find((one) => numbers.every((number) => isMultiple(number, one))) ?? null;
  return { min, max, isWhole: numbers.every(Number.isInteger), step };
}

const steps = [1, 0.5, 0.25, 0.1, 0.05, 0.01];

function isMultiple(number: number, step: number): boolean {
  const times = number / step;
  return Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
}
