import { expect, test } from 'vitest';
import { type Diagnostic, diagnostic, heedComments } from '#engine/diagnostics';
import { commentsOf, parseStudy } from '#engine/study';

/** What is left of the diagnostics of a text, and what is said about its comments. */
function heeded(text: string, found: readonly Diagnostic[], looked = { data: true, folder: true, evaluation: true }) {
  return heedComments(found, { text, comments: commentsOf(parseStudy(text).value), looked });
}

/** Whether a diagnostic `structure` on `here` is left. */
function isLeft(text: string, code: 'structure' | 'unknown-name' = 'structure'): boolean {
  const start = text.indexOf('here');
  return heeded(text, [diagnostic(code, { start, end: start + 4 }, 'x')]).some((found) => found.code === code);
}

const cases: readonly (readonly [what: string, text: string, left: boolean])[] = [
  ['no comment', 'a: here\n', true],
  ['on the line', 'a: here # understudy-ignore structure: because\n', false],
  ['without a reason', 'a: here # understudy-ignore structure\n', false],
  ['above the line', '# understudy-ignore structure: because\na: here\n', false],
  ['above, indented, with Windows line ends', 'a:\r\n  # understudy-ignore structure: because\r\n  b: here\r\n', false],
  ['two comments above', '# understudy-ignore structure: x\n# understudy-ignore unknown-name: y\na: here\n', false],
  ['several codes', '# understudy-ignore unknown-name, structure: both\na: here\n', false],
  ['another code', 'a: here # understudy-ignore unknown-name: because\n', true],
  ['a code that begins like it', 'a: here # understudy-ignore structures: because\n', true],
  ['a line between', '# understudy-ignore structure: because\nb: 1\na: here\n', true],
  ['on the line above, behind a value', 'b: 1 # understudy-ignore structure: because\na: here\n', true],
  ['below the line', 'a: here\n# understudy-ignore structure: because\n', true],
  ['inside a block of text', 'a: |\n  # understudy-ignore structure: because\n  here\n', true],
  ['at the end of a line of a block of text', 'a: |\n  here # understudy-ignore structure: because\n', true],
  ['above the key of a block of text', '# understudy-ignore structure: because\na: |\n  first\n\n  here\n', false],
  ['on the key of a block of text', 'a: >- # understudy-ignore structure: because\n  first\n    here\n', false],
  ['above the key of a block in a list', 'l:\n  # understudy-ignore structure: because\n  - |\n    here\n', false],
  ['above the key of quoted text of two lines', '# understudy-ignore structure: because\na: "first\n  here"\n', false],
  ['on the key of a list of two lines', 'a: [first, # understudy-ignore structure: because\n  here]\n', false],
  ['on the own line of a list of two lines', 'a: [first,\n  here] # understudy-ignore structure: because\n', false],
  ['above the key of plain text of two lines', 'm:\n  # understudy-ignore structure: x\n  a: first\n    here\n', false],
  ['above the key of an entry below it', '# understudy-ignore structure: because\na: first\nb: here\n', true],
  ['above a mapping that holds the line', '# understudy-ignore structure: because\na:\n  b: here\n', true],
];
test.each(cases)('%s', (_what, text, left) => {
  expect(isLeft(text)).toBe(left);
});

test('leaves the others, in their order', () => {
  const text = 'a: one # understudy-ignore structure: because\nb: two\n';
  const all = [
    diagnostic('structure', { start: 3, end: 6 }, 'first'),
    diagnostic('unknown-name', { start: 3, end: 6 }, 'second'),
    diagnostic('structure', { start: text.indexOf('two'), end: text.indexOf('two') + 3 }, 'third'),
  ];
  expect(heeded(text, all).map(({ message }) => message)).toEqual(['second', 'third']);
});

test('what looks like a comment and is text silences nothing', () => {
  for (const text of [
    'a: "x" # no: understudy-ignore structure\nb: here\n',
    'a: "# understudy-ignore structure: x" \nb: here\n',
    '# understudy-ignore-structure: x\nb: here\n',
  ]) {
    expect(isLeft(text), text).toBe(true);
  }
});

/** Code, severity and underlined text of what is said about the comments of a text with a `structure` on `here`. */
function said(
  text: string,
  looked?: { readonly data: boolean; readonly folder: boolean; readonly evaluation: boolean },
): readonly string[] {
  const start = text.indexOf('here');
  const found = start < 0 ? [] : [diagnostic('structure', { start, end: start + 4 }, 'x')];
  return heeded(text, found, looked).map(
    ({ code, severity, range }) => `${code} ${severity} ${text.slice(range.start, range.end)}`,
  );
}

const ignored = 'unused-ignore';
const useless: readonly (readonly [what: string, text: string, said: readonly string[]])[] = [
  ['a comment that is used', 'a: here # understudy-ignore structure: x\n', []],
  ['a comment that silences nothing', 'a: 1 # understudy-ignore structure: x\n', [`${ignored} hint structure`]],
  ['one of two codes', 'a: here # understudy-ignore unknown-name, structure: x\n', [`${ignored} hint unknown-name`]],
  ['a code that there is not', 'a: 1 # understudy-ignore structur: x\n', [`${ignored} warning structur`]],
  ['a comment without a code', 'a: 1 # understudy-ignore\n', [`${ignored} warning understudy-ignore`]],
  [
    'a comment without a code, with a reason',
    'a: 1 # understudy-ignore: x\n',
    [`${ignored} warning understudy-ignore`],
  ],
  ['that comment, silenced', 'a: 1 # understudy-ignore structure, unused-ignore: comes back\n', []],
  ['silenced from above', '# understudy-ignore unused-ignore: kept\na: 1 # understudy-ignore structure: x\n', []],
  ['a silence of nothing', 'a: 1 # understudy-ignore unused-ignore: x\n', [`${ignored} hint unused-ignore`]],
  ['text that looks like a comment', 'a: |\n  # understudy-ignore structure: x\n', []],
  ['a quoted text that looks like one', 'a: "b # understudy-ignore structure: x"\n', []],
];
test.each(useless)('says of %s what is true', (_what, text, expected) => {
  expect(said(text)).toEqual(expected);
});

test('does not call a comment useless about what was not looked at', () => {
  const text = 'a: 1 # understudy-ignore small-subgroup, misaligned-item: x\n';
  expect(said(text, { data: false, folder: false, evaluation: false })).toEqual([]);
  expect(said(text, { data: true, folder: false, evaluation: false })).toEqual(['unused-ignore hint small-subgroup']);
  expect(said(text, { data: false, folder: true, evaluation: true })).toEqual(['unused-ignore hint misaligned-item']);
});

test('does not call a comment useless while the text is half written', () => {
  const broken = [diagnostic('yaml-syntax', { start: 0, end: 1 }, 'x')];
  expect(heeded('a: 1 # understudy-ignore structure: x\n', broken)).toEqual(broken);
});

test('a finding of an earlier evaluation is silenced as it was when it was new', () => {
  const text = 'a: 1 # understudy-ignore misaligned-item: known\n';
  const stale = diagnostic('stale-finding', { start: 0, end: 1 }, 'x', { data: { finding: 'misaligned-item' } });
  expect(heeded(text, [stale])).toEqual([]);
  expect(heeded('a: 1\n', [stale])).toEqual([stale]);
});
