import { columnNamed, plainNumber } from '#engine/data';
import {
  type CountedColumn,
  entryAdded,
  entryOf,
  mapOfVariable,
  scalarSource,
  type Variable,
  variableNamed,
} from '#engine/study';
import { type Fixer, fixOf } from './fix.ts';

/** A column with more different values than this is text. */
const mostLevels = 12;

/** Bins for a number, levels for a text: from the data, where they are there. */
export const givenGroups: Fixer = ({ code, data: { subject } }, { study, table }) => {
  const variable = subject === undefined ? null : variableNamed(study, subject);
  const map = variable === null ? null : mapOfVariable(study, variable.id.value);
  if (variable === null || map === null || variable.kind === 'treatment') {
    return [];
  }
  const column = table === null ? undefined : columnNamed(table, (variable.column ?? variable.id).value.trim());
  if (variable.measure.kind === 'text') {
    const missing = new Set(['', ...(study.human?.missing.map(({ value }) => value.trim()) ?? [])]);
    const levels = column === undefined ? [] : column.values.filter((value) => !missing.has(value));
    if (levels.length < 2 || levels.length > mostLevels || variable.kind === 'item') {
      return [];
    }
    const sources = [...levels].sort().map((level) => scalarSource(level, true));
    const change = entryAdded(study.text, map, `levels: [${sources.join(', ')}]`);
    return fixOf(`Give \`${variable.id.value}\` the ${levels.length} levels of the data`, 'likely', change);
  }
  const bins = code === 'no-groups' ? proposedBins(variable, column) : [];
  return bins.length < 2 || entryOf(map, 'bins') !== undefined
    ? []
    : fixOf(
        `Give \`${variable.id.value}\` bins: ${bins.join(', ')}`,
        'likely',
        entryAdded(study.text, map, `bins: [${bins.join(', ')}]`, entryOf(map, 'number')),
      );
};

/** The quarters of the people in the data, else of the range, as round numbers; from `min` on, so that everybody is in one. */
export function proposedBins(variable: Variable, column: CountedColumn | undefined): readonly number[] {
  if (variable.kind === 'treatment' || (variable.measure.kind !== 'number' && variable.measure.kind !== 'numeric')) {
    return [];
  }
  const { min, max } = variable.measure.number;
  const numbers = column === undefined ? [] : numbersOf(column);
  const low = min ?? numbers[0]?.number;
  const high = max ?? numbers.at(-1)?.number;
  if (low === undefined || high === undefined || low >= high) {
    return [];
  }
  const people = numbers.reduce((sum, { count }) => sum + count, 0);
  const quarters = [0.25, 0.5, 0.75].map((share) =>
    people >= 4 ? (numberOf(Math.floor(share * people), numbers) ?? low) : low + share * (high - low),
  );
  const step = 10 ** Math.floor(Math.log10((high - low) / 8));
  const round = quarters.map((value) => Number((Math.round(value / step) * step).toPrecision(12)));
  return [...new Set([low, ...round])].filter((value) => value >= low && value < high).sort((a, b) => a - b);
}

/** A number that people have in the data, and how many. */
export interface CountedNumber {
  readonly number: number;
  readonly count: number;
}

/** The numbers of the people, ascending, without the values that are `missing`. */
export function numbersOf(
  { values, counts }: CountedColumn,
  missing: ReadonlySet<string> = new Set(),
): readonly CountedNumber[] {
  return values
    .flatMap((value, index) => {
      const number = plainNumber(value);
      const count = counts[index] ?? 0;
      return Number.isNaN(number) || missing.has(value) || count === 0 ? [] : [{ number, count }];
    })
    .sort((a, b) => a.number - b.number);
}

/** The number of the person who stands at a place, from 0, when people stand in the order of their numbers. */
function numberOf(place: number, numbers: readonly CountedNumber[]): number | undefined {
  let before = 0;
  return numbers.find(({ count }) => {
    before += count;
    return place < before;
  })?.number;
}
