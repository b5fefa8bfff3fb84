import { describe, expect, it } from 'vitest';
import { checkStudy } from '#engine/checks';
import { parseStudy } from '#engine/study';

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('');

describe('texts that are no study, and would exhaust whoever reads them', () => {
  const laughs = `x-a: &a0 [x, x, x, x, x, x, x, x, x, x]\n${times(30, (i) => `x-b${i}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]\n`)}`;
  it.each([
    [
      'anchors that multiply each other',
      `study: x\n${laughs}beliefs: *a30\n`,
      'yaml-unsupported',
      'repeat too much text',
    ],
    ['brackets in brackets', `study: ${'['.repeat(100_000)}`, 'yaml-unsupported', 'nested too deeply'],
    ['mappings in mappings', `study: ${'{a: '.repeat(50_000)}`, 'yaml-unsupported', 'nested too deeply'],
    ['keys below keys', times(1300, (i) => `${' '.repeat(i)}a:\n`), 'yaml-unsupported', 'nested too deeply'],
    ['lists in lists', `study: ${'- '.repeat(50_000)}x`, 'yaml-unsupported', 'nested too deeply'],
    ['5 MB of one word', `study: ${'x'.repeat(5_000_000)}`, 'yaml-unsupported', 'more than 1,000,000 characters'],
    [
      '100,000 lines',
      times(100_000, (i) => `# a comment, ${i}\n`),
      'yaml-unsupported',
      'more than 1,000,000 characters',
    ],
    ['a quote that is never closed', `study: "${'word '.repeat(190_000)}`, 'yaml-syntax', 'closing "'],
    [
      'brackets behind a quote that is never closed',
      `study: x\ntitle: "${'['.repeat(50_000)}\nbeliefs: {}\n`,
      'yaml-syntax',
      'closing "',
    ],
    [
      'brackets in quotes inside quotes',
      `study: x\ntitle: 'it's ${'['.repeat(50_000)}'\nbeliefs: {}\n`,
      'yaml-trap',
      'quotes',
    ],
    [
      'a formula of brackets',
      `regressions: { r: { formula: "a ~ ${'('.repeat(100_000)}" } }`,
      'expression-syntax',
      'nested',
    ],
    [
      'a formula of products',
      `regressions: { r: { formula: "a ~ ${times(40, (i) => `b${i} * `)}c" } }`,
      'expression-syntax',
      '1000',
    ],
  ])('%s', (_what, text, code, words) => {
    const { value, diagnostics } = parseStudy(text);
    checkStudy(value, { kind: 'none' });
    const found = diagnostics.filter((one) => one.code === code && one.message.includes(words));
    expect(found.length).toBeGreaterThan(0);
  });

  it.each([
    ['brackets in double quotes', `title: "${'['.repeat(2000)}"\n`],
    ['brackets in single quotes', `title: '${'{ '.repeat(2000)}'\n`],
    ['brackets in a block of text', `title: |\n  ${'[ [ '.repeat(900)}\nsource: >\n  ${'[{'.repeat(900)}\n`],
    ['brackets in plain text', `title: a ${'[ '.repeat(2000)}\n`],
    ['brackets in comments', `title: about  # ${'['.repeat(2000)}\n# ${'{'.repeat(2000)}\n`],
    ['dashes in a text', `title: |\n  ${'- '.repeat(2000)}\n`],
    ['many lists beside each other', `x-all: [${'[a], '.repeat(2000)}b]\n`],
  ])('a study with %s is read', (_what, text) => {
    const { value, diagnostics } = parseStudy(`study: x\n${text}`);
    expect([value.id.value, diagnostics]).toEqual(['x', []]);
  });

  it('brackets that no quote ends are still refused', () => {
    const { diagnostics } = parseStudy(`study: x\ntitle: "[[["\nsource: ${'["a", '.repeat(2000)}\n`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['yaml-unsupported']);
  });

  it('a study of 10,000 lines is read', () => {
    const items = times(5000, (i) => `  b${i}:\n    { ask: How are you?, options: [good, bad] }\n`);
    const { value, diagnostics } = parseStudy(`study: x\nbeliefs:\n${items}`);
    expect([value.items.length, diagnostics]).toEqual([5000, []]);
  });
});
