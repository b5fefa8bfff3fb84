import * as Plot from '@observablehq/plot';
import type { ReportEstimate } from '#engine';
import { chart, colours, fitted, roomFor } from './charts.ts';
import { shortTick } from './view-ladder.ts';

/** Estimates of several samples of one quantity: a row of the chart. */
export interface IntervalRow {
  readonly label: string;
  readonly people: ReportEstimate | null;
  readonly pilot: ReportEstimate | null;
  readonly simulated: ReportEstimate | null;
}

type Who = 'people' | 'pilot' | 'simulated';

interface Line {
  readonly label: string;
  readonly who: Who;
  readonly middle: number;
  readonly lower: number;
  readonly upper: number;
}

/** Intervals side by side, a row a quantity, with zero marked. Empty text for rows without any estimate. */
export function intervalChart(title: string, rows: readonly IntervalRow[], kinds: readonly Who[]): HTMLElement {
  const lines = rows.flatMap((row) =>
    kinds.flatMap((who): readonly Line[] => {
      const found = row[who];
      const middle = found?.estimate.value ?? null;
      return found === null || middle === null
        ? []
        : [{ label: row.label, who, middle, lower: found.lower?.value ?? middle, upper: found.upper?.value ?? middle }];
    }),
  );
  const labels = rows.map(({ label }) => label);
  const spoken = lines.map(({ label, who, middle }) => `${label}, ${who}: ${middle.toPrecision(3)}`).join('; ');
  const domain = domainOf(lines);
  const [from, to] = domain;
  return chart(`${title}. ${spoken}`, (width) => {
    const room = Math.min(roomFor(labels, 40, 240), Math.floor(width * 0.42));
    return {
      width,
      height: (13 * kinds.length + 16) * labels.length + 30,
      marginLeft: room,
      marginRight: 12,
      marginTop: 2,
      marginBottom: 26,
      x: { domain, label: null, ticks: Math.max(3, Math.floor(width / 110)), tickFormat: shortTick },
      y: { type: 'band', domain: kinds, axis: null, padding: 0.1 },
      fy: { domain: labels, axis: null, padding: 0.34 },
      marks: [
        Plot.ruleX([0], { insetTop: -9, insetBottom: -9, stroke: colours.chance, strokeDasharray: '2,3' }),
        Plot.ruleY(lines, {
          y: 'who',
          fy: 'label',
          x1: 'lower',
          x2: 'upper',
          stroke: colourOf,
          strokeWidth: 2,
          clip: true,
        }),
        Plot.dot(lines, {
          filter: ({ middle }: Line) => middle >= from && middle <= to,
          y: 'who',
          fy: 'label',
          x: 'middle',
          r: 4,
          fill: colourOf,
          symbol: symbolOf,
        }),
        edgeMarks(lines, 'left', ({ lower }) => lower < from),
        edgeMarks(lines, 'right', ({ upper }) => upper > to),
        Plot.text(labels, {
          fy: (label: string) => label,
          text: (label: string) => fitted(label, room),
          title: (label: string) => label,
          frameAnchor: 'left',
          dx: -8,
          textAnchor: 'end',
          fill: colours.text,
        }),
      ],
    };
  });
}

/** Small arrows where an interval goes on beyond the edge of the chart. */
function edgeMarks(lines: readonly Line[], side: 'left' | 'right', isBeyond: (line: Line) => boolean): Plot.Markish {
  return Plot.text(lines.filter(isBeyond), {
    y: 'who',
    fy: 'label',
    text: () => (side === 'left' ? '◂' : '▸'),
    frameAnchor: side,
    textAnchor: side === 'left' ? 'start' : 'end',
    dx: side === 'left' ? -4 : 4,
    fill: colourOf,
    fontSize: 13,
  });
}

/**
 * From the lowest to the highest end, zero included; but where an interval is many times wider than those of people
 * (a regression that could hardly be fitted), only so far that people's can still be read.
 */
function domainOf(lines: readonly Line[]): readonly [number, number] {
  const people = lines.filter(({ who }) => who === 'people');
  const seen = people.length === 0 ? lines : people;
  const least = Math.min(0, ...seen.map(({ lower }) => lower));
  const most = Math.max(0, ...seen.map(({ upper }) => upper));
  const room = 2 * (most - least || 1);
  const lowest = Math.max(least - room, Math.min(0, ...lines.map(({ lower }) => lower)));
  const highest = Math.min(most + room, Math.max(0, ...lines.map(({ upper }) => upper)));
  const edge = 0.03 * (highest - lowest || 1);
  return [lowest - edge, highest + edge];
}

function colourOf({ who }: Line): string {
  return { people: colours.human, pilot: colours.pilot, simulated: colours.simulated }[who];
}

function symbolOf({ who }: Line): Plot.SymbolType {
  return ({ people: 'circle', pilot: 'square', simulated: 'diamond' } as const)[who];
}
