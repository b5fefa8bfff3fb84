import { beforeEach, describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { findings } from '#engine/report';
import { parseStudy } from '#engine/study';
import { exampleEvaluation, exampleStudyText } from './example.ts';

let evaluation: Evaluation;

beforeEach(async () => {
  evaluation = await exampleEvaluation();
});

/** Code, underlined text and path of every finding, in the order in which they are given. */
function placed(judged: Evaluation, text: string): readonly string[] {
  return findings(judged, parseStudy(text).value).map(
    ({ code, range, data }) => `${code} ${text.slice(range.start, range.end)} (${data.subject})`,
  );
}

function edited(from: string, to: string): string {
  expect(exampleStudyText).toContain(from);
  return exampleStudyText.replace(from, to);
}

const all = [
  'misaligned-item presumed_influence (beliefs/presumed_influence)',
  'misaligned-subgroup female (personas/attributes/gender/levels/female)',
  'misaligned-subgroup male (personas/attributes/gender/levels/male)',
  'misaligned-subgroup 18 (personas/attributes/age/bins/18 to under 25)',
  'misaligned-subgroup 25 (personas/attributes/age/bins/25 or more)',
  'misaligned-arm front (treatments/placement/arms/front)',
  'misaligned-arm interior (treatments/placement/arms/interior)',
  'misaligned-item importance (beliefs/importance)',
  'misaligned-item buying (actions/buying)',
  'collapsed-variance presumed_influence (beliefs/presumed_influence)',
  'collapsed-variance importance (beliefs/importance)',
  'collapsed-variance buying (actions/buying)',
  'coherence-gap important-means-buying (coherence/important-means-buying)',
  'coherence-gap expecting-a-rush-means-buying (coherence/expecting-a-rush-means-buying)',
  'coefficient-differs importance (regressions/purchase/terms/importance)',
];

describe('findings', () => {
  it('stand at the item, level, arm, rule or term that is off', () => {
    expect(placed(evaluation, exampleStudyText)).toEqual(all);
  });

  it('underline the term in the formula, not another mention of it', () => {
    const [last] = findings(evaluation, parseStudy(exampleStudyText).value).slice(-1);
    const formula = exampleStudyText.indexOf('formula: buying');
    expect(last?.range.start).toBe(exampleStudyText.indexOf('importance', formula));
  });

  it.each([
    [
      'personas/attributes/gender/levels/female',
      /^The answers of gpt for female differ from people’s on 3 of 3 items: presumed_influence \(distance \.\d{3}, floor \.\d{3}, mean \+\d\.\d\d\), importance \(.+\), buying \(distance \.\d{3}, floor \.\d{3}, −\d\d\.\d pts “Would buy”\)\.$/,
    ],
    [
      'personas/attributes/gender/levels/male',
      /differ from people’s on 2 of 3 items: presumed_influence \(.+\), importance/,
    ],
    ['personas/attributes/age/bins/18 to under 25', / Also for female × 18 to under 25 years: presumed_influence \(/],
    ['treatments/placement/arms/front', /^In front, the answers of gpt differ from people’s on 3 of 3 items: /],
    [
      'actions/buying',
      /^The answers of gpt to buying differ from people’s: distance .+ Only 93 people stand behind this\.$/,
    ],
    [
      'coherence/important-means-buying',
      /^Of the respondents of gpt who hold this belief, \d+\.\d % act against it; of people \d+\.\d % do \(by chance \d+\.\d %\)\. Difference \+\d+\.\d percentage points \(95 %: \+\d+\.\d to \+\d+\.\d\)\.$/,
    ],
    [
      'regressions/purchase/terms/importance',
      /^The coefficient importance has the opposite sign\. People \+\d\.\d\d \(95 %: .+\), gpt −\d+\.\d\d \(95 %: .+\)\.$/,
    ],
  ])('say at %s what is off, with numbers', (path, message) => {
    const found = findings(evaluation, parseStudy(exampleStudyText).value).find(({ data }) => data.subject === path);
    expect(found?.message).toMatch(message);
    expect(found?.severity).toBe('warning');
  });

  it('say nothing of cells that are undecided, aligned or too small', () => {
    for (const cell of evaluation.cells) {
      cell.verdict = cell.verdict === 'misaligned' ? 'undecided' : cell.verdict;
    }
    expect(placed(evaluation, exampleStudyText)).toEqual(all.filter((text) => !text.startsWith('misaligned')));
  });

  it('speak of the subject alone', () => {
    const judged = findings({ ...evaluation, subject: 'resample' }, parseStudy(exampleStudyText).value);
    expect(judged.length).toBeGreaterThan(0);
    expect(judged.length).toBeLessThan(all.length);
    expect(judged.filter(({ message, data }) => message.includes('gpt') || data['model'] !== 'resample')).toEqual([]);
  });

  it('say where the evidence for a difference is weak', () => {
    for (const regression of evaluation.regressions) {
      for (const coefficient of regression.coefficients) {
        coefficient.p_holm = coefficient.p_holm === null ? null : 0.4;
        if (coefficient.paired != null) {
          coefficient.paired.p_holm = coefficient.p_holm;
        }
        coefficient.outcome = coefficient.name === 'importance' && regression.model === 'gpt' ? 'FN' : null;
      }
    }
    for (const rule of evaluation.coherence) {
      rule.informative = false;
    }
    const weak = findings(evaluation, parseStudy(exampleStudyText).value).filter(
      ({ severity }) => severity === 'information',
    );
    expect(weak.map(({ code }) => code)).toEqual(['coherence-gap', 'coherence-gap', 'coefficient-differs']);
    expect(weak[0]?.message).toContain('tells little');
    expect(weak[2]?.message).toMatch(/is missed: .+The two estimates do not clearly differ\.$/);
  });
});

describe('findings after an edit', () => {
  it('stay where nothing they speak of has changed', () => {
    const text = edited('title: Does a story', '# a note\ntitle: Has a story');
    expect(placed(evaluation, text)).toEqual(all);
  });

  it('move with their place', () => {
    const text = edited('beliefs:\n', 'x-note: one more line\n\nbeliefs:\n');
    const [item] = findings(evaluation, parseStudy(text).value);
    expect(item?.range.start).toBe(text.indexOf('presumed_influence:\n'));
  });

  it('are stale where the text that they speak of has changed', () => {
    const text = edited('Would you buy sugar yourself now?', 'Would you buy sugar today?');
    const after = findings(evaluation, parseStudy(text).value, { fileName: '.understudy/a/evaluation.json' });
    const stale = after.filter(({ code }) => code === 'stale-finding');
    expect(stale.map(({ data }) => data.subject)).toEqual([
      'actions/buying',
      'actions/buying',
      'coherence/important-means-buying',
      'coherence/expecting-a-rush-means-buying',
      'regressions/purchase/terms/importance',
    ]);
    expect(new Set(stale.map(({ severity }) => severity))).toEqual(new Set(['hint']));
    expect(stale[0]?.message).toMatch(
      /^The evaluation in \.understudy\/a\/evaluation\.json found here: The answers of gpt to buying .+ The text has changed since; simulate again/,
    );
    expect(stale[0]?.data['finding']).toBe('misaligned-item');
    expect(after).toHaveLength(all.length);
  });

  it('are all stale where the people have changed', () => {
    const text = edited('size: 30, seed: 7', 'size: 40, seed: 7');
    const codes = findings(evaluation, parseStudy(text).value).map(({ code }) => code);
    expect(codes).toEqual(all.map(() => 'stale-finding'));
  });

  it('are gone where their place is gone', () => {
    const text = edited('  expecting-a-rush-means-buying:', '  another-rule:');
    expect(placed(evaluation, text)).toEqual(all.filter((finding) => !finding.includes('expecting-a-rush')));
  });
});
