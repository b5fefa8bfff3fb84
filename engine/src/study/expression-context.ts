import { fileRange, type MappedText, type Range } from '#engine/text';

/** The formula, condition, derived variable or placeholder that a cursor stands in, and what is being written there. */
export type ExpressionContext =
  | {
      readonly kind: 'formula' | 'condition' | 'derived' | 'placeholder';
      readonly wants: 'name';
      /** The letters of the name before the cursor. */
      readonly prefix: string;
      /** The whole name around the cursor; empty when none stands there. */
      readonly range: Range;
      /** The name whose label may stand here as well, without quotes yet; null where only names can stand. */
      readonly comparedWith: string | null;
    }
  | {
      readonly kind: 'formula' | 'condition' | 'derived';
      readonly wants: 'label';
      readonly prefix: string;
      /** The label between its quotes. */
      readonly range: Range;
      /** The name that the label is compared with; null when it cannot be told. */
      readonly comparedWith: string | null;
      /** The sign that begins the label, and whether it ends it too. */
      readonly quote: string;
      readonly isClosed: boolean;
    };

const formulaKeys: ReadonlySet<string> = new Set(['formula']);
const conditionKeys: ReadonlySet<string> = new Set(['when', 'then', 'where']);
const templateKeys: ReadonlySet<string> = new Set(['ask', 'prompt']);
const nameBefore = /[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;
const nameAfter = /^[\p{L}\p{M}\p{N}_]*/u;

/** What is being written at `offset` of a decoded value; null where the value is neither expression nor template. */
export function expressionContext(
  source: MappedText,
  path: readonly string[],
  offset: number,
): ExpressionContext | null {
  const key = path[path.length - 1] ?? '';
  if (path[0] === 'derived') {
    const isExpression = path.length === 2 || (path.length === 3 && key === 'value');
    return isExpression ? inExpression('derived', source, offset) : null;
  }
  if (templateKeys.has(key) && path[0] !== 'simulation') {
    return placeholderContext(source, offset);
  }
  if (formulaKeys.has(key)) {
    return inExpression('formula', source, offset);
  }
  return conditionKeys.has(key) ? inExpression('condition', source, offset) : null;
}

function placeholderContext(source: MappedText, offset: number): ExpressionContext | null {
  const before = source.text.slice(0, offset);
  const open = before.lastIndexOf('{{');
  const isEscaped = open > 0 && before[open - 1] === '\\';
  if (open < 0 || isEscaped || before.slice(open).includes('}}') || before.slice(open).includes('\n')) {
    return null;
  }
  const prefix = before.slice(open + 2).trimStart();
  const after = nameAfter.exec(source.text.slice(offset))?.[0] ?? '';
  return {
    kind: 'placeholder',
    wants: 'name',
    prefix,
    range: around(source, offset - prefix.length, offset + after.length),
    comparedWith: null,
  };
}

function inExpression(
  kind: 'formula' | 'condition' | 'derived',
  source: MappedText,
  offset: number,
): ExpressionContext {
  const before = source.text.slice(0, offset);
  const open = openQuote(before);
  if (open !== null) {
    const prefix = before.slice(open + 1);
    const rest = source.text.slice(offset);
    const quote = before[open] ?? '"';
    const close = rest.indexOf(quote);
    const isClosed = close >= 0;
    const range = around(source, open + 1, isClosed ? offset + close : offset);
    return { kind, wants: 'label', prefix, range, comparedWith: comparedName(before.slice(0, open)), quote, isClosed };
  }
  const prefix = nameBefore.exec(before)?.[0] ?? '';
  const after = nameAfter.exec(source.text.slice(offset))?.[0] ?? '';
  const comparedWith = comparedName(before.slice(0, before.length - prefix.length));
  return {
    kind,
    wants: 'name',
    prefix,
    range: around(source, offset - prefix.length, offset + after.length),
    comparedWith,
  };
}

/** Where the quote begins that is still open at the end of the text; null when none is. */
function openQuote(text: string): number | null {
  let open: number | null = null;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (open === null) {
      open = character === '"' || character === "'" ? index : null;
    } else if (character === '\\') {
      index += 1;
    } else if (character === text[open]) {
      open = null;
    }
  }
  return open;
}

/** `concerned` before `concerned >= `, `concerned in ["a", ` or `factor(concerned, ref = `. */
function comparedName(before: string): string | null {
  const comparison = /([\p{L}_][\p{L}\p{M}\p{N}_]*)\s*(?:==|!=|<=?|>=?|=)\s*$/u.exec(before);
  const reference = /factor\(\s*([\p{L}_][\p{L}\p{M}\p{N}_]*)\s*,\s*ref\s*=\s*$/u.exec(before);
  const list = /([\p{L}_][\p{L}\p{M}\p{N}_]*)\s+(?:not\s+)?in\s*\[[^\]]*$/u.exec(before);
  return reference?.[1] ?? list?.[1] ?? comparison?.[1] ?? null;
}

function around(source: MappedText, start: number, end: number): Range {
  return fileRange(source, start, end);
}
