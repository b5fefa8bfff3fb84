/** A cell of a table: a text, a number, or nothing. */
export type CsvCell = string | number | null;

export interface CsvOptions {
  /**
   * For programs that show the file as a spreadsheet: a byte order mark, by which they know UTF-8, and an apostrophe before
   * texts that they would otherwise run as a formula. Without it texts stand as they are.
   */
  readonly forSpreadsheets?: boolean;
}

/**
 * A table as RFC 4180 has it: commas, quotes around what holds a comma, quote or line break, CRLF at the end of every
 * row. Numbers have as many digits as they need to be read back exactly; null and numbers that are not finite are empty.
 */
export function csvText(
  header: readonly string[],
  rows: Iterable<readonly CsvCell[]>,
  options: CsvOptions = {},
): string {
  const forSpreadsheets = options.forSpreadsheets === true;
  const lines = [header.map((name) => cellText(name, forSpreadsheets)).join(',')];
  for (const row of rows) {
    lines.push(row.map((cell) => cellText(cell, forSpreadsheets)).join(','));
  }
  return `${forSpreadsheets ? '\uFEFF' : ''}${lines.join('\r\n')}\r\n`;
}

/** Whether a spreadsheet would run the text as a formula: it begins with `=`, `+`, `-`, `@`, a tab or a line break, and is no number. */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r\n]/.test(text) && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
}

function cellText(cell: CsvCell, forSpreadsheets: boolean): string {
  if (cell === null) {
    return '';
  }
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? String(cell) : '';
  }
  const text = forSpreadsheets && looksLikeFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
