import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, type Operand, parseCondition } from '#engine/formula';
import { plainText } from '#engine/text';

/** A condition with all its parentheses, so that a test shows how it was read. */
function written(condition: Condition | null): string {
  switch (condition?.kind) {
    case undefined:
      return 'nothing';
    case 'and':
    case 'or':
      return `(${written(condition.left)} ${condition.kind} ${written(condition.right)})`;
    case 'not':
      return `(not ${written(condition.operand)})`;
    case 'comparison':
      return `${operand(condition.left)} ${condition.operator} ${operand(condition.right)}`;
    case 'in':
      return `${operand(condition.operand)} in [${condition.members.map(operand).join(', ')}]`;
  }
}

function operand(value: Operand): string {
  switch (value.kind) {
    case 'name':
      return value.name;
    case 'number':
      return value.text;
    case 'string':
      return JSON.stringify(value.value);
  }
}

describe('how a condition is read', () => {
  it.each([
    ['a == "x"', 'a == "x"'],
    ["a == 'x'", 'a == "x"'],
    ['"x" == a', '"x" == a'],
    ['a >= 2.50', 'a >= 2.50'],
    ['a > -2', 'a > -2'],
    ['a == b', 'a == b'],
    ['a in ["x", 2, -3]', 'a in ["x", 2, -3]'],
    ['a in ["x",]', 'a in ["x"]'],
    ['a not in ["x"]', '(not a in ["x"])'],
    ['not a == 1', '(not a == 1)'],
    ['not a == 1 and b == 2', '((not a == 1) and b == 2)'],
    ['a == 1 and b == 2 or c == 3', '((a == 1 and b == 2) or c == 3)'],
    ['a == 1 or b == 2 and c == 3', '(a == 1 or (b == 2 and c == 3))'],
    ['a == 1 or not b == 2 and c == 3', '(a == 1 or ((not b == 2) and c == 3))'],
    ['(a == 1 or b == 2) and c == 3', '((a == 1 or b == 2) and c == 3)'],
    ['not (a == 1 or b == 2)', '(not (a == 1 or b == 2))'],
    ['not not a == 1', '(not (not a == 1))'],
    ['a=="say \\"hi\\""', 'a == "say \\"hi\\""'],
    ["a == 'Don\\'t know'", 'a == "Don\'t know"'],
    ['a == "Don\'t know"', 'a == "Don\'t know"'],
    ['ä_1 != "ü"', 'ä_1 != "ü"'],
    ['a == "x"\n  and b == "y"', '(a == "x" and b == "y")'],
  ])('%s', (text, expected) => {
    const { value, diagnostics } = parseCondition(plainText(text, 0));
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(written(value)).toBe(expected);
  });
});

