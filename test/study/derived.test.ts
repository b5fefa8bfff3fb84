// Derived variables as the editor knows them: completion, names, outline, in every place and style.
import { describe, expect, it } from 'vitest';
import {
  fingerprintOfPath,
  occurrenceAt,
  occurrencesOf,
  outline,
  parseStudy,
  placeOfPath,
  proposalsAt,
  references,
  rename,
  withoutPlaces,
} from '#engine/study';
import { withChanges } from '#engine/text';

const base = `study: s
personas: { attributes: { age: { number: { min: 18, max: 99 } }, town: {} } }
beliefs:
  fair: { ask: Q, scale: [no, maybe, yes] }
  careful: { ask: Q, scale: [no, maybe, yes] }
actions:
  pays: { ask: Q, options: ["It's mine", No] }
`;

const at = (marked: string) => {
  const text = marked.replace('¦', '');
  return { text, ...proposalsAt(parseStudy(text).value, marked.indexOf('¦'), []) };
};
const labelsAt = (marked: string): readonly string[] => at(marked).proposals.map(({ label }) => label);

function taken(marked: string, label: string): string {
  const { text, range, proposals } = at(marked);
  const proposal = proposals.find((one) => one.label === label);
  return proposal === undefined
    ? `not offered: ${label}`
    : withChanges(text, [...proposal.also, { range, newText: withoutPlaces(proposal.snippet) }]);
}

const functions = ['mean', 'sum', 'min', 'max', 'count', 'reverse'];
const words = ['and', 'or', 'not', 'in'];
const names = ['age', 'fair', 'careful', 'pays'];

describe('completion in a derived variable', () => {
  it.each([
    ['at the beginning', 'derived:\n  index: ¦\n', [...names, ...functions, ...words]],
    ['inside a function', 'derived:\n  index: mean(fair, ca¦)\n', [...names, ...functions, ...words]],
    ['in quotes', `derived:\n  index: "mean(¦)"\n`, [...names, ...functions, ...words]],
    ['in the long form', 'derived:\n  index: { value: sum(¦) }\n', [...names, ...functions, ...words]],
    [
      'of what is derived above, and not of itself or what comes below',
      'derived:\n  first: age\n  second: ¦\n  third: age\n',
      [...names, 'first', ...functions, ...words],
    ],
    ['of answers in a comparison', 'derived:\n  index: count(pays == "¦")\n', ["It's mine", 'No']],
    ['nothing in a title', 'derived:\n  index: { title: An¦, value: age }\n', []],
  ])('is offered %s', (_, section, wanted) => {
    expect(labelsAt(base + section)).toEqual(wanted);
  });

  it('offers its keys, and whole ones', () => {
    expect(labelsAt(`${base}derived:\n  index:\n    value: age\n    ¦`)).toEqual(['title', 'at_least']);
    expect(labelsAt(`${base}derived:\n  index:\n    v¦\n`).slice(0, 3)).toEqual(['value', 'title', 'at_least']);
    expect(labelsAt(`${base}derived:\n  ¦`)).toEqual(['index, the mean of items', 'index with a title']);
    expect(taken(`${base}derived:\n  index: me¦`, 'mean')).toContain('index: mean(, )');
    expect(taken(`${base}derived:\n  index: (pays == ¦)`, "It's mine")).toContain(`index: (pays == "It's mine")`);
  });

  it('is found in formulas and conditions, and not in order, subgroups, stratify or prompts', () => {
    const own = `${base}derived: { index: mean(fair, careful) }\n`;
    expect(labelsAt(`${own}regressions:\n  r:\n    formula: fair ~ ¦\n`)).toContain('index');
    expect(labelsAt(`${own}coherence:\n  r:\n    when: ¦\n`)).toContain('index');
    for (const other of ['order: [¦]', 'subgroups: [¦]', 'human: { data: a.csv, pilot: { size: 2, stratify: [¦] } }']) {
      expect(labelsAt(`${own}${other}\n`), other).not.toContain('index');
    }
    expect(labelsAt(own.replace('fair: { ask: Q', 'fair: { ask: "{{¦}}"'))).toEqual(['age', 'town']);
  });
});

const styled = [
  'mean(fair, reverse(careful)) + (pays == "No")',
  `'mean(fair, reverse(careful)) + (pays == "No")'`,
  `"mean(fair, reverse(careful)) + (pays == \\"No\\")"`,
  '|\n    mean(fair, reverse(careful))\n    + (pays == "No")',
  '>-\n    mean(fair,\n    reverse(careful)) + (pays == "No")',
  '{ value: mean(fair, reverse(careful)) + (pays == "No") }',
  '{ at_least: 1, value: mean(fair, reverse(careful)) + (pays == "No"), title: Trust }',
];

