import type { CST } from 'yaml';
import type { Range } from '#engine/text';

/** A comment, tag, anchor, directive or document mark of a YAML text. */
export interface SourceMark {
  readonly kind: 'comment' | 'tag' | 'anchor' | 'directive' | 'document';
  readonly source: string;
  readonly range: Range;
}

const kinds: Readonly<Record<string, SourceMark['kind']>> = {
  comment: 'comment',
  tag: 'tag',
  anchor: 'anchor',
  directive: 'directive',
  'doc-start': 'document',
};

const tokenParts = ['start', 'items', 'key', 'sep', 'value', 'props', 'end'];

/** The marks of a token stream, in the order of the text. */
export function sourceMarks(tokens: readonly CST.Token[]): readonly SourceMark[] {
  const marks: SourceMark[] = [];
  const stack: unknown[] = [...tokens];
  while (stack.length > 0) {
    const token = stack.pop();
    if (Array.isArray(token)) {
      for (const part of token) {
        stack.push(part);
      }
    } else if (typeof token === 'object' && token !== null) {
      const mark = markOf(token);
      if (mark) {
        marks.push(mark);
      }
      for (const part of tokenParts) {
        const inner: unknown = Reflect.get(token, part);
        if (typeof inner === 'object' && inner !== null) {
          stack.push(inner);
        }
      }
    }
  }
  return marks.sort((a, b) => a.range.start - b.range.start);
}

function markOf(token: object): SourceMark | null {
  if (!('type' in token && 'source' in token && 'offset' in token)) {
    return null;
  }
  const { type, source, offset } = token;
  if (typeof type !== 'string' || typeof source !== 'string' || typeof offset !== 'number') {
    return null;
  }
  const kind = kinds[type];
  return kind === undefined ? null : { kind, source, range: { start: offset, end: offset + source.length } };
}
