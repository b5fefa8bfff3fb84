import { coefficientDifferenceUsed, type Evaluation, gapDifferenceUsed } from '#engine/evaluation';
import type { ReadingNote } from './report.ts';

/** How to read the report, for a researcher who sees it for the first time. Only what this report shows. */
export function readingNotes(evaluation: Evaluation): readonly ReadingNote[] {
  const notes: ReadingNote[] = [
    {
      term: 'Distance',
      text: 'How far two distributions of answers lie apart: 0 when they are the same, 1 when they could not differ more. Ordered and numeric answers: how far answers would have to be moved along the scale, as a share of its length. Options without an order: the share of answers that would have to change.',
    },
    {
      term: 'Floor',
      text: 'Two samples of the same people never answer exactly alike. The floor is the distance that chance alone shows with these numbers of respondents. Read every distance against its floor; the excess is what lies above it.',
    },
    {
      term: 'Aligned, misaligned, undecided',
      text: 'Misaligned: different beyond chance, and by more than the margin above the floor. Aligned: with 95 % confidence the distance is below the margin. Undecided: neither could be shown, often because too few people answered. Undecided is not a pass.',
    },
    {
      term: 'The ladder',
      text: ladderText(evaluation),
    },
  ];
  if (evaluation.people.weights !== undefined) {
    notes.push({
      term: 'Weights',
      text: 'Every figure counts people, and their simulated twins, by survey weight. Numbers of people are plain counts. Floors, p values and intervals go by the effective number (Kish): unequal weights tell less than the same number of equal ones.',
    });
  }
  if (evaluation.coherence.length > 0) {
    notes.push({
      term: 'Coherence gap',
      text: 'Of those who hold the belief, the share who act against it. The aim is the gap that people show, not zero. Chance is the gap that would be seen if beliefs had nothing to do with actions.',
    });
  }
  if (evaluation.associations.length > 0) {
    notes.push({
      term: 'Beliefs with actions',
      text: 'How strongly each belief goes with each action: Spearman’s ρ where both have an order, else Cramér’s V. The joint table counts who gave which pair of answers; its distance is the share of respondents who would have to change theirs, and has a floor of its own.',
    });
  }
  if (evaluation.heterogeneity.length > 0) {
    notes.push({
      term: 'Spread',
      text: 'The standard deviation of simulated answers divided by that of people’s; the entropy ratio does the same for options without an order. Below 1 the simulated respondents are more alike than people are; above 1 they differ more.',
    });
  }
  if (evaluation.twin_agreement.length > 0) {
    notes.push({
      term: 'Twins',
      text: 'Each simulated respondent has the attributes of one person. Kappa (the same answer) and ρ (rank correlation) say whether twins answer as their own person did: 0 is no better than chance, 1 is perfect. A simulation can be right about people in the sum and know nothing about each of them.',
    });
  }
  if (isPaired(evaluation)) {
    notes.push({
      term: 'Twins paired',
      text: 'Each simulated respondent is one person’s twin, so that the two sides may move together. Intervals and tests of the difference of two gaps, and of two coefficients, are for pairs: every person is kept together with the twin. Where twins answer as their people do, intervals that took the sides as independent would be too wide. The verdict goes by the paired ones. Each side’s own estimates and intervals are not changed by it.',
    });
  }
  if (evaluation.regressions.length > 0) {
    notes.push({
      term: 'Recovered coefficients',
      text: 'Recovered: significant with the same sign for people and for the simulation. Missed: significant for people only. Invented: significant for the simulation only. Flipped: significant for both, with opposite signs. Neither: significant for neither. The error of a coefficient from simulated rows says how exactly the model’s behaviour is known, not how exactly people’s is: simulating more respondents makes it smaller without making it truer.',
    });
  }
  if ((evaluation.rectified ?? []).length > 0) {
    notes.push({
      term: 'Rectified estimates',
      text: 'Estimates of what is true of people, not of the model: from the answers of people, of their twins, and of further personas who were not asked. What the simulation says of many further personas is corrected by how far twins are from their own people, so that a biased model does not bias them; the estimates hold only if further personas are a random sample of the same population. What is won depends on ρ̃, the correlation of people and twins. Worth: so many people alone would tell as much. Where the simulation wins nothing, use the people alone. Further personas count here only; everywhere else people are compared with their twins.',
    });
  }
  return notes;
}

function ladderText({ models }: Evaluation): string {
  const builtIn = models.filter(({ kind }) => kind === 'built-in').map(({ id }) => id);
  const number = ['No', 'One', 'Two', 'Three', 'Four'][builtIn.length] ?? String(builtIn.length);
  const answer = builtIn.length === 1 ? 'respondent answers' : 'respondents answer';
  return [
    `${number} built-in ${answer} the same questionnaire and ${builtIn.length === 1 ? 'costs' : 'cost'} nothing.`,
    ...(builtIn.includes('resample')
      ? [
          'A model adds something over the pilot only where it is nearer to people than resample, which merely repeats the pilot.',
        ]
      : []),
    'Misaligned counts all tested cells, those of subgroups too.',
  ].join(' ');
}

function isPaired({ coherence, regressions, subject }: Evaluation): boolean {
  return (
    coherence.some((rule) => rule.model === subject && gapDifferenceUsed(rule).kind === 'paired') ||
    regressions.some(
      ({ model, coefficients }) =>
        model === subject && coefficients.some((one) => coefficientDifferenceUsed(one).kind === 'paired'),
    )
  );
}
