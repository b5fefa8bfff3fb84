import { describe, expect, it } from 'vitest';
import { checkStudy } from '#engine/checks';
import { parseStudy, proposalsAt, withoutPlaces } from '#engine/study';
import { withChanges } from '#engine/text';

const columns = [
  { name: 'id', values: ['1', '2'], counts: [1, 1] },
  { name: 'sex', values: ['F', 'M', 'Prefer not to say', ''], counts: [9, 12, 2, 1] },
  { name: 'gender_text', values: ['x'], counts: [24] },
  { name: 'q 1', values: ['5', '3', '1'], counts: [4, 10, 10] },
];

const at = (marked: string) => {
  const text = marked.replace('¦', '');
  const found = proposalsAt(parseStudy(text).value, marked.indexOf('¦'), columns);
  return { text, ...found };
};

const labelsAt = (marked: string): readonly string[] => at(marked).proposals.map(({ label }) => label);

/** The text after a proposal has been taken. */
function taken(marked: string, label: string): string {
  const { text, range, proposals } = at(marked);
  const proposal = proposals.find((one) => one.label === label);
  if (proposal === undefined) {
    return `not offered: ${label}`;
  }
  return withChanges(text, [...proposal.also, { range, newText: withoutPlaces(proposal.snippet) }]);
}

const base = `study: s
human: { data: a.csv, id: id }
personas:
  attributes:
    gender: { column: sex, levels: { Female: F } }
    age: { number: { min: 18, max: 99 }, bins: [18, 40] }
    town: {}
treatments:
  show: { arms: [hidden, "the shown, or: bigger #one"] }
beliefs:
  worried: { column: q 1, ask: Q, scale: { 1: not, 5: very } }
actions:
  buys: { ask: Q, options: ["It's mine", No] }
`;

describe('keys', () => {
  it.each([
    [
      'those that must be there first, then one of several',
      'beliefs:\n  a:\n    ¦',
      ['ask', 'scale', 'options', 'number', 'title', 'column', 'also'],
    ],
    [
      'not what another key excludes',
      'beliefs:\n  a:\n    ask: Q\n    scale: [a, b]\n    ¦',
      ['title', 'column', 'also'],
    ],
    [
      'what another key makes possible',
      'beliefs:\n  a:\n    ask: Q\n    number: {}\n    ¦',
      ['title', 'column', 'bins', 'also'],
    ],
    ['of an attribute', 'personas:\n  attributes:\n    a:\n      levels: [x]\n      ¦', ['title', 'column', 'ordered']],
    ['of a model, one way or the other', 'models:\n  a:\n    ¦', ['provider', 'tune', 'model']],
    ['of a tuned model', 'models:\n  a: { tune: b, ¦ }', ['on']],
    ['of a sample', 'personas: { sample: { n: 5, ¦ } }', ['further', 'quotas']],
    [
      'of a broken section',
      'beliefs: [\nhuman:\n  ¦',
      [
        'data',
        'id',
        'synthetic',
        'published',
        'weights',
        'where',
        'missing',
        'header_rows',
        'encoding',
        'delimiter',
        'pilot',
      ],
    ],
    [
      'attributes under quotas',
      `${base}x-q: 1\n`.replace('  attributes', '  sample: { n: 5, quotas: { ¦ } }\n  attributes'),
      ['gender', 'age'],
    ],
    [
      'levels of an attribute under quotas',
      base.replace('  attributes', '  sample: { n: 5, quotas: { gender: { ¦ } } }\n  attributes'),
      ['Female'],
    ],
  ])('%s', (_what, marked, expected) => {
    expect(labelsAt(marked)).toEqual(expected);
  });

  it.each([
    ['beliefs:\n  a:\n    sc¦', 'scale', 'beliefs:\n  a:\n    scale: []'],
    ['human:\n  da¦', 'data', 'human:\n  data: '],
    ['human:\n  pi¦', 'pilot', 'human:\n  pilot:\n  '],
    ['human: { pi¦ }', 'pilot', 'human: { pilot: {  } }'],
    ['human:\n  dta¦: x', 'data', 'human:\n  data: x'],
    ['beliefs:\n  a:\n    nu¦', 'number', 'beliefs:\n  a:\n    number: { min: 0, max: 100 }'],
  ])('%j and %s', (marked, label, after) => {
    expect(taken(marked, label)).toBe(after);
  });
});

