import type { Curve, CurvePoint, LearningCurve } from '#engine/evaluation';
import { type NumberStyle, numberText } from './figures.ts';

/** One measure of a learning curve as it is shown: a row a model, a column a size. */
export interface ShownCurve {
  readonly title: string;
  /** How to read it, in a few words. */
  readonly note: string;
  readonly style: NumberStyle;
  /** What it is to be read against, such as the noise floor: the mean over models; null where there is nothing. */
  readonly beside: { readonly label: string; readonly means: readonly (number | null)[] } | null;
  readonly rows: readonly { readonly model: string; readonly points: readonly CurvePoint[] }[];
}

const headlines: readonly {
  readonly measure: string;
  readonly title: string;
  readonly note: string;
  readonly style: NumberStyle;
  readonly against?: { readonly label: string; readonly measure: string };
}[] = [
  {
    measure: 'distance',
    title: 'Distance',
    note: 'everyone and each arm; less is better',
    style: 'distance',
    against: { label: 'noise floor', measure: 'floor' },
  },
  {
    measure: 'js_distance',
    title: 'JS distance',
    note: 'of the same cells',
    style: 'distance',
    against: { label: 'noise floor', measure: 'js_floor' },
  },
  {
    measure: 'worst_group_distance',
    title: 'Worst subgroup',
    note: 'largest distance above the floor',
    style: 'distance',
  },
  { measure: 'sd_ratio', title: 'SD ratio', note: 'mean over items; 1 varies as people do', style: 'ratio' },
  {
    measure: 'unique_profiles',
    title: 'Sets of beliefs',
    note: 'different ones',
    style: { decimals: 1, isSigned: false },
    against: { label: 'people', measure: 'unique_profiles_people' },
  },
  {
    measure: 'gap_difference',
    title: 'Coherence gaps',
    note: 'mean of the absolute differences from people’s gaps, as shares',
    style: 'distance',
  },
  { measure: 'sign_f1', title: 'Sign F1', note: 'of all regressions together', style: 'distance' },
  {
    measure: 'effect_rmse',
    title: 'Treatment effects',
    note: 'root mean squared difference from people’s',
    style: 'distance',
  },
];

/** The measures that are shown of a learning curve; those that no model has are left out. */
export function shownCurves(curve: LearningCurve): readonly ShownCurve[] {
  return headlines.flatMap(({ measure, against, ...shown }) => {
    const rows = overall(curve, measure).filter(({ points }) => points.some(({ mean }) => mean !== null));
    const beside = against === undefined ? null : { label: against.label, means: meansOf(curve, against.measure) };
    return rows.length === 0 ? [] : [{ ...shown, beside, rows }];
  });
}

/** The mean over models, size by size, of what hardly depends on them. */
function meansOf(curve: LearningCurve, measure: string): readonly (number | null)[] {
  const curves = overall(curve, measure);
  return curve.sizes.map((_, index) => {
    const known = curves.flatMap(({ points }) => points[index]?.mean ?? []);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}

/** The curves of one measure over all items, rules and regressions. */
export function overall(curve: LearningCurve, measure: string): readonly Curve[] {
  return curve.curves.filter((one) => one.measure === measure && one.of === null);
}

/** `.093 ±.012`: mean and standard deviation over resamples; `(3)` behind it where only three have the figure. */
export function pointText({ mean, sd, n, values }: CurvePoint, style: NumberStyle): string {
  const some = n > 0 && n < values.length ? ` (${n})` : '';
  return sd === null || mean === null
    ? numberText(mean, style) + some
    : `${numberText(mean, style)} ±${numberText(sd, style)}${some}`;
}

/** What a larger pilot bought each model, as sentences: from the smallest to the largest size. */
export function curveSentences(curve: LearningCurve): readonly string[] {
  const floors = overall(curve, 'floor');
  return overall(curve, 'distance').flatMap(({ model, points }) => {
    const known = points.filter(({ mean }) => mean !== null);
    const [first, last] = [known[0], known.at(-1)];
    const floor = floors.find((one) => one.model === model)?.points.at(-1)?.mean ?? null;
    if (model === 'uniform' || first?.mean == null || last?.mean == null || first === last) {
      return [];
    }
    const from = numberText(first.mean, 'distance');
    const to = numberText(last.mean, 'distance');
    const moved = last.mean - first.mean;
    const noise = Math.max(first.sd ?? 0, last.sd ?? 0);
    const direction =
      Math.abs(moved) <= noise ? 'hardly moves, no more than between resamples' : moved < 0 ? 'falls' : 'grows';
    return [
      `\`${model}\`: from ${first.size} to ${last.size} people the distance ${direction}: ${from} to ${to} (floor ${numberText(floor, 'distance')}).`,
    ];
  });
}
