import {
  type Alias,
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Range } from '#engine/text';
import { decodeBlock } from './block-scalars.ts';
import { decodeDoubleQuoted, decodePlain, decodeSingleQuoted } from './flow-scalars.ts';
import { joinCutTexts } from './flow-text-repairs.ts';
import { mergeKeys } from './merge-keys.ts';
import { repairValue } from './repairs.ts';
import { schemaEntryAt } from './schema-entry.ts';
import type { Trap } from './trap.ts';
import type { Entry, ListItem, ScalarNode, ScalarStyle, TreeNode } from './tree.ts';

/** Makes our tree of the library's: scalars decoded with the place of every character, aliases resolved, traps undone. */
export class TreeBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly traps: Trap[] = [];
  private readonly known: Map<string, Built>;
  private aliased: number;
  private isTied = false;
  private readonly before: Anchors;
  private readonly open = new Set<string>();
  private weight = 0;
  private readonly text: string;
  private readonly path: string[];
  private readonly offset: number;

  /**
   * `path` is where the text stands in the study, if it is a part of one; `offset` what is to be added to the library's places,
   * which are those of the part, for places of `text`; `anchors` those that stand before it.
   */
  constructor(text: string, place: { path?: readonly string[]; offset?: number; anchors?: Anchors } = {}) {
    this.text = text;
    this.path = [...(place.path ?? [])];
    this.offset = place.offset ?? 0;
    this.before = place.anchors ?? noAnchors;
    this.known = new Map(this.before.known);
    this.aliased = this.before.aliased;
  }

  /** The anchors after what was built; the same object as before where neither an anchor nor an alias stood in it. */
  anchors(): Anchors {
    return this.isTied ? { known: this.known, aliased: this.aliased } : this.before;
  }

  build(node: Node, depth: number): TreeNode | null {
    if (depth > deepest) {
      const { start } = this.rangeOf(node);
      this.error('yaml-syntax', { start, end: start + 1 }, 'This is nested too deeply to be a study.');
      return null;
    }
    if (isAlias(node)) {
      return this.resolve(node);
    }
    const anchor = 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : null;
    if (anchor !== null) {
      this.isTied = true;
      this.open.add(anchor);
    }
    const before = this.weight;
    const built = this.buildContent(node, depth);
    this.weight += 1;
    if (anchor !== null) {
      this.open.delete(anchor);
      this.known.set(anchor, { node: built, weight: this.weight - before });
    }
    return built;
  }

  private buildContent(node: Node, depth: number): TreeNode | null {
    if (isScalar(node)) {
      return this.scalar(node);
    }
    if (isMap(node)) {
      return this.map(node as YAMLMap<unknown, unknown>, depth);
    }
    return isSeq(node) ? this.list(node as YAMLSeq<unknown>, depth) : null;
  }

  private resolve(alias: Alias): TreeNode | null {
    const range = this.rangeOf(alias);
    const target = this.known.get(alias.source);
    this.isTied = true;
    if (alias.source === '') {
      return null;
    }
    if (this.open.has(alias.source)) {
      this.error('yaml-syntax', range, `\`*${alias.source}\` stands inside its own anchor: it would hold itself.`);
      return null;
    }
    if (target === undefined) {
      const advice = `If it is meant as text, put it in quotes: "*${alias.source}".`;
      this.error(
        'yaml-syntax',
        range,
        `YAML looks for an anchor \`&${alias.source}\` above, and there is none. ${advice}`,
      );
      return null;
    }
    if (this.aliased + target.weight > mostNodes) {
      this.error(
        'yaml-unsupported',
        range,
        'The aliases of this file repeat too much text. Write it out, or use fewer.',
      );
      return null;
    }
    this.aliased += target.weight;
    this.weight += target.weight;
    return target.node;
  }

  private scalar(node: Scalar): ScalarNode | null {
    const token = node.srcToken;
    if (token === undefined) {
      return null;
    }
    if (token.type === 'block-scalar') {
      return blockScalar(token, this.offset);
    }
    if (!('source' in token) || token.source === '') {
      return null;
    }
    switch (token.type) {
      case 'single-quoted-scalar':
        return scalarNode('single', decodeSingleQuoted(token.source, token.offset + this.offset));
      case 'double-quoted-scalar':
        return scalarNode('double', decodeDoubleQuoted(token.source, token.offset + this.offset));
      default:
        return scalarNode('plain', decodePlain(token.source, token.offset + this.offset));
    }
  }

  private list(node: YAMLSeq<unknown>, depth: number): TreeNode {
    const items: ListItem[] = node.items.map((item) => {
      const content = isNode(item) ? item : null;
      this.path.push('0');
      const built = isNode(item) ? this.build(item, depth + 1) : this.pair(item as Pair<unknown, unknown>, depth);
      const value = this.repaired(built, content, node.flow === true, null).value;
      this.path.pop();
      const at = content === null ? (value?.range.start ?? this.rangeOf(node).start) : this.rangeOf(content).start;
      const range = content && isAlias(content) ? this.rangeOf(content) : (value?.range ?? { start: at, end: at });
      return { value, range };
    });
    return { kind: 'list', items, isFlow: node.flow === true, range: this.collectionRange(node, items) };
  }

  /** `[a: b]`: a pair among the items of a list is a mapping of its own. */
  private pair(pair: Pair<unknown, unknown>, depth: number): TreeNode | null {
    const [entry = null] = this.entries(pair, depth, true);
    return entry && { kind: 'map', entries: [entry], isFlow: true, range: entry.range };
  }

  private map(node: YAMLMap<unknown, unknown>, depth: number): TreeNode {
    const entries = node.items.flatMap((pair) => this.entries(pair, depth, node.flow === true));
    const range = this.collectionRange(node, entries);
    const whole = node.flow === true ? joinCutTexts(this.text, entries) : { entries, traps: [] };
    this.traps.push(...whole.traps);
    const merged = mergeKeys(whole.entries);
    this.diagnostics.push(...merged.diagnostics);
    return { kind: 'map', entries: merged.value, isFlow: node.flow === true, range };
  }

  /**
   * The entries that a pair of a mapping, so deep in the text, stands for: none without a key, more than one where its value
   * had swallowed others.
   */
  entries(pair: Pair<unknown, unknown>, depth: number, inFlow: boolean): readonly Entry[] {
    const key = isNode(pair.key) ? this.build(pair.key, depth + 1) : null;
    this.path.push(key?.kind === 'scalar' ? key.text : '');
    const built = isNode(pair.value) ? this.build(pair.value, depth + 1) : null;
    const isKeyed = key?.kind === 'scalar';
    const source = isNode(pair.value) ? pair.value : null;
    const keyAt = isNode(pair.key) ? this.rangeOf(pair.key).start : null;
    const { value, entries } = isKeyed ? this.repaired(built, source, inFlow, keyAt) : { value: built, entries: [] };
    this.path.pop();
    if (key === null || key.kind !== 'scalar') {
      if (key !== null) {
        this.error(
          'structure',
          isNode(pair.key) ? this.rangeOf(pair.key) : key.range,
          'A key is one text, not a list or a mapping.',
        );
      } else if (built !== null) {
        const at = built.range.start;
        this.error('structure', { start: Math.max(0, at - 1), end: at }, 'A key is missing here.');
      }
      return [];
    }
    const keyRange = isNode(pair.key) && isAlias(pair.key) ? this.rangeOf(pair.key) : key.range;
    const valueRange = source && isAlias(source) ? this.rangeOf(source) : value?.range;
    const range = { start: keyRange.start, end: Math.max(keyRange.end, valueRange?.end ?? 0) };
    return [{ key, value, range }, ...entries];
  }

  /** The value, or the text that was meant where YAML's reading is a trap, with the entries that it had swallowed. */
  private repaired(
    value: TreeNode | null,
    source: Node | null,
    inFlow: boolean,
    keyStart: number | null,
  ): { readonly value: TreeNode | null; readonly entries: readonly Entry[] } {
    const isTarget = value !== null && source !== null && !isAlias(source);
    const repair = isTarget ? repairValue(this.text, value, inFlow, keyStart, () => this.wantsText()) : null;
    if (repair === null) {
      return { value, entries: [] };
    }
    const { covers } = repair.trap;
    const inner = this.traps.filter((trap) => trap.covers.start >= covers.start && trap.covers.end <= covers.end);
    for (const trap of inner) {
      this.traps.splice(this.traps.indexOf(trap), 1);
    }
    this.traps.push(repair.trap);
    return { value: repair.meant, entries: repair.entries };
  }

  /** Whether the schema takes a text at the place that is being built; so where it knows no such place. */
  private wantsText(): boolean {
    const types = schemaEntryAt(this.path)?.types ?? [];
    return types.length === 0 || types.includes('string');
  }

  private collectionRange(node: Node, parts: readonly { readonly range: Range }[]): Range {
    const range = this.rangeOf(node);
    const flow = 'flow' in node && node.flow === true;
    const last = parts[parts.length - 1];
    const end = flow || last === undefined ? range.end : Math.max(range.start, last.range.end);
    return { start: range.start, end: Math.min(end, this.text.length) };
  }

  private rangeOf({ range }: Node): Range {
    return range ? { start: range[0] + this.offset, end: range[1] + this.offset } : { start: 0, end: 0 };
  }

  private error(code: 'yaml-syntax' | 'yaml-unsupported' | 'structure', range: Range, message: string): void {
    this.diagnostics.push(diagnostic(code, range, message));
  }
}

