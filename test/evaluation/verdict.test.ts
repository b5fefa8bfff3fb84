// The verdict's three lines and their words follow from the numbers beside them.
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { evaluated, madeStage, scripted, studyText } from './made-people.ts';
import { inputOf, type Stage } from './whole-path.ts';

const subjects = ['uniform', 'pooled', 'resample', 'regression'] as const;
const stage: Stage = madeStage(3000);
const evaluations = new Map<string, Evaluation>();

async function of(subject: (typeof subjects)[number]): Promise<Evaluation> {
  const known = evaluations.get(subject) ?? (await evaluated(inputOf(stage, subject, 1)));
  evaluations.set(subject, known);
  return known;
}

// 3,000 people are many where the machine is busy with other tests.
describe.each(subjects)('the verdict on %s', { timeout: 180_000 }, (subject) => {
  it('fails the marginal line exactly where a cell of everyone is off, or a subgroup misaligned', async () => {
    const { cells, verdict, alignment } = await of(subject);
    const own = cells.filter(({ model, status }) => model === subject && status === 'tested');
    const everyone = own.filter(({ subgroup }) => subgroup.length === 0);
    const off =
      own.some(({ verdict: called, subgroup }) => called === 'misaligned' && subgroup.length > 0) ||
      everyone.some(
        ({ interval, verdict: called }) => called === 'misaligned' && (interval?.[0] ?? 0) > alignment.margin,
      );
    const all = everyone.every(({ interval }) => (interval?.[1] ?? 1) <= alignment.margin);
    expect(verdict.lines[0]).toMatchObject({ name: 'marginal', outcome: off ? 'FAIL' : all ? 'PASS' : 'UNDECIDED' });
  });

  it('calls a cell misaligned, aligned or undecided by q, excess and interval', async () => {
    const { cells, alignment } = await of(subject);
    for (const cell of cells.filter(({ status }) => status === 'tested')) {
      const { q_bh: q, excess_distance: excess, interval, distance, floor_mean: floor } = cell;
      expect(excess).toBeCloseTo((distance ?? 0) - (floor ?? 0), 12);
      const high = interval?.[1] ?? 1;
      const wanted =
        (q ?? 1) <= alignment.fdr && (excess ?? 0) > alignment.margin
          ? 'misaligned'
          : high < alignment.margin
            ? 'aligned'
            : 'undecided';
      expect(cell.verdict, cell.id).toBe(wanted);
      expect(cell.smallest_aligned_margin).toBe(high);
    }
  });

  it('judges spread and gaps by their 90 % intervals', async () => {
    const { heterogeneity, coherence, verdict, alignment } = await of(subject);
    const ends = heterogeneity
      .filter(({ model }) => model === subject)
      .map(({ human_sd, sd_ratio_interval, entropy_ratio_interval }) => ({
        interval: human_sd === null ? entropy_ratio_interval : sd_ratio_interval,
        low: 0.8,
        high: 1.25,
        mayPass: true,
      }))
      .concat(
        coherence
          .filter(({ model }) => model === subject)
          .map(({ interval_90, informative }) => ({
            interval: interval_90,
            low: -alignment.margin,
            high: alignment.margin,
            mayPass: informative !== false,
          })),
      );
    const outside = ends.some(
      ({ interval, low, high }) => interval !== null && (interval[0] > high || interval[1] < low),
    );
    const inside = ends.every(
      ({ interval, low, high, mayPass }) => mayPass && interval !== null && interval[0] >= low && interval[1] <= high,
    );
    expect(verdict.lines[2]?.outcome).toBe(outside ? 'FAIL' : inside ? 'PASS' : 'UNDECIDED');
  });

  it('says of each other model whether it is beaten, with the difference', async () => {
    const { comparisons, verdict } = await of(subject);
    expect(comparisons.map(({ against }) => against)).toEqual(subjects.filter((other) => other !== subject));
    for (const { sentence, verdict: found, difference, interval } of comparisons) {
      const word = {
        better: ' is nearer to people than ',
        worse: ' is further from people than ',
        'cannot-be-told-apart': ' cannot be told apart from ',
      }[found];
      expect(sentence).toContain(word);
      expect(verdict.sentences).toContain(sentence);
      expect(difference).not.toBeNull();
      expect(found).toBe(
        (interval?.[1] ?? 0) < 0 ? 'better' : (interval?.[0] ?? 0) > 0 ? 'worse' : 'cannot-be-told-apart',
      );
    }
  });

  it('warns where resampling the pilot is not beaten', async () => {
    const { comparisons, warnings } = await of(subject);
    const resample = comparisons.find(({ against }) => against === 'resample');
    const warned = warnings.some(({ code }) => code === 'not-better-than-resample');
    expect(warned).toBe(resample !== undefined && resample.verdict !== 'better');
  });
});

