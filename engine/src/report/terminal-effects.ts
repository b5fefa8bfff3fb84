import type { EffectRow, Effects, Report, Sentence } from './report.ts';
import { type Page, painted, type TableCell, tableLines } from './terminal-table.ts';
import { estimateText, heading, sentenceLines } from './terminal-text.ts';

/** What the arms do, for people and for the subject. */
export function effectLines({ effects }: Report, page: Page): readonly string[] {
  if (effects.rows.length === 0) {
    return [];
  }
  const hasInterval = (row: EffectRow): readonly TableCell[] => [
    { text: row.option === null ? row.item : `${row.item}: ${row.option}` },
    { text: `${row.arm} − ${row.reference}` },
    { text: row.human === null ? '–' : estimateText(row.human) },
    { text: row.simulated === null ? '–' : estimateText(row.simulated), tone: 'bold' },
  ];
  const shown = effects.rows.length <= mostEffects ? effects.rows : furthestApart(effects.rows);
  return [
    ...heading('Treatment effects', 'difference of means as a share of the item’s range, or of shares (95 %)', page),
    ...tableLines(
      [
        { header: 'item', align: 'left', shorten: 'end' },
        { header: 'effect', align: 'left', shorten: 'end' },
        { header: 'people', align: 'left' },
        { header: 'simulated', align: 'left' },
      ],
      shown.map(hasInterval),
      page,
    ),
    ...(shown.length === effects.rows.length
      ? []
      : [
          painted(
            `  the ${shown.length} furthest apart of ${effects.rows.length}; the others are in the full report`,
            'dim',
            page,
          ),
        ]),
    ...(effects.summary === null ? [] : sentenceLines(effectsSentence(effects.summary), page)),
  ];
}

/** More effects than this make a list that nobody reads. */
const mostEffects = 16;

function furthestApart(rows: readonly EffectRow[]): readonly EffectRow[] {
  const apart = ({ human, simulated }: EffectRow): number =>
    Math.abs((simulated?.estimate.value ?? 0) - (human?.estimate.value ?? 0));
  const kept = new Set([...rows].sort((left, right) => apart(right) - apart(left)).slice(0, mostEffects - 4));
  return rows.filter((row) => kept.has(row));
}

/** How well effects agree over all of them. */
export function effectsSentence(summary: NonNullable<Effects['summary']>): Sentence {
  if (summary.isTooFew) {
    return [
      'Too few effects to say how well they agree overall: ',
      summary.nEffects,
      ...(summary.hasDerived ? [' (of items that were asked; those of derived variables say the same again).'] : ['.']),
    ];
  }
  const { lower, upper } = summary.slope;
  return [
    'Over ',
    summary.nEffects,
    summary.hasDerived ? ' effects on items that were asked: correlation ' : ' effects: correlation ',
    summary.correlation,
    ', calibration slope ',
    summary.slope.estimate,
    ...(lower === null || upper === null ? [' ('] : [' (95 %: ', lower, ' to ', upper, '; ']),
    '1 is right; below 1 simulated effects are too large, or mostly noise); root mean squared difference ',
    summary.rmse,
    ', net of sampling noise ',
    summary.rmseNet,
    '.',
    ...(summary.slopeNote === null ? [] : [` ${summary.slopeNote.text}`]),
  ];
}
