import { sentenceText } from './figures.ts';
import type { Cell, CellVerdict, LadderComparison, Report, Rung } from './report.ts';
import { bar, isNarrow, type Page, painted, type TableCell, type Tone, tableLines, wrapped } from './terminal-table.ts';
import { heading, sentenceLines } from './terminal-text.ts';

/** How many misaligned cells are listed. */
const mostCells = 15;

/** The models over all items with bars, then the distances item by item. */
export function ladderLines({ ladder }: Report, page: Page): readonly string[] {
  const overall = ladder.rungs.find(({ item }) => item === null);
  const items = ladder.rungs.filter(({ item }) => item !== null);
  if (overall === undefined) {
    return [];
  }
  return [
    ...heading('The ladder', 'mean distance to people over everyone and each arm; │ is the noise floor', page),
    ...overallLines(overall, ladder.comparisons, page),
    ...legend(ladder, page),
    '',
    ...tableLines(
      [
        { header: 'distance by item', align: 'left', shorten: 'end' },
        ...ladder.models.map(({ id, isSubject }) => ({
          header: isSubject ? `▸ ${id}` : id,
          align: 'right' as const,
        })),
        { header: 'floor', align: 'right' },
      ],
      items.map((rung): readonly TableCell[] => [
        { text: rung.title },
        ...rung.rows.map(
          ({ distance, isSubject }): TableCell => ({
            text: distance.text,
            tone: isSubject ? 'bold' : 'plain',
          }),
        ),
        { text: rung.rows.find(({ isSubject }) => isSubject)?.floor.text ?? '', tone: 'dim' },
      ]),
      page,
    ),
  ];
}

/** What the columns of the ladder count. */
function legend({ comparisons, models }: Report['ladder'], page: Page): readonly string[] {
  const subject = models.find(({ isSubject }) => isSubject)?.id ?? '';
  const difference = `; in brackets the 90 % interval of the difference, ${subject} minus the row: below 0 where ${subject} is nearer to people`;
  const text = `misaligned: of all tested cells, subgroups included${comparisons.length === 0 ? '' : difference}`;
  return wrapped(text, page.width - 2).map((line) => painted(`  ${line}`, 'dim', page));
}

const comparisonTones: Readonly<Record<LadderComparison['verdict'], Tone>> = {
  better: 'good',
  worse: 'bad',
  'cannot be told apart': 'unsure',
};

function overallLines(rung: Rung, comparisons: readonly LadderComparison[], page: Page): readonly string[] {
  const largest = Math.max(0.05, ...rung.rows.map(({ distance }) => distance.value ?? 0));
  const subject = rung.rows.find(({ isSubject }) => isSubject)?.model ?? '';
  return tableLines(
    [
      { header: '', align: 'left' },
      { header: '', align: 'left' },
      { header: 'distance', align: 'right' },
      { header: 'floor', align: 'right' },
      { header: 'misaligned', align: 'right' },
      { header: comparisons.length === 0 ? '' : `${subject} is (90 %)`, align: 'left', shorten: 'end' },
    ],
    rung.rows.map(({ model, isSubject, distance, floor, nMisaligned, nTested }): readonly TableCell[] => {
      const comparison = comparisons.find(({ against }) => against === model);
      return [
        { text: isSubject ? `▸ ${model}` : `  ${model}`, tone: isSubject ? 'bold' : 'plain' },
        {
          text: bar((distance.value ?? 0) / largest, isNarrow(page) ? 14 : 22, (floor.value ?? 0) / largest),
          tone: isSubject ? 'accent' : 'dim',
        },
        { text: distance.text, tone: isSubject ? 'bold' : 'plain' },
        { text: floor.text, tone: 'dim' },
        { text: `${nMisaligned.text} of ${nTested.text}` },
        comparison === undefined
          ? { text: '' }
          : { text: comparisonText(comparison), tone: comparisonTones[comparison.verdict] },
      ];
    }),
    page,
  );
}

function comparisonText({ verdict, difference }: LadderComparison): string {
  const words = verdict === 'cannot be told apart' ? 'not told apart' : verdict;
  const { lower, upper } = difference;
  return lower === null || upper === null ? words : `${words} (${lower.text} to ${upper.text})`;
}

