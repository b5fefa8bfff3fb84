import { describe, expect, it, test } from 'vitest';
import { refactoringsAt } from '#engine/fixes';
import { withChanges } from '#engine/text';
import { type Cells, head, none } from './fix-cases.ts';
import { codesOf, look } from './looked.ts';

describe('a refactoring', () => {
  const offered = (text: string, at: string, cells: Cells | null = null) => {
    const { study, data, diagnostics } = look(text, { ...none, cells });
    const start = text.indexOf(at);
    const table = data.kind === 'table' ? data.table : null;
    return refactoringsAt({ start, end: start }, diagnostics, { study, table });
  };
  const scales = [
    'study: s',
    'beliefs:',
    '  a: { ask: Do you?, scale: [no, "yes"] }',
    '  b:',
    '    ask: Do you?',
    '    scale:',
    '      - no',
    '      - yes',
    '  c: { ask: Do you?, scale: [no, yes], column: q }',
    '  d: { ask: Do you?, scale: [no, maybe] }',
    '',
  ].join('\n');

  it('writes a scale once that several items have', () => {
    const [fix] = offered(scales, '- no');
    const after = withChanges(scales, fix?.changes ?? []);
    expect(fix?.kind).toBe('extract');
    expect(after.split('\n')).toEqual([
      'study: s',
      'beliefs:',
      '  a: { ask: Do you?, scale: &a_scale [no, "yes"] }',
      '  b:',
      '    ask: Do you?',
      '    scale: *a_scale',
      '  c: { ask: Do you?, scale: *a_scale, column: q }',
      '  d: { ask: Do you?, scale: [no, maybe] }',
      '',
    ]);
    const labels = (text: string) => look(text, none).study.items.map(({ measure }) => JSON.stringify(measure.kind));
    expect(labels(after)).toEqual(labels(scales));
    expect(codesOf(look(after, none).diagnostics)).toEqual(codesOf(look(scales, none).diagnostics));
    expect(offered(after, 'scale: &a_scale')).toEqual([]);
    expect(offered(scales, 'maybe')).toEqual([]);
  });

  it('does not write once what is merged into several items: that stands once', () => {
    const text = [
      'study: s',
      'beliefs:',
      '  a: &a { ask: A?, scale: [no, yes] }',
      '  b: { <<: *a, ask: B? }',
      '  c: { ask: C?, scale: [no, maybe] }',
      '',
    ].join('\n');
    expect(offered(text, '[no, yes]')).toEqual([]);
    const third = text.replace('maybe', 'yes');
    const after = withChanges(third, offered(third, '[no, yes]')[0]?.changes ?? []);
    expect(after).toContain('scale: &a_scale [no, yes] }');
    expect(after).toContain('  c: { ask: C?, scale: *a_scale }');
    expect(codesOf(look(after, none).diagnostics)).toEqual(codesOf(look(third, none).diagnostics));
  });

  it('writes an anchor above a block', () => {
    const text =
      'study: s\nbeliefs:\n  a:\n    ask: A?\n    scale:\n      - no\n      - yes\n  b: { ask: B?, scale: [no, yes] }\n';
    const after = withChanges(text, offered(text, '- no')[0]?.changes ?? []);
    expect(after).toContain('    scale: &a_scale\n      - no\n      - yes\n  b: { ask: B?, scale: *a_scale }\n');
    expect(codesOf(look(after, none).diagnostics)).toEqual(codesOf(look(text, none).diagnostics));
  });

  const ages = (levels: string): string =>
    `${head}personas:\n  attributes:\n    age:\n      column: q\n      ordered: true\n      levels: ${levels}\n  prompt: You are {{age}}.\n`;
  const numbers: Cells = { q: ['18', '33', '70'] };
  const conversions: readonly (readonly [what: string, levels: string, cells: Cells | null, after: string | null])[] = [
    [
      'classes of numbers',
      '[18 - 29 years, 30 - 44 years, 45 or older]',
      numbers,
      '      number: { min: 18, max: 70 }\n      bins: [18, 30, 45]\n',
    ],
    [
      'a block of classes',
      '\n        - 18 - 29\n        - 30+',
      numbers,
      '      number: { min: 18, max: 70 }\n      bins: [18, 30]\n  prompt',
    ],
    ['classes without data', '[0 to 9, 10 to 19]', null, '      number: { min: 0, max: 19 }\n      bins: [0, 10]\n'],
    ['words', '[young, old]', numbers, null],
    ['classes that are the values of the data', '[18 - 29, 30 - 44]', { q: ['18 - 29'] }, null],
  ];
  test.each(conversions)('makes a number with bins: %s', (_what, levels, cells, after) => {
    const text = cells === null ? ages(levels).replace('human: { data: people.csv }\n', '') : ages(levels);
    const [fix] = offered(text, 'levels:', cells);
    if (after === null) {
      expect(fix).toBeUndefined();
      return;
    }
    const changed = withChanges(text, fix?.changes ?? []);
    expect(changed).toContain(after);
    expect(changed).not.toContain('ordered');
    const errors = look(changed, { ...none, cells }).diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });

  it('gives a part of a derived variable a name of its own, and uses it from there on', () => {
    const text = `study: s
beliefs:
  a: { ask: A?, scale: [no, maybe, yes] }
  b: { ask: B?, scale: [no, maybe, yes] }
derived:
  before: mean(a, b)
  # twice as much
  first: 2 * mean(a,  b) + max(mean(a, b), 1)
  second: "mean(a, b) - 1"
  third: { value: "mean(a, b)", at_least: 1 }
`;
    const [fix, ...others] = offered(text, 'mean(a,  b)');
    expect([fix?.kind, others]).toEqual(['extract', []]);
    const after = withChanges(text, fix?.changes ?? []);
    expect(after.slice(after.indexOf('derived:'))).toBe(`derived:
  before: mean(a, b)
  # twice as much
  mean_a: mean(a, b)
  first: 2 * mean_a + max(mean_a, 1)
  second: "mean_a - 1"
  third: { value: "mean(a, b)", at_least: 1 }
`);
    expect(codesOf(look(after, none).diagnostics)).toEqual(codesOf(look(text, none).diagnostics));
    expect(offered(text, 'mean(a, b)\n  # twice')).toEqual([]);
    expect(offered(text, 'mean(a, b)", at_least')).toEqual([]);
  });

  it('sorts order, and not a second time', () => {
    const text =
      'study: s\ntreatments:\n  t: { arms: [x, y] }\nactions:\n  c: { ask: C?, scale: [no, yes] }\nbeliefs:\n  a: { ask: A?, scale: [no, yes] }\n  b: { ask: B?, scale: [no, yes] }\norder: [c, b, t, a]\n';
    const [fix] = offered(text, 'order:');
    const after = withChanges(text, fix?.changes ?? []);
    expect(after).toContain('order: [t, a, b, c]');
    expect(offered(after, 'order:')).toEqual([]);
  });
});
