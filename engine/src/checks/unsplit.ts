import type { DataTable } from '#engine/data';
import type { Human } from '#engine/study';

/** What a data file seems to be separated by, where `human.delimiter` does not divide it; null where it does, or is left out. */
export function unsplitBy({ delimiter }: Human, { columns }: DataTable): ';' | ',' | '|' | 'tab' | null {
  const [only, another] = columns;
  if (delimiter === null || only === undefined || another !== undefined) {
    return null;
  }
  const seen = ([';', '\t', '|', ','] as const).find((sign) => only.name.includes(sign) && sign !== delimiter.value);
  return seen === '\t' ? 'tab' : (seen ?? null);
}
