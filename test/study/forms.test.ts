import { describe, expect, it } from 'vitest';
import { checkStudy } from '#engine/checks';
import { type Category, labelsOf, parseStudy, type Study, variableNamed } from '#engine/study';

/** The study of a text that must be without fault. */
function read(text: string): Study {
  const { value, diagnostics } = parseStudy(text);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return value;
}

function short(categories: readonly Category[]): readonly string[] {
  return categories.map(({ label, values, takesRest, score, text }) => {
    const rest = takesRest ? ' *' : '';
    const said = text === label.value ? '' : ` says ${text}`;
    return `${score}: ${label.value} = ${values.map(({ value }) => value).join(' | ')}${rest}${said}`;
  });
}

describe('short and long forms of levels', () => {
  it.each([
    ['[Female, Male]', ['1: Female = ', '2: Male = ']],
    ['\n        - Female\n        - "Male"', ['1: Female = ', '2: Male = ']],
    ['{ F: f, M: [m, "male "], Rest: "*" }', ['1: F = f', '2: M = m | male ', '3: Rest =  *']],
    ['{ F: , M: }', ['1: F = ', '2: M = ']],
    ['{ F, M }', ['1: F = ', '2: M = ']],
    ['{ F: { values: f, text: a woman }, M: { score: 5 } }', ['1: F = f says a woman', '5: M = ']],
    ['{ F: { label: Female } }', ['1: Female = ']],
    ['[{ label: F, values: [f, "*"] }, M]', ['1: F = f *', '2: M = ']],
    [
      '[true, false, null, ~, 2.50, 007, 1e3]',
      ['1: true = ', '2: false = ', '3: null = ', '4: ~ = ', '5: 2.50 = ', '6: 007 = ', '7: 1e3 = '],
    ],
    ['{ No: 0, Yes: [1, 2.0, true] }', ['1: No = 0', '2: Yes = 1 | 2.0 | true']],
  ])('%s', (levels, expected) => {
    const study = read(`study: s\npersonas:\n  attributes:\n    a:\n      levels: ${levels}\n`);
    const { measure } = study.attributes[0];
    expect(measure.kind === 'levels' && short(measure.levels)).toEqual(expected);
  });
});

describe('short and long forms of answers', () => {
  it.each([
    ['scale: [No, Yes]', 'ordinal', ['1: No = ', '2: Yes = ']],
    ['scale: { 1: Not at all, 2.5: Some, 7: Very }', 'ordinal', ['1: Not at all = ', '2.5: Some = ', '7: Very = ']],
    [
      'scale: { -1: Less, "0": Same, 1: { label: More, values: [m] } }',
      'ordinal',
      ['-1: Less = ', '0: Same = ', '1: More = m'],
    ],
    [
      'scale: [{ label: No, score: 0 }, { label: Yes, score: 10, text: Yes! }]',
      'ordinal',
      ['0: No = ', '10: Yes =  says Yes!'],
    ],
    ['scale: { No: { score: 3, values: n } }', 'ordinal', ['3: No = n']],
    ['options: { Consent: "1", Decline: ["0", no] }', 'nominal', ['1: Consent = 1', '2: Decline = 0 | no']],
  ])('%s', (answers, kind, expected) => {
    const study = read(`study: s\nbeliefs:\n  b: { ask: What?, ${answers} }\n`);
    const { measure } = study.items[0];
    expect(measure.kind).toBe(kind);
    expect(measure.kind !== 'numeric' && short(measure.categories)).toEqual(expected);
  });

  it('takes numbers with range, grid and unit, and what is offered also', () => {
    const study = read(
      'study: s\nactions:\n  b: { ask: How much?, number: { min: 0, max: 1e2, step: .5, unit: 5 km }, bins: [0, 50], also: { Never: [99, n], Other: } }\n',
    );
    const [item] = study.items;
    expect(item.measure).toMatchObject({
      kind: 'numeric',
      number: { min: 0, max: 100, step: 0.5, unit: '5 km' },
      bins: [{ value: 0 }, { value: 50 }],
    });
    expect(short(item.also)).toEqual(['1: Never = 99 | n', '2: Other = ']);
    expect(labelsOf(item)).toEqual(['Never', 'Other']);
  });
});

