import { isMap, isScalar, isSeq, type YAMLParseError } from 'yaml';
import { type Diagnostic, type DiagnosticData, diagnostic } from '#engine/diagnostics';
import { type Range, touches } from '#engine/text';
import { type Edit, MendedText } from './mended-text.ts';
import { TreeBuilder } from './tree-builder.ts';
import { isLocal, yamlErrors } from './yaml-errors.ts';
import { composeYaml } from './yaml-library.ts';
import type { Piece } from './yaml-pieces.ts';

/** What has to be changed so that YAML can read a text, and what is said instead of what it would say. */
export interface Mending {
  readonly edits: readonly Edit[];
  readonly diagnostics: readonly Diagnostic[];
  /** Places whose values are not, or not for certain, what the author means. */
  readonly unsure: readonly Range[];
}

/** A mending in the making: changes can be tried, and taken back. */
export class MendingDraft {
  edits: Edit[] = [];
  diagnostics: Diagnostic[] = [];
  unsure: Range[] = [];
  protected readonly text: string;
  /** How many characters may still be read. */
  protected work: number;

  constructor(text: string) {
    this.text = text;
    this.work = mostWork * Math.max(20_000, text.length);
  }

  /** Empties the lines of a piece from `from` on. */
  blank(piece: Piece, from = 0): void {
    this.edits = this.edits.filter(({ start, end }) => end < piece.start || start >= piece.end);
    let at = piece.start + from;
    for (const line of this.text.slice(at, piece.end).split('\n')) {
      const end = at + line.trimEnd().length;
      if (end > at) {
        this.change({ start: at, end, insert: '' });
      }
      at += line.length + 1;
    }
  }

  isBroken(piece: Piece, path: readonly string[]): boolean {
    return this.errors(piece, path).length > 0;
  }

  /** What YAML cannot read in a piece as it is mended so far, at its places in the whole text. */
  errors(piece: Piece, path: readonly string[]): readonly Diagnostic[] {
    const mended = new MendedText(this.text, this.edits, { start: piece.start, end: piece.end });
    const isInline = piece.start > 0 && this.text[piece.start - 1] !== '\n';
    const indented = isInline ? ' '.repeat(piece.indent) + mended.text : mended.text;
    const shift = indented.length - mended.text.length;
    const tail = `${/\n$/.test(indented) ? '' : '\n'}${' '.repeat(piece.indent)}${piece.isItem ? '- ' : ''}${sentinel}${piece.isItem ? '' : ': 1'}`;
    const source = indented + tail;
    this.work -= source.length + 50;
    try {
      const { documents } = composeYaml(source);
      const [document] = documents;
      const contents = document?.contents ?? null;
      const errors = (document?.errors ?? []).filter((error) => !isLocal(error));
      const swallows = twoOnOneLine(
        source,
        errors.filter(({ code }) => code === 'BLOCK_AS_IMPLICIT_KEY'),
      );
      if (document === undefined || (errors.length === 0 && endsWithSentinel(contents))) {
        return [];
      }
      const survives = !swallows && endsWithSentinel(contents);
      const builder = new TreeBuilder(source, { path });
      if (contents !== null && survives) {
        builder.build(contents, 0);
      }
      const traps = builder.traps.filter((trap) => trap.diagnostic.data['tooDeep'] !== true);
      const found = yamlErrors(source, documents, [])
        .filter(({ range }) => !traps.some(({ covers }) => touches(range, covers)))
        .map((error) => mended.diagnostic({ ...error, range: moved(error.range, -shift) }));
      const isContained = survives && traps.length === builder.traps.length;
      if (
        isContained &&
        errors.every(({ pos }) => traps.some(({ covers }) => touches({ start: pos[0], end: pos[1] }, covers)))
      ) {
        return [];
      }
      return found.length > 0 ? found : [diagnostic('yaml-syntax', withoutBreak(this.text, piece), unreadable)];
    } catch {
      return [diagnostic('yaml-syntax', withoutBreak(this.text, piece), unreadable)];
    }
  }

  change(edit: Edit): void {
    this.edits.push(edit);
  }

  say(code: 'yaml-syntax' | 'yaml-trap', range: Range, message: string, data: DiagnosticData = {}): void {
    this.diagnostics.push(diagnostic(code, range, message, { severity: 'error', data }));
  }

  state() {
    return { edits: [...this.edits], diagnostics: [...this.diagnostics], unsure: [...this.unsure] };
  }

  restore(state: Mending): void {
    this.edits = [...state.edits];
    this.diagnostics = [...state.diagnostics];
    this.unsure = [...state.unsure];
  }
}

export const unreadable = 'YAML cannot read this. Is a quote, a bracket or an indentation wrong here?';

/** A key that no author writes: where it is found, all before it has been read to its end. */
export const sentinel = '\uf8ff';
const mostWork = 20;

/** Where YAML has found two keys inside one text, the neighbours below seem to belong to the inner one. */
function twoOnOneLine(source: string, errors: readonly YAMLParseError[]): boolean {
  const lines = errors.map(({ pos }) => source.lastIndexOf('\n', pos[0]));
  return new Set(lines).size < lines.length;
}

function endsWithSentinel(contents: unknown): boolean {
  if (isMap(contents) && contents.flow !== true) {
    const key = contents.items[contents.items.length - 1]?.key;
    return isScalar(key) && key.value === sentinel;
  }
  if (isSeq(contents) && contents.flow !== true) {
    const last = contents.items[contents.items.length - 1];
    return isScalar(last) && last.value === sentinel;
  }
  return false;
}

/** The range without blanks and line breaks at its end. */
export function withoutBreak(text: string, { start, end }: Range): Range {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

function moved({ start, end }: Range, by: number): Range {
  return { start: Math.max(0, start + by), end: Math.max(0, end + by) };
}
