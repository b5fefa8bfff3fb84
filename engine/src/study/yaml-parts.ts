import { isMap, type Pair } from 'yaml';
import type { Diagnostic, Result } from '#engine/diagnostics';
import { type Range, touches } from '#engine/text';
import { sentinel } from './mending-draft.ts';
import { mergeKeys } from './merge-keys.ts';
import { movedDiagnostic, movedEntry, movedMark, movedRange, movedTrap } from './moved-tree.ts';
import { type EntryPart, type SectionPart, type TextPart, textParts } from './text-parts.ts';
import type { Trap } from './trap.ts';
import type { Entry, MapNode, TreeNode } from './tree.ts';
import { type Anchors, noAnchors, TreeBuilder } from './tree-builder.ts';
import { composeYaml } from './yaml-library.ts';
import { type SourceMark, sourceMarks } from './yaml-marks.ts';
import { type ReadText, readWhole } from './yaml-whole.ts';

/** What was read of the parts of a text, for the next text, which mostly has the same ones. */
export type ReadParts = ReadonlyMap<string, readonly ReadPart[]>;

export interface PartsRead {
  readonly parts: ReadParts;
  /** Null where the text cannot be read part by part. */
  readonly whole: Result<ReadText> | null;
}

/**
 * Reads a text part by part, as it would be read in one. Parts that an earlier text had too are not read again: they are taken
 * over, or moved. A part that YAML cannot read is mended by itself where its lines leave no doubt that it is one entry.
 */
export function readParts(text: string, earlier: ReadParts): PartsRead {
  const reader = new PartsReader(text, earlier);
  const parts = textParts(text);
  const root = parts.length === 0 ? null : reader.map(parts, [], '');
  const { read, marks, traps: repairs, unsure } = reader;
  const diagnostics = [
    ...reader.diagnostics,
    ...reader.doubled.filter(({ range }) => !unsure.some((place) => touches(place, range))),
  ];
  return { parts: read, whole: root && { value: { text, root, marks, repairs, unsure }, diagnostics } };
}

/** An entry as it was read, with its places as they were there. */
interface ReadPart {
  /** Where the part began. */
  readonly start: number;
  readonly marks: readonly SourceMark[];
  /** Null where it cannot be read by itself. */
  readonly content: PartContent | null;
  /** What the library made of it, where it has an anchor or alias and so depends on what stands before; else null. */
  readonly tied: Pair | null;
}

interface PartContent {
  /** One, unless the part was mended. */
  readonly entries: readonly Entry[];
  readonly isMended: boolean;
  readonly unsure: readonly Range[];
  readonly traps: readonly Trap[];
  readonly diagnostics: readonly Diagnostic[];
  /** The anchors that stand before it, and those after it: the same object where it has neither anchor nor alias. */
  readonly before: Anchors;
  readonly after: Anchors;
}