describe('arms', () => {
  it.each([
    ['[control, story]', ['control', 'story'], [null, null]],
    ['{ control: "0", story: [1, 2] }', ['control', 'story'], [null, null]],
    ['{ control: , story: { values: 1, prompt: Read {{age}}. } }', ['control', 'story'], [null, 'Read {{age}}.']],
    ['[{ label: control }, { label: story, prompt: Read. }]', ['control', 'story'], [null, 'Read.']],
  ])('%s', (arms, labels, prompts) => {
    const treatment = read(
      `study: s\ntreatments:\n  t: { arms: ${arms.replace('Read {{age}}.', '"Read {{age}}."')} }\n`,
    ).treatments[0];
    expect(treatment.arms.map(({ label }) => label.value)).toEqual(labels);
    expect(treatment.arms.map(({ prompt }) => prompt?.source.text ?? null)).toEqual(prompts);
  });
});

describe('attributes', () => {
  it('have levels, a number or neither', () => {
    const study = read(
      'study: s\npersonas:\n  attributes:\n    a: { levels: [x, y], ordered: true, title: A }\n    b: { number: { min: 18 }, bins: [18, 30, 45] }\n    c: {}\n    d: { column: D }\n',
    );
    expect(study.attributes.map(({ measure }) => measure.kind)).toEqual(['levels', 'number', 'text', 'text']);
    expect(study.attributes[0]).toMatchObject({ measure: { ordered: true }, title: { value: 'A' }, column: null });
    expect(labelsOf(study.attributes[1])).toEqual(['18 to under 30', '30 to under 45', '45 or more']);
    expect(variableNamed(study, 'd')?.column?.value).toBe('D');
    expect(variableNamed(study, 'e')).toBeNull();
  });
});

describe('people', () => {
  it('come with everything that their file needs', () => {
    const { human } = read(
      'study: s\nhuman:\n  data: a.csv\n  id: 7\n  weights: w\n  where: a == "x"\n  missing: n/a\n  header_rows: 3\n  encoding: windows-1252\n  delimiter: tab\n  pilot: { size: 30, seed: 7, stratify: a }\n',
    );
    expect(human).toMatchObject({
      data: { value: 'a.csv' },
      id: { value: '7' },
      weights: { value: 'w' },
      where: { condition: { kind: 'comparison' } },
      missing: [{ value: 'n/a' }],
      headerRows: { value: 3 },
      encoding: { value: 'windows-1252' },
      delimiter: { value: '\t' },
      pilot: { size: { value: 30 }, seed: 7, stratify: [{ value: 'a' }] },
    });
  });

  it.each([
    ['study: s\n', { kind: 'each', n: 1 }],
    ['study: s\nhuman: { data: a.csv }\n', { kind: 'matched' }],
    ['study: s\npersonas: { sample: matched }\n', { kind: 'matched' }],
    [
      'study: s\npersonas: { sample: { further: panel.csv, n: 20 } }\n',
      {
        kind: 'matched',
        further: {
          data: { value: 'panel.csv', range: { start: 40, end: 49 } },
          n: { value: 20, range: { start: 54, end: 56 } },
        },
      },
    ],
    ['study: s\npersonas: { sample: { n: 500 } }\n', { kind: 'draw', n: 500, quotas: null }],
    ['study: s\npersonas: { sample: { each: 5 } }\n', { kind: 'each', n: 5 }],
    [
      'study: s\npersonas: { sample: { n: 5, quotas: { g: { Female: .5, Male: 0.5 } } } }\n',
      {
        kind: 'draw',
        n: 5,
        quotas: [
          {
            attribute: { value: 'g' },
            shares: [
              { label: { value: 'Female' }, share: 0.5 },
              { label: { value: 'Male' }, share: 0.5 },
            ],
          },
        ],
      },
    ],
  ])('are sampled: %j', (text, expected) => {
    expect(read(text).sample).toMatchObject(expected);
  });
});

