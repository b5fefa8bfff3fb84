/**
 * A valid study of about so many lines, with attributes, items, rules and regressions in equal shares, whose people are in
 * `people.csv` beside it.
 */
export function studyOf(lines: number): string {
  const text = [
    'study: long',
    'human:',
    '  data: people.csv',
    '  id: id',
    '  pilot: { size: 100, seed: 7 }',
    'personas:',
    '  attributes:',
    ...indices(attributes).flatMap((index) => [
      `    a${index}:`,
      '      levels:',
      '        - low',
      '        - middle',
      '        - high',
    ]),
    '  sample: matched',
    '  prompt: |',
    '    Answer as this person would.',
    'beliefs:',
  ];
  const each = Math.max(1, Math.round((lines - text.length - 8) / 18));
  for (const index of indices(each)) {
    text.push(
      `  b${index}:`,
      `    column: b${index % columns}`,
      '    ask: |',
      `      How much do you agree, {{a${index % attributes}}}?`,
      '    scale:',
      '      - strongly disagree',
      '      - disagree',
      '      - neutral',
      '      - agree',
      '      - strongly agree',
    );
  }
  text.push('actions:', '  act: { ask: Do you?, options: ["Yes", "No"] }', 'coherence:');
  for (const index of indices(each)) {
    const when = `b${index} >= "agree" and a${index % attributes} == "low"`;
    text.push(`  r${index}:`, `    when: ${when}`, '    then: act == "Yes"');
  }
  text.push('regressions:');
  for (const index of indices(each)) {
    text.push(
      `  g${index}:`,
      `    formula: b${index} ~ a${index % attributes} * act`,
      '    family: gaussian',
      '    errors: HC3',
    );
  }
  return `${text.join('\n')}\n`;
}

/** The data of such a study: people whose answers follow no pattern, the same for the same number. */
export function dataOf(people: number): string {
  const header = [
    'id',
    ...indices(attributes).map((index) => `a${index}`),
    ...indices(columns).map((index) => `b${index}`),
    'act',
  ];
  const levels = ['low', 'middle', 'high'];
  const answers = ['strongly disagree', 'disagree', 'neutral', 'agree', 'strongly agree'];
  let state = 1;
  const draw = (list: readonly string[]): string => {
    state = (state * 48271) % 2147483647;
    return list[state % list.length] ?? '';
  };
  const rows = indices(people).map((person) => [
    `p${person}`,
    ...indices(attributes).map(() => draw(levels)),
    ...indices(columns).map(() => draw(answers)),
    draw(['Yes', 'No']),
  ]);
  return `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

const attributes = 10;
const columns = 20;

function indices(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
