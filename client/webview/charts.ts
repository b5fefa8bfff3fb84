import * as Plot from '@observablehq/plot';
import type { Figure } from '#engine';
import { figureMarks } from './dom.ts';

/** The colours of a chart, from the page's style sheet, so that a change of theme needs no new chart. */
export const colours = {
  human: 'var(--human)',
  simulated: 'var(--simulated)',
  pilot: 'var(--pilot)',
  chance: 'var(--chance)',
  quiet: 'var(--quiet)',
  line: 'var(--line)',
  text: 'var(--text)',
  card: 'var(--card)',
} as const;

/** What a chart is drawn by, for a given width in pixels. */
export type Draw = (width: number) => Plot.PlotOptions;

/** Numbers that a text mark shows: `mark` is the mark's `className`, `figures` are in the order of its data. */
export interface ShownFigures {
  readonly mark: string;
  readonly figures: readonly Figure[];
}

/**
 * A chart that is drawn anew when its box changes width. `label` says what is seen, for those who cannot see it. The
 * numbers of the marks in `shown` carry their place in the evaluation.
 */
export function chart(label: string, draw: Draw, shown: readonly ShownFigures[] = []): HTMLElement {
  const box = document.createElement('div');
  box.className = 'chart';
  box.setAttribute('role', 'img');
  box.setAttribute('aria-label', label);
  let drawnAt = 0;
  const observer = new ResizeObserver(() => {
    const width = Math.floor(box.clientWidth);
    if (width > 0 && width !== drawnAt) {
      drawnAt = width;
      box.replaceChildren(plotted(draw(width), shown));
    }
  });
  observer.observe(box);
  return box;
}

function plotted(options: Plot.PlotOptions, shown: readonly ShownFigures[]): Element {
  const plot = Plot.plot({ className: 'plot', ...options });
  // A style element is only allowed with the page's nonce, which has to be there before the chart is.
  for (const style of plot.querySelectorAll('style')) {
    style.setAttribute('nonce', pageNonce);
  }
  for (const { mark, figures } of shown) {
    for (const text of plot.querySelectorAll<SVGTextElement>(`.${mark} text`)) {
      const figure = figures[datumOf(text)];
      for (const [name, value] of Object.entries(figure === undefined ? {} : figureMarks(figure))) {
        text.setAttribute(name, value);
      }
    }
  }
  return plot;
}

/** The nonce of the page's policy; scripts run with it, style elements need it. */
const pageNonce = document.currentScript?.nonce ?? '';

/** The index of the datum that an element of a chart stands for, as Plot binds it. */
function datumOf(node: Element): number {
  const datum: unknown = '__data__' in node ? node.__data__ : undefined;
  return typeof datum === 'number' ? datum : -1;
}

/** Room in pixels for the longest of these labels at the charts' size of type, between `least` and `most`. */
export function roomFor(labels: readonly string[], least: number, most: number): number {
  const longest = Math.max(0, ...labels.map((label) => label.length));
  return Math.min(most, Math.max(least, Math.ceil(longest * 6.4) + 12));
}

/** The label, cut with an ellipsis where it does not fit `room` pixels. */
export function fitted(label: string, room: number): string {
  const most = Math.max(3, Math.floor((room - 12) / 6.4));
  return label.length <= most ? label : `${label.slice(0, most - 1)}…`;
}
