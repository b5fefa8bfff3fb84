import type { Figure, Quote, ReportEstimate, Sentence, StudyPath } from '#engine';

/** What may stand inside an element; null is left out. */
export type Child = Node | string | null;

/** An element with attributes and children. Styles are set by class only, so that no policy stands in the way. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K];
export function element(
  tag: string,
  attributes?: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElement;
export function element(
  tag: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElement {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    created.setAttribute(name, value);
  }
  created.append(...children.filter((child) => child !== null));
  return created;
}

/** A number, marked with its place in the evaluation. */
export function figureNode(figure: Figure, className = 'figure'): HTMLElement {
  return element('span', { class: className, ...figureMarks(figure) }, figure.text);
}

/** The attributes by which a shown number can be found in the evaluation. */
export function figureMarks(figure: Figure): Readonly<Record<string, string>> {
  return { 'data-path': figure.path, 'data-value': JSON.stringify(figure.value) };
}

/** An estimate with its interval in brackets. */
export function estimateNode({ estimate, lower, upper }: ReportEstimate): HTMLElement {
  return lower === null || upper === null
    ? element('span', {}, figureNode(estimate))
    : element(
        'span',
        { class: 'estimate' },
        figureNode(estimate),
        element('span', { class: 'interval' }, ' (', figureNode(lower), ' to ', figureNode(upper), ')'),
      );
}

/** Text of the evaluation, word for word; what stands in backticks is set as code. */
export function quoteNode(quote: Quote): HTMLElement {
  return element(
    'span',
    { class: 'quote', 'data-path': quote.path, 'data-value': JSON.stringify(quote.text) },
    ...quote.text
      .split(/(`[^`]+`)/)
      .map((part) => (/^`.+`$/.test(part) ? element('code', {}, part.slice(1, -1)) : part)),
  );
}

/** A sentence with its numbers. */
export function sentenceNodes(sentence: Sentence): readonly Child[] {
  return sentence.map((part) => (typeof part === 'string' ? part : figureNode(part)));
}

/** Shows a place of the study in the editor. Absent in the HTML report, which has no editor. */
export type Reveal = (path: string) => void;

/** The text as a button that shows its place in the study, or as plain text where it has none, or where there is no editor. */
export function revealNode(text: string, place: StudyPath, reveal: Reveal | null, className = ''): HTMLElement {
  if (place === null || reveal === null) {
    return element('span', { class: className }, text);
  }
  const button = element(
    'button',
    { type: 'button', class: `reveal ${className}`.trim(), title: 'Show in the study', 'data-reveal': place },
    text,
  );
  button.addEventListener('click', () => reveal(place));
  return button;
}

/** A section with its heading; `note` says in a few words what is shown. */
export function section(id: string, title: string, note: string, ...children: readonly Child[]): HTMLElement {
  return element(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    element('h2', { id: `${id}-title`, tabindex: '-1' }, title),
    note === '' ? null : element('p', { class: 'note' }, note),
    ...children,
  );
}

export interface Column {
  readonly header: string;
  readonly isNumber?: boolean;
}

/** A table with a header row. The first cell of each row names it. Scrolls sideways where it is too wide. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Child[])[]): HTMLElement {
  const kind = (index: number): Readonly<Record<string, string>> =>
    columns[index]?.isNumber === true ? { class: 'number' } : {};
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    element(
      'table',
      {},
      element('caption', { class: 'hidden' }, caption),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...columns.map(({ header }, index) => element('th', { scope: 'col', ...kind(index) }, header)),
        ),
      ),
      element(
        'tbody',
        {},
        ...rows.map((cells) =>
          element(
            'tr',
            {},
            ...cells.map((cell, index) =>
              index === 0 ? element('th', { scope: 'row' }, cell) : element('td', kind(index), cell),
            ),
          ),
        ),
      ),
    ),
  );
}

/** A list of which `atOnce` entries are shown; the others open on request. */
export function shortList(className: string, entries: readonly HTMLElement[], atOnce: number): readonly HTMLElement[] {
  const first = element('ul', { class: className }, ...entries.slice(0, atOnce));
  const rest = entries.slice(atOnce);
  return rest.length === 0
    ? [first]
    : [
        first,
        element(
          'details',
          { class: 'more' },
          element('summary', {}, `${rest.length} more`),
          element('ul', { class: className }, ...rest),
        ),
      ];
}

/** A word in a coloured frame, with a sign that says the same without colour. */
export function badge(tone: 'good' | 'bad' | 'unsure' | 'quiet', text: string): HTMLElement {
  const signs = { good: '✓', bad: '✕', unsure: '?', quiet: '–' };
  return element(
    'span',
    { class: `badge ${tone}` },
    element('span', { 'aria-hidden': 'true', class: 'sign' }, signs[tone]),
    text,
  );
}
