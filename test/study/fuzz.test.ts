import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextAt, outline, parseStudy, placeOfPath, references } from '#engine/study';

const flagship = fs.readFileSync(new URL('../fixtures/study-language/flagship.study.yaml', import.meta.url), 'utf8');

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(flagship.length),
  remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)),
  insert: fc.oneof(
    fc.constantFrom(
      '',
      '\n',
      '  ',
      '\t',
      ': ',
      '- ',
      '"',
      "'",
      '{{',
      '}}',
      '[',
      ']',
      '{',
      '}',
      '*',
      '&a ',
      '*a',
      '<<: *a',
    ),
    fc.constantFrom(
      '|',
      '>-',
      '# ',
      '!!str ',
      '---\n',
      '%YAML 1.1\n',
      '\r\n',
      'null',
      '~',
      '__proto__',
      '\u0000',
      '\ud800',
    ),
    fc.constantFrom('derived: { a: mean(b, ', 'derived:\n  a: max(share, b)\n', ' c)) }\n', 'count(a > 1, '),
    fc.constantFrom('share: 1\n', 'levels: ', 'when: ', 'formula: a ~ ', '? ', '...\n', '@', '`', '\ufeff'),
  ),
});

function edited(edits: readonly Edit[]): string {
  return edits.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), flagship);
}

describe('a study that is being written', () => {
  it('always gives a study, with every place inside the text', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), fc.nat(flagship.length), (edits, cursor) => {
        const text = edited(edits);
        const { value, diagnostics } = parseStudy(text);
        const places = [
          ...diagnostics.flatMap(({ range, related }) => [range, ...related.map((place) => place.range)]),
          ...references(value).map(({ range }) => range),
          ...outline(value).flatMap(({ range, selectionRange }) => [range, selectionRange]),
          ...value.items.map(({ id }) => id.range),
        ];
        for (const { start, end } of places) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        placeOfPath(value, 'regressions/main/terms/age');
        contextAt(value, Math.min(cursor, text.length));
      }),
      { numRuns: 250 },
    );
  }, 120_000);

  it('gives a study for every beginning of a study', () => {
    for (let length = 0; length <= flagship.length; length += 7) {
      const { value } = parseStudy(flagship.slice(0, length));
      expect(value.text.length).toBe(length);
    }
  });

  it('gives a study for text that is no study at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(parseStudy(text).value.text).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('texts made to do harm', () => {
  const aliases = ['x-0: &a0 [a, a, a, a, a, a, a, a, a, a]'];
  for (let level = 1; level < 12; level += 1) {
    const previous = `*a${level - 1}`;
    aliases.push(`x-${level}: &a${level} [${Array.from({ length: 10 }, () => previous).join(', ')}]`);
  }
  it.each([
    ['aliases that multiply', `study: s\n${aliases.join('\n')}\nhuman: { missing: *a11 }\n`],
    ['an alias inside its anchor', 'study: s\npersonas: &a { attributes: *a }\n'],
    ['10,000 open brackets', `study: s\nbeliefs: ${'['.repeat(10_000)}`],
    ['deep indentation', Array.from({ length: 3000 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
    ['100,000 parentheses', `study: s\nregressions:\n  r:\n    formula: ${'('.repeat(100_000)}\n`],
    ['100,000 placeholders', `study: s\npersonas:\n  prompt: a ${'{{'.repeat(100_000)}\n`],
    ['one long line', `study: s\ntitle: ${'a '.repeat(200_000)}\n`],
    ['many commas', `study: s\nhuman: { missing: [${'1,'.repeat(20_000)}] }\n`],
  ])('%s', (_, text) => {
    const { value } = parseStudy(text);
    expect(value.text).toBe(text);
  });

  it('says that aliases multiply too much, once', () => {
    const text = `study: s\n${aliases.join('\n')}\n`;
    const found = parseStudy(text).diagnostics.filter(({ code }) => code === 'yaml-unsupported');
    expect(found.length).toBeGreaterThan(0);
    expect(found[0].message).toContain('repeat too much');
  });
});
