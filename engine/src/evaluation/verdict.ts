import { coefficientDifferenceUsed, gapDifferenceUsed } from './difference-used.ts';
import { cellName, type FindingsContext, ofSubject } from './findings-context.ts';
import type { Coherence, Interval, RegressionCompared, Verdict, VerdictLine } from './generated/evaluation-types.ts';
import { coefficientUnit, distanceUnit } from './units.ts';
import type { JudgedLine, JudgedPart } from './verdict-headline.ts';
import { verdictSentences } from './verdict-sentences.ts';
import {
  count,
  interval,
  listed,
  number,
  percent,
  plain,
  plainInterval,
  points,
  probability,
  setting,
} from './words.ts';

/** The verdict on the subject: three lines, each with the numbers behind it, and what they mean. */
export function verdictOf(context: FindingsContext): Verdict {
  const judged = [marginal(context), structural(context), heterogeneityAndCoherence(context)];
  return { lines: judged.map(({ stored }) => stored), sentences: verdictSentences(context, judged) };
}

type Outcome = VerdictLine['outcome'];

/** One thing that a line judges. */
interface Element {
  readonly outcome: Outcome;
  readonly part: JudgedPart;
  readonly words: string;
}

/** A line as it is stored, and the parts that the headline names. */
interface Line extends JudgedLine {
  readonly stored: VerdictLine;
}

/** A line fails if an element fails and passes if all pass; without elements nothing is decided. */
function line(name: VerdictLine['name'], elements: readonly Element[], none: string, summary: readonly string[]): Line {
  const failed = elements.filter((element) => element.outcome === 'FAIL');
  const open = elements.filter((element) => element.outcome === 'UNDECIDED');
  const outcome = failed.length > 0 ? 'FAIL' : elements.length > 0 && open.length === 0 ? 'PASS' : 'UNDECIDED';
  const parts = elements.filter((element) => element.outcome === outcome).map(({ part }) => part);
  if (elements.length === 0) {
    return { outcome, parts, stored: { name, outcome, reasons: [none] } };
  }
  const shown = [...failed, ...open].slice(0, MOST_REASONS).map(({ words }) => words);
  const left = failed.length + open.length - shown.length;
  const more = left === 0 ? [] : [`${left} more ${left === 1 ? 'is' : 'are'} in the tables.`];
  return { outcome, parts, stored: { name, outcome, reasons: [...summary, ...shown, ...more] } };
}

const MOST_REASONS = 8;

/** How many of what pass, fail and are undecided, and what that means. */
function summaryOf(
  elements: readonly Element[],
  { what, pass, fail }: { readonly what: readonly [string, string]; readonly pass: string; readonly fail: string },
): string {
  const of = (wanted: Outcome): number => elements.filter(({ outcome }) => outcome === wanted).length;
  return `${of('PASS')} of ${count(elements.length, ...what)} ${of('PASS') === 1 ? 'passes' : 'pass'} (${pass}), ${of('FAIL')} ${of('FAIL') === 1 ? 'fails' : 'fail'} (${fail}), ${of('UNDECIDED')} ${of('UNDECIDED') === 1 ? 'is' : 'are'} undecided.`;
}

/** Inside the tolerance, wholly outside, or neither. */
function judged(ends: Interval | null, low: number, high: number): Outcome {
  if (ends === null) {
    return 'UNDECIDED';
  }
  if (ends[0] >= low && ends[1] <= high) {
    return 'PASS';
  }
  return ends[0] > high || ends[1] < low ? 'FAIL' : 'UNDECIDED';
}

/** One of many comparisons fails only where it also stands up to the correction for their number. */
function confirmed(outcome: Outcome, isBeyondChance: boolean): Outcome {
  return outcome === 'FAIL' && !isBeyondChance ? 'UNDECIDED' : outcome;
}