const frame = `study: s
treatments:
  t: { arms: [a, b] }
  u: { arms: [a, b] }
beliefs:
  b1: { ask: What?, scale: [x, y] }
  b2: { ask: What?, scale: [x, y] }
actions:
  c: { ask: What?, options: [x, y] }
`;

describe('order', () => {
  it.each([
    ['', ['t', 'u', 'b1', 'b2', 'c']],
    ['order: [c, b1, b2]', ['t', 'u', 'c', 'b1', 'b2']],
    ['order: [c, u, b1, b2]', ['t', 'c', 'u', 'b1', 'b2']],
    ['order: [c, c, nobody]', ['t', 'u', 'c', 'b1', 'b2']],
  ])('%s', (order, expected) => {
    const study = read(`${frame}${order}\n`);
    expect(study.order.map(({ id }) => id)).toEqual(expected);
    expect(study.writtenOrder?.length ?? null).toBe(order === '' ? null : order.split(',').length);
  });
});

describe('regressions', () => {
  it.each([
    ['errors: HC3', { kind: 'HC3' }],
    ['errors: classical', { kind: 'classical' }],
    ['errors: cluster(school)', { kind: 'cluster', column: 'school' }],
    ['errors: cluster("school id")', { kind: 'cluster', column: 'school id' }],
    ["errors: cluster('school id')", { kind: 'cluster', column: 'school id' }],
    ['errors: \'cluster("Q1")\'', { kind: 'cluster', column: 'Q1' }],
    ['family: gaussian', { kind: 'classical' }],
  ])('%s', (line, errors) => {
    const study = read(`${frame}regressions:\n  r:\n    formula: b1 ~ t\n    ${line}\n`);
    expect(study.regressions[0].errors.value).toEqual(errors);
  });

  it('take their family from the left side if none is given', () => {
    const text = `${frame}regressions:\n  r: { formula: b1 ~ t }\n  q: { formula: c == "x" ~ t }\n  p: { formula: b1 ~ t, family: poisson }\n`;
    expect(read(text).regressions.map(({ family }) => family.value)).toEqual(['gaussian', 'binomial', 'poisson']);
  });
});

describe('settings', () => {
  it('have defaults', () => {
    const study = read('study: s\n');
    expect(study.alignment).toEqual({ min_n: 30, fdr: 0.05, margin: 0.05 });
    expect(study.simulation).toEqual({ ask: 'questionnaire', repeats: 1, seed: 1, shuffle: true });
    expect(study.human).toBeNull();
  });

  it('can be given', () => {
    const study = read(
      'study: s\nalignment: { min_n: 10, fdr: .1, margin: 0 }\nsimulation: { ask: interview, repeats: 3, seed: 0, shuffle: false }\nsubgroups: [a, [a, b]]\n',
    );
    expect(study.alignment).toEqual({ min_n: 10, fdr: 0.1, margin: 0 });
    expect(study.simulation).toEqual({ ask: 'interview', repeats: 3, seed: 0, shuffle: false });
    expect(study.subgroups.map(({ attributes }) => attributes.map(({ value }) => value))).toEqual([['a'], ['a', 'b']]);
  });

  it('name models', () => {
    const study = read(
      'study: s\nmodels:\n  a: { provider: openai, model: 4, base_url: "http://localhost/v1", key_env: KEY, temperature: 0.7, max_tokens: 9, seed: 3, concurrency: 4 }\n  b: { tune: a, on: pilot }\n  c: { tune: a }\n',
    );
    expect(study.models).toMatchObject([
      {
        kind: 'openai',
        model: { value: '4' },
        key_env: 'KEY',
        temperature: 0.7,
        max_tokens: 9,
        seed: 3,
        concurrency: 4,
      },
      { kind: 'tuned', tune: { value: 'a' }, on: { value: 'pilot' } },
      { kind: 'tuned', tune: { value: 'a' }, on: { value: 'pilot' } },
    ]);
  });
});

