import type { RectifiedRow, Report } from './report.ts';
import { type Page, painted, type TableCell, tableLines, wrapped } from './terminal-table.ts';
import { estimateText, heading, sentenceLines } from './terminal-text.ts';

/** Estimates from people and simulation together; nothing where only twins were simulated. */
export function rectifiedLines({ rectified }: Report, page: Page): readonly string[] {
  if (rectified === null) {
    return [];
  }
  const { summary, isRefused, nFurther, means, arms, regressions } = rectified;
  const hasArms = arms.reduce((sum, arm) => sum + arm.means.length, 0) <= mostArmRows;
  return [
    ...heading(
      'Rectified estimates',
      `what is true of people, estimated from them and from simulated answers of ${nFurther.text} further personas together (95 %)`,
      page,
    ),
    ...(isRefused ? [] : rowLines('mean or share', means, page)),
    ...(hasArms ? arms.flatMap((arm) => ['', ...rowLines(arm.label, arm.means, page)]) : []),
    ...regressions.flatMap(({ id, problem, rows }) =>
      problem === null ? ['', ...rowLines(id, rows, page)] : ['', ...sentenceLines([`${id}: ${problem.text}`], page)],
    ),
    '',
    ...(hasArms ? [] : [painted('  each arm is in the full report', 'dim', page)]),
    ...wrapped(summary.text, page.width - 2).map((line) => `  ${line}`),
    ...(isRefused ? [] : wrapped(legend, page.width - 2).map((line) => painted(`  ${line}`, 'dim', page))),
  ];
}

const legend =
  'ρ̃: how well the figure of people goes with that of their twins; worth: so many people alone would tell as much; use: which of the two columns. These are estimates of people, not of the model, and hold only if the further personas are a random sample of the same population.';

function rowLines(what: string, rows: readonly RectifiedRow[], page: Page): readonly string[] {
  const unhelpful = rows.filter(({ helps }) => !helps);
  return [
    ...tableLines(
      [
        { header: what, align: 'left', shorten: 'end' },
        { header: 'people alone', align: 'left' },
        { header: 'rectified', align: 'left' },
        { header: 'ρ̃', align: 'right' },
        { header: 'n people', align: 'right' },
        { header: 'worth', align: 'right' },
        { header: 'use', align: 'left' },
      ],
      rows.map((row): readonly TableCell[] => [
        { text: row.option === null ? row.label : `${row.label}: ${row.option}` },
        { text: row.peopleAlone === null ? '–' : estimateText(row.peopleAlone), tone: row.helps ? 'plain' : 'bold' },
        { text: row.rectified === null ? '–' : estimateText(row.rectified), tone: row.helps ? 'bold' : 'dim' },
        { text: row.ppiCorrelation.text },
        { text: row.nPeople.text },
        { text: row.effectivePeople.text },
        row.helps ? { text: 'rectified', tone: 'good' } : { text: 'people', tone: 'unsure' },
      ]),
      page,
    ),
    ...(unhelpful.length > mostReasons
      ? []
      : unhelpful.flatMap(({ label, advice }) => sentenceLines([`${label}: ${advice.text}`], page))),
  ];
}

/** More rows of arms than this make a list that nobody reads. */
const mostArmRows = 16;

/** Of how many estimates it is said here why people alone are better; the full report says it of all. */
const mostReasons = 3;
