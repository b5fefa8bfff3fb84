import type { HeterogeneityRow, Report, ReportHeterogeneity, VarianceState } from '#engine';
import {
  badge,
  type Child,
  element,
  estimateNode,
  figureNode,
  type Reveal,
  revealNode,
  section,
  table,
} from './dom.ts';

const tones = {
  collapsed: 'bad',
  flattened: 'bad',
  inflated: 'bad',
  alike: 'good',
  undecided: 'unsure',
  'not defined': 'quiet',
} as const satisfies Record<VarianceState, string>;

/** Whether the subject varies as people do; null where that was not measured. */
export function heterogeneityView({ heterogeneity }: Report, reveal: Reveal | null): HTMLElement | null {
  const { rows, profiles, twins } = heterogeneity;
  if (rows.length === 0) {
    return null;
  }
  return section(
    'heterogeneity',
    'Heterogeneity',
    'Spread of simulated answers divided by that of people’s: 1 is alike, below 1 the simulated are too much alike. With 90 % intervals.',
    table(
      'Spread of answers by item',
      [
        { header: 'Item' },
        { header: '' },
        { header: 'SD ratio', isNumber: true },
        { header: 'Entropy ratio', isNumber: true },
        { header: 'Within and between groups' },
        { header: 'Never used' },
      ],
      rows.map((row): readonly Child[] => [
        revealNode(row.item, row.place, reveal),
        badge(tones[row.state], row.state),
        estimateNode(row.sdRatio),
        estimateNode(row.entropyRatio),
        groups(row),
        unused(row),
      ]),
    ),
    profiles === null
      ? null
      : element(
          'p',
          {},
          'Different sets of beliefs (',
          profiles.items.join(', '),
          ') among ',
          figureNode(profiles.rarefiedTo),
          ' respondents: people ',
          figureNode(profiles.human),
          ', simulated ',
          figureNode(profiles.simulated),
          '. The commonest set is held by ',
          figureNode(profiles.topHuman),
          ' of people and ',
          figureNode(profiles.topSimulated),
          ' of the simulated.',
          ...(profiles.nHuman.value === profiles.nSimulated.value
            ? []
            : [
                ' Only equal numbers of respondents can be compared, because more respondents show more sets; as counted there are ',
                figureNode(profiles.humanObserved),
                ' among ',
                figureNode(profiles.nHuman),
                ' people and ',
                figureNode(profiles.simulatedObserved),
                ' among ',
                figureNode(profiles.nSimulated),
                ' simulated.',
              ]),
        ),
    twins.length === 0 ? null : twinTable(twins, reveal),
  );
}

function twinTable(twins: ReportHeterogeneity['twins'], reveal: Reveal | null): HTMLElement {
  const hasOther = twins.some(({ resampleKappa }) => resampleKappa !== null);
  return element(
    'details',
    {},
    element('summary', {}, 'Do twins answer as their own people did?'),
    table(
      'Agreement of people and their twins, one by one',
      [
        { header: 'Item' },
        { header: 'Pairs', isNumber: true },
        { header: 'κ', isNumber: true },
        { header: 'ρ', isNumber: true },
        ...(hasOther
          ? [
              { header: 'κ of resample', isNumber: true },
              { header: 'ρ of resample', isNumber: true },
            ]
          : []),
      ],
      twins.map((row): readonly Child[] => [
        revealNode(row.item, row.place, reveal),
        figureNode(row.nPairs),
        figureNode(row.kappa),
        figureNode(row.rho),
        ...(hasOther
          ? [row.resampleKappa, row.resampleRho].map((figure) => (figure === null ? '–' : figureNode(figure)))
          : []),
      ]),
    ),
  );
}

function groups({ groups: list }: HeterogeneityRow): Child {
  return list.length === 0
    ? '–'
    : element(
        'span',
        {},
        ...list.flatMap(({ attribute, withinRatio, betweenRatio, isStereotyped }, index) => [
          index === 0 ? null : element('br', {}),
          `${attribute}: within `,
          figureNode(withinRatio),
          ...(betweenRatio.value === null
            ? ['; people show no clear gap between groups']
            : [', between ', figureNode(betweenRatio)]),
          isStereotyped ? element('strong', {}, ' stereotyped') : null,
        ]),
      );
}

function unused({ unusedOptions }: HeterogeneityRow): Child {
  return unusedOptions.length === 0
    ? '–'
    : element(
        'span',
        {},
        ...unusedOptions.flatMap(({ label, human }, index) => [
          index === 0 ? null : ', ',
          `${label} (people `,
          figureNode(human),
          ')',
        ]),
      );
}