describe('in expressions', () => {
  const when = (condition: string): string =>
    `${base}coherence:\n  r:\n    when: ${condition}\n    then: gender == "Female"\n`;
  it('offers names where nothing stands yet', () => {
    expect(labelsAt('beliefs: { a: { ask: Q } }\nregressions:\n  m:\n    formula: ¦\n')[0]).toBe('a');
    expect(labelsAt('beliefs: { a: { ask: Q } }\ncoherence: { r: { when: ¦ } }\n')[0]).toBe('a');
  });

  it('offers names and words', () => {
    expect(labelsAt(when('gen¦'))).toEqual(['gender', 'age', 'show', 'worried', 'buys', 'and', 'or', 'not', 'in']);
  });

  it('offers labels behind an operator, then names', () => {
    expect(labelsAt(when('worried >= ¦')).slice(0, 3)).toEqual(['not', 'very', 'gender']);
    expect(labelsAt(when('buys in [¦]')).slice(0, 2)).toEqual(["It's mine", 'No']);
  });

  const mine = "It's mine";
  const shown = 'the shown, or: bigger #one';
  it.each([
    ['in quotes where none stand', 'buys == ¦', mine, 'buys == "It\'s mine"'],
    ['between quotes', 'buys == "¦"', mine, 'buys == "It\'s mine"'],
    ['with the quote that is missing', 'buys == "¦', mine, 'buys == "It\'s mine"'],
    ['over the label that stands there', 'buys == "N¦o"', mine, 'buys == "It\'s mine"'],
    ['in a single-quoted scalar', '\'buys == "¦"\'', mine, "'buys == \"It''s mine\"'"],
    ['in a double-quoted scalar', '"buys == ¦"', mine, '"buys == \\"It\'s mine\\""'],
    ['between single quotes', '"buys == \'¦\'"', mine, "\"buys == 'It\\\\'s mine'\""],
    ['in a folded scalar', '>\n      buys == ¦', mine, '>\n      buys == "It\'s mine"'],
    ['with quotes around the whole where YAML wants them', 'show == ¦', shown, `'show == "${shown}"'`],
    [
      'and around what stands before and behind',
      'buys == \'No\' and show == "¦" or age > 3',
      shown,
      `'buys == ''No'' and show == "${shown}" or age > 3'`,
    ],
  ])('writes a label %s', (_what, condition, label, after) => {
    const text = taken(when(condition), label);
    expect(text).toBe(when(after));
    expect(parseStudy(text).diagnostics).toEqual([]);
  });

  it('offers names that can stand in a formula, and functions', () => {
    const formula = `${base}regressions:\n  m:\n    formula: worried ~ ¦\n`;
    const found = labelsAt(formula);
    expect(found).toEqual([
      'gender',
      'age',
      'show',
      'worried',
      'buys',
      'I',
      'log',
      'exp',
      'sqrt',
      'abs',
      'scale',
      'poly',
      'factor',
    ]);
    expect(taken(formula, 'poly')).toContain('worried ~ poly(name, 2)');
  });

  it('offers what can be inserted in a placeholder', () => {
    expect(labelsAt(`${base}order: []\n`.replace('ask: Q, scale', 'ask: "{{¦", scale'))).toEqual([
      'gender',
      'age',
      'town',
      'show',
    ]);
  });
});

