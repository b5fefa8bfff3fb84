// Figures of one evaluation that must follow from others of it, or from the people themselves.
import { beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '#engine/data';
import type { Distribution, Evaluation } from '#engine/evaluation';
import { jsDistance, spearman, totalVariation, wasserstein1Normalized } from '#engine/statistics';
import { evaluated, madeStage, scripted, studyText } from './made-people.ts';
import { inputOf, type Stage } from './whole-path.ts';

// Without missing answers every pair is complete, and distributions and cells hold the same respondents.
const complete = studyText
  .replace(', also: [Do not know]', '')
  .replace('id: id', 'id: id\n  where: worry <= 5 and trust <= 5');
let stage: Stage;
let evaluation: Evaluation;

beforeAll(async () => {
  stage = madeStage(900, complete);
  const subject = scripted(stage, 'gpt', (item, row) =>
    item === 'risk' ? 5 * ((row * 7) % 21) : (row * 7 + (row >> 2)) % (item === 'share' ? 2 : 5),
  );
  evaluation = await evaluated(inputOf(stage, subject, 1));
});

const numberOf = (value: number | null | undefined): number => value ?? Number.NaN;

describe('a cell', () => {
  it('has the distances of the distributions shown, over all arms and in each', () => {
    for (const item of evaluation.items.filter(({ measure }) => measure !== 'numeric')) {
      const places = [
        { slice: 'everyone', human: item.human, simulated: item.simulated },
        ...item.by_arm.map(({ treatment, arm, human, simulated }) => ({
          slice: `${treatment}=${arm}/everyone`,
          human,
          simulated,
        })),
      ];
      expect(places).toHaveLength(3);
      for (const { slice, human, simulated } of places) {
        for (const { model, distribution } of simulated) {
          const cell = evaluation.cells.find(({ id }) => id === `${model}/${item.id}/${slice}`);
          expect(cell?.n_pairs).toBe(human.n);
          expect(numberOf(cell?.js_distance)).toBeCloseTo(jsDistance(human.counts, distribution.counts), 12);
          expect(numberOf(cell?.distance)).toBeCloseTo(primary(item.measure, human, distribution, item.scores), 12);
          expect(cell?.share_differences?.[0]).toBeCloseTo(
            numberOf(distribution.shares[0]) - numberOf(human.shares[0]),
            12,
          );
          if (item.measure === 'ordinal') {
            expect(numberOf(cell?.mean_difference)).toBeCloseTo(numberOf(distribution.mean) - numberOf(human.mean), 12);
          } else {
            expect(cell?.mean_difference).toBeNull();
          }
        }
      }
    }
  });

  it('lies above its floor where it is far off, and its p is the smallest that so many draws can give', () => {
    const cell = evaluation.cells.find(({ id }) => id === 'gpt/share/everyone');
    expect(cell?.p_permutation).toBeCloseTo(1 / 1001, 12);
    expect(numberOf(cell?.floor_q95)).toBeGreaterThan(numberOf(cell?.floor_mean));
    expect(numberOf(cell?.distance)).toBeGreaterThan(numberOf(cell?.floor_q95));
    expect(numberOf(cell?.detectable)).toBeGreaterThan(numberOf(cell?.floor_q95));
  });

  it('has q values of Benjamini and Hochberg over the tested cells of its model', () => {
    for (const { id } of evaluation.models) {
      const own = evaluation.cells.filter(({ model, status }) => model === id && status === 'tested');
      const sorted = [...own].sort((left, right) => numberOf(left.p_permutation) - numberOf(right.p_permutation));
      let smallest = 1;
      for (let rank = sorted.length; rank >= 1; rank -= 1) {
        const cell = sorted[rank - 1];
        smallest = Math.min(smallest, (numberOf(cell?.p_permutation) * sorted.length) / rank);
        expect(numberOf(cell?.q_bh)).toBeCloseTo(smallest, 10);
      }
    }
  });
});

describe('heterogeneity, effects and coherence', () => {
  it('follow from the distributions', () => {
    for (const { model, item, sd_ratio, sd_ratio_interval } of evaluation.heterogeneity.filter(
      ({ human_sd }) => human_sd !== null,
    )) {
      const shown = evaluation.items.find(({ id }) => id === item);
      const simulated = shown?.simulated.find((entry) => entry.model === model)?.distribution;
      expect(numberOf(sd_ratio)).toBeCloseTo(numberOf(simulated?.sd) / numberOf(shown?.human.sd), 10);
      expect(sd_ratio_interval?.[0]).toBeLessThan(numberOf(sd_ratio));
      expect(sd_ratio_interval?.[1]).toBeGreaterThan(numberOf(sd_ratio));
    }
    for (const effect of evaluation.treatment_effects.effects.filter(({ option }) => option === null)) {
      const shown = evaluation.items.find(({ id }) => id === effect.item);
      const mean = (arm: string): number => numberOf(shown?.by_arm.find((entry) => entry.arm === arm)?.human.mean);
      const width = numberOf(shown?.maximum) - numberOf(shown?.minimum);
      expect(effect.human?.estimate).toBeCloseTo((mean(effect.arm) - mean(effect.reference)) / width, 10);
    }
    expect(
      evaluation.treatment_effects.effects.filter(({ item, model }) => item === 'share' && model === 'gpt'),
    ).toMatchObject([{ option: 'Share', arm: 'shown', reference: 'none' }]);
  });

  it('count the people who act against what they believe, and what chance would have them do', () => {
    const { table } = stage.people;
    const worry = table.variables.get('worry')?.codes ?? [];
    const share = table.variables.get('share')?.codes ?? [];
    const heldOut = Array.from(stage.split.heldOut);
    const worried = heldOut.filter((row) => numberOf(worry[row]) >= 3);
    const against = worried.filter((row) => share[row] === 0);
    const chance = [0, 1].reduce((sum, code) => {
      const arm = Array.from(
        rowsOf({ arm: { treatment: 'notice', label: '', code }, group: [] }, table, stage.split.heldOut),
      );
      const sharing = arm.filter((row) => share[row] === 0).length / arm.length;
      return sum + arm.filter((row) => numberOf(worry[row]) >= 3).length * sharing;
    }, 0);
    const rule = evaluation.coherence.find(({ model }) => model === 'gpt');
    expect(rule?.human).toMatchObject({ n_when: worried.length, n_against: against.length, n_left_out: 0 });
    expect(rule?.human.belief_action_gap).toBeCloseTo(against.length / worried.length, 12);
    expect(rule?.human.chance_gap).toBeCloseTo(chance / worried.length, 12);
    expect(rule?.difference).toBeCloseTo(
      numberOf(rule?.simulated.belief_action_gap) - numberOf(rule?.human.belief_action_gap),
      12,
    );
  });

  it('find the association of a scale and two options, the first of which counts 1', () => {
    const { table } = stage.people;
    const heldOut = Array.from(stage.split.heldOut);
    const worry = heldOut.map((row) => numberOf(table.variables.get('worry')?.codes[row]));
    const sharing = heldOut.map((row) => (table.variables.get('share')?.codes[row] === 0 ? 1 : 0));
    const found = evaluation.associations.find(({ model, belief }) => model === 'gpt' && belief === 'worry');
    expect(found).toMatchObject({ measure: 'spearman_rho', action: 'share', n_h: heldOut.length });
    expect(found?.human).toBeCloseTo(spearman(worry, sharing), 10);
    expect(found?.human).toBeLessThan(-0.2);
    expect(found?.interval?.[0]).toBeLessThan(numberOf(found?.difference));
    expect(found?.interval?.[1]).toBeGreaterThan(numberOf(found?.difference));
  });
});

describe('subgroups', () => {
  it('name the group that is furthest off, and keep the floor of their disparity beside it', () => {
    for (const summary of evaluation.subgroups.filter(({ levels }) => levels.length > 1)) {
      const cells = evaluation.cells.filter(
        ({ model, item, treatment, subgroup, status }) =>
          model === summary.model &&
          item === summary.item &&
          treatment === null &&
          subgroup.length === 1 &&
          subgroup[0]?.attribute === summary.attribute &&
          status === 'tested',
      );
      const excess = cells.map(({ excess_distance }) => numberOf(excess_distance));
      expect(summary.levels).toEqual(cells.map(({ subgroup }) => subgroup[0]?.level));
      expect(summary.worst_group_distance).toBeCloseTo(Math.max(...excess), 12);
      expect(summary.group_disparity).toBeCloseTo(Math.max(...excess) - Math.min(...excess), 12);
      expect(summary.group_disparity_q95).toBeGreaterThan(0);
      expect(cells.find(({ subgroup }) => subgroup[0]?.level === summary.worst_group)?.excess_distance).toBe(
        summary.worst_group_distance,
      );
    }
  });

  it('see that people differ by gender in worry, and that random answers do not', () => {
    const gender = evaluation.subgroups.find(
      ({ model, item, attribute }) => model === 'uniform' && item === 'worry' && attribute === 'gender',
    );
    expect(gender?.people_show_gap).toBe(true);
    expect(gender?.gap_inflation).toBeLessThan(0.7);
    expect(gender?.human_eta_squared).toBeGreaterThan(0.05);
    expect(gender?.delta_eta_squared).toBeLessThan(-0.04);
  });
});

function primary(measure: string, human: Distribution, simulated: Distribution, scores: readonly number[]): number {
  return measure === 'nominal'
    ? totalVariation(human.counts, simulated.counts)
    : wasserstein1Normalized(human.counts, simulated.counts, scores);
}
