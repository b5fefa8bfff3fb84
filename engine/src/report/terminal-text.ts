import { sentenceText } from './figures.ts';
import type { Estimate, Sentence } from './report.ts';
import { type Page, painted, wrapped } from './terminal-table.ts';

/** A section's title, and behind it, dim, what is shown. */
export function heading(title: string, note: string, page: Page): readonly string[] {
  const [first = '', ...rest] = wrapped(note, page.width - title.length - 3);
  return [
    first === '' ? painted(title, 'bold', page) : `${painted(title, 'bold', page)}   ${painted(first, 'dim', page)}`,
    ...rest.map((line) => `${' '.repeat(title.length + 3)}${painted(line, 'dim', page)}`),
  ];
}

/** A sentence in lines, indented by two. */
export function sentenceLines(sentence: Sentence, page: Page): readonly string[] {
  return wrapped(sentenceText(sentence), page.width - 2).map((line) => `  ${line}`);
}

/** `−1.2 (−7.5 to +5.0)`; without the bracket where there is no interval. */
export function estimateText({ estimate, lower, upper }: Estimate): string {
  return lower === null || upper === null ? estimate.text : `${estimate.text} (${lower.text} to ${upper.text})`;
}
