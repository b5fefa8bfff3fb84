import { expect, it } from 'vitest';
import { type Columns, checked, columns } from './fixtures.ts';
import { validDesigns } from './valid-designs.ts';
import { validTexts } from './valid-texts.ts';

const studies = [...validTexts, ...validDesigns];

it('are ten or more', () => {
  expect(studies.length).toBeGreaterThanOrEqual(10);
});

/** What can truly be said of a small study without a fault: that it is small, and that an item is compared alone. */
const remarks: readonly string[] = ['low-power', 'unused-item'];

function complaints(text: string, cells: Columns | null) {
  return checked(text, cells === null ? undefined : columns(cells)).filter(({ code }) => !remarks.includes(code));
}

it.each(studies)('a valid study is not complained about: %s', (_, text, cells) => {
  const found = complaints(text, cells);
  expect(
    found.map(({ code, message, range }) => `${code} at ${text.slice(range.start, range.end)}: ${message}`),
  ).toEqual([]);
});

it.each(studies)('the same with CRLF: %s', (_, text, cells) => {
  expect(complaints(text.replaceAll('\n', '\r\n'), cells)).toEqual([]);
});
