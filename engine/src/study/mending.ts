import type { Range } from '#engine/text';
import { flowFaults, plainFaults } from './flow-faults.ts';
import { type Mending, MendingDraft, unreadable, withoutBreak } from './mending-draft.ts';
import { replaceTabs } from './mending-tabs.ts';
import { schemaEntryAt } from './schema-entry.ts';
import { cutPieces, firstLine, type Head, headOf, type Piece, type Pieces } from './yaml-pieces.ts';

/**
 * Finds the smallest parts of a text that YAML cannot read, so that one slip costs one entry and not the rest of the
 * file. Bounded: beyond that the rest stays as it is.
 */
export function mendYaml(text: string, end: number): Mending {
  const mender = new Mender(text);
  replaceTabs(mender, text, end);
  mender.entries(cutPieces(text, 0, end), [], 0);
  return { edits: mender.edits, diagnostics: mender.diagnostics, unsure: mender.unsure };
}

const deepest = 12;

class Mender extends MendingDraft {
  entries(pieces: Pieces, path: readonly string[], depth: number, outer = -1): void {
    for (const piece of pieces.all) {
      if (this.work <= 0) {
        return;
      }
      if (piece.isItem !== pieces.isList) {
        this.stray(piece, pieces, path, depth);
      } else if (piece.indent !== pieces.indent) {
        const isLast = piece === pieces.all[pieces.all.length - 1];
        this.indentation(piece, isLast ? this.wantedIndent(piece, pieces.indent, outer, path) : pieces.indent, path);
      } else {
        this.piece(piece, path, depth);
      }
    }
  }

  /** An entry between two columns belongs to the inner mapping if that knows its key, else to the nearer one. */
  private wantedIndent(piece: Piece, inner: number, outer: number, path: readonly string[]): number {
    const key = headOf(this.text.slice(piece.start, piece.end))?.key ?? '';
    const place = schemaEntryAt(path);
    const canStay = place === null || place.hasFreeKeys || place.properties.some((property) => property.key === key);
    return !canStay && outer >= 0 && piece.indent - outer <= inner - piece.indent ? outer : inner;
  }

  private piece(piece: Piece, path: readonly string[], depth: number): void {
    if (!this.isBroken(piece, path)) {
      return;
    }
    const source = this.text.slice(piece.start, piece.end);
    const before = this.state();
    if (piece.isItem) {
      this.item(piece, path, depth);
    } else {
      const head = headOf(source);
      if (head === null) {
        this.withoutColon(piece, source, path, depth);
      } else {
        this.value(piece, source, head, [...path, head.key], depth);
      }
    }
    if (this.work > 0 && this.isBroken(piece, path)) {
      this.restore(before);
      this.giveUp(piece, source, path);
    }
  }

  private item(piece: Piece, path: readonly string[], depth: number): void {
    const source = this.text.slice(piece.start, piece.end);
    const dash = source.indexOf('-');
    const inner = dash + 1 + (/^[ ]*/.exec(source.slice(dash + 1))?.[0].length ?? 0);
    const isMapping = headOf(source.slice(inner)) !== null;
    if (isMapping && depth < deepest) {
      this.entries(
        cutPieces(this.text, piece.start + inner, piece.end, piece.indent + inner - dash),
        [...path, '0'],
        depth + 1,
      );
    } else {
      this.flow(piece, source, inner);
    }
  }

