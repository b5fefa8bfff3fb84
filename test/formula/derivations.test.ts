import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Derivation, namesInDerivation, parseDerivation } from '#engine/formula';
import { plainText } from '#engine/text';

/** A derivation with all its parentheses, so that a test shows how it was read. */
function written(derivation: Derivation | null, text: string): string {
  switch (derivation?.kind) {
    case undefined:
      return 'nothing';
    case 'name':
      return derivation.name;
    case 'number':
      return String(derivation.value);
    case 'unary':
      return `(${derivation.operator}${written(derivation.operand, text)})`;
    case 'binary':
      return `(${written(derivation.left, text)} ${derivation.operator} ${written(derivation.right, text)})`;
    case 'call':
      return `${derivation.name}(${derivation.arguments.map((one) => written(one, text)).join(', ')})`;
    case 'condition':
      return `[${text.slice(derivation.range.start, derivation.range.end)}]`;
  }
}

describe('how a derived variable is read', () => {
  it.each([
    ['a', 'a'],
    ['mean(a, b, reverse(c))', 'mean(a, b, reverse(c))'],
    ['a + b * c', '(a + (b * c))'],
    ['a - b - c', '((a - b) - c)'],
    ['a / b * c', '((a / b) * c)'],
    ['-a + 2', '((-a) + 2)'],
    ['- -a', '(-(-a))'],
    ['2 * (a + b)', '(2 * (a + b))'],
    ['(mean(a, b) - 1) / 4', '((mean(a, b) - 1) / 4)'],
    ['a == "x"', '[a == "x"]'],
    ['a + (b == "x")', '(a + [b == "x"])'],
    ['(a == 1 or b > 2) * 10', '([a == 1 or b > 2] * 10)'],
    ['(a == 1) and not b in [2, 3]', '[(a == 1) and not b in [2, 3]]'],
    ['not (a > 1)', '[not (a > 1)]'],
    ['a > -1', '[a > -1]'],
    ['count(a >= 4, b in ["x", "y"], not c == 1)', 'count([a >= 4], [b in ["x", "y"]], [not c == 1])'],
    ['mean(a == "x, y) or", b)', 'mean([a == "x, y) or"], b)'],
    ['sum(a)', 'sum(a)'],
    ['mean + count', '(mean + count)'],
    ['max(a,\n  b)', 'max(a, b)'],
  ])('%s', (text, expected) => {
    const { value, diagnostics } = parseDerivation(plainText(text, 0));
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(written(value, text)).toBe(expected);
  });
});

describe('what is wrong with a derived variable', () => {
  it.each<readonly [string, readonly (readonly [string, string])[], string]>([
    ['', [['', 'missing at the end']], 'nothing'],
    [
      'mean(',
      [
        ['(', 'not closed'],
        ['mean(', 'needs a variable'],
      ],
      'mean()',
    ],
    ['mean()', [['mean()', 'needs a variable']], 'mean()'],
    ['count()', [['count()', 'needs a condition']], 'count()'],
    ['maen(a, b)', [['maen', 'Did you mean `mean`?']], 'maen(a, b)'],
    ['log(a)', [['log', 'It belongs to formulas']], 'log(a)'],
    ['average(a)', [['average', 'Did you mean `mean`?']], 'average(a)'],
    ['rowSums(a, b)', [['rowSums', 'Did you mean `sum`?']], 'rowSums(a, b)'],
    ['product(a)', [['product', 'Functions are `mean`']], 'product(a)'],
    ['ifelse(a == 1, 1, 0)', [['ifelse', 'A condition in parentheses is 1 or 0 already.']], 'ifelse([a == 1], 1, 0)'],
    ['mean(a, b, na.rm = TRUE)', [['na.rm = TRUE', 'Functions take no options here']], 'mean(a, b)'],
    ['mean(a b)', [['b', 'not `b`']], 'mean(a)'],
    ['mean(a,, b)', [[',', 'missing before `,`']], 'mean(a, b)'],
    ['mean(a,)', [[')', 'missing before `)`']], 'mean(a)'],
    ['a + ', [['', 'missing at the end']], 'a'],
    ['a b', [['b', 'not `b`']], 'a'],
    ['a)', [[')', 'closes nothing']], 'a'],
    ['a ^ 2', [['^', 'write `x * x`']], 'a'],
    ['a ~ b', [['~', 'belongs to formulas']], 'a'],
    ['"text" + a', [['"text"', 'A text cannot be calculated with']], 'a'],
    ['reverse(a + b)', [['a + b', 'takes the name of a variable']], 'reverse((a + b))'],
    ['reverse(a, b)', [['b', 'takes one variable']], 'reverse(a, b)'],
    ['count(a, b > 1)', [['a', 'counts the conditions that hold']], 'count(a, [b > 1])'],
    ['a = 1', [['=', 'Write `==`']], '[a = 1]'],
    ['mean(a, b) > 2', [['mean', 'a name under `derived`']], 'nothing'],
    ['(a + b) > 2', [['+', 'calculates nothing']], 'nothing'],
    ['sum(a, b) / 2 >= 1 and c == 2', [['/', 'calculates nothing']], 'nothing'],
    ['count(a > 1, b - c > 2)', [['-', 'calculates nothing']], 'count([a > 1])'],
    ['a + (b', [['(', 'not closed']], '(a + b)'],
  ])('%s', (text, wanted, expected) => {
    const { value, diagnostics } = parseDerivation(plainText(text, 0));
    expect(diagnostics.map(({ range }) => text.slice(range.start, range.end))).toEqual(wanted.map(([place]) => place));
    diagnostics.forEach(({ message }, index) => {
      expect(message).toContain(wanted[index]?.[1]);
    });
    expect(written(value, text)).toBe(expected);
  });

  it('is no end to nesting, and no throw', () => {
    const deep = `${'('.repeat(5000)}a`;
    const { diagnostics } = parseDerivation(plainText(deep, 0));
    expect(diagnostics.map(({ message }) => message)).toContainEqual(expect.stringContaining('too'));
  });

  it('never throws, and every place and name lies in the text', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'mean(',
        'reverse(',
        'count(',
        '(',
        ')',
        ',',
        '+',
        '-',
        '*',
        '/',
        '>=',
        '"x"',
        "'",
        'and',
        'not',
        'in',
        '[',
      ],
      ...[']', '2', '~', '^', '=', 'log(', ' ', '\n', '%', '§'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const { value, diagnostics } = parseDerivation(plainText(text, 7));
        for (const { range } of diagnostics) {
          expect(range.start).toBeGreaterThanOrEqual(7);
          expect(range.end).toBeGreaterThanOrEqual(range.start);
          expect(range.end).toBeLessThanOrEqual(7 + text.length);
        }
        for (const { name, range } of value === null ? [] : namesInDerivation(value)) {
          expect(text.slice(range.start - 7, range.end - 7)).toBe(name);
        }
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});
