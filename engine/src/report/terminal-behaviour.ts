import type {
  Coefficient,
  ProfileCount,
  Recovery,
  RegressionTable,
  Report,
  RuleGap,
  Sentence,
  VarianceState,
} from './report.ts';
import { isNarrow, type Page, painted, type TableCell, type Tone, tableLines, wrapped } from './terminal-table.ts';
import { estimateText, heading, sentenceLines } from './terminal-text.ts';

const stateTones: Readonly<Record<VarianceState, Tone>> = {
  collapsed: 'bad',
  flattened: 'bad',
  inflated: 'bad',
  alike: 'good',
  undecided: 'unsure',
  'not defined': 'dim',
};

/** Whether the subject varies as people do. */
export function heterogeneityLines({ heterogeneity }: Report, page: Page): readonly string[] {
  const { rows, profiles } = heterogeneity;
  if (rows.length === 0) {
    return [];
  }
  return [
    ...heading('Heterogeneity', 'spread of simulated answers divided by that of people; 1 is alike', page),
    ...tableLines(
      [
        { header: 'item', align: 'left', shorten: 'end' },
        { header: 'SD ratio (90 %)', align: 'left' },
        { header: 'entropy ratio (90 %)', align: 'left' },
        { header: '', align: 'left' },
        ...(isNarrow(page) ? [] : [{ header: '', align: 'left', shorten: 'end' } as const]),
      ],
      rows.map((row): readonly TableCell[] => [
        { text: row.item },
        { text: estimateText(row.sdRatio) },
        { text: estimateText(row.entropyRatio) },
        { text: row.state, tone: stateTones[row.state] },
        {
          text:
            row.unusedOptions.length === 0
              ? ''
              : `never used: ${row.unusedOptions.map(({ label }) => label).join(', ')}`,
          tone: 'dim',
        },
      ]),
      page,
    ),
    ...(profiles === null ? [] : sentenceLines(profileSentence(profiles), page)),
  ];
}

/** How many different sets of beliefs there are. */
export function profileSentence(profiles: ProfileCount): Sentence {
  const isRarefied = profiles.nHuman.value !== profiles.nSimulated.value;
  return [
    'Different sets of beliefs among ',
    profiles.rarefiedTo,
    ': people ',
    profiles.human,
    ', simulated ',
    profiles.simulated,
    '; the commonest is held by ',
    profiles.topHuman,
    ' and ',
    profiles.topSimulated,
    '.',
    ...(isRarefied
      ? [
          ' Only equal numbers of respondents can be compared; as counted there are ',
          profiles.humanObserved,
          ' among ',
          profiles.nHuman,
          ' people and ',
          profiles.simulatedObserved,
          ' among ',
          profiles.nSimulated,
          ' simulated.',
        ]
      : []),
  ];
}

/** Whether twins answer as their own people do; nothing where nobody has a twin. */
export function twinLines({ heterogeneity, header }: Report, page: Page): readonly string[] {
  const { twins } = heterogeneity;
  if (twins.length === 0) {
    return [];
  }
  const hasOther = twins.some(({ resampleKappa }) => resampleKappa !== null);
  return [
    ...heading(
      'Twins',
      'whether each answers as their own person did: 0 is no better than chance, 1 is perfect (κ: the same answer, ρ: rank correlation)',
      page,
    ),
    ...tableLines(
      [
        { header: 'item', align: 'left', shorten: 'end' },
        { header: 'pairs', align: 'right' },
        { header: `κ ${header.subject}`, align: 'right' },
        ...(hasOther ? [{ header: 'κ resample', align: 'right' } as const] : []),
        { header: `ρ ${header.subject}`, align: 'right' },
        ...(hasOther ? [{ header: 'ρ resample', align: 'right' } as const] : []),
      ],
      twins.map((row): readonly TableCell[] => [
        { text: row.item },
        { text: row.nPairs.text },
        { text: row.kappa.text, tone: 'bold' },
        ...(hasOther ? [{ text: row.resampleKappa?.text ?? '–' }] : []),
        { text: row.rho.text, tone: 'bold' },
        ...(hasOther ? [{ text: row.resampleRho?.text ?? '–' }] : []),
      ]),
      page,
    ),
  ];
}

/** What the interval does with twins. */
const pairedWords = '; its interval is for pairs of person and twin, whose answers may go together';

const ruleTones: Readonly<Record<RuleGap['verdict'], Tone>> = {
  different: 'bad',
  equivalent: 'good',
  undecided: 'unsure',
  'too few': 'dim',
};

/** How often beliefs and actions disagree, beside people and chance. */
export function coherenceLines({ coherence }: Report, page: Page): readonly string[] {
  if (coherence.rules.length === 0) {
    return [];
  }
  return [
    ...heading(
      'Coherence gaps',
      'of those who hold the belief, the share who act against it; people are the target; chance: their gap if actions had nothing to do with beliefs',
      page,
    ),
    ...tableLines(
      [
        { header: 'rule', align: 'left', shorten: 'end' },
        { header: 'people', align: 'right' },
        { header: 'simulated', align: 'right' },
        { header: 'chance', align: 'right' },
        {
          header: 'difference (95 %)',
          align: 'left',
        },
        { header: '', align: 'left' },
      ],
      coherence.rules.map((rule): readonly TableCell[] => [
        { text: rule.rule + (rule.whyUninformative === null ? '' : ' °') },
        { text: rule.human.text },
        { text: rule.simulated.text, tone: 'bold' },
        { text: rule.chance.text, tone: 'dim' },
        { text: estimateText(rule.difference) },
        { text: rule.verdict, tone: ruleTones[rule.verdict] },
      ]),
      page,
    ),
    ...coherence.rules.flatMap(({ rule, whyUninformative }) =>
      whyUninformative === null
        ? []
        : wrapped(`° ${rule} tells little: ${whyUninformative}`, page.width - 2).map((line) =>
            painted(`  ${line}`, 'dim', page),
          ),
    ),
    ...wrapped(
      `difference: simulated − people, in percentage points${coherence.rules.some(({ isPaired }) => isPaired) ? pairedWords : ''}`,
      page.width - 2,
    ).map((line) => painted(`  ${line}`, 'dim', page)),
    ...(coherence.rules.some(({ verdict }) => verdict === 'too few')
      ? [painted('  too few: fewer than 30 respondents on either side hold the belief', 'dim', page)]
      : []),
  ];
}

