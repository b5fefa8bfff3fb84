// What must hold of every number of evaluation.json, whatever people and models answer: the table behind measure-laws.test.ts.

/** The laws of one measure. What is left out is not compared, because nothing is promised. */
export interface Law {
  /** The least and the largest value, both possible. */
  readonly within: readonly [number, number];
  /** Its value where every simulated respondent answers exactly as one person does. */
  readonly alike?: number;
  /** What becomes of it when people and simulated respondents change places; the name of a measure beside it says that it is then that one's value. */
  readonly swapped?: 'same' | 'opposite' | 'inverse' | (string & {});
  /** What becomes of it when every respondent of both sides is there twice. Larger and smaller are meant without sign. */
  readonly doubled?: 'same' | 'twice' | 'larger' | 'smaller';
  /**
   * Left out where neither the order of rows nor other names of labels change it in its digits. Where random draws are behind it,
   * by how much it may move; infinity where anything may come out of so few.
   */
  readonly drawn?: number;
}

const any = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
const positive = [0, Number.POSITIVE_INFINITY] as const;
const share = [0, 1] as const;
const signed = [-1, 1] as const;

/** A setting of the evaluation: a number, and no measure. */
const setting: Law = { within: any, swapped: 'same', doubled: 'same' };
const people = (swapped?: string): Law => ({
  within: positive,
  doubled: 'twice',
  ...(swapped === undefined ? {} : { swapped }),
});
/** Counts of cells, items and the like, which depend on who is numerous enough. */
const number: Law = { within: positive, swapped: 'same' };
const ofDraws = (within: Law['within'], drawn: number, more: Omit<Law, 'within' | 'drawn'> = {}): Law => ({
  within,
  drawn,
  ...more,
});
const anything = Number.POSITIVE_INFINITY;
const distance: Law = { within: share, alike: 0, swapped: 'same', doubled: 'same' };
const ratio: Law = { within: positive, alike: 1, swapped: 'inverse' };
const p: Law = { within: share, alike: 1, swapped: 'same' };

