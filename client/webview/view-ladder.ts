import * as Plot from '@observablehq/plot';
import type { Ladder, LadderComparison, Report, Rung } from '#engine';
import { chart, colours, fitted, roomFor } from './charts.ts';
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

/** The built-in models and the subject: over all items, then item by item; null where nothing was compared. */
export function ladderView({ ladder, header }: Report, reveal: Reveal | null): HTMLElement | null {
  const overall = ladder.rungs.find(({ item }) => item === null);
  if (overall === undefined) {
    return null;
  }
  const items = ladder.rungs.filter(({ item }) => item !== null);
  const far = Math.max(0.05, ...ladder.rungs.flatMap(({ rows }) => rows.map(({ distance }) => distance.value ?? 0)));
  return section(
    'ladder',
    'The ladder',
    'Mean distance to people over everyone and each arm, as a share of the item’s range, or of the answers where options have no order. The stroke is the noise floor: what chance alone would show.',
    element(
      'div',
      { class: 'ladder-overall' },
      element('div', { class: 'card' }, element('h3', {}, 'All items'), rungChart(overall, far, 36)),
      comparisons(ladder, header.subject),
    ),
    element(
      'div',
      { class: 'grid' },
      ...items.map((rung) =>
        element(
          'div',
          { class: 'card' },
          element('h3', {}, revealNode(rung.title, rung.place, reveal)),
          rungChart(rung, far, 26),
        ),
      ),
    ),
    element('details', {}, element('summary', {}, 'Numbers of the ladder'), rungTable(ladder)),
  );
}

function comparisons({ comparisons: list }: Ladder, subject: string): Child {
  if (list.length === 0) {
    return null;
  }
  const tones = { better: 'good', worse: 'bad', 'cannot be told apart': 'unsure' } as const satisfies Record<
    LadderComparison['verdict'],
    string
  >;
  return element(
    'div',
    { class: 'card' },
    element('h3', {}, `${subject} against the others`),
    element(
      'ul',
      { class: 'comparisons' },
      ...list.map(({ against, verdict, difference, sentence }) =>
        element(
          'li',
          {},
          element(
            'div',
            { class: 'comparison-head' },
            element('span', {}, 'than ', element('code', {}, against)),
            badge(tones[verdict], verdict),
            element('span', { class: 'comparison-number' }, estimateNode(difference)),
          ),
          element('p', { class: 'note' }, quoteNode(sentence)),
        ),
      ),
    ),
  );
}

function rungChart(rung: Rung, far: number, rowHeight: number): HTMLElement {
  const data = rung.rows.map(({ model, isSubject, distance, floor }) => ({
    model,
    isSubject,
    distance: distance.value ?? 0,
    text: distance.text,
    floor: floor.value ?? 0,
  }));
  const room = roomFor(
    data.map(({ model }) => model),
    64,
    120,
  );
  const label = `${rung.title}: ${data.map(({ model, text }) => `${model} ${text}`).join(', ')}`;
  return chart(
    label,
    (width) => ({
      width,
      height: rowHeight * data.length + 30,
      marginLeft: room,
      marginRight: 44,
      marginTop: 4,
      marginBottom: 26,
      x: { domain: [0, far], ticks: 4, label: null, grid: false, tickFormat: shortTick },
      y: { domain: data.map(({ model }) => model), label: null, axis: null },
      marks: [
        Plot.ruleY(data, { y: 'model', x1: 0, x2: 'distance', stroke: lineColour, strokeWidth: 2 }),
        Plot.tickX(data, {
          x: 'floor',
          y: 'model',
          stroke: colours.text,
          strokeWidth: 1.5,
          insetTop: 3,
          insetBottom: 3,
        }),
        Plot.dot(data, { x: 'distance', y: 'model', r: 5, fill: dotColour, stroke: colours.line, strokeWidth: 0 }),
        ...([true, false] as const).flatMap((isSubject) => {
          const look = {
            filter: (row: Marked) => row.isSubject === isSubject,
            fill: colours.text,
            stroke: colours.card,
            strokeWidth: 4,
            fontWeight: isSubject ? 'bold' : 'normal',
          };
          return [
            Plot.text(data, {
              ...look,
              x: 'distance',
              y: 'model',
              text: 'text',
              dx: 10,
              textAnchor: 'start',
              className: 'distances',
            }),
            Plot.text(data, {
              ...look,
              y: 'model',
              text: (row: { readonly model: string }) => fitted(row.model, room),
              frameAnchor: 'left',
              dx: -8,
              textAnchor: 'end',
            }),
          ];
        }),
      ],
    }),
    [{ mark: 'distances', figures: rung.rows.map(({ distance }) => distance) }],
  );
}

interface Marked {
  readonly isSubject: boolean;
}

function dotColour({ isSubject }: Marked): string {
  return isSubject ? colours.simulated : colours.quiet;
}

function lineColour({ isSubject }: Marked): string {
  return isSubject ? colours.simulated : colours.line;
}

/** Ticks as distances are written elsewhere: .05, not 0.05. */
export function shortTick(value: number): string {
  return value === 0
    ? '0'
    : String(Number(value.toFixed(4)))
        .replace(/^(-?)0\./, '$1.')
        .replace('-', '−');
}

function rungTable({ rungs }: Ladder): HTMLElement {
  return table(
    'Distance, floor, excess and misaligned cells of every model',
    [
      { header: 'Item' },
      { header: 'Model' },
      { header: 'Distance', isNumber: true },
      { header: 'Floor', isNumber: true },
      { header: 'Excess', isNumber: true },
      { header: 'Misaligned cells, subgroups included', isNumber: true },
    ],
    rungs.flatMap(({ title, rows }) =>
      rows.map(({ model, isSubject, distance, floor, excess, nMisaligned, nTested }): readonly Child[] => [
        title,
        isSubject ? element('strong', {}, model) : model,
        figureNode(distance),
        figureNode(floor),
        figureNode(excess),
        element('span', {}, figureNode(nMisaligned), ' of ', figureNode(nTested)),
      ]),
    ),
  );
}
