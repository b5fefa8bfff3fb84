import { normalCdf, studentTQuantile } from './distributions.ts';
import { mean, variance } from './moments.ts';
import { quantile } from './quantile.ts';

/** One coefficient of the three fits: of people, of the simulated answers for the same people, of further ones. */
export interface ThreeFits<T> {
  readonly people: T;
  readonly simulated: T;
  readonly further: T;
}

/** A coefficient of people, alone and rectified. */
export interface DebiasedCoefficient {
  /** How far the simulated answers are relied on. */
  readonly omega: number;
  /** Correlation over the bootstrap draws of the coefficients of people and of the simulated answers for them. */
  readonly ppiCorrelation: number;
  readonly estimate: number;
  /** 95 % percentile interval; NaN where there are too few draws. */
  readonly interval: readonly [number, number];
  /** Of the people alone, from the same draws. */
  readonly intervalAlone: readonly [number, number];
  /** Draws in which all three fits had the coefficient. */
  readonly nDraws: number;
}

/** With fewer draws no interval is given. */
const FEWEST_DRAWS = 40;

/**
 * Predict-then-debias for one coefficient: β̂ = Ω·β(further) + β(people) − Ω·β(simulated), Ω = Cov(β*(people), β*(simulated)) /
 * [Var β*(simulated) + Var β*(further)] over the bootstrap draws, in which people are drawn with their simulated answers
 * and further respondents apart; the interval is the percentile interval of the same sum (Kluger, Lu, Zrnic, Wang and
 * Bates 2025, "Prediction-powered inference with imputed covariates and nonuniform sampling"). Draws without one of the
 * three are left out. Ω is 0 where the simulated coefficient does not vary. With `sample` the intervals are expanded percentile intervals, since
 * percentiles of the bootstrap are too narrow in small samples: of n people and k columns they cut off Φ(−t·√(n / (n − k))) instead of .025
 * on each side, t of n − k degrees of freedom (Hesterberg 2015, "What teachers should know about the bootstrap", section 5.3).
 */
export function debiasedCoefficient(
  found: ThreeFits<number>,
  draws: ThreeFits<ArrayLike<number>>,
  sample: { readonly n: number; readonly columns: number } | null = null,
): DebiasedCoefficient {
  const usable = Array.from(draws.people, (_, draw) => draw).filter((draw) =>
    [draws.people, draws.simulated, draws.further].every((values) => Number.isFinite(values[draw])),
  );
  const people = usable.map((draw) => draws.people[draw]);
  const simulated = usable.map((draw) => draws.simulated[draw]);
  const further = usable.map((draw) => draws.further[draw]);
  const [peopleMean, simulatedMean] = [mean(people), mean(simulated)];
  const together =
    people.reduce((sum, value, index) => sum + (value - peopleMean) * (simulated[index] - simulatedMean), 0) /
    (people.length - 1);
  const [ofPeople, ofSimulated, ofFurther] = [variance(people), variance(simulated), variance(further)];
  const tail = sample === null ? 0.025 : expandedTail(sample);
  const omega = ofSimulated + ofFurther > 0 ? together / (ofSimulated + ofFurther) : 0;
  const rectified = people.map((value, index) => value + omega * (further[index] - simulated[index]));
  return {
    omega,
    ppiCorrelation: ofPeople > 0 && ofSimulated > 0 ? together / Math.sqrt(ofPeople * ofSimulated) : Number.NaN,
    estimate: omega * found.further + found.people - omega * found.simulated,
    interval: percentiles(rectified, tail),
    intervalAlone: percentiles(people, tail),
    nDraws: usable.length,
  };
}

function expandedTail({ n, columns }: { readonly n: number; readonly columns: number }): number {
  const df = n - columns;
  return df > 0 ? normalCdf(-studentTQuantile(0.975, df) * Math.sqrt(n / df)) : 0;
}

function percentiles(values: readonly number[], tail: number): readonly [number, number] {
  return values.length < FEWEST_DRAWS ? [Number.NaN, Number.NaN] : [quantile(values, tail), quantile(values, 1 - tail)];
}