describe('YAML’s own means', () => {
  it('anchors, aliases and merging work, with places where the text is', () => {
    const text = `study: s
x-agree: &agree [Disagree, Agree]
beliefs:
  one: &one { ask: One?, scale: *agree, column: C1 }
  two:
    <<: *one
    ask: Two?
`;
    const study = read(text);
    expect(study.items.map(({ ask, column }) => [ask.source.text, column?.value])).toEqual([
      ['One?', 'C1'],
      ['Two?', 'C1'],
    ]);
    const [label] = study.items[1].measure.kind === 'ordinal' ? study.items[1].measure.categories : [];
    expect(text.slice(label.label.range.start, label.label.range.end)).toBe('Disagree');
    expect(text.slice(study.items[1].id.range.start, study.items[1].id.range.end)).toBe('two');
  });

  it('reads a byte-order mark, CRLF and a document mark', () => {
    const study = read('\ufeff---\r\nstudy: s\r\ntitle: T\r\n');
    expect(study.title?.value).toBe('T');
    expect(study.title && study.text.slice(study.title.range.start, study.title.range.end)).toBe('T');
  });
});

describe('a broken section', () => {
  it('leaves the others alive', () => {
    const text = `${frame}coherence:\n  r: { when: [, then\nregressions:\n  r: { formula: c == "x" ~ t }\n`;
    const { value, diagnostics } = parseStudy(text);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(value.items.map(({ id }) => id.value)).toEqual(['b1', 'b2', 'c']);
    const other = parseStudy(`${frame}regressions: 5\nsubgroups: [a]\n`);
    expect(other.diagnostics.map(({ code }) => code)).toEqual(['structure']);
    expect(other.value.subgroups).toHaveLength(1);
  });

  it('reads what was meant where YAML falls into a trap', () => {
    const { value } = parseStudy(
      `${frame}coherence:\n  r:\n    when: "x" == c\n    then: b1 == "y"\npersonas:\n  prompt: {{a}} is: you\n`,
    );
    expect(value.rules[0].when.condition).toMatchObject({ kind: 'comparison', right: { name: 'c' } });
    expect(value.personaPrompt?.parts[0]).toMatchObject({ kind: 'placeholder', name: 'a' });
    const colon = parseStudy('study: s\nbeliefs:\n  a:\n    ask: I think: yes\n    scale: [x, y]\n').value.items[0];
    expect(colon.ask.source.text).toBe('I think: yes');
    expect(colon.measure.kind).toBe('ordinal');
  });

  it.each([
    ['', 'A study file begins with its name'],
    ['# only a comment\n', 'A study file begins with its name'],
    ['- a\n', 'A study file begins with its name'],
    ['titel: x\n', '`study`'],
  ])('is said for %j', (text, message) => {
    const { diagnostics } = parseStudy(text);
    expect(diagnostics.map((found) => found.message).join('\n')).toContain(message);
  });

  it.each([
    ['study: s\ntitel: x\n', 'unknown-key', 'titel', 'Did you mean `title`?'],
    ['study: s\nwaves: 2\n', 'not-in-version-1', 'waves', 'waves are not in version 1'],
    ['study: s\nskip_logic: {}\n', 'not-in-version-1', 'skip_logic', 'skip logic'],
    ['study: s\nbeliefs:\n', 'structure', 'beliefs', '`beliefs` is empty'],
    ['%YAML 1.1\n---\nstudy: s\n', 'yaml-unsupported', '%YAML 1.1', 'YAML 1.2'],
    ['study: s\n---\nstudy: t\n', 'yaml-unsupported', '---', 'one document'],
    ['study: s\nhuman:\n\tdata: a.csv\n', 'yaml-trap', '\t', 'tabs'],
    ['study: s\nbeliefs: *\n', 'yaml-trap', '*', '"*"'],
    ['study: s\nstudy: t\n', 'duplicate-key', 'study', 'twice'],
    ['study: s\ntitle: "x\n', 'yaml-syntax', '"x', 'The closing " of this text is missing'],
    ['study: s\norder: [a\n', 'yaml-syntax', '[', 'The closing `]` for this `[` is missing'],
  ])('%j', (text, code, place, message) => {
    const { diagnostics } = parseStudy(text);
    expect(diagnostics.map((found) => [found.code, text.slice(found.range.start, found.range.end)])).toEqual([
      [code, place],
    ]);
    expect(diagnostics[0].message).toContain(message);
  });
});

