import { describe, expect, it } from 'vitest';
import { contextAt, parseStudy } from '#engine/study';

/** The context at `¦`, as path, part and what has been typed. */
function at(marked: string): string {
  const context = contextAt(parseStudy(marked.replace('¦', '')).value, marked.indexOf('¦'));
  if (context === null) {
    return 'nothing';
  }
  const { path, part, prefix, siblings, expression } = context;
  const others = siblings.length > 0 ? ` beside ${siblings.join(', ')}` : '';
  const inside =
    expression === null
      ? ''
      : ` in a ${expression.kind} wants a ${expression.wants} "${expression.prefix}"${expression.wants === 'label' ? ` of ${expression.comparedWith}` : ''}`;
  return `${part} /${path.join('/')} "${inside === '' ? prefix : ''}"${others}${inside}`;
}

describe('where the cursor stands', () => {
  it.each([
    ['¦', 'key / ""'],
    ['stu¦', 'key / "stu"'],
    ['study: s\n¦', 'key / "" beside study'],
    ['study: s\nbel¦', 'key / "bel" beside study'],
    ['study: s\nhuman:\n  ¦', 'key /human ""'],
    ['study: s\nhuman:\n  da¦', 'key /human "da"'],
    ['study: s\nhuman:\n  data: a.csv\n  ¦', 'key /human "" beside data'],
    ['study: s\nhuman:\n  data: a.csv\n  pi¦\ntitle: x', 'key /human "pi" beside data'],
    ['study: s\nhuman:\n  data: a.csv\n¦\ntitle: x', 'key / "" beside study, human, title'],
    ['study: s\nhuman:\n  data: ¦\n', 'value /human/data ""'],
    ['study: s\nhuman:\n  data: a.c¦sv\n', 'value /human/data "a.c"'],
    ['human: { data: x, ¦ }', 'key /human "" beside data'],
    ['human: { da¦ }', 'key /human "da"'],
    ['human: { data: ¦ }', 'value /human/data ""'],
    ['beliefs:\n  a:\n    ask: x\n    ¦', 'key /beliefs/a "" beside ask'],
    ['beliefs:\n  a:\n    ask: x\n  ¦', 'key /beliefs "" beside a'],
    ['order: [¦]', 'value /order/0 ""'],
    ['order: [share, ¦]', 'value /order/1 "" beside share'],
    ['order: [share, con¦]', 'value /order/1 "con" beside share'],
    ['order:\n  - share\n  - ¦', 'value /order/1 ""'],
    ['order:\n  - share\n  - con¦', 'value /order/1 "con" beside share'],
    ['subgroups: [a, [b, ¦]]', 'value /subgroups/1/1 "" beside b'],
    ['regressions:\n  m:\n    family: ¦', 'value /regressions/m/family ""'],
    ['regressions:\n  m:\n    family: bino¦\n', 'value /regressions/m/family "bino"'],
    ['simulation: { ask: int¦ }', 'value /simulation/ask "int"'],
    ['study: s # a comm¦ent', 'nothing'],
  ])('%j', (text, expected) => {
    expect(at(text)).toBe(expected);
  });
});

describe('inside expressions', () => {
  const rule = (when: string): string => `coherence:\n  r:\n    when: ${when}`;
  it.each([
    ['coherence: { r: { when: a == ¦, then: b == 1 } }', 'value /coherence/r/when "" in a condition wants a name ""'],
    ['regressions: { m: { formula: a ~ b + ¦} }', 'value /regressions/m/formula "" in a formula wants a name ""'],
    ['regressions: { m: { formula: a ~ b, ¦} }', 'key /regressions/m "" beside formula'],
    ["regressions: { m: { formula: ¦'a ~ b' } }", 'nothing'],
    ["regressions: { m: { formula: 'a ~ b'¦ } }", 'nothing'],
    ['regressions:\n  m:\n    formula: >\n  ¦    a ~ b', 'nothing'],
    [rule('con¦'), 'value /coherence/r/when "" in a condition wants a name "con"'],
    [rule('a == "x" and b¦'), 'value /coherence/r/when "" in a condition wants a name "b"'],
    [rule('a == "Str¦ongly"'), 'value /coherence/r/when "" in a condition wants a label "Str" of a'],
    [rule('a == "¦'), 'value /coherence/r/when "" in a condition wants a label "" of a'],
    [rule('a in ["x", "y¦"]'), 'value /coherence/r/when "" in a condition wants a label "y" of a'],
    [rule('\'a == "x¦"\''), 'value /coherence/r/when "" in a condition wants a label "x" of a'],
    [rule('>\n      a == 1\n      and b¦'), 'value /coherence/r/when "" in a condition wants a name "b"'],
    ['regressions:\n  m:\n    formula: a ~ b + c¦', 'value /regressions/m/formula "" in a formula wants a name "c"'],
    [
      'regressions:\n  m:\n    formula: a ~ factor(b, ref = "x¦")',
      'value /regressions/m/formula "" in a formula wants a label "x" of b',
    ],
    ['personas:\n  prompt: You are {{ag¦e}}', 'value /personas/prompt "" in a placeholder wants a name "ag"'],
    ['personas:\n  prompt: |\n    You\n    are {{¦', 'value /personas/prompt "" in a placeholder wants a name ""'],
    ['beliefs:\n  a: { ask: "Hi {{¦" }', 'value /beliefs/a/ask "" in a placeholder wants a name ""'],
    ['personas:\n  prompt: You are {{age}} ye¦ars', 'value /personas/prompt "You are {{age}} ye"'],
  ])('%j', (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  it('gives the place that completion replaces', () => {
    const text = 'personas:\n  prompt: "You \\"are\\" {{ages}} old"';
    const context = contextAt(parseStudy(text).value, text.indexOf('ages') + 2);
    const range = context?.expression?.range;
    expect(range && text.slice(range.start, range.end)).toBe('ages');
    const key = contextAt(parseStudy('human:\n  dta: x').value, 'human:\n  dt'.length);
    expect(key?.range).toEqual({ start: 9, end: 12 });
  });
});
