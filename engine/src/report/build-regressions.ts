import {
  type CoefficientEstimate,
  coefficientDifferenceUsed,
  coefficientUnit,
  type Evaluation,
  type Coefficient as EvaluationCoefficient,
  type FitSummary,
  type RegressionCompared,
} from '#engine/evaluation';
import { decimals, figure, numberText } from './figures.ts';
import { estimate, indexed, ofSubject, quotes } from './indexed.ts';
import type {
  Coefficient,
  CoefficientRow,
  Figure,
  Recovery,
  RegressionSample,
  RegressionTable,
  Sentence,
} from './report.ts';

/** The study's regressions, fitted to held-out people, the pilot and the subject. */
export function buildRegressions(evaluation: Evaluation): readonly RegressionTable[] {
  return ofSubject(evaluation, evaluation.regressions, '/regressions').map(({ entry, path }) => ({
    id: entry.id,
    formula: entry.formula,
    family: entry.family,
    errors: entry.errors,
    unit: coefficientUnit(entry, evaluation.items),
    place: entry.path,
    samples: [
      sample('people', entry.human, `${path}/human`),
      ...(entry.pilot === null ? [] : [sample('pilot', entry.pilot, `${path}/pilot`)]),
      sample('simulated', entry.simulated, `${path}/simulated`),
    ],
    coefficients: indexed(entry.coefficients, `${path}/coefficients`).map((one) => coefficientRow(one.entry, one.path)),
    agreement: agreement(entry, `${path}/agreement`),
  }));
}

function sample(name: RegressionSample['name'], fit: FitSummary, path: string): RegressionSample {
  return {
    name,
    isFitted: fit.status === 'fitted',
    nUsed: figure(fit.n_used, `${path}/n_used`, 'count'),
    nLeftOut: figure(fit.n_left_out, `${path}/n_left_out`, 'count'),
    problems: quotes(fit.problems, `${path}/problems`),
  };
}

function coefficientRow(entry: EvaluationCoefficient, path: string): CoefficientRow {
  const used = coefficientDifferenceUsed(entry);
  return {
    name: entry.name,
    term: entry.term,
    place: entry.term_path,
    people: coefficient(entry.human, `${path}/human`),
    pilot: coefficient(entry.pilot, `${path}/pilot`),
    simulated: coefficient(entry.simulated, `${path}/simulated`),
    recovery: entry.outcome === null ? 'not counted' : recoveryOf[entry.outcome],
    standardizedDifference: figure(
      entry.standardized_coefficient_difference,
      `${path}/standardized_coefficient_difference`,
      'decimal',
    ),
    holm: figure(used.p_holm, used.kind === 'paired' ? `${path}/paired/p_holm` : `${path}/p_holm`, 'p'),
    isPaired: used.kind === 'paired',
  };
}

/** What an outcome of the evaluation is called. */
export const recoveryOf: Readonly<Record<'TP' | 'FP' | 'FN' | 'TN' | 'flip', Recovery>> = {
  TP: 'recovered',
  FP: 'invented',
  FN: 'missed',
  TN: 'neither',
  flip: 'flipped',
};

function coefficient(entry: CoefficientEstimate | null, path: string): Coefficient | null {
  if (entry === null) {
    return null;
  }
  const digits = decimals(entry.error ?? entry.estimate);
  const found = figure(entry.estimate, `${path}/estimate`, { decimals: digits, isSigned: true });
  const middle = entry.is_finite ? found : { ...found, text: 'not finite' };
  return {
    ...estimate(middle, entry.interval, `${path}/interval`, { decimals: digits, isSigned: false }),
    isFinite: entry.is_finite,
    error: figure(entry.error, `${path}/error`, { decimals: digits, isSigned: false }),
    p: figure(entry.p, `${path}/p`, 'p'),
    isSignificant: entry.p !== null && entry.p <= 0.05,
  };
}

/** The counts and the scores made of them. Without anything significant among people there is nothing to recover. */
function agreement({ agreement: counts }: RegressionCompared, path: string): Sentence | null {
  if (counts === null) {
    return null;
  }
  const count = (name: CountName): Figure => figure(counts[name], `${path}/${name}`, 'count');
  const score = (name: 'sign_f1' | 'sign_f1_people' | 'false_positive_rate'): Figure =>
    figure(counts[name], `${path}/${name}`, 'distance');
  if (counts.n_coefficients === 0) {
    return ['No coefficient could be counted: ', count('n_not_estimated'), ' without a finite estimate.'];
  }
  const nothing = counts.sign_f1 === null;
  const negatives = counts.n_coefficients - counts.tp - counts.fn;
  return [
    'Of ',
    count('n_coefficients'),
    ' coefficients',
    ...(counts.n_subsamples === 0
      ? []
      : [', on average over ', count('n_subsamples'), ' subsamples as large as the human sample']),
    ': ',
    count('tp'),
    ' recovered, ',
    count('fn'),
    ' missed, ',
    count('fp'),
    ' invented, ',
    count('tn'),
    ' significant for neither',
    ...(counts.sign_flips > 0
      ? ['; ', count('sign_flips'), ' with the other sign, counted both as missed and as invented']
      : []),
    ...(counts.n_not_estimated > 0 ? ['; ', count('n_not_estimated'), ' not counted, without a finite estimate'] : []),
    '.',
    ...(nothing ? [' People show nothing significant here: nothing to recover.'] : []),
    ...(counts.sign_f1 === null ? [] : [' Sign F1 ', score('sign_f1')]),
    ...(counts.sign_f1 === null || counts.sign_f1_people === null
      ? []
      : ['; resamples of these people reach about ', score('sign_f1_people')]),
    ...(counts.sign_f1 === null ? [] : ['.']),
    ...(counts.false_positive_rate === null
      ? []
      : [
          ' False positive rate ',
          score('false_positive_rate'),
          ` (of the ${numberText(negatives, 'count')} not significant for people).`,
        ]),
  ];
}

type CountName = 'n_coefficients' | 'n_not_estimated' | 'tp' | 'fp' | 'fn' | 'tn' | 'sign_flips' | 'n_subsamples';
