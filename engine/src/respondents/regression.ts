import type { CodedTable } from '#engine/data';
import { type RandomStream, randomStream } from '#engine/random';
import { matrixFromColumns } from '#engine/statistics';
import { type Item, presentationOrder } from '#engine/study';
import { isSubstantive } from './given-answers.ts';
import type { Fitted, ItemDraw, Pilot, RespondentsInput } from './input.ts';
import { nearestAnswer, numericCode, numericGrid } from './numeric-grid.ts';
import { type Predictor, predictorsOf, predictorValue } from './predictors.ts';
import { type AnswerModel, fitAnswerModel } from './regression-fit.ts';

/**
 * `regression`: item by item in the order of the questionnaire, from main effects of the attributes, of the arms met so
 * far and of the answers given so far. Ordinal items by proportional odds, two options by a logit, more by a multinomial
 * logit, numbers by a gaussian regression with its residual spread, rounded to `step` and clamped. Coefficients of
 * standardised columns have a N(0, 1) prior (MAP), the rest is flat. Answers unseen in the pilot are never drawn, nor are
 * "Don't know" and its like.
 */
export function fitRegression(input: RespondentsInput, pilot: Pilot): Fitted {
  const asked = input.plan.respondents;
  const persona = input.study.attributes.flatMap((attribute) => predictorsOf(attribute, pilot.table, pilot.rows));
  const known: Predictor[] = [...persona];
  const earlier: Predictor[] = [];
  const links: Link[] = [];
  const notes: string[] = [];
  for (const presented of presentationOrder(input.study)) {
    if (presented.kind === 'treatment') {
      known.push(...predictorsOf(presented.treatment, pilot.table, pilot.rows));
      continue;
    }
    const { item } = presented;
    const link = fitLink(item, [...known], [...earlier], pilot, asked);
    if (link === null) {
      return {
        kind: 'unavailable',
        reason: `\`regression\` cannot answer \`${item.id.value}\`: nobody in the pilot did.`,
      };
    }
    if (!link.model.converged) {
      notes.push(`The regression of \`${item.id.value}\` on the pilot did not converge; its last step is used.`);
    }
    links.push(link);
    earlier.push(...predictorsOf(item, pilot.table, pilot.rows));
  }
  const drawOnce = (seed: number, repeat: number): ReadonlyMap<string, ItemDraw> => {
    const drawn = new Map<string, ItemDraw>();
    for (const link of links) {
      const id = link.item.id.value;
      drawn.set(id, drawItem(link, drawn, asked.size, randomStream(seed, 'regression', id, repeat)));
    }
    return drawn;
  };
  return { kind: 'ready', drawOnce, notes };
}

/** One item's place in the chain: its model, and what does not depend on the draws. */
interface Link {
  readonly item: Item;
  readonly model: AnswerModel;
  readonly earlier: readonly Predictor[];
  /** Persona and arms: for each linear predictor one number a respondent. */
  readonly base: readonly Float64Array[];
  /** The coefficients of `earlier`, for each linear predictor. */
  readonly earlierCoefficients: readonly Float64Array[];
  readonly pilot: Pilot;
}

function fitLink(
  item: Item,
  known: readonly Predictor[],
  earlier: readonly Predictor[],
  pilot: Pilot,
  asked: CodedTable,
): Link | null {
  const answers = pilot.table.variables.get(item.id.value);
  const rows =
    answers === undefined ? pilot.rows.subarray(0, 0) : pilot.rows.filter((row) => isSubstantive(answers, row));
  if (answers === undefined || rows.length === 0) {
    return null;
  }
  const predictors = [...known, ...earlier];
  const design = matrixFromColumns(
    predictors.map((predictor) => {
      const source = pilot.table.variables.get(predictor.variable);
      return Float64Array.from(rows, (row) => predictorValue(predictor, source, row));
    }),
    rows.length,
  );
  const { weights } = pilot.table;
  const own = weights === null ? null : Float64Array.from(rows, (row) => weights[row]);
  const model = fitAnswerModel(item, answers, rows, design, own);
  const base = model.coefficients.map((coefficients) => {
    const sums = new Float64Array(asked.size);
    known.forEach((predictor, column) => {
      const source = asked.variables.get(predictor.variable);
      for (let row = 0; row < asked.size; row += 1) {
        sums[row] += coefficients[column] * predictorValue(predictor, source, row);
      }
    });
    return sums;
  });
  const earlierCoefficients = model.coefficients.map((coefficients) => coefficients.slice(known.length));
  return { item, model, earlier, base, earlierCoefficients, pilot };
}