/** How strongly each belief goes with each action, for people and simulated respondents. */
export function pairLines({ coherence }: Report, page: Page): readonly string[] {
  const { pairs } = coherence;
  if (pairs.length === 0) {
    return [];
  }
  return [
    ...heading(
      'Beliefs with actions',
      `how strongly they go together: ρ where both have an order, else Cramér’s V${isNarrow(page) ? '' : '; joint: distance of the joint tables'}`,
      page,
    ),
    ...tableLines(
      [
        { header: 'pair', align: 'left', shorten: 'middle' },
        { header: '', align: 'left' },
        { header: 'people', align: 'right' },
        { header: 'simulated', align: 'right' },
        { header: 'difference (95 %)', align: 'left' },
        ...(isNarrow(page)
          ? []
          : ([
              { header: 'joint', align: 'right' },
              { header: 'floor', align: 'right' },
            ] as const)),
        { header: '', align: 'left' },
      ],
      pairs
        .slice(0, mostPairs)
        .map((pair): readonly TableCell[] => [
          { text: `${pair.belief} – ${pair.action}` },
          { text: pair.measure.endsWith('V') ? 'V' : 'ρ', tone: 'dim' },
          { text: pair.human.text },
          { text: pair.simulated.text, tone: 'bold' },
          { text: estimateText(pair.difference) },
          ...(isNarrow(page)
            ? []
            : [{ text: pair.jointDistance.text }, { text: pair.jointFloor.text, tone: 'dim' } as const]),
          pair.isReversed ? { text: 'reversed', tone: 'bad' } : { text: '' },
        ]),
      page,
    ),
    ...(pairs.length > mostPairs
      ? [painted(`  … and ${pairs.length - mostPairs} more in the full report`, 'dim', page)]
      : []),
  ];
}

const mostPairs = 16;

const recoveryTones: Readonly<Record<Recovery, Tone>> = {
  recovered: 'good',
  missed: 'bad',
  invented: 'bad',
  flipped: 'bad',
  neither: 'dim',
  'not counted': 'dim',
};

/** The coefficients of every regression: people, pilot, simulated. */
export function coefficientLines(report: Report, page: Page): readonly string[] {
  return report.regressions.flatMap((regression, index) => [
    ...(index === 0 ? [...heading('Coefficients', 'estimate (95 % interval), * p ≤ .05', page)] : ['']),
    ...regressionLines(regression, report.header.subject, page),
  ]);
}

function regressionLines(regression: RegressionTable, subject: string, page: Page): readonly string[] {
  const shown = regression.samples.filter(({ name }) => name !== 'pilot' || !isNarrow(page));
  const { agreement } = regression;
  const names = { people: 'people', pilot: 'pilot', simulated: subject } as const;
  const fitted = regression.samples
    .map(
      ({ name, isFitted, nUsed, nLeftOut }) =>
        `${names[name]} ${isFitted ? nUsed.text : 'not fitted'}${nLeftOut.value === 0 ? '' : ` (${nLeftOut.text} left out)`}`,
    )
    .join(', ');
  return [
    ...wrapped(`${regression.id}: ${regression.formula}`, page.width - 2, '  ').map((line) => `  ${line}`),
    ...wrapped(
      `${regression.family}, ${regression.errors} errors; in ${regression.unit}; respondents: ${fitted}`,
      page.width - 2,
    ).map((line) => painted(`  ${line}`, 'dim', page)),
    ...tableLines(
      [
        { header: 'coefficient', align: 'left', shorten: 'middle' },
        ...shown.map(({ name }) => ({ header: names[name], align: 'left' as const })),
        { header: '', align: 'left' },
      ],
      regression.coefficients.map((row): readonly TableCell[] => [
        { text: row.name },
        ...shown.map(
          ({ name }): TableCell => ({
            text: name === 'pilot' ? withStar(row.pilot) : coefficientText(row[name]),
            tone: name === 'pilot' ? 'dim' : 'plain',
          }),
        ),
        { text: row.recovery === 'not counted' ? '' : row.recovery, tone: recoveryTones[row.recovery] },
      ]),
      page,
    ),
    ...regression.samples.flatMap(({ name, problems }) =>
      problems.flatMap(({ text }) =>
        wrapped(`${names[name]}: ${text}`, page.width - 4).map((line) => painted(`  ${line}`, 'unsure', page)),
      ),
    ),
    ...(agreement === null ? [] : sentenceLines(agreement, page)),
  ];
}

function coefficientText(coefficient: Coefficient | null): string {
  if (coefficient === null) {
    return '–';
  }
  return `${estimateText(coefficient)}${coefficient.isSignificant ? ' *' : ''}`;
}

function withStar(coefficient: Coefficient | null): string {
  return coefficient === null ? '–' : `${coefficient.estimate.text}${coefficient.isSignificant ? ' *' : ''}`;
}
