import type { CoefficientRow, Recovery, RegressionTable, Report, ReportCoefficient } from '#engine';
import {
  badge,
  type Child,
  element,
  estimateNode,
  figureNode,
  quoteNode,
  type Reveal,
  revealNode,
  section,
  sentenceNodes,
  table,
} from './dom.ts';
import { intervalChart } from './intervals.ts';

/** The study's regressions: people, pilot and subject side by side; null for a study without. */
export function coefficientsView({ regressions, header }: Report, reveal: Reveal | null): HTMLElement | null {
  if (regressions.length === 0) {
    return null;
  }
  return section(
    'coefficients',
    'Regressions',
    'Do the study’s coefficients come out as they do for people? Estimates with 95 % intervals; bold where p ≤ .05.',
    ...regressions.map((regression) => regressionView(regression, header.subject, reveal)),
  );
}

function regressionView(regression: RegressionTable, subject: string, reveal: Reveal | null): HTMLElement {
  const kinds = regression.samples.map(({ name }) => name);
  const counted = regression.coefficients.filter(({ term }) => term !== null);
  return element(
    'div',
    { class: 'regression' },
    element('h3', {}, revealNode(regression.id, regression.place, reveal)),
    element('p', { class: 'formula' }, element('code', {}, regression.formula)),
    element(
      'p',
      { class: 'note' },
      `${regression.family}, ${regression.errors} errors; in ${regression.unit}. `,
      ...respondents(regression, subject),
    ),
    ...regression.samples.flatMap(({ name, problems }) =>
      problems.map((problem) => element('p', { class: 'note' }, `${nameOf(name, subject)}: `, quoteNode(problem))),
    ),
    element(
      'ul',
      { class: 'legend', 'aria-label': 'Colours' },
      ...kinds.map((kind) =>
        element(
          'li',
          {},
          element('span', { class: `swatch round ${kind === 'people' ? 'human' : kind}`, 'aria-hidden': 'true' }),
          nameOf(kind, subject),
        ),
      ),
    ),
    counted.length === 0
      ? null
      : intervalChart(
          `Coefficients of ${regression.id}`,
          counted.map(({ name, people, pilot, simulated }) => ({
            label: name,
            people: drawn(people),
            pilot: drawn(pilot),
            simulated: drawn(simulated),
          })),
          kinds,
        ),
    coefficientTable(regression, subject, reveal),
    regression.agreement === null ? null : element('p', {}, ...sentenceNodes(regression.agreement)),
  );
}

/** What grows without end would squeeze all others into a corner of the chart. */
function drawn(coefficient: ReportCoefficient | null): ReportCoefficient | null {
  return coefficient?.isFinite === true ? coefficient : null;
}

function respondents({ samples }: RegressionTable, subject: string): readonly Child[] {
  return samples.flatMap(({ name, isFitted, nUsed, nLeftOut }, index) => [
    index === 0 ? 'Respondents: ' : ', ',
    `${nameOf(name, subject)} `,
    isFitted ? figureNode(nUsed) : 'not fitted',
    ...(nLeftOut.value === 0 ? [] : [' (', figureNode(nLeftOut), ' left out for a missing value)']),
    index === samples.length - 1 ? '.' : '',
  ]);
}

function nameOf(kind: 'people' | 'pilot' | 'simulated', subject: string): string {
  return kind === 'simulated' ? subject : kind;
}

const tones = {
  recovered: 'good',
  missed: 'bad',
  invented: 'bad',
  flipped: 'bad',
  neither: 'quiet',
  'not counted': 'quiet',
} as const satisfies Record<Recovery, string>;

function coefficientTable(regression: RegressionTable, subject: string, reveal: Reveal | null): HTMLElement {
  return table(
    `Coefficients of ${regression.id}`,
    [
      { header: 'Coefficient' },
      ...regression.samples.map(({ name }) => ({ header: nameOf(name, subject), isNumber: true })),
      { header: 'Apart by', isNumber: true },
      { header: '' },
    ],
    regression.coefficients.map((row): readonly Child[] => [
      revealNode(row.name, row.place, reveal, 'code'),
      ...regression.samples.map(({ name }) => estimateCell(row[name])),
      apart(row),
      row.recovery === 'not counted' ? '' : badge(tones[row.recovery], row.recovery),
    ]),
  );
}

function apart({ standardizedDifference }: CoefficientRow): Child {
  return standardizedDifference.value === null
    ? '–'
    : element(
        'span',
        { title: 'difference in standard errors of people’s estimate' },
        figureNode(standardizedDifference),
        ' se',
      );
}

function estimateCell(coefficient: ReportCoefficient | null): Child {
  return coefficient === null
    ? '–'
    : element(
        'span',
        { class: coefficient.isSignificant ? 'significant' : '' },
        estimateNode(coefficient),
        element('span', { class: 'p' }, 'p ', figureNode(coefficient.p)),
      );
}
