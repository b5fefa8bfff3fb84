import { cellName, type FindingsContext, ofSubject } from './findings-context.ts';
import { distanceUnit } from './units.ts';
import { type JudgedLine, verdictHeadline } from './verdict-headline.ts';
import { count, meanCount, number, percent, plain, setting, whole } from './words.ts';

/** What was found, and what the run may be used for, in words. */
export function verdictSentences(context: FindingsContext, lines: readonly JudgedLine[]): string[] {
  return [
    ...ofSubject(context, context.figures.comparisons).map(({ sentence }) => sentence),
    cellSentence(context),
    ...disparitySentences(context),
    ...spreadSentences(context),
    ...profileSentences(context),
    ...coherenceSentences(context),
    ...regressionSentences(context),
    useSentence(context, lines),
  ];
}

function cellSentence(context: FindingsContext): string {
  const cells = ofSubject(context, context.figures.cells);
  const tested = cells.filter((cell) => cell.status === 'tested');
  const misaligned = tested
    .filter((cell) => cell.verdict === 'misaligned')
    .sort((left, right) => (right.excess_distance ?? 0) - (left.excess_distance ?? 0));
  if (tested.length === 0) {
    return `No cell has the ${context.figures.alignment.min_n} respondents on both sides that a test wants.`;
  }
  if (misaligned.length === 0) {
    return unmisaligned(tested.length, tested.filter((cell) => cell.verdict === 'aligned').length);
  }
  const named = misaligned
    .slice(0, 3)
    .map((cell) => `${cellName(cell)} (${number(cell.excess_distance)} ${unitOf(context, cell.item)})`);
  return `${misaligned.length} of ${count(tested.length, 'tested cell')} ${misaligned.length === 1 ? 'is' : 'are'} misaligned, furthest above the floor: ${named.join('; ')}.`;
}

/** What is known of tested cells of which none is misaligned. */
export function unmisaligned(tested: number, aligned: number): string {
  if (tested === 1) {
    return `The one tested cell is ${aligned === 1 ? 'shown to be aligned' : 'undecided'}.`;
  }
  const open = tested - aligned;
  if (open === 0) {
    return `All ${whole(tested)} tested cells are shown to be aligned.`;
  }
  const rest =
    aligned === 0
      ? 'and none is shown to be aligned'
      : `${whole(aligned)} ${aligned === 1 ? 'is' : 'are'} shown to be aligned, and ${whole(open)} ${open === 1 ? 'is' : 'are'} undecided`;
  return `None of ${whole(tested)} tested cells is misaligned, ${rest}.`;
}

/**
 * Attributes whose levels fare more differently than chance would have it, the largest difference first. There are many
 * such comparisons, so one is told of only where the worst level's cell stands up to the correction for their number.
 */
function disparitySentences(context: FindingsContext): string[] {
  const misaligned = new Set(
    ofSubject(context, context.figures.cells).flatMap(({ item, treatment, subgroup, verdict }) =>
      verdict === 'misaligned' && treatment === null && subgroup.length === 1
        ? subgroup.map(({ attribute, level }) => JSON.stringify([item, attribute, level]))
        : [],
    ),
  );
  return ofSubject(context, context.figures.subgroups)
    .filter(
      ({ item, attribute, worst_group, group_disparity: found, group_disparity_q95: chance }) =>
        found !== null &&
        chance !== null &&
        found > chance &&
        misaligned.has(JSON.stringify([item, attribute, worst_group])),
    )
    .sort((left, right) => (right.group_disparity ?? 0) - (left.group_disparity ?? 0))
    .slice(0, MOST_DISPARITIES)
    .map(
      (summary) =>
        `\`${summary.item}\`: some levels of \`${summary.attribute}\` are simulated worse than others; the worst is ${summary.worst_group} (${number(summary.worst_group_distance)} ${unitOf(context, summary.item)} above the floor). Best and worst lie ${number(summary.group_disparity)} apart, by chance seldom more than ${number(summary.group_disparity_q95)}.`,
    );
}

const MOST_DISPARITIES = 3;

function unitOf({ figures }: FindingsContext, item: string): string {
  return distanceUnit(figures.items.find(({ id }) => id === item));
}

