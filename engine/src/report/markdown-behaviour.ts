import { type MarkdownSection, paragraph, tableOf, textOf } from './markdown-words.ts';
import type { Coefficient, RegressionTable, Report } from './report.ts';
import { profileSentence } from './terminal-behaviour.ts';
import { effectsSentence } from './terminal-effects.ts';
import { estimateText } from './terminal-text.ts';

/** Spread, sets of beliefs, twins, coherence and associations. */
export function behaviourSections({ heterogeneity, coherence, header }: Report): readonly MarkdownSection[] {
  return [
    {
      title: 'Heterogeneity',
      parts: [
        tableOf(
          ['Item', '#SD ratio (90 %)', '#Entropy ratio (90 %)', '', 'Never used'],
          heterogeneity.rows.map((row) => [
            row.item,
            estimateText(row.sdRatio),
            estimateText(row.entropyRatio),
            row.state,
            row.unusedOptions.map(({ label, human }) => `${label} (people ${human.text})`).join(', '),
          ]),
        ),
        tableOf(
          ['Item', 'Attribute', '#Variance within levels, simulated / people', '#Between levels', ''],
          heterogeneity.rows.flatMap(({ item, groups }) =>
            groups.map(({ attribute, withinRatio, betweenRatio, isStereotyped }) => [
              item,
              attribute,
              withinRatio.text,
              betweenRatio.value === null ? 'people show no clear gap' : betweenRatio.text,
              isStereotyped ? 'stereotyped' : '',
            ]),
          ),
        ),
        heterogeneity.profiles === null ? [] : [paragraph(profileSentence(heterogeneity.profiles))],
        tableOf(
          ['Twins: item', '#Pairs', `#κ ${header.subject}`, '#κ resample', `#ρ ${header.subject}`, '#ρ resample'],
          heterogeneity.twins.map((row) => [
            row.item,
            row.nPairs.text,
            row.kappa.text,
            textOf(row.resampleKappa),
            row.rho.text,
            textOf(row.resampleRho),
          ]),
        ),
      ],
    },
    {
      title: 'Coherence',
      parts: [
        tableOf(
          [
            'Rule',
            '#People',
            '#of n',
            '#Simulated',
            '#of n',
            '#By chance',
            `#Difference, percentage points (95 %${coherence.rules.some(({ isPaired }) => isPaired) ? ', twins paired' : ''})`,
            '',
          ],
          coherence.rules.map((rule) => [
            rule.rule,
            rule.human.text,
            rule.nHuman.text,
            rule.simulated.text,
            rule.nSimulated.text,
            rule.chance.text,
            estimateText(rule.difference),
            `${rule.verdict}${rule.whyUninformative === null ? '' : `; tells little: ${rule.whyUninformative}`}`,
          ]),
        ),
        tableOf(
          [
            'Belief',
            'Action',
            'Measure',
            '#People',
            '#Simulated',
            '#Difference (95 %)',
            '#Joint distance',
            '#Its floor',
            '#p',
            '',
          ],
          coherence.pairs.map((pair) => [
            pair.belief,
            pair.action,
            pair.measure,
            pair.human.text,
            pair.simulated.text,
            estimateText(pair.difference),
            pair.jointDistance.text,
            pair.jointFloor.text,
            pair.jointP.text,
            pair.isReversed ? 'reversed' : '',
          ]),
        ),
      ],
    },
  ];
}

/** Coefficients of every regression, and treatment effects. */
export function regressionSections({ regressions, effects, header }: Report): readonly MarkdownSection[] {
  return [
    {
      title: 'Coefficients',
      parts: regressions.flatMap((regression) => regressionParts(regression, header.subject)),
    },
    {
      title: 'Treatment effects',
      parts: [
        effects.rows.length === 0
          ? []
          : ['Differences of means as a share of the item’s range, or of shares, with 95 % intervals.'],
        tableOf(
          ['Item', 'Answer', 'Effect', '#People', '#Simulated'],
          effects.rows.map((row) => [
            row.item,
            row.option ?? '',
            `${row.treatment}: ${row.arm} − ${row.reference}`,
            row.human === null ? '–' : estimateText(row.human),
            row.simulated === null ? '–' : estimateText(row.simulated),
          ]),
        ),
        effects.summary === null ? [] : [paragraph(effectsSentence(effects.summary))],
      ],
    },
  ];
}

function regressionParts(regression: RegressionTable, subject: string): readonly (readonly string[])[] {
  const { samples, coefficients, agreement } = regression;
  const names = { people: 'people', pilot: 'pilot', simulated: subject } as const;
  return [
    [`### ${paragraph([regression.id])}`],
    [
      `\`${regression.formula.replaceAll('`', "'").replace(/\s+/g, ' ')}\` (${regression.family}, ${regression.errors} errors; in ${regression.unit.replaceAll('`', "'")})`,
    ],
    tableOf(
      ['Fitted to', '#Respondents', '#Left out', 'What to know'],
      samples.map(({ name, isFitted, nUsed, nLeftOut, problems }) => [
        names[name],
        isFitted ? nUsed.text : 'not fitted',
        nLeftOut.text,
        problems.map(({ text }) => text).join(' '),
      ]),
    ),
    tableOf(
      [
        'Coefficient',
        ...samples.flatMap(({ name }) => [`#${names[name]} (95 %)`, '#p']),
        '#|Δ| / error of people',
        `#p of the difference (Holm${coefficients.some(({ isPaired }) => isPaired) ? ', twins paired' : ''})`,
        '',
      ],
      coefficients.map((row) => [
        row.name,
        ...samples.flatMap(({ name }) => [coefficientText(row[name]), textOf(row[name]?.p ?? null)]),
        row.standardizedDifference.text,
        row.holm.text,
        row.recovery === 'not counted' ? '' : row.recovery,
      ]),
    ),
    agreement === null ? [] : [paragraph(agreement)],
  ];
}

function coefficientText(coefficient: Coefficient | null): string {
  return coefficient === null ? '–' : estimateText(coefficient);
}

/** Seeds and wordings, and the order of answers. */
export function robustnessSections({ robustness }: Report): readonly MarkdownSection[] {
  const { sensitivity, order } = robustness;
  return [
    {
      title: 'Seeds and wordings',
      parts:
        sensitivity === null
          ? []
          : [
              [paragraph(['Runs: ', sensitivity.nRuns, '; wordings: ', sensitivity.nPrompts, '.'])],
              tableOf(
                ['Figure', '#This run', '#Lowest', '#Highest'],
                sensitivity.rows.map((row) => [row.name, row.value.text, row.lowest.text, row.highest.text]),
              ),
            ],
    },
    {
      title: 'Order of answers',
      parts: [
        tableOf(
          ['Item', 'Compared', '#n', '#Distance', '#Floor', '#By chance seldom above', '#q', ''],
          order.map((row) => [
            row.item,
            row.what,
            row.n.text,
            row.effect.text,
            row.floor.text,
            row.floorQ95.text,
            row.q.text,
            row.isAboveFloor ? 'depends on the order' : '',
          ]),
        ),
      ],
    },
  ];
}