/** By definition of the schema and name. Every number and truth value there has a law. */
export const measureLaws: Readonly<Record<string, Readonly<Record<string, Law>>>> = {
  Evaluation: { seed: setting },
  AlignmentRules: { min_n: setting, fdr: setting, margin: setting },
  Draws: { permutations: setting, bootstrap: setting, ladder_seeds: setting },
  PeopleCompared: {
    rows: people('rows'),
    excluded: number,
    people: people('people'),
    n_pilot: number,
    n_held_out: people('n_held_out'),
    n_compared: people('n_compared'),
  },
  SurveyWeights: { n_left_out: people(), n_effective: people() },
  ArmPeople: { nonresponse: { within: share, doubled: 'same' }, n_pilot: number, n_held_out: people() },
  ArmResponses: { nonresponse: { within: share, doubled: 'same' }, n_respondents: people() },
  ModelCompared: {
    matched: setting,
    complete: setting,
    n_planned: people('n_planned'),
    n_respondents: people('n_respondents'),
    n_seeds: number,
    repeats: setting,
  },
  Responses: {
    answered: people(),
    also: people(),
    refused: people(),
    invalid: people(),
    missing: people(),
    error: people(),
  },
  ItemCompared: { scores: setting, minimum: setting, maximum: setting },
  Distribution: {
    n: people(),
    n_missing: people(),
    counts: people(),
    shares: { within: share, doubled: 'same' },
    also_counts: people(),
    mean: { within: any, doubled: 'same' },
    sd: { within: positive },
  },
  Cell: {
    n_h: people('n_s'),
    n_h_effective: people(),
    n_s: people('n_h'),
    n_pairs: people('n_pairs'),
    n_pairs_left_out: people('n_pairs_left_out'),
    low_n: { within: share },
    distance,
    mean_distance_over_seeds: distance,
    floor_mean: ofDraws(share, 0.04, { swapped: 'same', doubled: 'smaller' }),
    floor_q95: ofDraws(share, 0.1, { swapped: 'same' }),
    p_permutation: ofDraws(share, 0.2, { alike: 1, swapped: 'same' }),
    q_bh: ofDraws(share, anything, { alike: 1 }),
    excess_distance: ofDraws(signed, 0.04, { swapped: 'same' }),
    interval: ofDraws(share, 0.12, { swapped: 'same' }),
    smallest_aligned_margin: ofDraws(share, 0.12, { swapped: 'same' }),
    js_distance: distance,
    js_floor_mean: ofDraws(share, 0.06, { swapped: 'same', doubled: 'smaller' }),
    js_floor_q95: ofDraws(share, 0.12, { swapped: 'same' }),
    mean_difference: { within: any, alike: 0, swapped: 'opposite', doubled: 'same' },
    share_differences: { within: signed, alike: 0, swapped: 'opposite', doubled: 'same' },
    too_few_to_align: ofDraws(share, anything),
    detectable: ofDraws(positive, 0.2, { swapped: 'same' }),
  },
  LadderFigure: {
    n_seeds: number,
    n_cells: number,
    distance: { within: share, alike: 0, swapped: 'same' },
    distance_sd: { within: positive },
    floor: ofDraws(share, 0.04),
    excess: ofDraws(signed, 0.04),
    js_distance: { within: share, alike: 0, swapped: 'same' },
    js_floor: ofDraws(share, 0.05),
    sd_ratio: { within: positive, alike: 1 },
    entropy_ratio: { within: positive, alike: 1 },
    n_misaligned: ofDraws(positive, anything, { alike: 0 }),
    n_tested: { within: positive },
  },
  Comparison: {
    n_s: { within: positive },
    n_cells: { within: positive },
    distance: { within: share },
    distance_against: { within: share },
    difference: { within: signed },
    interval: ofDraws(signed, 0.12),
  },
  SubgroupSummary: {
    n_below_first_bin: people(),
    people_show_gap: { within: share },
    worst_group_distance: ofDraws(signed, 0.05),
    group_disparity: ofDraws(share, 0.1),
    group_disparity_q95: ofDraws(share, 0.15),
    gap_inflation: ratio,
    human_welch_p: { within: share },
    human_eta_squared: { within: [Number.NEGATIVE_INFINITY, 1], swapped: 'simulated_eta_squared' },
    simulated_eta_squared: { within: [Number.NEGATIVE_INFINITY, 1], swapped: 'human_eta_squared' },
    delta_eta_squared: { within: any, alike: 0, swapped: 'opposite' },
  },
  LevelSummary: {
    n_h: people(),
    n_items: { within: positive },
    distance: { within: share, alike: 0 },
    floor_mean: ofDraws(share, 0.04),
    excess_distance: ofDraws(signed, 0.04),
    js_distance: { within: share, alike: 0 },
    js_floor_mean: ofDraws(share, 0.06),
    n_misaligned: ofDraws(positive, anything, { alike: 0 }),
  },
  Sensitivity: { n_runs: setting, n_prompts: setting },
  SensitivityRun: { seed: setting, same_prompt: setting },
  SensitivityFigure: {
    value: { within: any },
    n_runs: { within: positive },
    lowest: { within: any },
    highest: { within: any },
    sd: { within: positive },
  },
  AnswerOrder: {
    n: people(),
    n_reversed: people(),
    effect: { within: share, doubled: 'same' },
    floor_mean: ofDraws(share, 0.06, { doubled: 'smaller' }),
    floor_q95: ofDraws(share, 0.12),
    p: ofDraws(share, 0.2),
    q_bh: ofDraws(share, anything),
    mean_difference: { within: any, doubled: 'same' },
    most_chosen_place: { within: positive, doubled: 'same' },
    most_chosen_share: { within: share, doubled: 'same' },
  },
  Composition: {
    total_variation: distance,
    exceeds_margin: { within: share, alike: 0, swapped: 'same', doubled: 'same' },
  },
  CompositionLevel: {
    human_share: { within: share, swapped: 'simulated_share', doubled: 'same' },
    simulated_share: { within: share, swapped: 'human_share', doubled: 'same' },
  },
  Estimate: {
    estimate: { within: signed, doubled: 'same' },
    error: { within: positive, doubled: 'smaller' },
    interval: { within: any },
  },
  EffectSummary: {
    n_effects: number,
    too_few: { within: share, swapped: 'same', doubled: 'same' },
    effect_correlation: { within: signed, alike: 1, swapped: 'same', doubled: 'same' },
    calibration_slope: { within: any, alike: 1, doubled: 'same' },
    calibration_interval: ofDraws(any, anything),
    rmse: { within: positive, alike: 0, swapped: 'same', doubled: 'same' },
    rmse_net: { within: positive, alike: 0, swapped: 'same', doubled: 'larger' },
  },
  Heterogeneity: {
    human_sd: { within: positive, swapped: 'simulated_sd', doubled: 'smaller' },
    simulated_sd: { within: positive, swapped: 'human_sd', doubled: 'smaller' },
    sd_ratio: ratio,
    sd_ratio_interval: ofDraws(positive, 0.5),
    sd_ratio_interval_95: ofDraws(positive, 0.6),
    human_entropy: { within: positive, swapped: 'simulated_entropy', doubled: 'smaller' },
    simulated_entropy: { within: positive, swapped: 'human_entropy', doubled: 'smaller' },
    entropy_ratio: ratio,
    entropy_ratio_interval: ofDraws(positive, 0.5),
  },
  UnusedOption: { human_share: { within: [0.05, 1], doubled: 'same' } },
  GroupVariance: {
    n_levels: { within: positive },
    human_welch_p: { within: share },
    within_ratio: ratio,
    // The variance between simulated groups is estimated without bias, and may come out below 0.
    between_ratio: { within: any, alike: 1, swapped: 'inverse' },
    stereotyped: { within: share },
  },
  TwinAgreement: {
    n_pairs: people('n_pairs'),
    kappa: { within: signed, alike: 1, swapped: 'same', doubled: 'same' },
    rho: { within: signed, alike: 1, swapped: 'same', doubled: 'same' },
  },
  Profiles: {
    n_h: people('n_s'),
    n_s: people('n_h'),
    rarefied_to: people('rarefied_to'),
    human_observed: { within: positive, swapped: 'simulated_observed', doubled: 'same' },
    simulated_observed: { within: positive, swapped: 'human_observed', doubled: 'same' },
    human_unique_profiles: { within: positive, swapped: 'simulated_unique_profiles' },
    simulated_unique_profiles: { within: positive, swapped: 'human_unique_profiles' },
    human_top_profile_share: { within: share, swapped: 'simulated_top_profile_share', doubled: 'same' },
    simulated_top_profile_share: { within: share, swapped: 'human_top_profile_share', doubled: 'same' },
  },
  Coherence: {
    difference: { within: signed, alike: 0, swapped: 'opposite', doubled: 'same' },
    interval: { within: signed },
    interval_90: { within: signed },
    informative: { within: share },
    mean_gap_over_seeds: { within: share },
    n_seeds_in_mean: { within: positive },
  },
  PairedGap: {
    n_pairs: people('n_pairs'),
    correlation: { within: signed, alike: 1, swapped: 'same' },
    interval: { within: signed },
    interval_90: { within: signed },
  },
  Gap: {
    n_complete: people(),
    n_left_out: people(),
    n_when: people(),
    n_against: people(),
    belief_action_gap: { within: share, doubled: 'same' },
    chance_gap: { within: share, doubled: 'same' },
  },
  Association: {
    n_h: people('n_s'),
    n_s: people('n_h'),
    human: { within: signed, swapped: 'simulated' },
    simulated: { within: signed, swapped: 'human' },
    difference: { within: [-2, 2], alike: 0, swapped: 'opposite' },
    interval: ofDraws([-2, 2], 0.3),
    reversed: ofDraws(share, anything),
    joint_distance: distance,
    joint_floor_mean: ofDraws(share, 0.06, { swapped: 'same', doubled: 'smaller' }),
    joint_floor_q95: ofDraws(share, 0.12, { swapped: 'same' }),
    joint_p: ofDraws(share, 0.2, { alike: 1, swapped: 'same' }),
  },
  FitSummary: {
    n_used: people(),
    n_left_out: people(),
    df_residual: { within: positive, doubled: 'larger' },
    residual_sd: { within: positive, doubled: 'smaller' },
    r_squared: { within: share, doubled: 'same' },
    log_likelihood: { within: [Number.NEGATIVE_INFINITY, 0], doubled: 'twice' },
  },
  Coefficient: {
    standardized_coefficient_difference: { within: positive, alike: 0, doubled: 'larger' },
    ci_overlap: { within: [Number.NEGATIVE_INFINITY, 1], alike: 1, swapped: 'same' },
    z: { within: any, alike: 0, swapped: 'opposite', doubled: 'larger' },
    p: { ...p, doubled: 'smaller' },
    p_holm: { ...p, doubled: 'smaller' },
    scale: { within: positive },
    difference_interval_90: { within: any },
    sign_agreement: { within: share, alike: 1, swapped: 'same', doubled: 'same' },
    significance_agreement: { within: share, alike: 1, swapped: 'same' },
  },
  PairedDifference: {
    n_pairs: people('n_pairs'),
    correlation: { within: signed, alike: 1, swapped: 'same' },
    error: { within: positive, alike: 0, swapped: 'same' },
    z: { within: any, alike: 0, swapped: 'opposite' },
    p: { within: share, alike: 1, swapped: 'same' },
    p_holm: { within: share, alike: 1, swapped: 'same' },
    difference_interval_90: { within: any },
  },
  CoefficientEstimate: {
    estimate: { within: any, doubled: 'same' },
    is_finite: { within: share },
    error: { within: positive, doubled: 'smaller' },
    interval: { within: any },
    p: { within: share, doubled: 'smaller' },
  },
  Agreement: {
    n_coefficients: number,
    n_not_estimated: number,
    tp: { within: positive, swapped: 'same' },
    fp: { within: positive, alike: 0, swapped: 'fn' },
    fn: { within: positive, alike: 0, swapped: 'fp' },
    tn: { within: positive, swapped: 'same' },
    sign_flips: { within: positive, alike: 0, swapped: 'same' },
    n_subsamples: { within: positive },
    sign_f1: { within: share, alike: 1, swapped: 'same' },
    false_positive_rate: { within: share, alike: 0 },
    sign_f1_people: ofDraws(share, anything),
  },
  Rectified: {
    n_further: people('n_further'),
    n_further_planned: people('n_further_planned'),
    p_closer: { within: share },
  },
  FurtherComposition: {
    total_variation: { within: share, swapped: 'same', doubled: 'same' },
    p: { within: share, swapped: 'same' },
  },
  RectifiedItem: {
    n_people: people('n_people'),
    n_left_out: people(),
    n_further: people('n_further'),
    lambda: { within: share },
    ppi_correlation: { within: signed },
    gain: { within: share },
    gain_needed: { within: share, doubled: 'smaller' },
    effective_n_people: { within: positive, doubled: 'larger' },
    // Twins who answer as their own people do are always worth it.
    helps: { within: share, alike: 1 },
  },
  MeanEstimate: {
    estimate: { within: any },
    error: { within: positive, doubled: 'smaller' },
    interval: { within: any },
  },
  RectifiedRegression: {
    n_people: people('n_people'),
    n_left_out: people('n_left_out'),
    n_further: people('n_further'),
    n_draws: setting,
  },
  RectifiedCoefficient: {
    omega: ofDraws(any, anything),
    ppi_correlation: ofDraws(signed, anything, { alike: 1 }),
    gain: ofDraws(share, anything),
    gain_needed: { within: share, swapped: 'same', doubled: 'smaller' },
    effective_n_people: ofDraws(positive, anything),
    helps: ofDraws(share, anything, { alike: 1 }),
    n_draws_used: ofDraws(positive, anything),
  },
  // Of units that differ from one coefficient to the next.
  PercentileEstimate: { estimate: ofDraws(any, anything), interval: ofDraws(any, anything) },
};
