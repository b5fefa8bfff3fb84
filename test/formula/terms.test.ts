import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFormula } from '#engine/formula';
import { plainText } from '#engine/text';

/** Formula, intercept, term labels, as R's `terms()` gives them; made by golden/make-golden.R. */
const golden = fs
  .readFileSync(new URL('./golden/terms.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [string, string, string]);

describe('terms of a formula, as R makes them', () => {
  it('has R’s terms to compare with', () => {
    expect(golden.length).toBeGreaterThan(80);
  });

  it.each(golden)('%s', (formula, intercept, labels) => {
    const { value, diagnostics } = parseFormula(plainText(formula, 0));
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(value.terms.map(({ label }) => label)).toEqual(labels === '' ? [] : labels.split('|'));
    expect(value.hasIntercept).toBe(intercept === '1');
  });
});

describe('where a term stands', () => {
  const table: readonly [string, Readonly<Record<string, string>>][] = [
    ['y ~ a * b', { a: 'a', b: 'b', 'a:b': 'a * b' }],
    ['y ~ a + b:a', { a: 'a', 'a:b': 'b:a' }],
    ['y ~ (a + b)^2 + c', { a: 'a', b: 'b', c: 'c', 'a:b': '(a + b)^2' }],
    ['y ~ log( a+1 )*b', { 'log(a + 1)': 'log( a+1 )', b: 'b', 'log(a + 1):b': 'log( a+1 )*b' }],
    ['y ~ a * b * c', { 'a:b': 'a * b', 'a:c': 'a * b * c', 'a:b:c': 'a * b * c' }],
  ];
  it.each(table)('%s', (formula, places) => {
    const { value } = parseFormula(plainText(formula, 100));
    for (const [label, place] of Object.entries(places)) {
      const term = value.terms.find((candidate) => candidate.label === label);
      expect(term && formula.slice(term.range.start - 100, term.range.end - 100)).toBe(place);
    }
  });
});