  private value(piece: Piece, source: string, head: Head, path: readonly string[], depth: number): void {
    const bodyAt = source.indexOf('\n', head.end) + 1;
    const body = cutPieces(this.text, piece.start + (bodyAt === 0 ? source.length : bodyAt), piece.end);
    const line = source.slice(head.end, bodyAt === 0 ? undefined : bodyAt);
    if (/^\s*(?:[&!]\S+\s*)*(?:#.*)?$/.test(line)) {
      if (depth < deepest) {
        this.entries(body, path, depth + 1, piece.indent);
      }
      return;
    }
    if (/^\s*(?:[&!]\S+\s*)*[|>][-+0-9]*\s*(?:#.*)?$/.test(line)) {
      return;
    }
    const [first] = body.all;
    const firstBody = first === undefined ? '' : this.text.slice(first.start, first.end);
    const isBlock = first !== undefined && !/^\s*["']/.test(firstBody) && (first.isItem || headOf(firstBody) !== null);
    if (isBlock && this.looseBody(piece, source, head, body, path, depth)) {
      return;
    }
    this.flow(piece, source, head.end + (/^[ ]*(?:[&!]\S+[ ]+)*/.exec(line)?.[0].length ?? 0));
  }

  /** `levels: [` above a block, or a value above lines that are indented too far: what stands beside the key is left out. */
  private looseBody(
    piece: Piece,
    source: string,
    head: Head,
    body: Pieces,
    path: readonly string[],
    depth: number,
  ): boolean {
    const before = this.state();
    const line = source.slice(head.end).split('\n', 1)[0] ?? '';
    const start = piece.start + head.end + (line.length - line.trimStart().length);
    const range = { start, end: piece.start + head.end + line.trimEnd().length };
    const isComplete = !this.isBroken({ ...piece, end: range.end }, path.slice(0, -1));
    const types = schemaEntryAt(path)?.types ?? [];
    const [first] = body.all;
    if (
      isComplete &&
      first !== undefined &&
      !first.isItem &&
      (!types.includes('object') || /[\]}]$/.test(line.trimEnd()))
    ) {
      for (const below of body.all) {
        this.indentation(below, piece.indent, path, true);
      }
    } else {
      this.change({ ...range, insert: '' });
      const message = `\`${this.text.slice(range.start, Math.min(range.end, range.start + 30))}\` cannot stand here: what belongs to \`${head.key}\` stands below it.`;
      this.say('yaml-syntax', range, message);
      this.unsure.push(range);
      if (depth < deepest) {
        this.entries(body, path, depth + 1);
      }
    }
    if (!this.isBroken(piece, path.slice(0, -1))) {
      return true;
    }
    this.restore(before);
    return false;
  }

  private flow(piece: Piece, source: string, at: number): void {
    const faults = [...flowFaults(source, at), ...plainFaults(source, at)];
    const shift = (range: Range): Range => ({ start: range.start + piece.start, end: range.end + piece.start });
    let lastOf = '';
    for (const { code, range, message, edit, replacement, isWhole } of faults) {
      this.change({ ...shift(edit), insert: edit.insert });
      const kind = `${code}${message.slice(0, 12)}`;
      if (kind !== lastOf || code === 'yaml-trap') {
        this.say(code, shift(range), message, replacement === undefined ? {} : { replacement });
      }
      lastOf = kind;
      if (!isWhole) {
        this.unsure.push(withoutBreak(this.text, piece));
      }
    }
  }

  /** A line without `: `, such as a key that is being written. */
  private withoutColon(piece: Piece, source: string, path: readonly string[], depth: number): void {
    const line = firstLine(source);
    const content = line.trim();
    const start = piece.start + source.indexOf(content);
    const range = { start, end: start + content.length };
    const glued = /^(["']?)([\p{L}_][\p{L}\p{N}_-]*)\1:(?=\S)/u.exec(content);
    const word = /^[\p{L}_][\p{L}\p{N}_-]*/u.exec(content)?.[0] ?? '';
    const known = schemaEntryAt(path)?.properties.map(({ key }) => key) ?? [];
    const wide = /^([\p{L}_][\p{L}\p{M}\p{N}_-]*)：/u.exec(content)?.[1];
    if (wide !== undefined) {
      const place = start + wide.length;
      this.change({ start: place, end: place + 1, insert: ': ' });
      const blank = content.length === wide.length + 1 ? '' : ' ';
      const message = `YAML wants the narrow sign: write \`:\` for \`：\` behind \`${wide}\`.`;
      this.say('yaml-syntax', { start, end: place + 1 }, message, { replacement: `${wide}:${blank}` });
      this.valueBeside(piece, source, { key: wide, end: place + 1 - piece.start }, path, depth);
      return;
    }
    this.unsure.push(range);
    const rest = glued === null ? '' : content.slice(glued[0].length);
    if (glued !== null && /^[\]}]+$/.test(rest)) {
      const place = { start: start + glued[0].length, end: range.end };
      this.change({ ...place, insert: '' });
      this.say('yaml-syntax', place, closesNothing(rest));
      this.value(
        piece,
        source,
        { key: glued[2] ?? '', end: place.end - piece.start },
        [...path, glued[2] ?? ''],
        depth,
      );
    } else if (glued !== null) {
      const place = start + glued[0].length;
      this.change({ start: place, end: place, insert: ' ' });
      this.say('yaml-syntax', { start, end: place }, `A blank is missing behind \`${glued[0]}\`.`, {
        replacement: `${glued[0]} `,
      });
      this.valueBeside(piece, source, { key: glued[2] ?? '', end: place - piece.start }, path, depth);
    } else if (
      word !== '' &&
      (word === content || known.includes(word) || /^\s*[[{"'|>]/.test(content.slice(word.length)))
    ) {
      const place = start + word.length;
      this.change({ start: place, end: place, insert: ':' });
      this.say('yaml-syntax', { start, end: place }, `A \`:\` is missing behind \`${word}\`.`, {
        replacement: `${word}:`,
      });
      this.valueBeside(piece, source, { key: word, end: place - piece.start }, path, depth);
    } else {
      this.change({ ...range, insert: '' });
      const message = /^[\]}\s,]+$/.test(content)
        ? closesNothing(content)
        : 'YAML expects `key: value` here. If this goes on with the text above, indent it further.';
      this.say('yaml-syntax', range, message);
    }
  }

  /** What stands beside and below a key whose `:` was missing. Text below it belonged to a value that is gone. */
  private valueBeside(piece: Piece, source: string, head: Head, path: readonly string[], depth: number): void {
    if (!this.isBroken(piece, path)) {
      return;
    }
    const bodyAt = source.indexOf('\n', head.end) + 1;
    const body = cutPieces(this.text, piece.start + (bodyAt === 0 ? source.length : bodyAt), piece.end).all;
    if (
      body.length > 0 &&
      body.every(({ start, end, isItem }) => !isItem && headOf(this.text.slice(start, end)) === null)
    ) {
      this.blank({ ...piece, start: piece.start + bodyAt });
    } else {
      this.value(piece, source, head, [...path, head.key], depth);
    }
  }

  /** `- ` between keys, or a key between the entries of a list. */
  private stray(piece: Piece, pieces: Pieces, path: readonly string[], depth: number): void {
    const source = this.text.slice(piece.start, piece.end);
    const content = firstLine(source).trim();
    const start = piece.start + source.indexOf(content);
    const range = { start, end: start + content.length };
    this.unsure.push(withoutBreak(this.text, piece));
    if (!pieces.isList && headOf(content.slice(2)) !== null && depth < deepest) {
      const before = this.state();
      this.change({ start, end: start + 2, insert: '' });
      this.say('yaml-syntax', range, 'This stands among keys, not in a list: leave the `- ` out.');
      if (!this.isBroken({ ...piece, isItem: false }, path)) {
        return;
      }
      this.restore(before);
    }
    this.blank(piece);
    const message = pieces.isList
      ? 'Each entry of this list begins with `- `: is it missing here, or is this indented wrongly?'
      : '`- ` begins an entry of a list, but here stand keys.';
    this.say('yaml-syntax', range, message);
  }

  private indentation(piece: Piece, wanted: number, path: readonly string[], isTooDeep = false): void {
    const before = this.state();
    let at = piece.start;
    for (const line of this.text.slice(piece.start, piece.end).split('\n')) {
      const blanks = /^ */.exec(line)?.[0].length ?? 0;
      const indent = Math.max(0, blanks + wanted - piece.indent);
      if (line.trim() !== '' && indent !== blanks) {
        this.change({ start: at, end: at + blanks, insert: ' '.repeat(indent) });
      }
      at += line.length + 1;
    }
    const source = this.text.slice(piece.start, piece.end);
    const content = firstLine(source).trim();
    const start = piece.start + source.indexOf(content);
    if (this.isBroken({ ...piece, indent: wanted }, path)) {
      this.restore(before);
      this.blank(piece);
      this.unsure.push(withoutBreak(this.text, piece));
    }
    const key = headOf(content)?.key ?? content;
    const range = { start, end: start + key.length };
    if (isTooDeep) {
      const message = `\`${key}\` is indented more than the line before: to YAML it goes on with that text.`;
      this.say('yaml-trap', range, message, { indent: wanted });
    } else {
      this.say('yaml-syntax', range, 'This is not indented as its neighbours are.', { indent: wanted });
    }
  }

  /** The key stays, its value is not read. */
  private giveUp(piece: Piece, source: string, path: readonly string[]): void {
    const [error] = this.errors(piece, path);
    const head = piece.isItem ? null : headOf(source);
    this.blank(piece, head?.end ?? 0);
    if (head !== null) {
      const place = piece.start + head.end;
      const anchor = /^\s*(&\S+)/.exec(source.slice(head.end))?.[1] ?? '';
      const isNamed = schemaEntryAt(path)?.hasFreeKeys ?? false;
      const insert = `${anchor === '' ? '' : ` ${anchor}`}${isNamed ? ' {}' : ''}`;
      const at = this.edits.findIndex((edit) => edit.start === place);
      if (at >= 0) {
        this.edits.splice(at, 1, { ...(this.edits[at] ?? { start: place, end: place }), insert });
      } else if (insert !== '') {
        this.change({ start: place, end: place, insert });
      }
    }
    const content = firstLine(source).trim();
    const start = piece.start + source.indexOf(content);
    const whole = { start, end: start + content.length };
    const isInside = error !== undefined && error.range.start < piece.start + source.trimEnd().length;
    this.say(
      error?.code === 'yaml-trap' ? 'yaml-trap' : 'yaml-syntax',
      isInside ? error.range : whole,
      error?.message ?? unreadable,
    );
    this.unsure.push(withoutBreak(this.text, piece));
  }
}

function closesNothing(signs: string): string {
  return `This \`${signs}\` closes nothing: take it out, or open it before.`;
}
