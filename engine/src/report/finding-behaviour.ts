import {
  type CoefficientEstimate,
  coefficientDifferenceUsed,
  type Evaluation,
  type Coefficient as EvaluationCoefficient,
  gapDifferenceUsed,
  type Interval,
  whyUninformative,
} from '#engine/evaluation';
import { decimals, type NumberStyle, numberText } from './figures.ts';
import type { Finding } from './findings.ts';

/** Above this Holm-adjusted p a coefficient's estimates do not clearly differ. */
const clearly = 0.05;

/** Items whose simulated answers vary less, or more, than people's. */
export function varianceFindings(evaluation: Evaluation): readonly Finding[] {
  return evaluation.heterogeneity.flatMap((entry) => {
    const item = evaluation.items.find(({ id }) => id === entry.item);
    const words = entry.state === null ? undefined : stateWords[entry.state];
    if (entry.model !== evaluation.subject || item === undefined || words === undefined) {
      return [];
    }
    const [name, ratio, interval] =
      entry.sd_ratio === null
        ? ['entropy ratio', entry.entropy_ratio, entry.entropy_ratio_interval]
        : ['SD ratio', entry.sd_ratio, entry.sd_ratio_interval];
    const unused = entry.unused_options.map(
      ({ label, human_share }) => `“${label}” (${numberText(human_share, 'percent')})`,
    );
    return [
      {
        code: 'collapsed-variance',
        path: item.path,
        message: [
          `The answers of ${evaluation.subject} to ${entry.item} ${words}: ${name} ${numberText(ratio, 'ratio')}${between(interval, 'ratio', '90 %')}.`,
          ...(unused.length === 0 ? [] : [`People also answer, and the simulation never: ${unused.join(', ')}.`]),
        ].join(' '),
      },
    ];
  });
}

const stateWords: Readonly<Record<string, string>> = {
  collapsed: 'hardly vary',
  flattened: 'vary less than people’s',
  inflated: 'vary more than people’s',
};

/** Rules whose gap differs from that of people. */
export function coherenceFindings(evaluation: Evaluation): readonly Finding[] {
  return evaluation.coherence
    .filter(({ model, verdict }) => model === evaluation.subject && verdict === 'different')
    .map((entry) => {
      const against = numberText(entry.simulated.belief_action_gap, 'percent');
      const message = `Of the respondents of ${evaluation.subject} who hold this belief, ${against} act against it; of people ${numberText(entry.human.belief_action_gap, 'percent')} do (by chance ${numberText(entry.human.chance_gap, 'percent')}). Difference ${numberText(entry.difference, 'points')} percentage points${between(gapDifferenceUsed(entry).interval, 'points', '95 %')}.`;
      return entry.informative === false
        ? {
            code: 'coherence-gap' as const,
            path: entry.path,
            message: `${message} The rule tells little: ${whyUninformative(entry.human.belief_action_gap)}.`,
            severity: 'information' as const,
          }
        : { code: 'coherence-gap' as const, path: entry.path, message };
    });
}

/** Terms of formulas with a coefficient that the subject does not recover. One finding a term. */
export function coefficientFindings(evaluation: Evaluation): readonly Finding[] {
  return evaluation.regressions
    .filter(({ model }) => model === evaluation.subject)
    .flatMap(({ coefficients }) => {
      const terms = new Map<string, EvaluationCoefficient[]>();
      for (const coefficient of coefficients.filter(isNotRecovered)) {
        terms.set(coefficient.term_path, [...(terms.get(coefficient.term_path) ?? []), coefficient]);
      }
      return Array.from(terms, ([path, found]): Finding => {
        const isClear = found.some(isClearlyDifferent);
        const message = found.map((one) => coefficientMessage(one, evaluation.subject)).join(' ');
        return isClear
          ? { code: 'coefficient-differs', path, message }
          : {
              code: 'coefficient-differs',
              path,
              message: `${message} The two estimates do not clearly differ.`,
              severity: 'information',
            };
      });
    });
}

function isNotRecovered(coefficient: EvaluationCoefficient): boolean {
  const { kind, outcome } = coefficient;
  return (
    kind === 'term' && (outcome === 'FN' || outcome === 'FP' || outcome === 'flip' || isClearlyDifferent(coefficient))
  );
}

function isClearlyDifferent(coefficient: EvaluationCoefficient): boolean {
  const { p_holm } = coefficientDifferenceUsed(coefficient);
  return p_holm !== null && p_holm <= clearly;
}

function coefficientMessage({ name, outcome, human, simulated }: EvaluationCoefficient, subject: string): string {
  const what = {
    FN: 'is missed: people show it, the simulation does not',
    FP: 'is invented: the simulation shows it, people do not',
    flip: 'has the opposite sign',
    TP: 'has another size',
    TN: 'differs',
  };
  return `The coefficient ${name} ${what[outcome ?? 'TN']}. People ${estimateText(human)}, ${subject} ${estimateText(simulated)}.`;
}

function estimateText(entry: CoefficientEstimate | null): string {
  if (entry === null) {
    return 'no estimate';
  }
  if (!entry.is_finite) {
    return 'no finite estimate';
  }
  const digits = decimals(entry.error ?? entry.estimate);
  const middle = numberText(entry.estimate, { decimals: digits, isSigned: true });
  return `${middle}${between(entry.interval, { decimals: digits, isSigned: false }, '95 %')}`;
}

function between(interval: Interval | null, style: NumberStyle, level: string): string {
  return interval === null ? '' : ` (${level}: ${numberText(interval[0], style)} to ${numberText(interval[1], style)})`;
}
