import type { Curve, CurvePoint, LearningCurve } from './generated/learning-curve-types.ts';
import type { Headline } from './headlines.ts';
import { finite, meanOf, sdOf } from './numbers.ts';

/** What one pilot bought: the headlines of each model that could learn from it. */
export interface PilotResult {
  readonly size: number;
  /** From 1. */
  readonly resample: number;
  readonly models: ReadonlyMap<string, readonly Headline[]>;
}

/**
 * Puts the results of all pilots together: a curve for each model and measure, with mean and spread over the resamples of
 * each size. Models and measures stand in the order in which they were first met.
 */
export function learningCurve(
  about: Omit<LearningCurve, 'format' | 'curves'>,
  results: readonly PilotResult[],
): LearningCurve {
  const curves = new Map<string, Omit<Curve, 'points'>>();
  const values = new Map<string, number | null>();
  const keyOf = (model: string, { measure, of }: Pick<Headline, 'measure' | 'of'>): string =>
    JSON.stringify([model, measure, of]);
  for (const { size, resample, models } of results) {
    for (const [model, headlines] of models) {
      for (const headline of headlines) {
        const key = keyOf(model, headline);
        if (!curves.has(key)) {
          curves.set(key, { model, measure: headline.measure, of: headline.of });
        }
        values.set(`${size} ${resample} ${key}`, headline.value);
      }
    }
  }
  return {
    format: 1,
    ...about,
    curves: [...curves].map(([key, curve]) => ({
      ...curve,
      points: about.sizes.map((size) =>
        pointOf(
          size,
          Array.from({ length: about.resamples }, (_, index) => values.get(`${size} ${index + 1} ${key}`) ?? null),
        ),
      ),
    })),
  };
}

function pointOf(size: number, values: (number | null)[]): CurvePoint {
  const known = values.filter((value) => value !== null);
  return {
    size,
    n: known.length,
    mean: finite(meanOf(known)),
    sd: finite(sdOf(known)),
    min: known.length === 0 ? null : Math.min(...known),
    max: known.length === 0 ? null : Math.max(...known),
    values,
  };
}
