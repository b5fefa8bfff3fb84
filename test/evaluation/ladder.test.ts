// Models beside one another, and effects beside those of people.
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { unmatched } from './made-inputs.ts';
import { evaluated, madeStage, scripted, studyText } from './made-people.ts';
import { inputOf } from './whole-path.ts';

describe('the ladder', () => {
  it('has every model on every item, over all seeds, and compares the subject with each', async () => {
    const evaluation = await evaluated(inputOf(madeStage(), 'pooled', 4));
    expect(evaluation.ladder.map(({ item }) => item)).toEqual([null, 'worry', 'trust', 'risk', 'share']);
    for (const { models } of evaluation.ladder) {
      expect(models.map(({ model }) => model)).toEqual(['pooled', 'uniform', 'resample', 'regression']);
      for (const figure of models) {
        expect(figure).toMatchObject({ n_seeds: 4 });
        expect(figure.distance_sd).toBeGreaterThan(0);
        expect(figure.distance).toBeGreaterThan(0);
      }
    }
    const [uniform, resample] = evaluation.comparisons;
    expect(uniform).toMatchObject({ model: 'pooled', against: 'uniform', verdict: 'better' });
    expect(uniform?.sentence).toMatch(
      /^`pooled` is nearer to people than answering at random \(difference of mean distances −\.\d+, 90 % interval −\.\d+ to −\.\d+\)\.$/,
    );
    expect(resample?.against).toBe('resample');
    expect(evaluation.draws.ladder_seeds).toBe(4);
  });

  it('says of the subject only what its stored run shows, however many seeds stand on the ladder', async () => {
    const one = await evaluated(inputOf(madeStage(), 'uniform', 1, ['uniform']));
    const many = await evaluated(inputOf(madeStage(), 'uniform', 12, ['uniform']));
    const ofOne = (evaluation: Evaluation) => ({
      cells: evaluation.cells.map(({ mean_distance_over_seeds: _, ...cell }) => cell),
      subgroups: evaluation.subgroups,
      profiles: evaluation.profiles,
      effects: evaluation.treatment_effects.effects,
      coherence: evaluation.coherence.map(({ rule, simulated, interval }) => ({ rule, simulated, interval })),
      regressions: evaluation.regressions,
      ratios: evaluation.heterogeneity.map(({ sd_ratio, entropy_ratio, groups }) => ({
        sd_ratio,
        entropy_ratio,
        groups,
      })),
      associations: evaluation.associations.map(({ human, simulated }) => ({ human, simulated })),
    });
    expect(ofOne(many)).toEqual(ofOne(one));
    const cell = ({ cells }: Evaluation) => cells.find(({ id }) => id === 'uniform/share/everyone');
    expect(cell(one)?.mean_distance_over_seeds).toBeNull();
    expect(cell(many)?.mean_distance_over_seeds).not.toBe(cell(many)?.distance);
    expect(Math.abs((cell(many)?.mean_distance_over_seeds ?? 9) - (cell(one)?.distance ?? 1))).toBeLessThan(0.05);
    expect(one.ladder[0]?.models[0]?.distance).not.toBe(many.ladder[0]?.models[0]?.distance);
    expect(many.coherence[0]).toMatchObject({ n_seeds_in_mean: 12 });
  });

  it('compares by the figures of the ladder, inside an interval that knows the luck of the draw', async () => {
    const evaluation = await evaluated(inputOf(madeStage(), 'regression', 4));
    const figures = new Map(evaluation.ladder[0]?.models.map(({ model, distance }) => [model, distance ?? Number.NaN]));
    expect(evaluation.comparisons).toHaveLength(3);
    for (const { model, against, difference, interval } of evaluation.comparisons) {
      expect(difference).toBe((figures.get(model) ?? 9) - (figures.get(against) ?? 9));
      expect(interval?.[0]).toBeLessThan(difference ?? Number.NEGATIVE_INFINITY);
      expect(interval?.[1]).toBeGreaterThan(difference ?? Number.POSITIVE_INFINITY);
    }
    const single = await evaluated(inputOf(madeStage(), 'regression', 1));
    expect(evaluation.comparisons[0]?.interval).not.toEqual(single.comparisons[0]?.interval);
  });
});

describe('models with unequal numbers of respondents', () => {
  it('are compared on a random part of the larger, whatever the order of its rows', async () => {
    const stage = madeStage(700, unmatched);
    const notice = stage.plan.respondents.variables.get('notice')?.codes ?? [];
    const all = Array.from({ length: stage.plan.respondents.size }, (_, row) => row);
    const byArm = [...all].sort((left, right) => notice[left] - notice[right]);
    const answers = (item: string, row: number) =>
      item === 'risk' ? 5 * (row % 20) : item === 'share' ? row % 2 : row % 5;
    const small = scripted(
      stage,
      'gpt',
      answers,
      all.filter((row) => (row * 7919) % 11 < 5),
    );
    const large = (rows: readonly number[]) => scripted(stage, 'ordered', answers, rows);
    const { comparisons } = await evaluated({ ...inputOf(stage, small, 1, []), ladder: [large(byArm)] });
    expect(comparisons[0]).toMatchObject({ n_s: small.seeds[0].table.size, n_cells: 12 });
    expect(Math.abs(comparisons[0]?.difference ?? 9)).toBeLessThan(0.03);
    expect(comparisons[0]?.verdict).toBe('cannot-be-told-apart');
  });
});

describe('the slope of human effects on simulated ones', () => {
  const nominal = studyText
    .replace('scale: &agreement', 'options: &agreement')
    .replace('scale: *agreement', 'options: *agreement')
    .replace('worry >= "Agree"', 'worry == "Agree"');

  it.each(['uniform', 'pooled', 'resample', 'regression'] as const)(
    'has an interval around it or a reason for none, and words that follow: %s',
    async (subject) => {
      const evaluation = await evaluated(inputOf(madeStage(750, nominal), subject, 2));
      const summary = evaluation.treatment_effects.summary.find(({ model }) => model === subject);
      const { calibration_slope: slope, calibration_interval: ends, calibration_interval_missing: why } = summary ?? {};
      expect(summary).toMatchObject({ n_effects: 10, too_few: false });
      expect(ends === null).toBe(typeof why === 'string');
      expect((ends?.[0] ?? -99) <= (slope ?? 0) && (slope ?? 0) <= (ends?.[1] ?? 99)).toBe(true);
      const said = evaluation.warnings.find(({ code }) => code === 'effects-miscalibrated')?.message ?? '';
      const [low, high] = ends ?? [-99, 99];
      expect(said.includes('exaggerates')).toBe((slope ?? 1) < 0.8 && low > 0 && high < 1);
      expect(said.includes("do not follow people's")).toBe((slope ?? 1) < 0.8 && low <= 0 && high < 1);
    },
  );
});