describe('the last sentence', () => {
  it('says which line passes, which fails, which is undecided, and no more', async () => {
    for (const subject of subjects) {
      const { verdict } = await of(subject);
      const last = verdict.sentences.at(-1) ?? '';
      expect(last).toMatch(/^At a margin of \.05, /);
      expect(last).not.toContain('stand in');
      for (const [outcome, word] of [
        ['PASS', /passes on/],
        ['FAIL', /fails on/],
        ['UNDECIDED', /(is|are) undecided/],
      ] as const) {
        expect(word.test(last), last).toBe(verdict.lines.some((line) => line.outcome === outcome));
      }
    }
  });

  it('says that people are too few where that is why nothing is shown', async () => {
    const { verdict, people } = await evaluated(inputOf(madeStage(190), 'pooled', 1));
    expect(verdict.sentences.at(-1)).toContain(`${people.n_compared} people are too few to show alignment within .05.`);
  });
});

describe('a rule that tells little', () => {
  const blunt = studyText.replace('then: share == "Decline"', 'then: share == "Share"');

  it('is said to, and is left out of the line that it does not fail', async () => {
    const { coherence, heterogeneity, verdict, warnings } = await evaluated(
      inputOf(madeStage(6000, blunt), 'regression', 1),
    );
    const rule = coherence.find(({ model }) => model === 'regression');
    expect(rule?.informative).toBe(false);
    expect(warnings.find(({ code }) => code === 'uninformative-rule')?.message).toContain(
      'tells little: people themselves break it in most cases',
    );
    expect(rule?.verdict).not.toBe('different');
    const items = heterogeneity.filter(({ model }) => model === 'regression').length;
    const others = coherence.filter(({ model, informative }) => model === 'regression' && informative !== false).length;
    expect(verdict.lines[2]?.reasons.join(' ')).toContain(`of ${items + others} spread ratios and gaps`);
  });
});