describe('values', () => {
  it.each([
    [
      'columns, one like the name first and those in use last',
      base.replace('town: {}', 'gender_txt: { column: ¦ }'),
      ['gender_text', 'id', 'sex', 'q 1'],
    ],
    ['of the data, for a level', base.replace('{ Female: F }', '[F, ¦]'), ['M', 'Prefer not to say']],
    ['of the data, beside a label', base.replace('{ Female: F }', '{ Female: ¦ }'), ['M', 'F', 'Prefer not to say']],
    ['of the data, as keys', base.replace('{ Female: F }', '{ Female: F, ¦ }'), ['M', 'Prefer not to say']],
    [
      'of the data, for the long form',
      base.replace('{ Female: F }', '[{ label: Female, values: [F, ¦] }]'),
      ['M', 'Prefer not to say'],
    ],
    ['of the data, for a scale', base.replace('{ 1: not, 5: very }', '[{ label: x, values: ¦ }]'), ['3', '5']],
    [
      'not of the data, for the step of a number',
      base.replace('scale: { 1: not, 5: very }', 'number: { step: ¦ }'),
      ['1'],
    ],
    ['that mean no answer', base.replace('id: id', 'missing: [¦]'), ['M', '3', 'Prefer not to say']],
    ['names that order does not have yet', `${base}order: [buys, ¦]\n`, ['show', 'worried']],
    ['attributes with classes', `${base}subgroups: [¦]\n`, ['gender', 'age']],
    ['words of the schema', 'regressions:\n  m:\n    family: ¦\n', ['gaussian', 'binomial', 'ordinal', 'poisson']],
    [
      'kinds of errors, and groups',
      'regressions:\n  m:\n    errors: ¦\n',
      ['classical', 'HC0', 'HC1', 'HC2', 'HC3', 'cluster(id)', 'cluster(sex)', 'cluster(gender_text)', 'cluster(q 1)'],
    ],
    ['what a number is if left out', 'alignment:\n  fdr: ¦\n', ['0.05']],
    ['truth', 'simulation:\n  shuffle: ¦\n', ['true', 'false']],
    ['models to tune', 'models:\n  gpt: { provider: openai, model: m }\n  t: { tune: ¦ }\n', ['gpt']],
    ['none in running text', 'title: some ¦\n', []],
    ['none in comments', 'study: s # ¦\n', []],
  ])('%s', (_what, marked, expected) => {
    expect(labelsAt(marked)).toEqual(expected);
  });

  it('are written as YAML reads them', () => {
    expect(taken(base.replace('town: {}', 'town: { column: ¦ }'), 'q 1')).toContain('town: { column: q 1 }');
    expect(taken('human:\n  delimiter: ¦\n', ';')).toBe('human:\n  delimiter: ;\n');
    expect(taken('human:\n  delimiter: ¦\n', ',')).toBe('human:\n  delimiter: ","\n');
    expect(taken('regressions:\n  m:\n    errors: ¦\n', 'cluster(q 1)')).toContain(`errors: cluster("q 1")`);
  });
});

describe('whole parts', () => {
  const around: Readonly<Record<string, string>> = {
    'personas:\n  attributes': 'personas:\n  attributes:\n    ¦',
    treatments: 'treatments:\n  ¦',
    beliefs: 'beliefs:\n  ¦',
    actions: 'actions:\n  ¦',
    coherence: 'coherence:\n  ¦',
    regressions: 'regressions:\n  ¦',
    models: 'models:\n  ¦',
  };
  const cases = Object.values(around).flatMap((marked) =>
    at(`study: s\n${marked}`)
      .proposals.filter(({ kind }) => kind === 'snippet')
      .map(({ label }) => [label, `study: s\n${marked}`] as const),
  );

  it('are there for everything that has a name', () => {
    expect(cases.length).toBe(18);
  });

  it.each(cases)('%s can be read', (label, marked) => {
    const { text, range, proposals } = at(marked);
    const snippet = proposals.find((one) => one.label === label)?.snippet ?? '';
    const indent = ' '.repeat(range.start - text.lastIndexOf('\n', range.start - 1) - 1);
    const newText = withoutPlaces(snippet).replaceAll('\n', `\n${indent}`);
    expect(parseStudy(withChanges(text, [{ range, newText }])).diagnostics).toEqual([]);
  });

  it('a new study from an empty file says nothing against itself', () => {
    expect(labelsAt('¦')).toContain('new study');
    expect(labelsAt('stu¦')).toContain('new study');
    expect(labelsAt('study: s\n¦')).not.toContain('new study');
    const { value, diagnostics } = parseStudy(taken('¦', 'new study'));
    expect([...diagnostics, ...checkStudy(value, { kind: 'none' })]).toEqual([]);
    expect(value.items.length).toBe(2);
  });
});
