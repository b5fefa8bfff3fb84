import { columnNamed, plainNumber } from '#engine/data';
import {
  type Attribute,
  type Category,
  type CountedColumn,
  entryOf,
  mapOfVariable,
  occurrences,
  type Study,
} from '#engine/study';
import type { Range, TextChange } from '#engine/text';
import type { Fix, FixContext } from './fix.ts';
import { numbersOf, proposedBins } from './grouping.ts';

/**
 * An attribute whose levels are numbers, or classes of numbers such as `18 - 24 years`, as `number` with `bins`. Only
 * where the data hold plain numbers (or are not known), where no condition, formula or quota names a level, and where no
 * level has values or a text of its own.
 */
export function levelsAsBins({ start, end }: Range, { study, table }: FixContext): readonly Fix[] {
  const attribute = study.attributes.find(({ range }) => range.start <= end && start <= range.end);
  const levels = attribute?.measure.kind === 'levels' ? attribute.measure.levels : [];
  const map = attribute === undefined ? null : mapOfVariable(study, attribute.id.value);
  const entry = entryOf(map, 'levels');
  const lows = levels.map(lowOf);
  if (attribute === undefined || map === null || entry?.value == null || isNamed(study, attribute.id.value)) {
    return [];
  }
  const numbers = lows.filter((low) => low !== null);
  const isAscending = numbers.every((low, index) => index === 0 || low > (numbers[index - 1] ?? low));
  if (levels.length < 2 || numbers.length < levels.length || !isAscending) {
    return [];
  }
  const column = table === null ? undefined : columnNamed(table, (attribute.column ?? attribute.id).value.trim());
  if ((table !== null && column === undefined) || (column !== undefined && !holdsNumbers(study, column))) {
    return [];
  }
  const written = rewritten(attribute, levels, numbers, column);
  const source = map.isFlow
    ? written.join(', ')
    : written.join(`\n${' '.repeat(columnOf(study.text, entry.key.range.start))}`);
  const ordered = entryOf(map, 'ordered');
  const changes: readonly TextChange[] = [
    { range: { start: entry.range.start, end: trimmedEnd(study.text, entry.value.range.end) }, newText: source },
    ...(ordered === undefined ? [] : [withoutEntry(study.text, ordered.range, map.isFlow)]),
  ];
  const isShared = entry.value.range.end > entry.range.end;
  return isShared ? [] : [{ title: `Make \`${attribute.id.value}\` a number with bins`, choice: 'possible', changes }];
}

function rewritten(
  attribute: Attribute,
  levels: readonly Category[],
  lows: readonly number[],
  column: CountedColumn | undefined,
): readonly string[] {
  const people = column === undefined ? [] : numbersOf(column);
  const min = Math.min(lows[0] ?? 0, people[0]?.number ?? Infinity);
  const high = highOf(levels.at(-1)) ?? lows.at(-1) ?? 0;
  const max = Math.max(high, people.at(-1)?.number ?? -Infinity);
  const isEach = levels.every((level) => highOf(level) === lowOf(level)) && levels.length > 6;
  const number = { min, max, step: null, unit: null, range: attribute.range };
  const asNumber: Attribute = { ...attribute, measure: { kind: 'number', number, bins: [] } };
  const bins = isEach ? proposedBins(asNumber, column) : [min, ...lows.slice(1)];
  return [`number: { min: ${min}, max: ${max} }`, `bins: [${bins.join(', ')}]`];
}

const wholeNumber = /^-?\d+(?:\.\d+)?$/;
const classOf = /^(-?\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(-?\d+(?:\.\d+)?)(?:\s+\p{L}+)?$/u;
const openClass = /^(-?\d+(?:\.\d+)?)\s*(?:\+|(?:years?\s+)?(?:or|and)\s+(?:older|more|over))(?:\s+\p{L}+)?$/u;

function lowOf({ label, values, takesRest }: Category): number | null {
  const text = label.value.trim();
  const found = wholeNumber.exec(text)?.[0] ?? classOf.exec(text)?.[1] ?? openClass.exec(text)?.[1];
  return found === undefined || values.length > 0 || takesRest ? null : Number(found);
}

function highOf(level: Category | undefined): number | null {
  const text = level?.label.value.trim() ?? '';
  const found = wholeNumber.exec(text)?.[0] ?? classOf.exec(text)?.[2];
  return found === undefined ? null : Number(found);
}

function holdsNumbers(study: Study, { values }: CountedColumn): boolean {
  const missing = new Set(['', ...(study.human?.missing.map(({ value }) => value.trim()) ?? [])]);
  const stated = values.filter((value) => !missing.has(value));
  return stated.length > 0 && stated.every((value) => !Number.isNaN(plainNumber(value)));
}

/** Whether something outside of the attribute names one of its levels. */
function isNamed(study: Study, id: string): boolean {
  return occurrences(study).some(
    ({ role, symbol }) => role === 'use' && symbol.kind === 'label' && symbol.variable === id,
  );
}

function withoutEntry(text: string, { start, end }: Range, isFlow: boolean): TextChange {
  if (isFlow) {
    const behind = /^\s*,\s*/.exec(text.slice(end))?.[0].length ?? 0;
    const before = /,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    return { range: behind > 0 ? { start, end: end + behind } : { start: start - before, end }, newText: '' };
  }
  const line = start - columnOf(text, start);
  const next = text.indexOf('\n', end);
  return { range: { start: line, end: next < 0 ? text.length : next + 1 }, newText: '' };
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function trimmedEnd(text: string, end: number): number {
  let stop = end;
  while (/\s/.test(text[stop - 1] ?? '')) {
    stop -= 1;
  }
  return stop;
}
