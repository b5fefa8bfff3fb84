import { type MarkdownColumn, markdownTable, markdownText } from '#engine/text';
import { sentenceText } from './figures.ts';
import type { Figure, Sentence } from './report.ts';

/** A section: blocks of lines, with an empty line between two; empty blocks are left out. */
export interface MarkdownSection {
  readonly title: string;
  readonly parts: readonly (readonly string[])[];
}

/** A table from its headers, those that begin with `#` of numbers, and its rows. */
export function tableOf(headers: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const columns = headers.map(
    (header): MarkdownColumn =>
      header.startsWith('#') ? { header: header.slice(1), align: 'right' } : { header, align: 'left' },
  );
  return markdownTable(columns, rows);
}

/** A sentence on one line. */
export function paragraph(sentence: Sentence): string {
  return markdownText(sentenceText(sentence));
}

/** A sentence of ours, in which names stand between backticks: these become code, all else stands as it is. */
export function ownText(text: string): string {
  return text
    .split(/(`[^`\r\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : markdownText(part)))
    .join('');
}

/** The text of a figure, a dash where there is none. */
export function textOf(figure: Figure | null): string {
  return figure?.text ?? '–';
}