/** Aliases may multiply a text up to this many nodes; nesting may go this deep. */
const mostNodes = 100_000;
const deepest = 100;

/** The anchors of a text so far, and how many nodes its aliases stand for. */
export interface Anchors {
  readonly known: ReadonlyMap<string, Built>;
  readonly aliased: number;
}

export const noAnchors: Anchors = { known: new Map(), aliased: 0 };

interface Built {
  readonly node: TreeNode | null;
  readonly weight: number;
}

function isNode(value: unknown): value is Node {
  return isAlias(value) || isMap(value) || isSeq(value) || isScalar(value);
}

function scalarNode(style: ScalarStyle, mapped: ScalarNode['mapped']): ScalarNode {
  return { kind: 'scalar', style, text: mapped.text, mapped, range: mapped.range };
}

function blockScalar(token: CST.BlockScalar, moved: number): ScalarNode {
  const first = token.props[0];
  const header = first && 'source' in first ? first.source : '|';
  const length = token.props.reduce((sum, prop) => sum + ('source' in prop ? prop.source.length : 0), 0);
  const offset = (first?.offset ?? token.offset) + moved;
  const mapped = decodeBlock({
    header,
    offset,
    contentOffset: offset + length,
    content: token.source,
    indent: token.indent,
  });
  return scalarNode(header.startsWith('>') ? 'folded' : 'literal', mapped);
}