function drawItem(link: Link, drawn: ReadonlyMap<string, ItemDraw>, size: number, random: RandomStream): ItemDraw {
  const { model, item } = link;
  const linear = link.base.map((sums) => sums.slice());
  link.earlier.forEach((predictor, index) => {
    const source = drawn.get(predictor.variable);
    const values = Float64Array.from({ length: size }, (_, row) => predictorValue(predictor, source, row));
    linear.forEach((sums, l) => {
      const coefficient = link.earlierCoefficients[l][index];
      for (let row = 0; row < size; row += 1) {
        sums[row] += coefficient * values[row];
      }
    });
  });
  if (model.kind === 'gaussian') {
    return drawNumbers(link, model, linear[0], random);
  }
  const codes = new Int16Array(size);
  for (let row = 0; row < size; row += 1) {
    const u = random.next();
    codes[row] =
      model.kind === 'ordinal'
        ? model.seen[positionBelow(model.thresholds, linear[0][row], u)]
        : model.seen[optionDrawn(model.intercepts, linear, row, u)];
  }
  return { codes, values: item.measure.kind === 'numeric' ? new Float64Array(size).fill(Number.NaN) : null };
}

function drawNumbers(
  link: Link,
  model: AnswerModel & { readonly kind: 'gaussian' },
  linear: Float64Array,
  random: RandomStream,
): ItemDraw {
  const { measure } = link.item;
  const grid =
    measure.kind === 'numeric'
      ? numericGrid(measure.number, link.pilot.table.variables.get(link.item.id.value), link.pilot.rows)
      : null;
  const values = linear.map((sum) => {
    const value = model.intercept + sum + model.sigma * normalDraw(random);
    return grid === null ? value : nearestAnswer(grid, value);
  });
  return { codes: Int16Array.from(values, (value) => numericCode(link.item, value)), values };
}

/** Proportional odds: the first category k with u ≤ P(Y ≤ k) = logistic(ζ_k − η). */
function positionBelow(thresholds: ArrayLike<number>, eta: number, u: number): number {
  for (let k = 0; k < thresholds.length; k += 1) {
    if (u <= 1 / (1 + Math.exp(eta - thresholds[k]))) {
      return k;
    }
  }
  return thresholds.length;
}

/** Multinomial logit: the first seen option is the reference with linear predictor 0. */
function optionDrawn(intercepts: ArrayLike<number>, linear: readonly Float64Array[], row: number, u: number): number {
  let largest = 0;
  for (let k = 0; k < linear.length; k += 1) {
    largest = Math.max(largest, intercepts[k] + linear[k][row]);
  }
  const weights = new Float64Array(linear.length + 1);
  weights[0] = Math.exp(-largest);
  let total = weights[0];
  for (let k = 0; k < linear.length; k += 1) {
    weights[k + 1] = Math.exp(intercepts[k] + linear[k][row] - largest);
    total += weights[k + 1];
  }
  let left = u * total;
  for (let k = 0; k < weights.length; k += 1) {
    left -= weights[k];
    if (left <= 0) {
      return k;
    }
  }
  return weights.length - 1;
}

/** A standard normal draw (Box and Muller, 1958). */
function normalDraw(random: RandomStream): number {
  return Math.sqrt(-2 * Math.log(random.next())) * Math.cos(2 * Math.PI * random.next());
}
