// The fixtures in test/fixtures/diagnostics, one file a code. Sections begin with `=== fires: part of the message` or
// `=== quiet`. In the text, ‹ and › stand around what is underlined, ⟦ and ⟧ around a scalar that is written in every style
// that its place allows. Below it may stand `--- data` (CSV; `* n`: its rows n times), `--- rows * n` (more of them),
// `--- note {…}` (of the reader) or `--- error {…}` (instead of data).
import fs from 'node:fs';
import type { DataError, DataNote } from '#engine';
import type { Range } from '#engine/text';

export const fixtureFolder = new URL('../fixtures/diagnostics/', import.meta.url);

export interface Fixture {
  readonly code: string;
  /** A part of the message; null where nothing is to be said. */
  readonly message: string | null;
  /** The text with its marks. */
  readonly source: string;
  readonly cells: Readonly<Record<string, readonly string[]>> | null;
  readonly notes: readonly DataNote[];
  readonly error: DataError | null;
}

/** All fixtures of a code, in the order of its file; empty when it has none. */
export function fixturesOf(code: string): readonly Fixture[] {
  const file = new URL(`${code}.txt`, fixtureFolder);
  if (!fs.existsSync(file)) {
    return [];
  }
  const sections = fs.readFileSync(file, 'utf8').split(/^=== /m).slice(1);
  return sections.map((section) => {
    const [heading = '', ...lines] = section.split('\n');
    const [source = '', ...parts] = lines.join('\n').split(/^--- /m);
    const given = (kind: string) =>
      parts.filter((part) => part.startsWith(`${kind} `)).map((part) => part.slice(kind.length));
    const [error] = given('error');
    return {
      code,
      message: heading === 'quiet' ? null : heading.replace(/^fires: /, ''),
      source,
      cells: cellsOf(parts),
      notes: given('note').map((note): DataNote => JSON.parse(note)),
      error: error === undefined ? null : JSON.parse(error),
    };
  });
}

function cellsOf(parts: readonly string[]): Fixture['cells'] {
  const tables = parts.filter((part) => /^(?:data|rows)\b/.test(part));
  if (tables.length === 0) {
    return null;
  }
  let names: readonly string[] = [];
  const rows = tables.flatMap((part) => {
    const [heading = '', ...lines] = part.trimEnd().split('\n');
    const cells = lines.map((line) => line.split(','));
    names = heading.startsWith('data') ? (cells.shift() ?? []) : names;
    return Array.from({ length: Number(/\* (\d+)/.exec(heading)?.[1] ?? 1) }, () => cells).flat();
  });
  return Object.fromEntries(names.map((name, column) => [name, rows.map((row) => row[column] ?? '')]));
}

export type Style = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'as written';

/** A text without marks, what is underlined in it, and the line (from 0) to which a comment about it belongs. */
export interface Written {
  readonly style: Style;
  readonly text: string;
  readonly marked: readonly Range[];
  readonly line: number;
}

/** A source in every style that the place of its ⟦ ⟧ allows; as it is written where it has none. */
export function inEveryStyle(source: string): readonly Written[] {
  const scalar = /^(.*?)⟦([^⟧]*)⟧(.*)$/m.exec(source);
  if (scalar === null) {
    return [withoutMarks('as written', source, lineAt(source, Math.max(0, source.indexOf('‹'))))];
  }
  const [whole, before = '', content = '', after = ''] = scalar;
  const line = lineAt(source, scalar.index);
  const isBlock = /^‹?›?$/.test(after) && /^\s*(?:- |[^{[]+: )‹?$/.test(before);
  const indent = `${/^\s*/.exec(before)?.[0] ?? ''}  `;
  return (isBlock ? blockStyles : flowStyles).flatMap((style) => {
    const written = writtenAs(style, content, indent, isBlock);
    return written === null
      ? []
      : [
          withoutMarks(
            style,
            source.replace(whole, () => `${before}${written}${after}`),
            line,
          ),
        ];
  });
}

const flowStyles = ['plain', 'single', 'double'] as const;
const blockStyles = [...flowStyles, 'literal', 'folded'] as const;

function writtenAs(style: Style, content: string, indent: string, isBlock: boolean): string | null {
  const bare = content.replace(/[‹›]/g, '');
  switch (style) {
    case 'single':
      return `'${content.replaceAll("'", "''")}'`;
    case 'double':
      return `"${escapedFirst(content.replace(/["\\]/g, '\\$&'))}"`;
    case 'literal':
      return `|-\n${indent}${content}`;
    case 'folded':
      // the first blank that is not underlined becomes a fold
      return `>-\n${indent}${content.replace(/^([^‹ ]*) (?=.*‹)/, (_, start: string) => `${start}\n${indent}`)}`;
    default: {
      const isTrap = /^[\s"'{}[\],&*#?|>=!%@`-]/.test(bare) || / #|: |:$/.test(bare);
      return isTrap || (!isBlock && /[,[\]{}]/.test(bare)) ? null : content;
    }
  }
}

/** The first letter as an escape, so that places in the text and in the file differ; not where it is underlined itself. */
function escapedFirst(content: string): string {
  return /^[A-Za-z]/.test(content) ? `\\x${content.charCodeAt(0).toString(16)}${content.slice(1)}` : content;
}

function withoutMarks(style: Style, source: string, line: number): Written {
  const marked: Range[] = [];
  let text = '';
  let start = 0;
  for (const sign of source.replace(/[⟦⟧]/g, '')) {
    if (sign === '‹') {
      start = text.length;
    } else if (sign === '›') {
      marked.push({ start, end: text.length });
    } else {
      text += sign;
    }
  }
  return { style, text, marked, line };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}

/** The text with a comment above a line, as far in as that line. */
export function commentedAbove({ text, line }: Pick<Written, 'text' | 'line'>, comment: string): string {
  const lines = text.split('\n');
  const indent = /^\s*/.exec(lines[line] ?? '')?.[0] ?? '';
  return lines.toSpliced(line, 0, `${indent}${comment}`).join('\n');
}