class PartsReader {
  readonly read = new Map<string, ReadPart[]>();
  readonly marks: SourceMark[] = [];
  readonly traps: Trap[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Of entries that their neighbours have too; not worth a word where YAML cannot read the one or the other. */
  readonly doubled: Diagnostic[] = [];
  readonly unsure: Range[] = [];
  private readonly text: string;
  private readonly earlier: ReadParts;
  private anchors: Anchors = noAnchors;

  constructor(text: string, earlier: ReadParts) {
    this.text = text;
    this.earlier = earlier;
  }

  /** The mapping of these entries; null where one cannot be read, after all others were. `head` are the lines of the keys around it. */
  map(parts: readonly TextPart[], path: readonly string[], head: string): MapNode | null {
    const entries: Entry[] = [];
    let isWhole = true;
    let isSure = false;
    for (const part of parts) {
      const read = part.kind === 'entry' ? this.part(part, path, head) : this.section(part, path, head);
      entries.push(...(read?.entries ?? []));
      // A mapping begins where its first entry does, and is one because of what YAML can read of it.
      isWhole &&= read !== null && entries.length > 0;
      isSure ||= read?.isMended === false;
    }
    const first = entries[0];
    const last = entries[entries.length - 1];
    if (first === undefined || last === undefined || !isWhole || !isSure) {
      return null;
    }
    const merged = mergeKeys(entries);
    this.doubled.push(...merged.diagnostics);
    const range = { start: first.range.start, end: last.range.end };
    return { kind: 'map', entries: merged.value, isFlow: false, range };
  }

  private section(
    { key, head, parts }: SectionPart,
    path: readonly string[],
    around: string,
  ): Pick<PartContent, 'entries' | 'isMended'> | null {
    const content = this.part(head, path, around);
    const value = this.map(parts, [...path, key], `${around}${' '.repeat(path.length)}${key}:\n`);
    const own = content?.isMended === false ? content.entries[0] : undefined;
    if (own === undefined || own.value !== null || value === null) {
      return null;
    }
    const entry = { key: own.key, value, range: { start: own.range.start, end: value.range.end } };
    return { entries: [entry], isMended: false };
  }

  private part(part: EntryPart, path: readonly string[], head: string): PartContent | null {
    const key = `${part.isFirst ? 'first ' : ''}${head}${part.source}`;
    const before = this.read.get(key) ?? [];
    const known = this.earlier.get(key);
    const same = known?.[before.length] ?? known?.[0];
    const read = same === undefined ? this.readNew(part, path, head) : this.taken(same, part, path, head);
    this.read.set(key, [...before, read]);
    const { content, marks } = read;
    if (content === null) {
      return null;
    }
    this.unsure.push(...content.unsure);
    this.marks.push(...marks);
    this.traps.push(...content.traps);
    this.diagnostics.push(...content.diagnostics);
    this.anchors = read.tied === null ? this.anchors : content.after;
    return content;
  }

  private readNew(part: EntryPart, path: readonly string[], head: string): ReadPart {
    const { tokens, documents } = composeYaml(head + part.source);
    const marks = sourceMarks(tokens).map((mark) => movedMark(mark, part.start - head.length));
    const [document] = documents;
    const isClean =
      document !== undefined && documents.length === 1 && document.errors.length + document.warnings.length === 0;
    const pair =
      isClean && marks.every(({ kind }) => kind === 'comment' || kind === 'anchor' || kind === 'document')
        ? pairAt(document.contents, path)
        : null;
    const content = pair && this.content(pair, part, path, head);
    if (content === null) {
      return this.mended(part, path, head);
    }
    return { start: part.start, marks, content, tied: content.before === content.after ? null : pair };
  }

  /** A part that YAML cannot read, mended by itself, as it would be among its neighbours. */
  private mended(part: EntryPart, path: readonly string[], head: string): ReadPart {
    const { start, source, indent, isFirst, isEven } = part;
    const unreadable = { start, marks: [], content: null, tied: null };
    if (!isEven || /[&*][^\s,]/.test(source)) {
      return unreadable;
    }
    const neighbour = (key: string): string => `${' '.repeat(indent)}${key}: 1\n`;
    const before = isFirst ? head : head + neighbour(`${sentinel}0`);
    const end = source.endsWith('\n') ? '' : '\n';
    const { value, diagnostics } = readWhole(before + source + end + neighbour(sentinel));
    const all = entriesAt(value.root, path) ?? [];
    const entries = all.slice(isFirst ? 0 : 1, -1);
    const places = diagnostics.flatMap(({ range, related }) => [range, ...related.map((place) => place.range)]);
    const limits = { start: before.length, end: before.length + source.length };
    const isContained =
      all.length > (isFirst ? 0 : 1) &&
      all[all.length - 1]?.key.text === sentinel &&
      [...places, ...value.unsure].every((place) => place.start >= limits.start && place.end <= limits.end) &&
      value.marks.every(({ kind }) => kind === 'comment' || kind === 'document');
    if (!isContained) {
      return unreadable;
    }
    const by = start - before.length;
    const content = {
      entries,
      isMended: true,
      traps: value.repairs,
      diagnostics,
      unsure: value.unsure,
      before: this.anchors,
      after: this.anchors,
    };
    return { start, marks: value.marks.map((mark) => movedMark(mark, by)), content: moved(content, by), tied: null };
  }

  /** A part that was read before, at the place where it stands now. */
  private taken(known: ReadPart, part: EntryPart, path: readonly string[], head: string): ReadPart {
    const by = part.start - known.start;
    const { content, tied } = known;
    if (by === 0 && (tied === null || content?.before === this.anchors)) {
      return known;
    }
    const marks = known.marks.map((mark) => movedMark(mark, by));
    if (tied !== null) {
      return { start: part.start, marks, content: this.content(tied, part, path, head), tied };
    }
    return { start: part.start, marks, content: content && moved(content, by), tied };
  }

  /** Null where the pair is not one whole entry. */
  private content(pair: Pair, { start }: EntryPart, path: readonly string[], head: string): PartContent | null {
    const before = this.anchors;
    const builder = new TreeBuilder(this.text, { path, offset: start - head.length, anchors: before });
    const [entry, ...others] = builder.entries(pair, path.length, false);
    const { traps, diagnostics } = builder;
    return entry === undefined || others.length > 0
      ? null
      : { entries: [entry], isMended: false, traps, diagnostics, unsure: [], before, after: builder.anchors() };
  }
}

function moved(content: PartContent, by: number): PartContent {
  return {
    ...content,
    entries: content.entries.map((entry) => movedEntry(entry, by)),
    unsure: content.unsure.map((range) => movedRange(range, by)),
    traps: content.traps.map((trap) => movedTrap(trap, by)),
    diagnostics: content.diagnostics.map((found) => movedDiagnostic(found, by)),
  };
}

/** The only pair of the mapping at a path; null where there is none, or others. */
function pairAt(contents: unknown, path: readonly string[]): Pair | null {
  let node = contents;
  for (let depth = 0; ; depth += 1) {
    if (!isMap(node) || node.flow === true || node.anchor !== undefined || node.items.length !== 1) {
      return null;
    }
    const [pair] = node.items;
    if (pair === undefined || depth === path.length) {
      return pair ?? null;
    }
    node = pair.value;
  }
}

/** The entries of the mapping at a path along which nothing else stands; null where there is no such path. */
function entriesAt(root: TreeNode | null, path: readonly string[]): readonly Entry[] | null {
  let node = root;
  for (const key of path) {
    const entry = node?.kind === 'map' && node.entries.length === 1 ? node.entries[0] : undefined;
    if (entry?.key.text !== key) {
      return null;
    }
    node = entry.value;
  }
  return node === null ? [] : node.kind === 'map' && !node.isFlow ? node.entries : null;
}