describe('what is wrong with a condition', () => {
  const table: readonly [string, readonly [string, string][], string][] = [
    ['a = 1', [['=', 'Write `==`']], 'a == 1'],
    ['a <> 1', [['<>', 'Write `!=`']], 'a != 1'],
    ['a == 1 && b == 2', [['&&', 'Write `and`']], '(a == 1 and b == 2)'],
    ['a == 1 | b == 2', [['|', 'Write `or`']], '(a == 1 or b == 2)'],
    ['!a == 1', [['!', 'Write `not`']], '(not a == 1)'],
    ['a == 1 AND b == 2', [['AND', 'small letters']], '(a == 1 and b == 2)'],
    ['a', [['a', 'alone is no condition']], 'nothing'],
    ['a == ', [['', 'missing at the end']], 'nothing'],
    ['== 1', [['==', 'cannot stand here']], 'nothing'],
    ['a == 1 and', [['', 'missing at the end']], 'a == 1'],
    ['a == and b == 2', [['and', 'missing before `and`']], 'b == 2'],
    ['1 < a < 3', [['<', 'One comparison at a time']], '1 < a'],
    ['a in "x"', [['"x"', 'A list belongs here']], 'a in []'],
    ['a in ("x", "y")', [['("x", "y")', 'Write the list in `[…]`: `["x", "y"]`']], 'a in ["x", "y"]'],
    ['a in c("x", 2)', [['c("x", 2)', 'Write the list in `[…]`: `["x", 2]`']], 'a in ["x", 2]'],
    ['a %in% c("x")', [['%in% c("x")', '`in ["x"]`']], 'a in ["x"]'],
    ['a %in% ["x"]', [['%in%', 'Write `in` for `%in%`']], 'a in ["x"]'],
    ['not a %in% c("x")', [['%in% c("x")', '`in ["x"]`']], '(not a in ["x"])'],
    ['a => 2', [['=>', 'Write `>=` for `=>`']], 'a >= 2'],
    ['a =< 2', [['=<', 'Write `<=` for `=<`']], 'a <= 2'],
    ['a ≥ 2', [['≥', 'Write `>=` for `≥`']], 'a >= 2'],
    ['a ≠ 2', [['≠', 'Write `!=` for `≠`']], 'a != 2'],
    ['a == −2', [['−', 'Write `-` for `−`']], 'a == -2'],
    [
      '（a == 2）',
      [
        ['（', 'Write `(` for `（`'],
        ['）', 'Write `)` for `）`'],
      ],
      'a == 2',
    ],
    ['a == 「x」', [['「x」', 'Write straight quotes: "x"']], 'a == "x"'],
    ["a == 'Don't'", [["'Don't'", 'double quotes: "Don\'t"']], 'a == "Don\'t"'],
    [
      "a == 'Je n'ai rien' or b == 'x'",
      [["'Je n'ai rien'", 'An apostrophe ends']],
      '(a == "Je n\'ai rien" or b == "x")',
    ],
    ['a.b == 2', [], 'a.b == 2'],
    ['a in [x]', [['x', 'Put it in quotes: "x"']], 'a in []'],
    ['a in []', [['[]', 'empty']], 'a in []'],
    ['a in ["x" "y"]', [['"y"', 'comma is missing']], 'a in ["x", "y"]'],
    ['a in ["x"', [['[', 'not closed']], 'a in ["x"]'],
    ['(a == 1', [['(', 'not closed']], 'a == 1'],
    ['a == 1)', [[')', 'Expected']], 'a == 1'],
    ['a == "x', [['"x', 'no closing "']], 'a == "x"'],
    ['a == “x”', [['“x”', 'straight quotes']], 'a == "x"'],
    [
      'a ~ b',
      [
        ['a', 'alone'],
        ['~', 'belongs to formulas'],
      ],
      'nothing',
    ],
    ['log(a) > 1', [['log', 'belongs to formulas']], 'nothing'],
    ['a == 1 b', [['b', 'Expected `and`']], 'a == 1'],
  ];
  it.each(table)('%s', (text, expected, tree) => {
    const { value, diagnostics } = parseCondition(plainText(text, 7));
    const found = diagnostics.map(({ range, message }) => [text.slice(range.start - 7, range.end - 7), message]);
    expect(found.map(([place]) => place)).toEqual(expected.map(([place]) => place));
    for (const [index, [, message]] of expected.entries()) {
      expect(found[index]?.[1]).toContain(message);
    }
    expect(written(value)).toBe(tree);
  });

  it('does not overflow on 100,000 parentheses or `not`s', () => {
    for (const text of ['('.repeat(100_000), 'not '.repeat(100_000), '!'.repeat(100_000)]) {
      expect(parseCondition(plainText(text, 0)).diagnostics.length).toBeGreaterThan(0);
    }
  });

  it('never throws, and every place lies in the text', () => {
    const piece = fc.constantFrom(
      ...['a', 'b', '==', '=', '<', '>=', '!=', 'and', 'or', 'not', 'in', '[', ']', '(', ')', ',', '"x"', '"', "'"],
      ...['1', '-', '2.5', ' ', '~', '&&', '!', 'log', '\\', '“', '#'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        for (const { range } of parseCondition(plainText(text, 3)).diagnostics) {
          expect(range.start).toBeGreaterThanOrEqual(3);
          expect(range.end).toBeLessThanOrEqual(3 + text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
