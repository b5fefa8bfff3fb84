import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alsoCode, type CodedTable, type CodedVariable, evaluateCondition } from '#engine/data';
import { parseCondition } from '#engine/formula';
import { plainText } from '#engine/text';

const none = { values: null, texts: null };
const columns: readonly CodedVariable[] = [
  {
    id: 'concerned',
    measure: 'ordinal',
    labels: ['low', 'middle', 'high'],
    scores: [10, 20, 40],
    codes: Int16Array.of(0, 1, 2, -1, alsoCode(0)),
    ...none,
  },
  {
    id: 'worried',
    measure: 'ordinal',
    labels: ['a', 'b'],
    scores: [10, 20],
    codes: Int16Array.of(1, 1, 1, 1, 0),
    ...none,
  },
  {
    id: 'arm',
    measure: 'nominal',
    labels: ['hidden', '2'],
    scores: [1, 2],
    codes: Int16Array.of(0, 1, 0, 1, -1),
    ...none,
  },
  {
    id: 'age',
    measure: 'numeric',
    labels: ['18 to under 30', '30 or more'],
    scores: [1, 2],
    codes: Int16Array.of(0, 1, 1, -1, -1),
    values: Float64Array.of(18, 30, 31.5, Number.NaN, 3),
    texts: null,
  },
  {
    id: 'state',
    measure: 'text',
    labels: [],
    scores: [],
    codes: Int16Array.of(0, 0, -1, 0, 0),
    values: null,
    texts: ['Ohio', 'Utah', '', 'Ohio', ''],
  },
];
const table: CodedTable = {
  size: 5,
  ids: ['1', '2', '3', '4', '5'],
  variables: new Map(columns.map((column) => [column.id, column])),
  weights: null,
};

function truth(source: string): string {
  const { value, diagnostics } = parseCondition(plainText(source, 0));
  expect(diagnostics).toEqual([]);
  if (value === null) {
    throw new Error(source);
  }
  return [...evaluateCondition(value, table)].map((one) => (one === -1 ? '?' : one)).join('');
}

describe('conditions', () => {
  it.each([
    // ordinal: labels by position, numbers by score; missing and `also` answers are not known
    ['concerned >= "middle"', '011??'],
    ['concerned > "middle"', '001??'],
    ['"middle" > concerned', '100??'],
    ['concerned == "high"', '001??'],
    ['concerned != "high"', '110??'],
    ['concerned >= 20', '011??'],
    ['concerned < 40', '110??'],
    ['concerned in ["low", "high"]', '101??'],
    // nominal, by label; a number is its text
    ['arm == "hidden"', '1010?'],
    ['arm != "hidden"', '0101?'],
    ['arm == 2', '0101?'],
    // numbers
    ['age >= 30', '011?0'],
    ['30 <= age', '011?0'],
    ['age in [18, 30]', '110?0'],
    // texts
    ['state == "Ohio"', '10?1?'],
    ['state != "Ohio"', '01?0?'],
    // two variables, by score
    ['concerned > worried', '001??'],
    ['worried == concerned', '010??'],
    // three values of truth
    ['not concerned >= "middle"', '100??'],
    ['concerned >= "middle" and arm == "hidden"', '0010?'],
    ['concerned >= "middle" or arm == "2"', '0111?'],
    ['concerned == "low" or age < 10', '100?1'],
    ['concerned == "low" and age > 10', '100?0'],
    ['not (concerned == "low" and age > 10)', '011?1'],
    // a variable that the table does not have
    ['nothing == 1', '?????'],
    ['nothing == 1 or age >= 18', '111??'],
  ])('%s', (source, expected) => {
    expect(truth(source)).toBe(expected);
  });

  it('agree with their De Morgan forms', () => {
    const atoms = ['concerned >= "middle"', 'arm == "hidden"', 'age >= 30', 'state == "Ohio"', 'worried == "b"'];
    const atom = fc.constantFrom(...atoms);
    fc.assert(
      fc.property(atom, atom, (a, b) => {
        expect(truth(`not (${a} and ${b})`)).toBe(truth(`not ${a} or not ${b}`));
        expect(truth(`not (${a} or ${b})`)).toBe(truth(`not ${a} and not ${b}`));
      }),
    );
  });
});