/** How many sets of beliefs there are; where both sides have other numbers of respondents, brought to the same. */
function profileSentences(context: FindingsContext): string[] {
  return ofSubject(context, context.figures.profiles).flatMap((profiles) => {
    const { human_unique_profiles: human, simulated_unique_profiles: simulated, rarefied_to: size } = profiles;
    if (human === null || simulated === null || profiles.items.length < 2) {
      return [];
    }
    const words =
      simulated < human / 2 ? ', far fewer than the' : simulated > 2 * human ? ', far more than the' : ' beside the';
    return [
      `Among ${whole(size)} respondents on each side, the simulated hold ${count(Math.round(simulated), 'different set')} of beliefs${words} ${whole(Math.round(human))} of people.`,
    ];
  });
}

const states = {
  collapsed: 'the variance has collapsed: nearly everybody simulated answers alike',
  flattened: 'the simulated answers vary less than those of people',
  inflated: 'the simulated answers vary more than those of people',
} as const;

function spreadSentences(context: FindingsContext): string[] {
  return ofSubject(context, context.figures.heterogeneity).flatMap((entry) => {
    const { state } = entry;
    if (state !== 'collapsed' && state !== 'flattened' && state !== 'inflated') {
      return [];
    }
    const ratio =
      entry.sd_ratio === null ? `entropy ratio ${plain(entry.entropy_ratio)}` : `sd ratio ${plain(entry.sd_ratio)}`;
    return [`\`${entry.item}\`: ${states[state]} (${ratio}).`];
  });
}

function coherenceSentences(context: FindingsContext): string[] {
  return ofSubject(context, context.figures.coherence)
    .filter(({ verdict }) => verdict === 'different')
    .map(
      (rule) =>
        `\`${rule.rule}\`: ${percent(rule.simulated.belief_action_gap)} of the simulated respondents who hold its belief act against it; of people who hold it, ${percent(rule.human.belief_action_gap)} do.`,
    );
}

function regressionSentences(context: FindingsContext): string[] {
  return ofSubject(context, context.figures.regressions).map((regression) => {
    const { agreement } = regression;
    if (agreement === null) {
      const why = [...regression.human.problems, ...regression.simulated.problems][0];
      return `\`${regression.id}\` could not be compared${why === undefined ? '.' : `: ${why}`}`;
    }
    const wanted = agreement.tp + agreement.fn;
    const wrong = agreement.fp > 0 ? `; ${meanCount(agreement.fp)} invented` : '';
    const mean = agreement.n_subsamples > 0 ? `, on average over ${agreement.n_subsamples} subsamples` : '';
    const lost =
      agreement.n_not_estimated > 0 ? `; ${agreement.n_not_estimated} without a finite estimate not counted` : '';
    if (agreement.n_coefficients === 0) {
      return `\`${regression.id}\`: no coefficient could be counted: ${agreement.n_not_estimated} without a finite estimate.`;
    }
    if (agreement.sign_f1 === null || wanted === 0) {
      return `\`${regression.id}\`: no coefficient is significant for people, so there is nothing to recover${wrong}${mean}${lost}.`;
    }
    const people =
      agreement.sign_f1_people === null
        ? ''
        : `; resamples of these people reach about ${number(agreement.sign_f1_people)}`;
    return `\`${regression.id}\`: ${meanCount(agreement.tp)} of ${meanCount(wanted)} ${wanted === 1 ? 'coefficient that is' : 'coefficients that are'} significant for people recovered${wrong}${mean} (F1 ${number(agreement.sign_f1)}${people})${lost}.`;
  });
}

/** The last sentence: the headline, and whether people are too few to show more. */
function useSentence(context: FindingsContext, lines: readonly JudgedLine[]): string {
  const { figures } = context;
  const { margin } = figures.alignment;
  const cells = ofSubject(context, figures.cells).filter((cell) => cell.subgroup.length === 0);
  const isTooFew =
    lines.some(({ outcome }) => outcome === 'UNDECIDED') &&
    cells.length > 0 &&
    cells.every((cell) => cell.treatment !== null || cell.status === 'too-small' || cell.too_few_to_align);
  const few = isTooFew
    ? ` ${count(figures.people.n_compared, 'person is', 'people are')} too few to show alignment within ${setting(margin)}.`
    : '';
  return `${verdictHeadline({ model: figures.subject, margin }, lines)}${few}`;
}
