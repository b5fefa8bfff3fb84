import { type CountedValue, type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Human } from '#engine/study';
import { plainNumber } from './match-values.ts';
import { unknownColumn } from './named-columns.ts';
import { remembered } from './remembered.ts';
import { columnNamed, type DataColumn, type DataTable } from './table.ts';
import { countOfPeople, exampleList, valuesOfKind } from './value-diagnostics.ts';

/**
 * One weight for each row of the file; null without `human.weights`. A weight that is not a number of 0 or more counts as
 * 0 and is reported, and so is a column in which none of `rows` has a weight above 0.
 */
export function weightsOf(
  human: Human | null,
  table: DataTable,
  rows: Int32Array,
  diagnostics: Diagnostic[],
): Float64Array | null {
  const named = human?.weights ?? null;
  if (named === null) {
    return null;
  }
  const column = columnNamed(table, named.value.trim());
  if (column === undefined) {
    diagnostics.push(unknownColumn(named, table));
    return null;
  }
  const { weights, bad, isAnyPositive } = weighedAgain(column, [rows], () => weigh(column, rows));
  const total = bad.reduce((sum, example) => sum + example.count, 0);
  const isNobodyLeft = rows.length > 0 && !isAnyPositive;
  if (total > 0 && !isNobodyLeft) {
    const they = total === 1 ? 'This person is' : 'They are';
    diagnostics.push(
      diagnostic(
        'bad-weights',
        named.range,
        `${countOfPeople(total)} ${total === 1 ? 'has' : 'have'} no usable weight in column \`${column.name}\`: ${exampleList(bad)}. ${they} left out. A weight is a number, 0 or more.`,
        { data: { subject: column.name, count: total, example: bad[0].value } },
      ),
    );
  }
  if (isNobodyLeft) {
    const what = bad.every(({ value }) => value === '')
      ? ''
      : ` It holds ${exampleList(bad)}. A weight is a number, 0 or more.`;
    diagnostics.push(
      diagnostic(
        'bad-weights',
        named.range,
        `Nobody has a weight above 0 in column \`${column.name}\`, so nobody is left.${what}`,
        { data: { subject: column.name, count: rows.length } },
      ),
    );
  }
  return weights;
}

interface Weighed {
  readonly weights: Float64Array;
  /** Values that are no weights, most frequent first. */
  readonly bad: readonly CountedValue[];
  readonly isAnyPositive: boolean;
}

const weighedAgain = remembered<DataColumn, Weighed>();

function weigh(column: DataColumn, rows: Int32Array): Weighed {
  const numbers = Float64Array.from(column.values, (value) => plainNumber(value));
  const isBad = (code: number): boolean => !Number.isFinite(numbers[code]) || numbers[code] < 0;
  const counts = new Uint32Array(column.values.length);
  for (const row of rows) {
    counts[column.codes[row]] += 1;
  }
  const weights = Float64Array.from(column.codes, (code) => (isBad(code) ? 0 : numbers[code]));
  return {
    weights,
    bad: valuesOfKind(column, (code) => isBad(code) && counts[code] > 0, counts),
    isAnyPositive: rows.some((row) => weights[row] > 0),
  };
}
