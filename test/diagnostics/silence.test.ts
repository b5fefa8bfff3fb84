import { expect, test } from 'vitest';
import { diagnostic, withoutSilenced } from '#engine/diagnostics';

/** Whether a diagnostic `structure` on `here` is left. */
function isLeft(text: string, code: 'structure' | 'unknown-name' = 'structure'): boolean {
  const start = text.indexOf('here');
  return withoutSilenced(text, [diagnostic(code, { start, end: start + 4 }, 'x')]).length === 1;
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
  expect(withoutSilenced(text, all).map(({ message }) => message)).toEqual(['second', 'third']);
});
