import { describe, expect, it } from 'vitest';
import { fixOfAll } from '#engine/fixes';
import { withChanges } from '#engine/text';
import { none } from './fix-cases.ts';
import { codesOf, look } from './looked.ts';

describe('everything at once', () => {
  it('is what can be meant in only one way, and leaves guesses alone', () => {
    const text = [
      'study: s',
      'personas:',
      '  attributes: { age: { ordered: yes, levels: [a, b] } }',
      'beliefs:',
      '  trust: { ask: Do you?, scale: [no, yes] }  # understudy-ignore duplicate-key: why',
      'coherence:',
      '  c:',
      '    when: trust = "no" && trsut == "yes"',
      '    then: "no" == trust',
      '',
    ].join('\n');
    const { study, diagnostics } = look(text, none);
    const fix = fixOfAll(diagnostics, { study, table: null });
    const after = withChanges(text, fix?.changes ?? []);
    expect(after.split('\n')).toEqual([
      'study: s',
      'personas:',
      '  attributes: { age: { ordered: true, levels: [a, b] } }',
      'beliefs:',
      '  trust: { ask: Do you?, scale: [no, yes] }',
      'coherence:',
      '  c:',
      '    when: trust == "no" and trsut == "yes"',
      `    then: '"no" == trust'`,
      '',
    ]);
    expect(codesOf(look(after, none).diagnostics)).toEqual(['unknown-variable']);
  });

  it('is nothing where nothing is certain', () => {
    const { study, diagnostics } = look('study: s\nsubgroups: [gendr]\n', none);
    expect(fixOfAll(diagnostics, { study, table: null })).toBeNull();
  });
});
