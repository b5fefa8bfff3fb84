import type { Report } from './report.ts';
import { type Page, type TableCell, tableLines } from './terminal-table.ts';
import { heading, sentenceLines } from './terminal-text.ts';

/** How far headline figures move with seed and wording; empty where the model was run once. */
export function sensitivityLines({ robustness }: Report, page: Page): readonly string[] {
  const { sensitivity } = robustness;
  if (sensitivity === null) {
    return [];
  }
  return [
    ...heading('Seeds and wordings', 'how far figures move between runs of this model', page),
    ...sentenceLines(['Runs: ', sensitivity.nRuns, '; wordings: ', sensitivity.nPrompts, '.'], page),
    ...tableLines(
      [
        { header: 'figure', align: 'left', shorten: 'middle' },
        { header: 'this run', align: 'right' },
        { header: 'lowest', align: 'right' },
        { header: 'highest', align: 'right' },
      ],
      sensitivity.rows.map((row): readonly TableCell[] => [
        { text: row.name },
        { text: row.value.text, tone: 'bold' },
        { text: row.lowest.text },
        { text: row.highest.text },
      ]),
      page,
    ),
  ];
}

/** Whether answers depend on the order in which they were offered; empty where that was not varied. */
export function orderLines({ robustness }: Report, page: Page): readonly string[] {
  if (robustness.order.length === 0) {
    return [];
  }
  return [
    ...heading(
      'Order of answers',
      'whether answers depend on the order in which they were offered; chance: seldom exceeded',
      page,
    ),
    ...tableLines(
      [
        { header: 'item', align: 'left', shorten: 'end' },
        { header: 'compared', align: 'left', shorten: 'end' },
        { header: 'distance', align: 'right' },
        { header: 'floor', align: 'right' },
        { header: 'chance', align: 'right' },
        { header: '', align: 'left' },
      ],
      robustness.order.map((row): readonly TableCell[] => [
        { text: row.item },
        { text: row.what },
        { text: row.effect.text, tone: 'bold' },
        { text: row.floor.text, tone: 'dim' },
        { text: row.floorQ95.text, tone: 'dim' },
        row.isAboveFloor ? { text: 'depends on the order', tone: 'bad' } : { text: '' },
      ]),
      page,
    ),
  ];
}
