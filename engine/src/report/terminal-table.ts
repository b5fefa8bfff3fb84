/** How a piece of text is painted. Plain text where colours are off. */
export type Tone = 'plain' | 'bold' | 'dim' | 'good' | 'bad' | 'unsure' | 'accent';

export interface TableCell {
  readonly text: string;
  readonly tone?: Tone;
}

export interface TableColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** Where the column's texts may be cut, with an ellipsis, when the table is too wide; not at all if left out. */
  readonly shorten?: 'end' | 'middle';
}

/** What lines are written with: whether in colour, and how wide they may be. */
export interface Page {
  readonly color: boolean;
  readonly width: number;
}

const codes: Readonly<Record<Tone, string>> = {
  plain: '',
  bold: '1',
  dim: '2',
  good: '32',
  bad: '31',
  unsure: '33',
  accent: '36',
};

/** Whether the page is too narrow for what can be left out. */
export function isNarrow(page: Page): boolean {
  return page.width < 96;
}

/** The text in its tone: with terminal colours, or as it is. */
export function painted(text: string, tone: Tone, page: Page): string {
  return page.color && tone !== 'plain' && text !== '' ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text;
}

/** A table as lines: headers dim, columns two spaces apart, indented by two; flexible columns give way. */
export function tableLines(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  page: Page,
): readonly string[] {
  const widths = columns.map((column, index) =>
    Math.max(visibleLength(column.header), ...rows.map((row) => visibleLength(row[index]?.text ?? ''))),
  );
  narrow(columns, widths, page.width - 2 * columns.length);
  const line = (cells: readonly TableCell[]): string =>
    `  ${columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? { text: '' };
        const text = cut(cell.text, widths[index] ?? 0, columns[index]?.shorten ?? 'end');
        const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - visibleLength(text)));
        const tone = painted(text, cell.tone ?? 'plain', page);
        return align === 'right' ? space + tone : tone + space;
      })
      .join('  ')}`.trimEnd();
  const headers = columns.some(({ header }) => header !== '')
    ? [line(columns.map(({ header }) => ({ text: header, tone: 'dim' })))]
    : [];
  return [...headers, ...rows.map(line)];
}

/** Takes from the widest flexible column, again and again, until the widths fit; none becomes narrower than twelve. */
function narrow(columns: readonly TableColumn[], widths: number[], room: number): void {
  const sum = (): number => widths.reduce((total, width) => total + width, 0);
  while (sum() > room) {
    const flexible = widths.map((width, index) => (columns[index]?.shorten === undefined ? 0 : width));
    const widest = Math.max(...flexible);
    if (widest <= 12) {
      return;
    }
    widths[flexible.indexOf(widest)] = widest - 1;
  }
}

/** The text broken into lines at spaces; every line but the first is indented by `indent` more. */
export function wrapped(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const lead = lines.length === 0 ? '' : indent;
    if (current !== '' && visibleLength(`${lead}${current} ${word}`) > width) {
      lines.push(lead + current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  if (current !== '') {
    lines.push((lines.length === 0 ? '' : indent) + current);
  }
  return lines;
}

/** A bar of `share` of `width` characters, in eighths; a stroke marks `mark` where one is given. */
export function bar(share: number, width: number, mark: number | null): string {
  const eighths = Math.round(clamped(share) * width * 8);
  const full = Math.floor(eighths / 8);
  const parts = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
  const filled = `${'█'.repeat(full)}${parts[eighths % 8] ?? ''}`.padEnd(width, ' ').slice(0, width);
  if (mark === null) {
    return filled;
  }
  const place = Math.min(width - 1, Math.round(clamped(mark) * width));
  return `${filled.slice(0, place)}│${filled.slice(place + 1)}`;
}

/** The text, with an ellipsis for its end or its middle where it is longer than `width`. */
function cut(text: string, width: number, place: 'end' | 'middle'): string {
  const characters = text.match(/\P{M}\p{M}*/gu) ?? [];
  if (characters.length <= width) {
    return text;
  }
  const kept = Math.max(0, width - 1);
  const last = place === 'end' ? 0 : Math.ceil(kept / 2);
  return `${characters.slice(0, kept - last).join('')}…${characters.slice(characters.length - last).join('')}`;
}

/** Columns that a text takes; marks that stand on the letter before take none. */
function visibleLength(text: string): number {
  return Array.from(text.replace(/\p{M}/gu, '')).length;
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}
