import type { Columns } from './fixtures.ts';

/** What a study is about, its text, and data that fit. */
export type ValidStudy = readonly [what: string, text: string, cells: Columns | null];

/** How many people the data have. */
export const rows = 400;

/** A column whose values take turns, the next one every `every` rows. */
export function turns(values: readonly string[], every = 1): readonly string[] {
  return Array.from({ length: rows }, (_, row) => values[Math.floor(row / every) % values.length] ?? '');
}

export const numbers = (from: number, count: number): readonly string[] =>
  Array.from({ length: rows }, (_, row) => String(from + (row % count)));