describe.each(styled)('names in %s', (value) => {
  const text = `${base}derived:\n  index: ${value}\n  twice: index * 2\nregressions:\n  r: { formula: index ~ twice + age }\n`;
  const study = parseStudy(text).value;

  it('stand where they are written', () => {
    const found = references(study).filter(({ place }) => place === 'derived');
    expect(found.map(({ name, range }) => [name, text.slice(range.start, range.end)])).toEqual(
      ['fair', 'careful', 'pays', 'index'].map((name) => [name, name]),
    );
    expect(
      references(study)
        .filter(({ name }) => name === 'index')
        .map(({ kind }) => kind),
    ).toEqual(['derived', 'derived']);
  });

  it('are renamed in every place, labels too', () => {
    const renamed = (name: string, to: string): string => {
      const symbol = occurrenceAt(study, text.indexOf(name) + 1)?.symbol;
      const changes = symbol === undefined ? null : rename(study, symbol, to, null);
      return changes?.kind === 'changes' ? withChanges(text, changes.changes) : 'refused';
    };
    expect(renamed('index', 'trust')).toBe(text.replaceAll('index', 'trust'));
    expect(renamed('careful', 'cautious')).toBe(text.replaceAll('careful', 'cautious'));
    // a text in braces that is written anew gets quotes
    const never = renamed('No]', 'Never').replace(/'(mean\(.*"Never"\))'(?= }|, title)/, '$1');
    const isQuoted = value.startsWith("'");
    expect(isQuoted ? renamed('No]', 'Never') : never).toBe(text.replaceAll(/\bNo\b/g, 'Never'));
    expect(occurrencesOf(study, { kind: 'variable', id: 'twice' }).map(({ role }) => role)).toEqual([
      'definition',
      'use',
    ]);
  });

  it('have a place, a fingerprint and a line in the outline', () => {
    const range = placeOfPath(study, 'derived/index');
    expect(range && text.slice(range.start, range.end)).toBe('index');
    const print = (changed: string): string | null => fingerprintOfPath(parseStudy(changed).value, 'derived/twice');
    expect(print(text.replace('careful: { ask: Q', 'careful: { ask: R'))).not.toBe(print(text));
    expect(print(text.replace('index ~ twice', 'index ~ 1'))).toBe(print(text));
    const section = outline(study).find(({ name }) => name === 'derived');
    expect(section).toMatchObject({ detail: '2 variables' });
    expect(section?.children.map(({ name, kind }) => [name, kind])).toEqual([
      ['index', 'derived'],
      ['twice', 'derived'],
    ]);
    expect(section?.children[1]?.detail).toBe('index * 2');
  });
});

it('is read in braces, where YAML would end it at a comma', () => {
  const { value, diagnostics } = parseStudy(
    `${base}derived: { one: mean(fair, reverse(careful)), two: count(fair >= 2, pays == "No"), three: one * 2 }\n`,
  );
  expect(diagnostics).toEqual([]);
  expect(value.derived.map(({ id, source }) => [id.value, source.text])).toEqual([
    ['one', 'mean(fair, reverse(careful))'],
    ['two', 'count(fair >= 2, pays == "No")'],
    ['three', 'one * 2'],
  ]);
  const open = parseStudy(`${base}derived: { one: mean(fair, reverse(careful), two: age }\n`);
  expect(open.diagnostics.length).toBeGreaterThan(0);
  expect(open.value.derived.map(({ id }) => id.value)).toEqual(['one', 'two']);
});

describe('a section that is broken', () => {
  it.each([
    ['derived: 3\n', ['structure']],
    ['derived:\n  index: [fair]\n', ['structure']],
    ['derived:\n  index: {}\n', ['structure']],
    ['derived:\n  index: { value: age, at_least: 0 }\n', ['structure']],
    ['derived:\n  index: { value: age, valeu: 2 }\n', ['unknown-key']],
    ['derived:\n  fair: age\n', ['duplicate-name']],
    ['derived:\n  and: age\n', ['invalid-name']],
    ['derived:\n  count: count(age > 3)\n', []],
    ['derived:\n  index: mean(age\n', ['expression-syntax']],
    ['variables:\n  index: age\n', ['unknown-key']],
  ])('%s', (section, codes) => {
    const { value, diagnostics } = parseStudy(base + section);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(value.items).toHaveLength(3);
  });
});
