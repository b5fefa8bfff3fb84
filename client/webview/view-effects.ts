import type { Effects, Report } from '#engine';
import {
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
import { intervalChart } from './intervals.ts';

/** What each arm does to each answer; null for a study without treatments. */
export function effectsView({ effects, header }: Report, reveal: Reveal | null): HTMLElement | null {
  if (effects.rows.length === 0) {
    return null;
  }
  const labelled = effects.rows.map((row) => ({
    ...row,
    label: `${row.option === null ? row.item : `${row.item}: ${row.option}`}, ${row.arm}`,
  }));
  return section(
    'effects',
    'Treatment effects',
    'Arm against reference arm, with 95 % intervals: difference of means as a share of the item’s range; for options, difference of shares.',
    intervalChart(
      'Treatment effects',
      labelled.map(({ label, human, simulated }) => ({ label, people: human, pilot: null, simulated })),
      ['people', 'simulated'],
    ),
    table(
      'Treatment effects',
      [
        { header: 'Item' },
        { header: 'Effect' },
        { header: 'People', isNumber: true },
        { header: header.subject, isNumber: true },
      ],
      labelled.map((row): readonly Child[] => [
        revealNode(row.option === null ? row.item : `${row.item}: ${row.option}`, row.place, reveal),
        `${row.arm} − ${row.reference}`,
        row.human === null ? '–' : estimateNode(row.human),
        row.simulated === null ? '–' : estimateNode(row.simulated),
      ]),
    ),
    summary(effects),
  );
}

function summary({ summary: found }: Effects): Child {
  if (found === null) {
    return null;
  }
  return found.isTooFew
    ? element(
        'p',
        { class: 'note' },
        'Too few effects to say how well they agree overall: ',
        figureNode(found.nEffects),
        found.hasDerived ? ' (of items that were asked; those of derived variables say the same again).' : '.',
      )
    : element(
        'p',
        {},
        'Over ',
        figureNode(found.nEffects),
        found.hasDerived ? ' effects on items that were asked: correlation ' : ' effects: correlation ',
        figureNode(found.correlation),
        ', calibration slope ',
        estimateNode(found.slope),
        ' (1 is right; below 1 simulated effects are too large, or mostly noise), root mean squared difference ',
        figureNode(found.rmse),
        ', net of sampling noise ',
        figureNode(found.rmseNet),
        '. ',
        found.slopeNote === null ? null : quoteNode(found.slopeNote),
      );
}
