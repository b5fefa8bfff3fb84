import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  fingerprintOfPath,
  type OutlineEntry,
  outline,
  parseStudy,
  pathParts,
  placeOfPath,
  references,
  studyPath,
} from '#engine/study';

const text = fs.readFileSync(new URL('../fixtures/study-language/flagship.study.yaml', import.meta.url), 'utf8');
const study = parseStudy(text).value;

describe('every use of a name', () => {
  it('is found, with what it names', () => {
    const found = references(study).map(({ name, range, place, kind, definition }) => {
      expect(text.slice(range.start, range.end)).toBe(name);
      expect(definition && text.slice(definition.start, definition.end)).toBe(name);
      return `${place} ${name}: ${kind}`;
    });
    expect(found).toEqual([
      ...['stratify show_data: treatment', 'stratify gender: attribute'],
      ...['placeholder age: attribute', 'placeholder gender: attribute', 'placeholder race: attribute'],
      ...['placeholder state: attribute', 'order share: action', 'order concerned: belief'],
      ...['condition concerned: belief', 'condition share: action', 'formula share: action'],
      ...['formula show_data: treatment', 'formula concerned: belief', 'formula gender: attribute'],
      ...['formula age: attribute', 'subgroups gender: attribute', 'subgroups race: attribute'],
      ...['subgroups age: attribute', 'subgroups gender: attribute', 'subgroups race: attribute', 'tune gpt: model'],
    ]);
  });

  it('is found also when nothing has that name, in every place that can hold one', () => {
    const source = `study: s
human: { data: a.csv, where: n1 == 1, pilot: { size: 1, stratify: [n2] } }
personas:
  prompt: "{{n3}}"
  sample: { n: 1, quotas: { n4: { x: 1 } } }
treatments:
  t: { arms: { a: { prompt: "{{n5}}" } } }
beliefs:
  b: { ask: "{{n6}}", scale: [x, y] }
order: [n7]
coherence:
  r: { when: n8 == 1, then: 1 == n9 }
regressions:
  r: { formula: log(n10) ~ I(n11 + 1) }
subgroups: [n12, [n13]]
models:
  m: { tune: n14 }
`;
    const found = references(parseStudy(source).value);
    expect(found.map(({ name }) => name)).toEqual(Array.from({ length: 14 }, (_, index) => `n${index + 1}`));
    expect(found.every(({ kind, definition }) => kind === null && definition === null)).toBe(true);
  });
});

describe('the place of a path', () => {
  it.each([
    ['personas/attributes/gender', 'gender'],
    ['personas/attributes/gender/levels/Female', 'Female'],
    ['personas/attributes/race/levels/Other or several', 'Other or several'],
    ['personas/attributes/age/levels/65 or older', '65 or older'],
    ['treatments/show_data', 'show_data'],
    ['treatments/show_data/arms/shown', 'shown'],
    ['beliefs/concerned', 'concerned'],
    ['beliefs/concerned/scale/Neutral', 'Neutral'],
    ['beliefs/concerned/ask', 'ask'],
    ['actions/share', 'share'],
    ['actions/share/options/Decline', 'Decline'],
    ['coherence/the-concerned-decline', 'the-concerned-decline'],
    ['regressions/main', 'main'],
    ['regressions/main/formula', 'formula'],
    ['regressions/main/terms/age', 'age'],
    ['regressions/main/terms/show_data:concerned', 'show_data * concerned'],
    ['human/pilot', 'pilot'],
    ['models/gpt', 'gpt'],
    ['alignment', 'alignment'],
  ])('%s', (path, place) => {
    const range = placeOfPath(study, path);
    expect(range && text.slice(range.start, range.end)).toBe(place);
  });

  it.each([
    'beliefs/share',
    'actions/nobody',
    'personas/attributes/gender/levels/Femal',
    'personas/attributes/gender/arms/Female',
    'regressions/main/terms/gender:age',
    'regressions/other/terms/age',
    'coherence/none',
    'nothing',
    '',
  ])('%j is nowhere', (path) => {
    expect(placeOfPath(study, path)).toBeNull();
    expect(fingerprintOfPath(study, path)).toBeNull();
  });

  it('knows bins, overridden labels and escaped parts', () => {
    const source =
      'study: s\npersonas:\n  attributes:\n    a: { number: {}, bins: [18, 30] }\n    b: { levels: { x: { label: "a/b~c" } } }\n';
    const other = parseStudy(source).value;
    const at = (path: string): string | null => {
      const range = placeOfPath(other, path);
      return range && source.slice(range.start, range.end);
    };
    expect(at('personas/attributes/a/levels/18 to under 30')).toBe('18');
    expect(at(studyPath('personas', 'attributes', 'b', 'levels', 'a/b~c'))).toBe('"a/b~c"');
    expect(studyPath('x', 'a/b~c')).toBe('x/a~1b~0c');
    expect(pathParts('x/a~1b~0c')).toEqual(['x', 'a/b~c']);
  });
});

