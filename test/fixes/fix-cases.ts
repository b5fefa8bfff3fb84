import { describe, expect, test } from 'vitest';
import { withChanges } from '#engine/text';
import { codesOf, fixesIn, look } from './looked.ts';

/** A text with its data, and what a fix for one of its messages makes of it. */
export interface FixCase {
  readonly what: string;
  readonly text: string;
  readonly cells?: Cells;
  readonly code: string;
  /** The title of the fix. */
  readonly title: RegExp;
  /** What stands in the text afterwards. */
  readonly after: string;
  /** What is still said afterwards; nothing where it is left out. */
  readonly left?: readonly string[];
}

/** The cells of each column of the data. */
export type Cells = Readonly<Record<string, readonly string[]>>;

/** No data. */
export const none = { cells: null, notes: [], error: null };

export const head = 'study: s\nhuman: { data: people.csv }\n';
export const people = (...values: readonly string[]): Cells => ({ q: values });
export const trust = (answers: string): string =>
  `${head}beliefs:\n  trust:\n    column: q\n    ask: Do you?\n    ${answers}\n`;
export const group = (levels: string): string =>
  `${head}personas:\n  attributes:\n    group:\n      column: q\n      ${levels}\n`;

/** Each case is tried with both kinds of line breaks. */
export function describeFixes(cases: readonly FixCase[]): void {
  describe('a fix', () => {
    test.each(cases)('for $what ($code)', ({ text, cells, code, title, after, left = [] }) => {
      const given = { ...none, cells: cells ?? null };
      const before = look(text, given);
      const found = before.diagnostics.find((one) => one.code === code);
      const fixes = found === undefined ? [] : fixesIn(found, before);
      const fix = fixes.find((one) => title.test(one.title));
      expect(fix, `${codesOf(before.diagnostics)}: ${fixes.map((one) => one.title).join(' | ')}`).toBeDefined();
      const changed = withChanges(text, fix?.changes ?? []);
      expect(changed).toContain(after);
      const hints = ['unused-item', 'small-subgroup'];
      expect(codesOf(look(changed, given).diagnostics).filter((one) => !hints.includes(one))).toEqual(left);
    });

    test.each(cases)('keeps the line breaks of the file: $what', ({ text, cells, code, title, left = [] }) => {
      const given = { ...none, cells: cells ?? null };
      const windows = text.replaceAll('\n', '\r\n');
      const before = look(windows, given);
      const found = before.diagnostics.find((one) => one.code === code);
      const fix = (found === undefined ? [] : fixesIn(found, before)).find((one) => title.test(one.title));
      const changed = withChanges(windows, fix?.changes ?? []);
      expect(changed).not.toBe(windows);
      expect(changed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      const hints = ['unused-item', 'small-subgroup'];
      expect(codesOf(look(changed, given).diagnostics).filter((one) => !hints.includes(one))).toEqual(left);
    });
  });
}
