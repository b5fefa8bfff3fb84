import { type CodedTable, evaluateCondition } from '#engine/data';
import { equivalence, newcombeInterval, type Proportion, pairedCorrelation, wilsonInterval } from '#engine/statistics';
import type { CoherenceRule } from '#engine/study';
import { armCombinations } from './bootstrap-plan.ts';
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
      const gaps = bySeed.flatMap(({ gap }) => gap.belief_action_gap ?? []);
      return [
        {
          rule: rule.id.value,
          path: rulePath(rule.id.value),
          model: model.id,
          ...compared(sides, human, first, model.seeds[0].persons),
          mean_gap_over_seeds: bySeed.length > 1 ? finite(meanOf(gaps)) : null,
          n_seeds_in_mean: bySeed.length > 1 ? gaps.length : 0,
        },
      ];
    });
  });
}

function compared(
  sides: Sides,
  people: CountedGap,
  model: CountedGap,
  persons: Int32Array | null,
): Omit<Coherence, 'rule' | 'path' | 'model' | 'mean_gap_over_seeds' | 'n_seeds_in_mean'> {
  const { gap: human, when: humanWhen } = people;
  const { gap: simulated, when: simulatedWhen } = model;
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
      informative: informative(human, humanWhen),
    };
  }
  const { margin } = sides.study.alignment;
  const ends = newcombeInterval(simulatedWhen, humanWhen, 0.95);
  const narrow = newcombeInterval(simulatedWhen, humanWhen, 0.9);
  const pairs = persons === null ? null : pairedGaps(people, model, persons);
  const judged = pairs === null ? narrow : newcombeInterval(simulatedWhen, humanWhen, 0.9, pairs.correlation);
  return {
    human,
    simulated,
    difference: simulatedGap - humanGap,
    interval: finiteInterval(...ends),
    interval_90: finiteInterval(...narrow),
    ...(pairs === null
      ? {}
      : {
          paired: {
            ...pairs,
            interval: finiteInterval(...newcombeInterval(simulatedWhen, humanWhen, 0.95, pairs.correlation)),
            interval_90: finiteInterval(...judged),
          },
        }),
    verdict: verdicts[equivalence(judged, margin)],
    informative: informative(human, humanWhen),
  };
}

/**
 * How the gap of people and that of their twins move together. Each gap is a share among those who meet its own side's `when`, so
 * that not every pair is in both: who meets it moves the gap by weight × (against − gap), who does not leaves it where it is.
 */
function pairedGaps(
  human: CountedGap,
  simulated: CountedGap,
  persons: Int32Array,
): { readonly n_pairs: number; readonly correlation: number } {
  const everyone = Int32Array.from(human.moves, (_, person) => person);
  const both = persons.filter((person, row) => simulated.meets[row] === 1 && human.meets[person] === 1);
  return {
    n_pairs: both.length,
    correlation: pairedCorrelation(
      { influences: simulated.moves, units: persons },
      { influences: human.moves, units: everyone },
      everyone.length,
    ),
  };
}

const verdicts = { inside: 'equivalent', outside: 'different', undecided: 'undecided' } as const;

/** A gap is not shown where fewer respondents than this meet `when`. */
const FEWEST = 30;

/**
 * A rule tells something about coherence where people follow it more often than not, and more often than chance would
 * have them (the 95 % interval of their gap lies below chance).
 */
function informative(human: Gap, when: Proportion): boolean | null {
  if (human.belief_action_gap === null || human.chance_gap === null) {
    return null;
  }
  const [, high] = wilsonInterval(when);
  return human.belief_action_gap < 0.5 && high < human.chance_gap;
}

interface CountedGap {
  readonly gap: Gap;
  /** Of those who meet `when`, how many act against the rule; of weighted respondents their effective numbers. */
  readonly when: Proportion;
  /** For each row whether it meets `when` (1), and how far it moves the gap: weight × (against − gap), 0 where it does not. */
  readonly meets: Uint8Array;
  readonly moves: Float64Array;
}

function countRule(sides: Sides, rule: CoherenceRule, table: CodedTable): CountedGap | null {
  if (rule.when.condition === null || rule.expect.condition === null) {
    return null;
  }
  const when = evaluateCondition(rule.when.condition, table);
  const expect = evaluateCondition(rule.expect.condition, table);
  const { of: armOf } = armCombinations(sides, table.variables);
  const byArm = new Map<number, { complete: number; against: number; when: number }>();
  const counts = { n_complete: 0, n_left_out: 0, n_when: 0, n_against: 0 };
  const weighted = { when: 0, against: 0, squares: 0 };
  const meets = new Uint8Array(table.size);
  for (let row = 0; row < table.size; row += 1) {
    if (when[row] < 0 || expect[row] < 0) {
      counts.n_left_out += 1;
      continue;
    }
    const key = armOf === null ? 0 : armOf[row];
    const arm = byArm.get(key) ?? { complete: 0, against: 0, when: 0 };
    byArm.set(key, arm);
    const weight = table.weights === null ? 1 : table.weights[row];
    const against = 1 - expect[row];
    counts.n_complete += 1;
    arm.complete += weight;
    arm.against += weight * against;
    if (when[row] === 1) {
      meets[row] = 1;
      counts.n_when += 1;
      counts.n_against += against;
      arm.when += weight;
      weighted.when += weight;
      weighted.against += weight * against;
      weighted.squares += weight * weight;
    }
  }
  const enough = counts.n_when >= FEWEST;
  const expected = [...byArm.values()].reduce((sum, arm) => sum + (arm.when * arm.against) / arm.complete, 0);
  const share = weighted.against / weighted.when;
  const n = table.weights === null ? counts.n_when : weighted.when ** 2 / weighted.squares;
  return {
    gap: {
      ...counts,
      belief_action_gap: enough ? share : null,
      chance_gap: enough ? expected / weighted.when : null,
    },
    when: { count: table.weights === null ? counts.n_against : share * n, n },
    meets,
    moves: Float64Array.from(meets, (met, row) =>
      met === 1 ? (table.weights === null ? 1 : table.weights[row]) * (1 - expect[row] - share) : 0,
    ),
  };
}