/** The cells of everyone: how far apart, how sure, and what could have been seen with so many people. */
export function answerLines({ distributions, subgroups }: Report, page: Page): readonly string[] {
  const everyone = distributions.flatMap(({ item, groups }) =>
    groups.flatMap(({ arm, cell }) => (cell === null ? [] : [{ item, arm, cell }])),
  );
  const shown = everyone.length <= mostEveryone ? everyone : everyone.filter(({ arm }) => arm === '');
  if (shown.length === 0) {
    return [];
  }
  const hasArms = shown.some(({ arm }) => arm !== '');
  return [
    ...heading(
      'Answers',
      `everyone${hasArms ? ', in each arm' : ', all arms together'}; distances are shares of the item’s range, or of the answers where options have no order; detectable: the distance that so many people would show in four of five samples`,
      page,
    ),
    ...tableLines(
      [
        { header: 'item', align: 'left', shorten: 'end' },
        ...(hasArms ? [{ header: 'arm', align: 'left', shorten: 'end' } as const] : []),
        { header: 'n', align: 'right' },
        { header: 'distance (90 %)', align: 'left' },
        ...(isNarrow(page) ? [] : [{ header: 'floor', align: 'right' } as const]),
        { header: 'detectable', align: 'right' },
        { header: '', align: 'left' },
      ],
      shown.map(({ item, arm, cell }): readonly TableCell[] => [
        { text: item },
        ...(hasArms ? [{ text: subgroups.arms.find(({ id }) => id === arm)?.label ?? arm }] : []),
        { text: cell.nHuman.text + (cell.isLowN ? '°' : '') },
        { text: distanceText(cell) },
        ...(isNarrow(page) ? [] : [{ text: cell.floorMean?.text ?? '–', tone: 'dim' } as const]),
        { text: cell.detectable?.text ?? '–', tone: 'dim' },
        {
          text: cell.verdict === 'undecided' && cell.isTooFewToAlign ? 'too few' : cell.verdict,
          tone: cellTones[cell.verdict],
        },
      ]),
      page,
    ),
    ...(shown.some(({ cell }) => cell.isLowN) ? [painted('  n: people; ° fewer than 100', 'dim', page)] : []),
    ...(shown.some(({ cell }) => cell.verdict === 'undecided' && cell.isTooFewToAlign)
      ? [painted('  too few: undecided, and too few people to show alignment at all', 'dim', page)]
      : []),
    ...(shown.length < everyone.length ? [painted('  each arm is in the full report', 'dim', page)] : []),
  ];
}

/** More cells of everyone than this make a list that nobody reads. */
const mostEveryone = 24;

function distanceText({ distance, lower, upper }: Cell): string {
  if (distance === null) {
    return '–';
  }
  return lower === null || upper === null ? distance.text : `${distance.text} (${lower.text} to ${upper.text})`;
}

/** The cells in which the subject gets people wrong, worst first. */
export function misalignedLines({ misaligned }: Report, page: Page): readonly string[] {
  const shown = misaligned.rows.slice(0, mostCells);
  return [
    painted('Misaligned cells', 'bold', page),
    ...sentenceLines(misaligned.sentence, page),
    ...(shown.length === 0
      ? []
      : [
          '',
          ...tableLines(
            [
              { header: 'item', align: 'left', shorten: 'end' },
              { header: 'who', align: 'left', shorten: 'end' },
              { header: 'arm', align: 'left', shorten: 'end' },
              { header: 'n', align: 'right' },
              { header: 'distance', align: 'right' },
              { header: 'excess', align: 'right' },
              { header: 'simulated − people', align: 'left', shorten: 'end' },
            ],
            shown.map((cell): readonly TableCell[] => [
              { text: cell.item },
              { text: cell.group },
              { text: cell.armLabel },
              { text: cell.nHuman.text + (cell.isLowN ? '°' : '') },
              { text: cell.distance?.text ?? '–' },
              { text: cell.excess?.text ?? '–', tone: 'bad' },
              { text: sentenceText(cell.direction) },
            ]),
            page,
          ),
          ...wrapped(
            `n: people${shown.some(({ isLowN }) => isLowN) ? ', ° fewer than 100' : ''}; excess: distance above the floor of the cell; pts: percentage points; means in points of the scale, or in the unit of the item`,
            page.width - 2,
          ).map((line) => painted(`  ${line}`, 'dim', page)),
        ]),
    ...(misaligned.rows.length > shown.length
      ? [painted(`  … and ${misaligned.rows.length - shown.length} more in the full report`, 'dim', page)]
      : []),
  ];
}

/** How each level of the attributes fares over all items: what is simulated worse, and what only has fewer people. */
export function levelLines({ subgroups }: Report, page: Page): readonly string[] {
  const { levels } = subgroups;
  if (levels.length === 0) {
    return [];
  }
  const several = new Set(levels.map(({ attribute }) => attribute)).size > 1;
  return [
    ...heading('Subgroups', 'mean over the items, all arms; JS is the Jensen–Shannon distance', page),
    ...tableLines(
      [
        { header: 'who', align: 'left', shorten: 'end' },
        { header: 'n', align: 'right' },
        { header: 'distance', align: 'right' },
        { header: 'floor', align: 'right' },
        { header: 'excess', align: 'right' },
        { header: 'JS', align: 'right' },
        { header: 'its floor', align: 'right' },
        { header: 'misaligned', align: 'right' },
      ],
      levels.map((row): readonly TableCell[] => [
        { text: several ? `${row.attribute}: ${row.level}` : row.level },
        { text: row.nHuman.text },
        { text: row.distance.text },
        { text: row.floor.text, tone: 'dim' },
        { text: row.excess.text, tone: 'bold' },
        { text: row.jsDistance.text },
        { text: row.jsFloor.text, tone: 'dim' },
        row.nItems.value === 0
          ? { text: 'too small', tone: 'dim' }
          : {
              text: `${row.nMisaligned.text} of ${row.nItems.text}`,
              tone: (row.nMisaligned.value ?? 0) > 0 ? 'bad' : 'plain',
            },
      ]),
      page,
    ),
    painted('  fewer people make distance and floor larger by chance: compare the excess', 'dim', page),
  ];
}

/** The tone of a cell's verdict. */
export const cellTones: Readonly<Record<CellVerdict, Tone>> = {
  misaligned: 'bad',
  aligned: 'good',
  undecided: 'unsure',
  'too small': 'dim',
};
