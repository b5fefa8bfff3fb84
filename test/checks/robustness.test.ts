import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkStudy } from '#engine/checks';
import { parseStudy } from '#engine/study';
import { columns, valid, validColumns } from './fixtures.ts';

const pieces = [
  '',
  ' ',
  '\n',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ':',
  '- ',
  '#',
  '~',
  '*',
  '|',
  '{{',
  '}}',
  '0',
  '-1',
  '\t',
  '\u00e4',
];

it('a damaged study is checked without throwing, and ranges stay inside the text', () => {
  const edit = fc.tuple(fc.nat(valid.length - 1), fc.nat(40), fc.constantFrom(...pieces));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let text = valid;
      for (const [at, length, piece] of edits) {
        text = text.slice(0, at) + piece + text.slice(at + length);
      }
      const { value, diagnostics } = parseStudy(text);
      const found = [
        ...diagnostics,
        ...checkStudy(value, columns(validColumns)(value)),
        ...checkStudy(value, { kind: 'none' }),
      ];
      for (const { range } of found) {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: Number(process.env['UNDERSTUDY_FUZZ_RUNS'] ?? 100) },
  );
});
