import type { Report } from '#engine';
import { badge, type Child, element, figureNode, type Reveal, revealNode, section, table } from './dom.ts';

/** Whether figures hold for other seeds, wordings and orders of answers; null where nothing is known of that. */
export function robustnessView({ robustness }: Report, reveal: Reveal | null): HTMLElement | null {
  const { sensitivity, order } = robustness;
  if (sensitivity === null && order.length === 0) {
    return null;
  }
  return section(
    'robustness',
    'Seeds, wordings and the order of answers',
    'What is found should not depend on how the model happened to be asked.',
    sensitivity === null
      ? null
      : element(
          'p',
          {},
          'Runs of this model: ',
          figureNode(sensitivity.nRuns),
          ', in ',
          figureNode(sensitivity.nPrompts),
          sensitivity.nPrompts.value === 1 ? ' wording.' : ' wordings.',
        ),
    sensitivity === null
      ? null
      : table(
          'Headline figures over the runs of this model',
          [
            { header: 'Figure' },
            { header: 'This run', isNumber: true },
            { header: 'Lowest', isNumber: true },
            { header: 'Highest', isNumber: true },
          ],
          sensitivity.rows.map((row): readonly Child[] => [
            row.name,
            figureNode(row.value),
            figureNode(row.lowest),
            figureNode(row.highest),
          ]),
        ),
    order.length === 0
      ? null
      : table(
          'Whether answers depend on the order in which they were offered',
          [
            { header: 'Item' },
            { header: 'Compared' },
            { header: 'Answers', isNumber: true },
            { header: 'Distance', isNumber: true },
            { header: 'Floor', isNumber: true },
            { header: 'Chance seldom exceeds', isNumber: true },
            { header: 'q', isNumber: true },
            { header: '' },
          ],
          order.map((row): readonly Child[] => [
            revealNode(row.item, row.place, reveal),
            row.what,
            figureNode(row.n),
            figureNode(row.effect),
            figureNode(row.floor),
            figureNode(row.floorQ95),
            figureNode(row.q),
            row.isAboveFloor ? badge('bad', 'depends on the order') : '',
          ]),
        ),
  );
}