describe('a misspelt section', () => {
  it.each([
    [
      'belief',
      'study: s\nbelief:\n  b: { ask: A, scale: [x, y] }\norder: [b]\nregressions:\n  r: { formula: b ~ 1 }\n',
    ],
    [
      'atributes',
      'study: s\npersonas:\n  atributes: { a: { levels: [x, y] } }\n  prompt: You are {{a}}.\nsubgroups: [a]\n',
    ],
    ['humans', 'study: s\nhumans: { data: a.csv }\n'],
  ])('%s is reported once, and read', (key, text) => {
    const { value, diagnostics } = parseStudy(text);
    const found = [...diagnostics, ...checkStudy(value, { kind: 'none' })];
    expect(found.map(({ code, range }) => [code, text.slice(range.start, range.end)])).toEqual([['unknown-key', key]]);
    expect(value.items.length + value.attributes.length + (value.human === null ? 0 : 1)).toBe(1);
  });

  it('stays what it is beside the right one', () => {
    const { value } = parseStudy(
      'study: s\nbelief: { a: { ask: A, scale: [x, y] } }\nbeliefs: { b: { ask: A, scale: [x, y] } }\n',
    );
    expect(value.items.map(({ id }) => id.value)).toEqual(['b']);
  });
});

describe('the true cause', () => {
  it.each([
    ['age: { number: { min: 18 } bins: [18] }', 'bins', 'A comma is missing before `bins`'],
    ['age: { levels: [a, b] ordered: true }', 'ordered', 'A comma is missing before `ordered`'],
    ['age: { levels: [a, b]] }', ']', 'closes nothing'],
    ['age: { levels: [a, b }', '[', 'The closing `]`'],
    ['age: { levels: ["a, b] }', '"a, b', 'The closing "'],
    ['age: { levels: [a, b]', '{', 'The closing `}`'],
  ])('%s', (line, place, message) => {
    const text = `study: s\npersonas:\n  attributes:\n    ${line}\n    next: { levels: [x, y] }\n`;
    const { value, diagnostics } = parseStudy(text);
    expect(diagnostics.map(({ code, range }) => [code, text.slice(range.start, range.end)])).toEqual([
      ['yaml-syntax', place],
    ]);
    expect(diagnostics[0].message).toContain(message);
    expect(value.attributes.map(({ id }) => id.value)).toEqual(['age', 'next']);
  });

  it.each([
    ['formula: y ~ poly(x, 2)', 'y ~ poly(x, 2)'],
    ['formula: y ~ poly(x, 2), family: gaussian', 'y ~ poly(x, 2)'],
    ['formula: y ~ factor(g, ref = "b") + x', 'y ~ factor(g, ref = "b") + x'],
  ])('{ %s } is one trap', (entry, formula) => {
    const head =
      'study: s\npersonas:\n  attributes: { x: { number: {} }, g: { levels: [a, b] } }\nbeliefs:\n  y: { ask: Q, scale: [a, b] }\n';
    const { value, diagnostics } = parseStudy(`${head}regressions:\n  m: { ${entry} }\n`);
    expect([...diagnostics, ...checkStudy(value, { kind: 'none' })].map(({ code }) => code)).toEqual(['yaml-trap']);
    expect(value.regressions[0].source.text).toBe(formula);
  });

  it('placeholders in braces are read as text', () => {
    const { value, diagnostics } = parseStudy(
      'study: s\nbeliefs:\n  b: { ask: How {{x}} is it?, scale: [a, b] }\n  c: { ask: C, scale: [a, b] }\n',
    );
    expect(diagnostics.map(({ code, data }) => [code, data.replacement])).toEqual([
      ['yaml-trap', "'How {{x}} is it?'"],
    ]);
    expect(value.items[0].ask.parts.map(({ kind }) => kind)).toEqual(['text', 'placeholder', 'text']);
    expect(value.items.map(({ id }) => id.value)).toEqual(['b', 'c']);
  });
});