function marginal(context: FindingsContext): Line {
  const { margin, min_n } = context.figures.alignment;
  const cells = ofSubject(context, context.figures.cells);
  const unitOf = (id: string): string => distanceUnit(context.figures.items.find((item) => item.id === id));
  const everyone = cells
    .filter((cell) => cell.subgroup.length === 0)
    .map((cell): Element => {
      if (cell.status === 'too-small') {
        const words = `${cellName(cell)}: fewer than ${min_n} respondents on a side.`;
        return { outcome: 'UNDECIDED', part: 'everyone', words };
      }
      return {
        outcome: confirmed(judged(cell.interval, 0, margin), cell.verdict === 'misaligned'),
        part: 'everyone',
        words: `${cellName(cell)}: distance ${number(cell.distance)} ${unitOf(cell.item)} (90 % interval ${interval(cell.interval)}, floor ${number(cell.floor_mean)}), margin ${setting(margin)}.`,
      };
    });
  const subgroups = cells
    .filter((cell) => cell.subgroup.length > 0 && cell.verdict === 'misaligned')
    .sort((left, right) => (right.excess_distance ?? 0) - (left.excess_distance ?? 0))
    .map(
      (cell): Element => ({
        outcome: 'FAIL',
        part: 'subgroups',
        words: `${cellName(cell)}: distance ${number(cell.distance)} ${unitOf(cell.item)} (floor ${number(cell.floor_mean)}, q ${probability(cell.q_bh)}).`,
      }),
    );
  const tested = cells.filter((cell) => cell.subgroup.length > 0 && cell.status === 'tested').length;
  return line('marginal', [...everyone, ...subgroups], 'The study has no items that could be compared.', [
    `Everyone and each arm: ${summaryOf(everyone, { what: ['cell', 'cells'], pass: '90 % interval within the margin', fail: 'wholly above it, and misaligned' })}`,
    ...(tested === 0
      ? []
      : [
          `${subgroups.length} of ${count(tested, 'tested subgroup cell')} ${subgroups.length === 1 ? 'is' : 'are'} misaligned.`,
        ]),
  ]);
}

function structural(context: FindingsContext): Line {
  const regressions = ofSubject(context, context.figures.regressions);
  const elements = regressions.flatMap((regression) => {
    const barren = nothingToCompare(regression, context.figures.alignment.min_n);
    if (barren !== null) {
      return [barren];
    }
    const tolerance = toleranceOf(context, regression);
    return regression.coefficients
      .filter(({ kind, human }) => kind === 'term' && human !== null)
      .map((coefficient): Element => {
        const unbounded = [
          ...(coefficient.human?.is_finite === false ? ['people'] : []),
          ...(coefficient.simulated?.is_finite === false ? ['the simulation'] : []),
        ];
        if (unbounded.length > 0) {
          const words = `\`${regression.id}\`, \`${coefficient.name}\`: no finite estimate for ${listed(unbounded)}.`;
          return { outcome: 'UNDECIDED', part: 'coefficients', words };
        }
        const { scale } = coefficient;
        const { difference_interval_90: ends, p_holm, kind } = coefficientDifferenceUsed(coefficient);
        const scaled: Interval | null = ends === null ? null : [ends[0] * scale, ends[1] * scale];
        const differs = p_holm !== null && p_holm <= 0.05;
        const outcome = tolerance === null ? 'UNDECIDED' : confirmed(judged(scaled, -tolerance, tolerance), differs);
        const unit = coefficientUnit(regression, context.figures.items);
        const per = scale === 1 ? '' : ' per standard deviation of people';
        const of = tolerance === null ? 'no tolerance is defined for it' : `tolerance ±${plain(tolerance)}`;
        return {
          outcome,
          part: 'coefficients',
          words: `\`${regression.id}\`, \`${coefficient.name}\`: simulated − human ${plainInterval(scaled)} ${unit}${per} (90 % interval${kind === 'paired' ? ', twins paired' : ''}), ${of}.`,
        };
      });
  });
  return line('structural', elements, 'The study has no regressions to compare.', [
    summaryOf(elements, {
      what: ['coefficient', 'coefficients'],
      pass: '90 % interval of the difference within the tolerance',
      fail: 'wholly outside, and different after Holm’s correction',
    }),
  ]);
}

/**
 * The one element of a regression that has no coefficients to compare; null for any other. Where people's answers can be
 * fitted and those of enough simulated respondents cannot, because they do not vary, the structure is not there: it fails.
 */
