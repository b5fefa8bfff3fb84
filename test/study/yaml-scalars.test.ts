import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { parseStudy } from '#engine/study';
import { fileRange } from '#engine/text';

/** A question as a YAML value below `ask:`, in each style, with its decoded text. */
const styles: readonly [string, string, string][] = [
  ['plain', 'I am {{age}} years old', 'I am {{age}} years old'],
  ['plain over lines', 'I am\n      {{age}}  \n\n\n      years', 'I am {{age}}\n\nyears'],
  ['single', "'It''s {{age}}, isn''t it?'", "It's {{age}}, isn't it?"],
  ['single over lines', "'It''s\n\n      {{age}}\n      now '", "It's\n{{age}} now "],
  ['double', '"It\\u0027s \\"{{age}}\\"\\tnow \\x41\\U0001F600"', 'It\'s "{{age}}"\tnow A😀'],
  ['double over lines', '"It \\\n      is {{age}}\n      now\n\n      then"', 'It is {{age}} now\nthen'],
  ['literal', '|\n      You are\n        {{age}}.\n\n      Now\n', 'You are\n  {{age}}.\n\nNow\n'],
  ['literal, stripped', '|-\n      You are {{age}}.\n\n', 'You are {{age}}.'],
  ['literal, kept', '|+\n      You are {{age}}.\n\n', 'You are {{age}}.\n\n\n'],
  ['literal with indicator', '|2\n        two {{age}}\n      zero', '  two {{age}}\nzero\n'],
  ['literal after blank lines', '|\n\n\n      You are {{age}}.\n', '\n\nYou are {{age}}.\n'],
  ['folded', '>\n      You are\n      {{age}} years\n\n      old.\n', 'You are {{age}} years\nold.\n'],
  [
    'folded, indented',
    '>-\n      You\n        are {{age}}\n        now\n      then',
    'You\n  are {{age}}\n  now\nthen',
  ],
];

function studyWith(value: string): string {
  return `study: s\nbeliefs:\n  b:\n    ask: ${value}\n    options: [x, y]\n`;
}

describe.each([
  ['LF', (text: string): string => text],
  ['CRLF', (text: string): string => text.replaceAll('\n', '\r\n')],
])('a question in each style of YAML, with %s', (_, lineEnds) => {
  it.each(styles)('%s', (_style, value, decoded) => {
    const text = lineEnds(studyWith(value));
    const ask = parseStudy(text).value.items[0].ask;
    expect(ask.source.text).toBe(decoded);
    const [placeholder] = ask.parts.filter((part) => part.kind === 'placeholder');
    expect(placeholder && text.slice(placeholder.range.start, placeholder.range.end)).toBe('age');
    expect(text.slice(ask.source.range.start).startsWith(value[0])).toBe(true);
  });
});

const words = fc.stringMatching(/^[a-zäß😀.,{}%\\"']{1,6}$/u);
const blanks = fc.constantFrom(' ', '  ', '\t', ' \t');
const breaks = fc.constantFrom('\n', '\n\n', '\r\n', '\n \n', '\n\n\n', ' \n');
const pieces = fc.array(fc.oneof({ weight: 4, arbitrary: words }, blanks, breaks), { minLength: 1, maxLength: 12 });

function indented(text: string, by: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(by)}`);
}

const anyScalar = fc.oneof(
  pieces.map((list) => `a${indented(list.join(''), 8).replaceAll(/["'{}\\%,]/g, 'z')}`),
  pieces.map((list) => `'${indented(list.join('').replaceAll("'", "''"), 6)}'`),
  fc
    .array(
      fc.oneof(
        pieces.map((list) => list.join('').replaceAll(/["\\]/g, 'q')),
        escapes(),
      ),
      { maxLength: 5 },
    )
    .map((list) => `"${indented(list.join(''), 6)}"`),
  fc
    .tuple(
      fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|2', '>2-', '|+2'),
      pieces,
      fc.constantFrom('', '\n', '\n\n'),
    )
    .map(([header, list, end]) => `${header} # c\n      ${indented(`w${list.join('')}`, 6)}${end}`),
);

function escapes(): fc.Arbitrary<string> {
  return fc.constantFrom('\\n', '\\t', '\\"', '\\\\', '\\x41', '\\u00e4', '\\U0001F600', '\\\n', '\\ ', '\\/', '\\e');
}

describe('any scalar', () => {
  it('is decoded as the YAML library decodes it, with a place for each character', () => {
    fc.assert(
      fc.property(anyScalar, (value) => {
        const text = `study: s\nbeliefs:\n  b:\n    ask: ${value}\n`;
        const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
        fc.pre(document.errors.length === 0);
        const decoded = document.getIn(['beliefs', 'b', 'ask']);
        fc.pre(typeof decoded === 'string' && decoded !== '');
        const source = parseStudy(text).value.items[0].ask.source;
        expect(source.text).toBe(decoded);
        expect(source.runs.map(({ at }) => at)).toEqual(
          [...new Set(source.runs.map(({ at }) => at))].sort((a, b) => a - b),
        );
        expect([source.runs[0]?.at ?? 0, (source.runs.at(-1)?.at ?? 0) < source.text.length]).toEqual([0, true]);
        let last = 0;
        for (let index = 0; index < source.text.length; index += 1) {
          const range = fileRange(source, index, index + 1);
          expect(range.start).toBeGreaterThanOrEqual(last);
          expect(range.end).toBeLessThanOrEqual(text.length);
          last = range.start;
          const raw = text.slice(range.start, range.end);
          const character = source.text[index];
          // A character stands in the file as itself, or as an escape, or is a folded line break.
          const isItself = raw === character || raw.startsWith('\\') || raw === "''";
          expect(isItself || /\n|\r/.test(raw) || (/\s/.test(character) && raw === '')).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
