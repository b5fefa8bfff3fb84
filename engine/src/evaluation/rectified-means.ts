import type { CodedTable } from '#engine/data';
import {
  gainOf,
  gainThreshold,
  type IntervalEstimate,
  rectifiedMean,
  type WeightedRectifiedMean,
  weightedRectifiedMean,
} from '#engine/statistics';
import type { MeanEstimate, RectifiedArm, RectifiedItem } from './generated/evaluation-types.ts';
import type { FurtherAnswers } from './input.ts';
import type { MeasuredItem } from './measured-items.ts';
import { armsOf } from './models-compared.ts';
import { finite, finiteInterval } from './numbers.ts';
import { adviceOf } from './rectified-words.ts';
import type { ModelSide, Sides } from './sides.ts';
import { itemPath } from './study-paths.ts';
import { count } from './words.ts';

/** An arm to which an estimate is confined; null for all. */
type Arm = { readonly treatment: string; readonly label: string; readonly code: number } | null;

/** The mean of every item, and the share of every option, of the people alone and rectified. */
export function rectifiedMeans(
  sides: Sides,
  model: ModelSide,
  further: FurtherAnswers,
  arm: Arm = null,
): RectifiedItem[] {
  return sides.items.flatMap((item) =>
    optionsOf(item).map((option) => rectifiedItem(sides, model, further, arm, item, option)),
  );
}

/**
 * The same within each arm, from the people, twins and further personas who are in it. Arms are dealt by chance on both sides, and
 * attributes were compared within them, so that who is in an arm is a sample of the population as all of them are.
 */
export function rectifiedByArm(sides: Sides, model: ModelSide, further: FurtherAnswers): RectifiedArm[] {
  return armsOf(sides).map((arm) => ({
    treatment: arm.treatment,
    arm: arm.label,
    items: rectifiedMeans(sides, model, further, arm),
  }));
}

/** The options whose shares are estimated, of two only the first; null for the mean of an item with scores. */
function optionsOf(item: MeasuredItem): readonly (number | null)[] {
  if (item.measure !== 'nominal') {
    return [null];
  }
  return Array.from({ length: item.size === 2 ? 1 : item.size }, (_, option) => option);
}

function rectifiedItem(
  sides: Sides,
  model: ModelSide,
  further: FurtherAnswers,
  arm: Arm,
  item: MeasuredItem,
  option: number | null,
): RectifiedItem {
  const [source] = model.source.seeds;
  const personOf = new Map(sides.people.ids.map((id, row) => [id, row]));
  const persons = Int32Array.from(source.twins ?? [], (twin) => personOf.get(twin) ?? -1);
  const people = within(arm, sides.people, valuesOf(item, sides.people, option));
  const simulated = meansOf(valuesOf(item, source.table, option), persons, sides.people.size);
  const others = meansOf(
    within(arm, further.table, valuesOf(item, further.table, option)),
    further.personas,
    further.n_planned,
  );
  const asked = people.filter((value) => !Number.isNaN(value)).length;
  const pairs = Array.from(people, (_, person) => person).filter(
    (person) => !Number.isNaN(people[person]) && !Number.isNaN(simulated[person]),
  );
  const given = others.filter((value) => !Number.isNaN(value));
  const about = {
    item: item.id,
    path: itemPath(item.item),
    option: option === null ? null : item.labels[option],
    n_people: pairs.length,
    n_left_out: asked - pairs.length,
    n_further: given.length,
  };
  const { min_n } = sides.study.alignment;
  const problem =
    pairs.length < Math.max(min_n, 3)
      ? `Only ${count(pairs.length, 'person', 'people')} and their twins answered: too few.`
      : given.length < min_n
        ? `Only ${count(given.length, 'further persona')} answered: too few.`
        : null;
  if (problem !== null) {
    return { ...about, ...nothing, advice: problem };
  }
  const found = estimated(sides, pairs, people, simulated, given);
  const figures = {
    lambda: finite(found.lambda),
    ppi_correlation: finite(found.ppiCorrelation),
    gain: found.gain,
    gain_needed: finite(found.gainNeeded),
    effective_n_people: finite(found.effectivePeople),
    helps: found.gain > found.gainNeeded,
  };
  return {
    ...about,
    ...figures,
    people_alone: estimateOf(found.alone),
    rectified: estimateOf(found.rectified),
    advice: adviceOf({ ...figures, n_people: found.nPeople }, 'answers'),
  };
}

/** With the weights of people where there are any. */
function estimated(
  { people: { weights } }: Sides,
  pairs: readonly number[],
  people: Float64Array,
  simulated: Float64Array,
  given: Float64Array,
): WeightedRectifiedMean {
  const own = pairs.map((person) => people[person]);
  const twins = pairs.map((person) => simulated[person]);
  if (weights !== null) {
    return weightedRectifiedMean(
      own,
      twins,
      given,
      pairs.map((person) => weights[person]),
    );
  }
  const found = rectifiedMean(own, twins, given);
  const { nPeople, nFurther, ppiCorrelation } = found;
  return { ...found, gain: gainOf(nPeople, nFurther, ppiCorrelation), gainNeeded: gainThreshold(nPeople) };
}

const nothing = {
  lambda: null,
  ppi_correlation: null,
  gain: null,
  gain_needed: null,
  effective_n_people: null,
  helps: false,
  people_alone: null,
  rectified: null,
} as const;

function estimateOf({ estimate, standardError, low, high }: IntervalEstimate): MeanEstimate {
  return { estimate, error: standardError, interval: finiteInterval(low, high) };
}

/** NaN for whoever is not in the arm. */
function within(arm: Arm, table: CodedTable, values: Float64Array): Float64Array {
  const codes = arm === null ? undefined : table.variables.get(arm.treatment)?.codes;
  return arm === null ? values : values.map((value, row) => (codes?.[row] === arm.code ? value : Number.NaN));
}

/** What each row counts for: a score or number, or 1 for the option and 0 for others; NaN without an answer. */
function valuesOf(item: MeasuredItem, table: CodedTable, option: number | null): Float64Array {
  const variable = table.variables.get(item.id);
  if (variable === undefined) {
    return new Float64Array(table.size).fill(Number.NaN);
  }
  if (variable.values !== null) {
    return variable.values;
  }
  return Float64Array.from(variable.codes, (code) =>
    code < 0 ? Number.NaN : option === null ? item.scores[code] : Number(code === option),
  );
}

/** For each respondent the mean of what it answered in all repeats; NaN where it never did. */
function meansOf(values: Float64Array, respondentOf: Int32Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  const counts = new Float64Array(size);
  values.forEach((value, row) => {
    const respondent = respondentOf[row];
    if (respondent >= 0 && !Number.isNaN(value)) {
      sums[respondent] += value;
      counts[respondent] += 1;
    }
  });
  return sums.map((sum, respondent) => sum / counts[respondent]);
}
