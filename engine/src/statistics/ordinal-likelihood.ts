import { type Matrix, zeros } from './matrix.ts';
import type { ObjectiveAt } from './newton.ts';

/** Rows of an ordinal outcome: `outcome` holds the category of each row, 0 to `categories` − 1. */
export interface OrdinalData {
  /** Without an intercept. */
  readonly design: Matrix;
  readonly outcome: ArrayLike<number>;
  readonly categories: number;
  readonly weights?: ArrayLike<number>;
}

/**
 * The log-likelihood of the proportional odds model logit P(Y ≤ k) = ζ_k − x′β at a point (β, then the K − 1 thresholds
 * ζ), less `precision`/2 · Σβ². −Infinity where the thresholds do not ascend.
 */
export function ordinalObjective(data: OrdinalData, point: Float64Array, precision: number): ObjectiveAt {
  const { design } = data;
  const p = design.columns;
  const size = point.length;
  const gradient = new Float64Array(size);
  const information = zeros(size, size);
  let value = 0;
  for (let threshold = p + 1; threshold < size; threshold += 1) {
    if (!(point[threshold] > point[threshold - 1])) {
      return { value: Number.NEGATIVE_INFINITY, gradient, information };
    }
  }
  const row = new Float64Array(p);
  for (let index = 0; index < design.rows; index += 1) {
    const weight = data.weights === undefined ? 1 : data.weights[index];
    if (weight === 0) {
      continue;
    }
    const term = termOf(data, point, index, row);
    value += weight * term.logProbability;
    addRow(data.outcome[index], term, row, weight, gradient, information);
  }
  for (let column = 0; column < p; column += 1) {
    value -= (precision / 2) * point[column] ** 2;
    gradient[column] -= precision * point[column];
    information.data[column * size + column] += precision;
  }
  mirror(information);
  return { value, gradient, information };
}

/** The gradient of each row's log-likelihood: rows × parameters. */
export function ordinalScores(data: OrdinalData, point: Float64Array): Matrix {
  const { design } = data;
  const p = design.columns;
  const scores = zeros(design.rows, point.length);
  const row = new Float64Array(p);
  const set = (index: number, parameter: number, score: number) => {
    scores.data[parameter * design.rows + index] = score;
  };
  for (let index = 0; index < design.rows; index += 1) {
    const weight = data.weights === undefined ? 1 : data.weights[index];
    const { upper, lower } = termOf(data, point, index, row);
    for (let column = 0; column < p; column += 1) {
      set(index, column, -weight * (upper - lower) * row[column]);
    }
    const category = data.outcome[index];
    if (category < data.categories - 1) {
      set(index, p + category, weight * upper);
    }
    if (category > 0) {
      set(index, p + category - 1, -weight * lower);
    }
  }
  return scores;
}

/** P(Y = k) for all k, of a linear predictor and thresholds. */
export function ordinalProbabilities(eta: number, thresholds: ArrayLike<number>): Float64Array {
  const probabilities = new Float64Array(thresholds.length + 1);
  let below = 0;
  for (let k = 0; k < thresholds.length; k += 1) {
    const upTo = logistic(thresholds[k] - eta);
    probabilities[k] = upTo - below;
    below = upTo;
  }
  probabilities[thresholds.length] = 1 - below;
  return probabilities;
}

/** Thresholds of a model without predictors: the logits of the cumulated shares. Every category must occur. */
export function startingThresholds(data: OrdinalData): Float64Array {
  const counts = new Float64Array(data.categories);
  for (let index = 0; index < data.outcome.length; index += 1) {
    counts[data.outcome[index]] += data.weights === undefined ? 1 : data.weights[index];
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  return Float64Array.from({ length: data.categories - 1 }, (_, k) => {
    below += counts[k];
    return Math.log(below / (all - below));
  });
}

/** One row's log-probability and its derivatives by the upper threshold and the lower one (sign taken off). */
interface Term {
  readonly logProbability: number;
  readonly upper: number;
  readonly lower: number;
  readonly upperSlope: number;
  readonly lowerSlope: number;
}

function termOf(data: OrdinalData, point: Float64Array, index: number, row: Float64Array): Term {
  const { design, categories } = data;
  const p = design.columns;
  let eta = 0;
  for (let column = 0; column < p; column += 1) {
    row[column] = design.data[column * design.rows + index];
    eta += row[column] * point[column];
  }
  const category = data.outcome[index];
  const up = category < categories - 1 ? point[p + category] - eta : Number.POSITIVE_INFINITY;
  const down = category > 0 ? point[p + category - 1] - eta : Number.NEGATIVE_INFINITY;
  // F(up) − F(down), from the side where it does not cancel.
  const probability = Math.max(
    up + down > 0 ? logistic(-down) - logistic(-up) : logistic(up) - logistic(down),
    Number.MIN_VALUE,
  );
  const upper = density(up) / probability;
  const lower = density(down) / probability;
  return {
    logProbability: Math.log(probability),
    upper,
    lower,
    upperSlope: upper * (1 - 2 * logistic(up)),
    lowerSlope: lower * (1 - 2 * logistic(down)),
  };
}

function addRow(
  category: number,
  term: Term,
  row: Float64Array,
  weight: number,
  gradient: Float64Array,
  information: Matrix,
): void {
  const size = gradient.length;
  const p = row.length;
  const { data } = information;
  const { upper, lower } = term;
  // Second derivatives by (upper, upper), (lower, lower), (upper, lower) threshold.
  const uu = term.upperSlope - upper * upper;
  const ll = -term.lowerSlope - lower * lower;
  const ul = upper * lower;
  const first = p + category;
  const hasUpper = first < size;
  const hasLower = category > 0;
  const both = uu + ll + 2 * ul;
  for (let right = 0; right < p; right += 1) {
    const x = weight * row[right];
    if (x === 0) {
      continue;
    }
    gradient[right] -= x * (upper - lower);
    for (let left = 0; left <= right; left += 1) {
      data[right * size + left] -= x * row[left] * both;
    }
    if (hasUpper) {
      data[first * size + right] += x * (uu + ul);
    }
    if (hasLower) {
      data[(first - 1) * size + right] += x * (ll + ul);
    }
  }
  if (hasUpper) {
    gradient[first] += weight * upper;
    data[first * size + first] -= weight * uu;
  }
  if (hasLower) {
    gradient[first - 1] -= weight * lower;
    data[(first - 1) * size + first - 1] -= weight * ll;
  }
  if (hasUpper && hasLower) {
    data[first * size + first - 1] -= weight * ul;
  }
}

function mirror({ rows, data }: Matrix): void {
  for (let right = 0; right < rows; right += 1) {
    for (let left = 0; left < right; left += 1) {
      data[left * rows + right] = data[right * rows + left];
    }
  }
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function density(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return e / ((1 + e) * (1 + e));
}
