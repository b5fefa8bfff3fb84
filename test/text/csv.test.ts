import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it, test } from 'vitest';
import { csvText, looksLikeFormula } from '#engine/text';

describe('CSV', () => {
  test.each([
    ['plain cells', ['a', 1.5, null], 'a,1.5,'],
    ['a comma', ['$75,000 - $99,999'], '"$75,000 - $99,999"'],
    ['quotes', ['so "free"'], '"so ""free"""'],
    ['a line break', ['one\ntwo'], '"one\ntwo"'],
    ['blanks at the ends', [' Agree '], '" Agree "'],
    ['a number to its last digit', [0.1 + 0.2], '0.30000000000000004'],
    ['no number', [Number.NaN, Number.POSITIVE_INFINITY], ','],
    ['what looks like a formula, as it is', ['=1+1', '-5'], '=1+1,-5'],
  ])('writes %s', (_, cells, line) => {
    expect(csvText(['h'], [cells])).toBe(`h\r\n${line}\r\n`);
  });

  it('is read back as it was, whatever texts there are', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('"', ',', '\r\n', '\n', ' ', '""'));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
        const text = csvText(['a', 'b', 'c'], rows);
        const read = Papa.parse<string[]>(text, { delimiter: ',', newline: '\r\n' }).data;
        expect(read.slice(1, -1)).toEqual(rows);
      }),
    );
  });

  it('for spreadsheets, has a byte order mark and no text that would be run', () => {
    const texts = ['=HYPERLINK("x")', '+1 yes', '-', '@sum', '-5', '+.5e3', 'Agree', '\t=1'];
    const text = csvText(
      ['h'],
      texts.map((one) => [one]),
      { forSpreadsheets: true },
    );
    expect(text.startsWith('\uFEFFh\r\n')).toBe(true);
    const read = Papa.parse<string[]>(text.slice(1), { delimiter: ',' }).data.slice(1, -1);
    expect(read.flat()).toEqual([`'=HYPERLINK("x")`, `'+1 yes`, `'-`, `'@sum`, '-5', '+.5e3', 'Agree', `'\t=1`]);
    expect(read.flat().some(looksLikeFormula)).toBe(false);
  });
});