describe('the fingerprint of a path', () => {
  const paths = [
    ...[
      'personas/attributes/gender/levels/Female',
      'beliefs/concerned',
      'actions/share',
      'treatments/show_data/arms/shown',
    ],
    ...['coherence/the-concerned-decline', 'regressions/main', 'regressions/main/terms/show_data:concerned'],
  ];
  const before = new Map(paths.map((path) => [path, fingerprintOfPath(study, path)]));
  const changed = (from: string, to: string): readonly string[] => {
    const edited = text.replace(from, to);
    expect(edited).not.toBe(text);
    const after = parseStudy(edited).value;
    return paths.filter((path) => fingerprintOfPath(after, path) !== before.get(path));
  };

  it('is different for different things', () => {
    expect(new Set(before.values()).size).toBe(paths.length);
  });

  it.each([
    ['a comment', 'study: browser', '# a comment\nstudy: browser', []],
    ['blank lines', '\nbeliefs:', '\n\n\nbeliefs:', []],
    ['quoting', 'levels: [Female,', 'levels: ["Female",', []],
    ['layout', 'levels: [Female, Male, Other]', 'levels:\n        - Female\n        - Male\n        - Other', []],
    ['another section', 'title: Would', 'title: Should', []],
    ['another model', 'llama3.2', 'llama3.3', []],
    ['another attribute', 'state: { column: Q-demos-state }', 'state: { column: Q-state }', []],
    [
      'a level',
      'levels: [Female, Male',
      'levels: [Female, Man',
      ['personas/attributes/gender/levels/Female', 'regressions/main', 'regressions/main/terms/show_data:concerned'],
    ],
    [
      'a question',
      'I am concerned that',
      'I am worried that',
      [
        'beliefs/concerned',
        'coherence/the-concerned-decline',
        'regressions/main',
        'regressions/main/terms/show_data:concerned',
      ],
    ],
    ['a rule', 'concerned >= "Somewhat agree"', 'concerned > "Somewhat agree"', ['coherence/the-concerned-decline']],
    ['a formula', '+ gender + age', '+ gender', ['regressions/main', 'regressions/main/terms/show_data:concerned']],
    ['who the people are', 'Prefer not to say', 'Refused', paths],
    ['the persona prompt', 'You live in', 'You come from', paths],
  ])('after a change of %s', (_, from, to, expected) => {
    expect(changed(from, to)).toEqual(expected);
  });
});

describe('the outline', () => {
  const lines = (entries: readonly OutlineEntry[], depth = 0): readonly string[] =>
    entries.flatMap((entry) => {
      expect(entry.range.start).toBeLessThanOrEqual(entry.selectionRange.start);
      expect(entry.range.end).toBeGreaterThanOrEqual(entry.selectionRange.end);
      expect(entry.name).not.toBe('');
      return [`${'  '.repeat(depth)}${entry.kind} ${entry.name}`, ...lines(entry.children, depth + 1)];
    });

  it('shows sections, what they define, and its levels, arms and answers', () => {
    const shown = lines(outline(study));
    expect(shown.slice(0, 3)).toEqual(['setting study', 'setting title', 'setting source']);
    for (const line of [
      ...[
        'section personas',
        '  attribute gender',
        '    category Female',
        '  treatment show_data',
        '    category shown',
      ],
      ...['  belief concerned', '    category Neutral', '  action share', '  rule the-concerned-decline'],
      ...['  regression main', '  model tuned', 'section human', '  setting pilot'],
    ]) {
      expect(shown).toContain(line);
    }
  });

  it('is there for half a study', () => {
    expect(lines(outline(parseStudy('study: s\nbeliefs:\n  a:\n').value))).toEqual([
      'setting study',
      'section beliefs',
    ]);
    expect(outline(parseStudy('').value)).toEqual([]);
  });
});
