import type { RectifiedRegressionTable, RectifiedRow, Report } from '#engine';
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
  table,
} from './dom.ts';

/** Estimates from people and simulation together; null where only twins were simulated. */
export function rectifiedView({ rectified, header }: Report, reveal: Reveal | null): HTMLElement | null {
  if (rectified === null) {
    return null;
  }
  const { summary, isRefused, nFurther, nPlanned, means, arms, regressions } = rectified;
  return section(
    'rectified',
    'Rectified estimates',
    'What is true of people, estimated from held-out people and the simulation together, beside the people alone; no figure of the model. With 95 % intervals. They hold only if further personas are a random sample of the same population.',
    element('p', { class: isRefused ? 'refused' : '' }, quoteNode(summary)),
    element(
      'p',
      { class: 'note' },
      `Besides the twins of people, ${header.subject} answered for `,
      figureNode(nFurther),
      ' of ',
      figureNode(nPlanned),
      ' further personas.',
    ),
    means.length === 0 ? null : rowTable('Means and shares', means, reveal),
    arms.length === 0
      ? null
      : element(
          'details',
          {},
          element('summary', {}, 'Within each arm'),
          ...arms.flatMap((arm) => [
            element('h4', {}, arm.label),
            rowTable(`Means and shares in ${arm.label}`, arm.means, reveal),
          ]),
        ),
    ...regressions.map((regression) => regressionView(regression, reveal)),
  );
}

function regressionView(regression: RectifiedRegressionTable, reveal: Reveal | null): HTMLElement {
  const { id, place, problem, nPeople, nFurther, rows } = regression;
  return element(
    'div',
    { class: 'regression' },
    element('h3', {}, revealNode(id, place, reveal)),
    problem === null
      ? element(
          'p',
          { class: 'note' },
          figureNode(nPeople),
          ' people and their twins, ',
          figureNode(nFurther),
          ' further personas with complete rows.',
        )
      : element('p', { class: 'note' }, quoteNode(problem)),
    rows.length === 0 ? null : rowTable(`Rectified coefficients of ${id}`, rows, reveal),
  );
}

function rowTable(caption: string, rows: readonly RectifiedRow[], reveal: Reveal | null): HTMLElement {
  const hasBuiltIn = rows.some(({ builtIn }) => builtIn !== null);
  return table(
    caption,
    [
      { header: '' },
      { header: 'People alone', isNumber: true },
      { header: 'Rectified', isNumber: true },
      { header: 'Relied on', isNumber: true },
      { header: 'ρ̃', isNumber: true },
      { header: 'People', isNumber: true },
      { header: 'Worth', isNumber: true },
      ...(hasBuiltIn ? [{ header: 'Best built-in', isNumber: true }] : []),
      { header: 'Use' },
    ],
    rows.map((row): readonly Child[] => [
      revealNode(row.option === null ? row.label : `${row.label}: ${row.option}`, row.place, reveal),
      row.peopleAlone === null ? '–' : estimateNode(row.peopleAlone),
      row.rectified === null ? '–' : estimateNode(row.rectified),
      figureNode(row.reliance),
      figureNode(row.ppiCorrelation),
      figureNode(row.nPeople),
      figureNode(row.effectivePeople),
      ...(hasBuiltIn ? [builtInNode(row)] : []),
      row.helps
        ? badge('good', 'rectified')
        : element(
            'span',
            {},
            badge('quiet', 'people alone'),
            element('span', { class: 'note' }, ' ', quoteNode(row.advice)),
          ),
    ]),
  );
}

function builtInNode({ builtIn }: RectifiedRow): Child {
  return builtIn === null
    ? '–'
    : element('span', {}, figureNode(builtIn.effectivePeople), ' ', element('code', {}, builtIn.id));
}