describe('coefficients', () => {
  it('keep the counts and scores that follow from them', async () => {
    for (const { coefficients, agreement } of (await of('regression')).regressions) {
      const outcomes = coefficients.map(({ outcome }) => outcome);
      const n = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
      expect(agreement).toMatchObject({
        tp: n('TP'),
        fp: n('FP') + n('flip'),
        fn: n('FN') + n('flip'),
        tn: n('TN'),
        sign_flips: n('flip'),
      });
      expect(coefficients[0]).toMatchObject({ kind: 'intercept', p_holm: null, outcome: null });
    }
  });

  it('of numeric predictors are judged per human standard deviation', async () => {
    const harm = (await of('pooled')).regressions.find(({ id }) => id === 'harm');
    const scales = new Map(harm?.coefficients.map(({ name, scale }) => [name, scale]));
    expect(scales.get('(Intercept)')).toBe(1);
    expect(scales.get('age')).toBeGreaterThan(10);
    expect(scales.get('worry')).toBeGreaterThan(0.5);
    const sharing = (await of('pooled')).regressions.find(({ id }) => id === 'sharing');
    expect(sharing?.coefficients.find(({ name }) => name === 'noticeshown')?.scale).toBe(1);
  });

  it('that a second sample would not find either make no score of people', async () => {
    const nothing = studyText.replace('formula: risk ~ worry + trust + age', 'formula: risk ~ notice');
    const { regressions } = await evaluated(inputOf(madeStage(600, nothing), 'pooled', 1, ['uniform', 'pooled']));
    const harm = regressions.find(({ id }) => id === 'harm');
    expect(harm?.coefficients[1]?.human?.p).toBeGreaterThan(0.05);
    expect(harm?.agreement).toMatchObject({ sign_f1_people: null, sign_f1: null });
  });

  it('that grow without end are neither tested nor counted, and leave the line undecided', async () => {
    const made = madeStage();
    const gender = made.plan.respondents.variables.get('gender')?.codes ?? [];
    const subject = scripted(made, 'gpt', (item, row) =>
      item === 'share' ? (gender[row] === 2 ? 0 : row % 2) : item === 'risk' ? 5 * (row % 20) : (row * 7) % 5,
    );
    const { regressions, verdict } = await evaluated(inputOf(made, subject, 1));
    const sharing = regressions.find(({ id, model }) => id === 'sharing' && model === 'gpt');
    const other = sharing?.coefficients.find(({ name }) => name === 'genderOther');
    expect(other?.simulated).toMatchObject({ is_finite: false, p: null, error: null, interval: null });
    expect(other).toMatchObject({ outcome: null, p: null, p_holm: null });
    expect(sharing?.coefficients.find(({ name }) => name === 'genderMale')?.simulated?.p).not.toBeNull();
    expect(sharing?.agreement).toMatchObject({ n_coefficients: 4, n_not_estimated: 1 });
    const line = verdict.lines.find(({ name }) => name === 'structural');
    expect(line?.reasons).toContain('`sharing`, `genderOther`: no finite estimate for the simulation.');
  });

  it('of ordinal and Poisson regressions are fitted as well, and errors that do not exist are said', async () => {
    const families = studyText.replace(
      /regressions:[\s\S]*?subgroups/,
      `regressions:
  order: { formula: worry ~ gender + notice, family: ordinal, errors: classical }
  refused: { formula: worry ~ gender + notice, family: ordinal, errors: HC3 }
  counts: { formula: risk ~ gender + worry, family: poisson, errors: HC0 }
  impossible: { formula: risk ~ notice, family: binomial, errors: HC0 }
subgroups`,
    );
    const { regressions } = await evaluated(inputOf(madeStage(600, families), 'pooled', 1, ['uniform', 'pooled']));
    const of = (id: string) => regressions.find((regression) => regression.id === id && regression.model === 'pooled');
    const kinds = of('order')?.coefficients.map(({ kind, name }) => `${kind} ${name}`);
    expect(kinds).toEqual([
      'term genderMale',
      'term genderOther',
      'term noticeshown',
      'threshold Strongly disagree|Disagree',
      'threshold Disagree|Neutral',
      'threshold Neutral|Agree',
      'threshold Agree|Strongly agree',
    ]);
    expect(of('order')?.coefficients[0]?.human?.estimate).toBeLessThan(-0.5);
    expect(of('order')?.agreement?.n_coefficients).toBe(3);
    expect(of('refused')?.human.problems.join()).toContain('HC3 errors are not defined for an ordinal regression');
    expect(of('refused')?.coefficients[0]?.human).toMatchObject({ error: null, p: null, interval: null });
    expect(of('counts')?.coefficients.find(({ name }) => name === 'worry')?.human?.estimate).toBeGreaterThan(0.1);
    expect(of('impossible')?.human).toMatchObject({ status: 'not-fitted' });
    expect(of('impossible')?.human.problems[0]).toContain('A binomial regression wants a left side that is yes or no.');
  });

  it('with clustered errors count who has no cluster as one of their own', async () => {
    const clustered = studyText.replace('family: gaussian, errors: HC1', 'family: gaussian, errors: cluster("age")');
    const { regressions } = await evaluated(inputOf(madeStage(600, clustered), 'pooled', 1, ['uniform', 'pooled']));
    const harm = regressions.find(({ id, model }) => id === 'harm' && model === 'pooled');
    expect(harm?.errors).toBe('cluster(age)');
    expect(harm?.human.problems).toEqual([]);
    expect(harm?.simulated.problems).toEqual([]);
    const open = clustered.replace('formula: risk ~ worry + trust + age', 'formula: risk ~ worry + trust');
    const again = (await evaluated(inputOf(madeStage(600, open), 'pooled', 1, ['uniform', 'pooled']))).regressions;
    const human = again.find(({ id }) => id === 'harm')?.human;
    expect(human?.problems[0]).toMatch(/^\d+ respondents without a cluster: each counts as one of its own\.$/);
    expect(again[0]?.coefficients[0]?.human?.error).toBeGreaterThan(0);
  });

  it('says that clustered errors understate where there are few clusters', async () => {
    const clustered = studyText.replace('family: gaussian, errors: HC1', 'family: gaussian, errors: cluster("gender")');
    const { regressions } = await evaluated(inputOf(madeStage(600, clustered), 'pooled', 1, ['uniform', 'pooled']));
    expect(regressions.find(({ id }) => id === 'harm')?.human.problems).toEqual([
      'Only 3 clusters: with fewer than 30, clustered errors and p values come out too small.',
    ]);
  });
});
