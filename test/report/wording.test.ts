// What a reader is told beside the numbers: what counts, in what, and why.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { buildReport, markdownReport, methodsText, terminalReport } from '#engine/report';
import { exampleEvaluation } from './example.ts';

let evaluation: Evaluation;

beforeAll(async () => {
  evaluation = await exampleEvaluation();
});

/** The report of the example, after `change`, as one line of words. */
function said(change: (evaluation: Evaluation) => void = () => {}): string {
  const changed = structuredClone(evaluation);
  change(changed);
  return terminalReport(buildReport(changed), { color: false, width: 100 }).replace(/\s+/g, ' ');
}

describe('the report says', () => {
  it.each([
    ['that the ladder counts subgroups', 'misaligned: of all tested cells, subgroups included'],
    ['which sign is nearer to people', 'gpt minus the row: below 0 where gpt is nearer to people'],
    ['what distances are shares of', 'distances are shares of the item’s range, or of the answers'],
    ['the unit of linear coefficients', 'gaussian, HC3 errors; in points of the scale;'],
    ['the unit of logistic coefficients', 'binomial, HC0 errors; in log-odds;'],
    [
      'the unit of gaps, and that twins are paired',
      'in percentage points; its interval is for pairs of person and twin',
    ],
    ['the level of the star', '* p ≤ .05'],
    ['what a cell’s distance is a share of', 'distance .141 of the range (90 % interval'],
  ])('%s', (_, words) => {
    expect(said()).toContain(words);
  });

  it('how many effects there are, and that derived variables are none of them', () => {
    expect(said()).toMatch(/Too few effects to say how well they agree overall: 3\. /);
    const withDerived = said(({ items, treatment_effects: { effects } }) => {
      items.push({ ...items[0], id: 'index', role: 'derived' });
      effects.push({ ...effects[0], item: 'index' });
    });
    expect(withDerived).toContain(
      'overall: 3 (of items that were asked; those of derived variables say the same again).',
    );
  });

  it('that there is nothing to count where no coefficient has a finite estimate', () => {
    const words = said(({ regressions }) => {
      const agreement = regressions.find(({ model, agreement: has }) => model === 'gpt' && has !== null)?.agreement;
      Object.assign(agreement ?? {}, { n_coefficients: 0, n_not_estimated: 12, sign_f1: null });
    });
    expect(words).toContain('No coefficient could be counted: 12 without a finite estimate.');
    expect(words).not.toContain('Of 0 coefficients');
  });

  it('of which rule it is said that it tells little, and why', () => {
    const words = said(({ coherence }) => {
      for (const rule of coherence.filter(({ model }) => model === 'gpt')) {
        rule.informative = rule.rule !== 'important-means-buying';
        rule.human.belief_action_gap = 0.7;
      }
    });
    expect(words).toContain('° important-means-buying tells little: people themselves break it in most cases');
    expect(words).not.toContain('expecting-a-rush-means-buying tells little');
  });
});

it('the draft of a Methods section says of what a derived variable is made', () => {
  const changed = structuredClone(evaluation);
  changed.items.push({
    ...changed.items[0],
    id: 'index',
    role: 'derived',
    ask: 'mean(importance, presumed_influence)',
  });
  const said = methodsText(buildReport(changed).methods);
  expect(said).toContain('index was not asked: it is computed from answers, as mean(importance, presumed_influence),');
  expect(methodsText(buildReport(evaluation).methods)).not.toContain('was not asked');
});

it('names in sentences are code in Markdown, and nothing else is', () => {
  const report = buildReport(evaluation);
  const text = markdownReport({
    ...report,
    warnings: [{ code: 'x', message: { text: '`a|b` differs from <b> and *c*.', path: '' }, model: null, place: null }],
  });
  expect(text).toContain('- `a|b` differs from \\<b\\> and \\*c\\*.');
});
