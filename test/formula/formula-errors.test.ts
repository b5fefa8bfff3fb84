import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFormula, parseFormulaTree, tokenise } from '#engine/formula';
import { plainText } from '#engine/text';

/** Formula; what is underlined with a part of its message; the terms that can be read all the same. */
const table: readonly [string, readonly [string, string][], readonly string[]][] = [
  ['y ~ a / b', [['a / b', "R's `/`"]], ['a', 'b']],
  ['y ~ a %in% b', [['%in%', "R's `%in%`"]], ['a:b']],
  ['y ~ .', [['.', "R's `.`"]], []],
  ['y ~ a + .', [['.', "R's `.`"]], ['a']],
  ['y ~ a ^ b', [['b', 'whole number from 2']], ['a']],
  ['y ~ a^1', [['1', 'whole number from 2']], ['a']],
  ['y ~ 2', [['2', '`1` and `0`']], []],
  ['y ~ a + "b"', [['"b"', 'text in quotes cannot stand here']], ['a']],
  ['y ~ lgo(a)', [['lgo', 'Did you mean `log`?']], ['lgo(a)']],
  ['y ~ ns(a, 3)', [['ns', 'not a function of formulas']], ['ns(a, 3)']],
  ['y ~ log()', [['log()', 'needs a variable']], ['log()']],
  ['y ~ log(a, 2)', [['2', 'takes one argument']], ['log(a, 2)']],
  ['y ~ factor(a + b)', [['a + b', 'takes the name of a variable']], ['factor(a + b)']],
  ['y ~ factor(a, levels = "x")', [['"x"', 'only `ref = "level"`']], ['factor(a, levels = "x")']],
  ['y ~ factor(a, ref = b)', [['b', 'stands in quotes']], ['factor(a, ref = b)']],
  ['y ~ poly(a, 2.5)', [['2.5', 'whole number from 1']], ['poly(a, 2.5)']],
  ['y ~ poly(a, 2, raw = 1)', [['1', 'only its degree']], ['poly(a, 2, raw = 1)']],
  ['y ~ I(a:b)', [['a:b', 'write `*` to multiply']], ['I(a:b)']],
  ['y ~ I(factor(a))', [['factor', 'cannot stand inside another function']], ['I(factor(a))']],
  ['y ~ I("a")', [['"a"', 'cannot be calculated with']], ['I("a")']],
  ['y ~ a == 2', [['==', 'only left of `~`']], ['a']],
  ['y ~ I(a > 2)', [['>', 'only left of `~`']], ['I(a)']],
  ['y ~ a b', [['b', 'Expected an operator']], ['a']],
  ['y ~ a +', [['', 'missing at the end']], ['a']],
  ['y ~ * a', [['*', 'missing before `*`']], ['a']],
  ['y ~ (a + b', [['(', 'not closed']], ['a', 'b']],
  ['y ~ a + b)', [[')', 'closes nothing']], ['a', 'b']],
  ['y ~ a ~ b', [['~', 'one `~` only']], ['a']],
  ['y + a', [['y + a', 'has a `~`']], []],
  ['~ a', [['~', 'missing left of `~`']], ['a']],
  ['y ~', [['~', 'missing right of `~`']], []],
  ['y ~ a + y', [['y', 'on both sides']], ['a']],
  ['y = "x" ~ a', [['=', 'Write `==`']], ['a']],
  ['y ~ a + $b', [['$', 'has no meaning here']], ['a', 'b']],
  [
    'y ~ `a`',
    [
      ['`', 'Names need no quotes'],
      ['`', 'Names need no quotes'],
    ],
    ['a'],
  ],
  [
    'lgo(y) ~ / .',
    [
      ['/', 'missing before `/`'],
      ['.', "R's `.`"],
    ],
    [],
  ],
];

describe('what is wrong with a formula', () => {
  it.each(table)('%s', (formula, expected, labels) => {
    const { value, diagnostics } = parseFormula(plainText(formula, 10));
    const found = diagnostics.map(({ range, message }) => [formula.slice(range.start - 10, range.end - 10), message]);
    expect(found.map(([place]) => place)).toEqual(expected.map(([place]) => place));
    for (const [index, [, message]] of expected.entries()) {
      expect(found[index]?.[1]).toContain(message);
    }
    expect(value.terms.map(({ label }) => label)).toEqual(labels);
  });

  it('is said only once, and without overflowing, for 100,000 parentheses', () => {
    const { diagnostics } = parseFormula(plainText(`y ~ ${'('.repeat(100_000)}`, 0));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('too long'),
      expect.stringContaining('nested too deeply'),
    ]);
  });

  it('stops expanding where nothing sensible can come', () => {
    const names = Array.from({ length: 40 }, (_, index) => `v${index}`);
    const { value, diagnostics } = parseFormula(plainText(`y ~ ${names.join(' * ')}`, 0));
    expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining('more than 1000 terms')]);
    expect(value.terms.length).toBeLessThan(5000);
    expect(parseFormula(plainText(`y ~ (a + b)^1000000`, 0)).value.terms).toHaveLength(3);
  });
});

describe('the left side', () => {
  it.each([
    ['share == "x" ~ a', 'condition'],
    ['not share in ["x"] ~ a', 'condition'],
    ['share > 2 and other <= 3 ~ a', 'condition'],
    ['share ~ a', 'expression'],
    ['log(share + 1) ~ a', 'expression'],
  ])('%s is a %s', (formula, kind) => {
    const { value, diagnostics } = parseFormula(plainText(formula, 0));
    expect(diagnostics).toEqual([]);
    expect(value.left?.kind).toBe(kind);
    expect(value.left && formula.slice(value.left.range.start, value.left.range.end)).toBe(formula.split(' ~')[0]);
  });
});

describe('the stages', () => {
  it('can each be looked at', () => {
    const source = plainText('y ~ a * b', 0);
    expect(tokenise(source).value.map(({ text }) => text)).toEqual(['y', '~', 'a', '*', 'b', '']);
    const tree = parseFormulaTree(source).value;
    expect(tree.right).toMatchObject({ kind: 'binary', operator: '*', left: { name: 'a' }, right: { name: 'b' } });
  });

  it('never throw, whatever they read', () => {
    const piece = fc.constantFrom(
      ...['~', 'a', 'b', '+', '-', '*', ':', '^', '/', '(', ')', ',', '=', '==', '1', '0', '2', '"x"', '"', "'", '.'],
      ...['log', 'factor', 'ref', 'I', 'in', '[', ']', 'and', 'not', '%in%', ' ', '\n', 'ä', '“', '$'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const { value, diagnostics } = parseFormula(plainText(text, 5));
        for (const { range } of [...value.terms, ...diagnostics]) {
          expect(range.start).toBeGreaterThanOrEqual(5);
          expect(range.end).toBeGreaterThanOrEqual(range.start);
          expect(range.end).toBeLessThanOrEqual(5 + text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
