/** A column of a Markdown table. */
export interface MarkdownColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
}

/** A table in Markdown, as lines; what would end a cell or be read as markup is escaped. Empty without rows. */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) {
    return [];
  }
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ header }) => markdownText(header))),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map((_, index) => markdownText(row[index] ?? '')))),
  ];
}

/** Text of somebody else’s as Markdown shows it unchanged, on one line. */
export function markdownText(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/[\\`*_[\]<>|~#]/g, (character, at: number) =>
      character === '_' && /\w/.test(text[at - 1] ?? '') && /\w/.test(text[at + 1] ?? '')
        ? character
        : `\\${character}`,
    );
}
