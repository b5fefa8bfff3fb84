import { type CodedTable, evaluateCondition } from '#engine/data';
import { equivalence, newcombeInterval, wilsonInterval } from '#engine/statistics';
import type { CoherenceRule } from '#engine/study';
import type { Coherence, Gap } from './generated/evaluation-types.ts';
import { finite, finiteInterval, meanOf } from './numbers.ts';
import type { Sides } from './sides.ts';
import { rulePath } from './study-paths.ts';

/** Every coherence rule, for people and each model. Rules that cannot be read are left out: they have been reported. */
export function coherenceOf(sides: Sides): Coherence[] {
  return sides.study.rules.flatMap((rule) => {
    const human = countRule(sides, rule, sides.people);
    if (human === null) {
      return [];
    }
    return sides.models.flatMap((model) => {
      const bySeed = model.seeds.flatMap((seed) => countRule(sides, rule, seed.table) ?? []);
      const first = bySeed[0];
      if (first === undefined) {
        return [];
      }
      const gaps = bySeed.flatMap((gap) => gap.belief_action_gap ?? []);
      return [
        {
          rule: rule.id.value,
          path: rulePath(rule.id.value),
          model: model.id,
          ...compared(sides, human, first),
          mean_gap_over_seeds: bySeed.length > 1 ? finite(meanOf(gaps)) : null,
          n_seeds_in_mean: bySeed.length > 1 ? gaps.length : 0,
        },
      ];
    });
  });
}

function compared(
  sides: Sides,
  human: Gap,
  simulated: Gap,
): Omit<Coherence, 'rule' | 'path' | 'model' | 'mean_gap_over_seeds' | 'n_seeds_in_mean'> {
  const humanGap = human.belief_action_gap;
  const simulatedGap = simulated.belief_action_gap;
  if (humanGap === null || simulatedGap === null) {
    return {
      human,
      simulated,
      difference: null,
      interval: null,
      interval_90: null,
      verdict: null,
      informative: informative(human),
    };
  }
  const { margin } = sides.study.alignment;
  const of = ({ n_against, n_when }: Gap) => ({ count: n_against, n: n_when });
  const ends = newcombeInterval(of(simulated), of(human), 0.95);
  const narrow = newcombeInterval(of(simulated), of(human), 0.9);
  return {
    human,
    simulated,
    difference: simulatedGap - humanGap,
    interval: finiteInterval(...ends),
    interval_90: finiteInterval(...narrow),
    verdict: verdicts[equivalence(narrow, margin)],
    informative: informative(human),
  };
}

const verdicts = { inside: 'equivalent', outside: 'different', undecided: 'undecided' } as const;

/** A gap is not shown where fewer respondents than this meet `when`. */
const FEWEST = 30;

/**
 * A rule tells something about coherence where people follow it more often than not, and more often than chance would
 * have them (the 95 % interval of their gap lies below chance).
 */
function informative(human: Gap): boolean | null {
  if (human.belief_action_gap === null || human.chance_gap === null) {
    return null;
  }
  const [, high] = wilsonInterval({ count: human.n_against, n: human.n_when });
  return human.belief_action_gap < 0.5 && high < human.chance_gap;
}

function countRule(sides: Sides, rule: CoherenceRule, table: CodedTable): Gap | null {
  if (rule.when.condition === null || rule.expect.condition === null) {
    return null;
  }
  const when = evaluateCondition(rule.when.condition, table);
  const expect = evaluateCondition(rule.expect.condition, table);
  const arms = sides.study.treatments.map((treatment) => table.variables.get(treatment.id.value)?.codes);
  const byArm = new Map<string, { complete: number; against: number; when: number }>();
  const gap = { n_complete: 0, n_left_out: 0, n_when: 0, n_against: 0 };
  for (let row = 0; row < table.size; row += 1) {
    if (when[row] < 0 || expect[row] < 0) {
      gap.n_left_out += 1;
      continue;
    }
    const key = arms.map((codes) => codes?.[row] ?? -1).join();
    const arm = byArm.get(key) ?? { complete: 0, against: 0, when: 0 };
    byArm.set(key, arm);
    gap.n_complete += 1;
    arm.complete += 1;
    arm.against += 1 - expect[row];
    if (when[row] === 1) {
      gap.n_when += 1;
      arm.when += 1;
      gap.n_against += 1 - expect[row];
    }
  }
  const enough = gap.n_when >= FEWEST;
  const expected = [...byArm.values()].reduce((sum, arm) => sum + (arm.when * arm.against) / arm.complete, 0);
  return {
    ...gap,
    belief_action_gap: enough ? gap.n_against / gap.n_when : null,
    chance_gap: enough ? expected / gap.n_when : null,
  };
}
