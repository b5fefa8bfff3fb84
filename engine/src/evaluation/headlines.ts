import type { Agreement, Evaluation } from './generated/evaluation-types.ts';
import { finite, meanOf } from './numbers.ts';

/** One figure that sums up a model; null where it is not defined. */
export interface Headline {
  readonly measure: string;
  /** The item, rule or regression that it is about; null for all. */
  readonly of: string | null;
  readonly value: number | null;
}

/**
 * The point estimates that sum up one model of an evaluation: every measure that has one, in a fixed order. Means over
 * items, rules and so on leave out where the figure is not defined.
 */
export function headlinesOf(evaluation: Evaluation, model: string): readonly Headline[] {
  return [
    ...ladderHeadlines(evaluation, model),
    ...subgroupHeadlines(evaluation, model),
    ...spreadHeadlines(evaluation, model),
    ...coherenceHeadlines(evaluation, model),
    ...regressionHeadlines(evaluation, model),
    ...effectHeadlines(evaluation, model),
    ...twinHeadlines(evaluation, model),
  ];
}

function headline(measure: string, value: number | null | undefined, of: string | null = null): Headline {
  return { measure, of, value: value ?? null };
}

function own<T extends { readonly model: string }>(entries: readonly T[], model: string): readonly T[] {
  return entries.filter((entry) => entry.model === model);
}

function known(values: readonly (number | null)[]): readonly number[] {
  return values.filter((value) => value !== null);
}

function mean(values: readonly (number | null)[]): number | null {
  return finite(meanOf(known(values)));
}

function largest(values: readonly (number | null)[]): number | null {
  const all = known(values);
  return all.length === 0 ? null : Math.max(...all);
}

function absolute(value: number | null): number | null {
  return value === null ? null : Math.abs(value);
}

function ladderHeadlines({ ladder }: Evaluation, model: string): readonly Headline[] {
  const overall = ladder[0]?.models.find((one) => one.model === model);
  const keys = ['distance', 'floor', 'excess', 'js_distance', 'js_floor', 'sd_ratio', 'entropy_ratio'] as const;
  return [
    ...keys.map((key) => headline(key, overall?.[key])),
    ...ladder.slice(1).flatMap(({ item, models }) => {
      const figures = models.find((one) => one.model === model);
      return (['distance', 'floor', 'js_distance', 'sd_ratio'] as const)
        .filter((key) => key !== 'sd_ratio' || figures?.sd_ratio !== null)
        .map((key) => headline(key, figures?.[key], item));
    }),
  ];
}

function subgroupHeadlines({ subgroups }: Evaluation, model: string): readonly Headline[] {
  const entries = own(subgroups, model);
  return entries.length === 0
    ? []
    : [
        headline('worst_group_distance', largest(entries.map((one) => one.worst_group_distance))),
        headline('group_disparity', largest(entries.map((one) => one.group_disparity))),
        headline('gap_inflation', mean(entries.map((one) => one.gap_inflation))),
        headline('delta_eta_squared', mean(entries.map((one) => one.delta_eta_squared))),
      ];
}

function spreadHeadlines({ heterogeneity, profiles }: Evaluation, model: string): readonly Headline[] {
  const entries = own(heterogeneity, model);
  const groups = entries.flatMap((one) => one.groups);
  const [sets] = own(profiles, model);
  return [
    headline('within_ratio', mean(groups.map((one) => one.within_ratio))),
    headline('between_ratio', mean(groups.map((one) => one.between_ratio))),
    headline(
      'unused_options',
      entries.reduce((sum, one) => sum + one.unused_options.length, 0),
    ),
    ...(sets === undefined
      ? []
      : [
          headline('unique_profiles', sets.simulated_unique_profiles),
          headline('unique_profiles_people', sets.human_unique_profiles),
          headline('top_profile_share', sets.simulated_top_profile_share),
        ]),
  ];
}

function coherenceHeadlines({ coherence, associations }: Evaluation, model: string): readonly Headline[] {
  const rules = own(coherence, model);
  const pairs = own(associations, model);
  return [
    ...(rules.length === 0
      ? []
      : [headline('gap_difference', mean(rules.map(({ difference }) => absolute(difference))))]),
    ...rules.flatMap(({ rule, simulated, difference }) => [
      headline('belief_action_gap', simulated.belief_action_gap, rule),
      headline('gap_difference', difference, rule),
    ]),
    ...(pairs.length === 0
      ? []
      : [
          headline('association_difference', mean(pairs.map(({ difference }) => absolute(difference)))),
          headline('joint_distance', mean(pairs.map(({ joint_distance }) => joint_distance))),
        ]),
  ];
}

function regressionHeadlines({ regressions }: Evaluation, model: string): readonly Headline[] {
  const entries = own(regressions, model);
  const counted = entries.flatMap(({ agreement }) => agreement ?? []);
  const keys = ['tp', 'fp', 'fn', 'tn', 'sign_flips'] as const;
  const sums = (key: (typeof keys)[number]): number => counted.reduce((sum, one) => sum + one[key], 0);
  const scores = ({ tp, fp, fn }: Pick<Agreement, 'tp' | 'fp' | 'fn'>): number | null =>
    tp + fn === 0 ? null : (2 * tp) / (2 * tp + fp + fn);
  return entries.length === 0
    ? []
    : [
        headline('sign_f1', counted.length === 0 ? null : scores({ tp: sums('tp'), fp: sums('fp'), fn: sums('fn') })),
        ...keys.map((key) => headline(key, counted.length === 0 ? null : sums(key))),
        headline(
          'standardized_coefficient_difference',
          mean(
            entries.flatMap(({ coefficients }) =>
              coefficients
                .filter(({ kind }) => kind === 'term')
                .map((one) => absolute(one.standardized_coefficient_difference)),
            ),
          ),
        ),
        ...entries.flatMap(({ id, agreement }) => [
          headline('sign_f1', agreement?.sign_f1, id),
          headline('false_positive_rate', agreement?.false_positive_rate, id),
          ...keys.map((key) => headline(key, agreement?.[key], id)),
        ]),
      ];
}

function effectHeadlines({ treatment_effects }: Evaluation, model: string): readonly Headline[] {
  return own(treatment_effects.summary, model).flatMap((one) => [
    headline('effect_correlation', one.effect_correlation),
    headline('calibration_slope', one.calibration_slope),
    headline('effect_rmse', one.rmse),
    headline('effect_rmse_net', one.rmse_net),
  ]);
}

function twinHeadlines({ twin_agreement }: Evaluation, model: string): readonly Headline[] {
  const entries = own(twin_agreement, model);
  return entries.length === 0
    ? []
    : [
        headline('twin_kappa', mean(entries.map(({ kappa }) => kappa))),
        headline('twin_rho', mean(entries.map(({ rho }) => rho))),
      ];
}
