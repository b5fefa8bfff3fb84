import type { ModelPair, Report, SideBySideRow } from '#engine';
import {
  badge,
  type Child,
  element,
  estimateNode,
  quoteNode,
  type Reveal,
  revealNode,
  section,
  sentenceNodes,
  table,
} from './dom.ts';

/** The models that were named, side by side, and two by two; null where only one was named. */
export function besideView({ sideBySide }: Report, reveal: Reveal | null): HTMLElement | null {
  if (sideBySide === null) {
    return null;
  }
  const { models, rows, pairs } = sideBySide;
  const hasPeople = rows.some(({ people }) => people !== null);
  return section(
    'side-by-side',
    'Side by side',
    'Each model against the same people, on the same cells. The rest of this report is about the one marked ▸.',
    table(
      'The models side by side',
      [
        { header: 'Measure' },
        ...(hasPeople ? [{ header: 'People', isNumber: true }] : []),
        ...models.map(({ id, isSubject }) => ({ header: isSubject ? `▸ ${id}` : id, isNumber: true })),
      ],
      rows.map((row) => [
        labelOf(row, reveal),
        ...(hasPeople ? [row.people === null ? '' : element('span', {}, ...sentenceNodes(row.people))] : []),
        ...row.values.map(valueNode),
      ]),
    ),
    element(
      'ul',
      { class: 'comparisons' },
      ...pairs.map(({ model, against, verdict, difference, sentence }) =>
        element(
          'li',
          {},
          element(
            'div',
            { class: 'comparison-head' },
            element('span', {}, element('code', {}, model), ' than ', element('code', {}, against)),
            badge(tones[verdict], verdict),
            element('span', { class: 'comparison-number' }, estimateNode(difference)),
          ),
          element('p', { class: 'note' }, quoteNode(sentence)),
        ),
      ),
    ),
  );
}

const tones = { better: 'good', worse: 'bad', 'cannot be told apart': 'unsure' } as const satisfies Record<
  ModelPair['verdict'],
  string
>;

function valueNode({ shown, detail, verdict }: SideBySideRow['values'][number]): Child {
  if (shown.length === 0) {
    return '–';
  }
  const what = verdict === null ? element('span', {}, ...sentenceNodes(shown)) : badge(tones[verdict], verdict);
  return detail.length === 0
    ? what
    : element('span', {}, what, ' ', element('span', { class: 'interval' }, ...sentenceNodes(detail)));
}

function labelOf({ label, note, place }: SideBySideRow, reveal: Reveal | null): Child {
  const name = revealNode(label, place, reveal);
  return note === '' ? name : element('span', {}, name, element('span', { class: 'interval' }, ` ${note}`));
}