function nothingToCompare(regression: RegressionCompared, min_n: number): Element | null {
  const { human, simulated } = regression;
  const terms = regression.coefficients.filter(({ kind }) => kind === 'term');
  const nothingFinite =
    terms.length > 0 && terms.every((term) => term.simulated === null || term.simulated.is_finite === false);
  if (regression.coefficients.length > 0 && simulated.status === 'fitted' && !nothingFinite) {
    return null;
  }
  const why = [...human.problems, ...simulated.problems][0] ?? 'it could not be fitted.';
  const isBarren =
    human.status === 'fitted' &&
    terms.some((term) => term.human?.is_finite === true) &&
    simulated.n_used + simulated.n_left_out >= min_n;
  return isBarren
    ? {
        outcome: 'FAIL',
        part: 'coefficients',
        words: `\`${regression.id}\`: no coefficient can be estimated from the simulated answers. ${why}`,
      }
    : { outcome: 'UNDECIDED', part: 'coefficients', words: `\`${regression.id}\`: ${why}` };
}

/** ±margin × range for a gaussian regression on an item, ±4 margin for logits; null for others, which never pass. */
function toleranceOf(context: FindingsContext, regression: RegressionCompared): number | null {
  const { margin } = context.figures.alignment;
  if (regression.family === 'binomial' || regression.family === 'ordinal') {
    return 4 * margin;
  }
  const left = context.sides.study.regressions.find(({ id }) => id.value === regression.id)?.formula.left;
  if (regression.family !== 'gaussian' || left?.kind !== 'expression' || left.expression.kind !== 'name') {
    return null;
  }
  const { name } = left.expression;
  const range = context.sides.items.find(({ id }) => id === name)?.range;
  return range === null || range === undefined ? null : margin * (range[1] - range[0]);
}

function heterogeneityAndCoherence(context: FindingsContext): Line {
  const { margin } = context.figures.alignment;
  const spread = ofSubject(context, context.figures.heterogeneity).map((entry): Element => {
    const nominal = entry.human_sd === null;
    const ends = nominal ? entry.entropy_ratio_interval : entry.sd_ratio_interval;
    const ratio = nominal ? entry.entropy_ratio : entry.sd_ratio;
    return {
      outcome: judged(ends, 0.8, 1.25),
      part: 'spread',
      words: `\`${entry.item}\`: \`${nominal ? 'entropy_ratio' : 'sd_ratio'}\` ${plain(ratio)} (90 % interval ${plainInterval(ends)}), wanted 0.80 to 1.25.`,
    };
  });
  const gaps = ofSubject(context, context.figures.coherence).flatMap((rule) => gapElement(rule, margin) ?? []);
  const elements = [...spread, ...gaps];
  return line('heterogeneity-and-coherence', elements, 'The study has neither items nor rules to compare.', [
    summaryOf(elements, {
      what: ['spread ratio or gap', 'spread ratios and gaps'],
      pass: '90 % interval within the tolerance',
      fail: 'wholly outside',
    }),
  ]);
}

/** Null for a rule that people themselves hardly follow: it may fail the line, but tells too little to count otherwise. */
function gapElement(rule: Coherence, margin: number): Element | null {
  const { interval_90: ends, kind } = gapDifferenceUsed(rule);
  if (ends === null) {
    const words = `\`${rule.rule}\`: fewer than 30 respondents on a side hold the belief.`;
    return { outcome: 'UNDECIDED', part: 'coherence', words };
  }
  const outcome = judged(ends, -margin, margin);
  const gaps = `${percent(rule.simulated.belief_action_gap)} simulated, ${percent(rule.human.belief_action_gap)} human`;
  const difference = `difference ${points(ends[0])} to ${points(ends[1])} percentage points, 90 % interval${kind === 'paired' ? ', twins paired' : ''}`;
  const words = `\`${rule.rule}\`: gap ${gaps} (${difference}), margin ±${points(margin)} percentage points`;
  return outcome !== 'FAIL' && rule.informative === false ? null : { outcome, part: 'coherence', words: `${words}.` };
}
