import { studentTQuantile } from './distributions.ts';
import { mean, variance } from './moments.ts';

/** An estimate with its standard error and 95 % interval. */
export interface IntervalEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

/** A mean of people, alone and rectified by simulated answers. */
export interface RectifiedMean {
  readonly nPeople: number;
  readonly nFurther: number;
  /** How far the simulated answers are relied on: 0 is people alone, 1 is all the way. */
  readonly lambda: number;
  /** Correlation of a person's answer and the simulated one: what rectification lives on. NaN where one does not vary. */
  readonly ppiCorrelation: number;
  /** So many people alone would tell as much. */
  readonly effectivePeople: number;
  readonly alone: IntervalEstimate;
  readonly rectified: IntervalEstimate;
}

/**
 * PPI++ for a mean: θ̂ = λ·mean(further) + mean(people − λ·simulated), with λ̂ = Cov(people, simulated) / [(1 + n/N)·Var f]
 * clipped to [0, 1], Var f over the n simulated and N further answers, divisors n − 1, and Var θ̂ = Var(people − λ·simulated)/n
 * + λ²·Var f/N (Angelopoulos, Duchi and Zrnic 2023, "PPI++: efficient prediction-powered inference"). `simulated` are the
 * answers for the same people, `further` those for N other persons, who must be a random sample of the people's
 * population. Both intervals use Student's t with n − 1, so that λ = 0 gives exactly the people alone. NaN below two people
 * or two further answers.
 */
export function rectifiedMean(
  people: ArrayLike<number>,
  simulated: ArrayLike<number>,
  further: ArrayLike<number>,
): RectifiedMean {
  const n = people.length;
  const nFurther = further.length;
  const all = [...Array.from(simulated), ...Array.from(further)];
  // Rounding must not make a variance of answers that are all the same.
  const varianceOfAll = all.every((value) => value === all[0]) ? 0 : variance(all);
  const together = covariance(people, simulated);
  const wanted = varianceOfAll > 0 ? together / ((1 + n / nFurther) * varianceOfAll) : 0;
  const lambda = Math.min(1, Math.max(0, wanted));
  const rest = Float64Array.from(people, (value, row) => value - lambda * simulated[row]);
  const varianceOfPeople = variance(people);
  const ppiCorrelation = correlation(together, varianceOfPeople, varianceOfAll);
  return {
    nPeople: n,
    nFurther,
    lambda,
    ppiCorrelation,
    effectivePeople: effectivePeople(n, nFurther, ppiCorrelation),
    alone: intervalOf(mean(people), varianceOfPeople / n, n),
    rectified: intervalOf(
      lambda * mean(further) + mean(rest),
      variance(rest) / n + (lambda ** 2 * varianceOfAll) / nFurther,
      n,
    ),
  };
}

/**
 * How many people alone would tell as much as n people and N further simulated answers: n₀ = n(n + N) / (n + (1 − ρ̃²)N), for
 * the PPI correlation ρ̃ (Broska, Howes and van Loon 2025, "The mixed subjects design"). n where ρ̃ is not above 0.
 */
export function effectivePeople(n: number, nFurther: number, ppiCorrelation: number): number {
  return ppiCorrelation > 0 ? (n * (n + nFurther)) / (n + (1 - ppiCorrelation ** 2) * nFurther) : n;
}

/**
 * What ρ̃²N / (n + N) has to exceed for rectified estimates to be better than people alone: below 1 / (n − 2), what is won is
 * lost again in estimating λ. Infinite for two people or fewer.
 */
export function gainThreshold(n: number): number {
  return n > 2 ? 1 / (n - 2) : Number.POSITIVE_INFINITY;
}

/** The share of variance that rectification takes away, ρ̃²N / (n + N); 0 where ρ̃ is not above 0. */
export function gainOf(n: number, nFurther: number, ppiCorrelation: number): number {
  return ppiCorrelation > 0 ? (ppiCorrelation ** 2 * nFurther) / (n + nFurther) : 0;
}

/** Whether rectified estimates help: ρ̃ > 0 and the gain beyond its threshold. */
export function rectificationHelps(n: number, nFurther: number, ppiCorrelation: number): boolean {
  return gainOf(n, nFurther, ppiCorrelation) > gainThreshold(n);
}

function intervalOf(estimate: number, varianceOfEstimate: number, n: number): IntervalEstimate {
  const standardError = Math.sqrt(varianceOfEstimate);
  const half = studentTQuantile(0.975, n - 1) * standardError;
  return { estimate, standardError, low: estimate - half, high: estimate + half };
}

/** With n − 1. */
function covariance(left: ArrayLike<number>, right: ArrayLike<number>): number {
  const [leftMean, rightMean] = [mean(left), mean(right)];
  let sum = 0;
  for (let row = 0; row < left.length; row += 1) {
    sum += (left[row] - leftMean) * (right[row] - rightMean);
  }
  return sum / (left.length - 1);
}

function correlation(together: number, left: number, right: number): number {
  return left > 0 && right > 0 ? Math.min(1, Math.max(-1, together / Math.sqrt(left * right))) : Number.NaN;
}
