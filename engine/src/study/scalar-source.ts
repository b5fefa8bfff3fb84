import type { Range } from '#engine/text';
import type { ScalarStyle } from './tree.ts';

/** A text as a YAML scalar on one line: as it is where YAML reads it so, else in quotes. */
export function scalarSource(text: string, inFlow: boolean): string {
  if (isPlainSafe(text, inFlow)) {
    return text;
  }
  return text.includes('"') && !/[\n\r\t]/.test(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}

/** Whether YAML reads a plain scalar with this source as this text, on one line, inside `[…]` or `{…}` or outside. */
export function isPlainSafe(text: string, inFlow: boolean): boolean {
  const isQuoted = text === '' || text !== text.trim() || /[\n\r\t]|: | #|:$/.test(text);
  const beginsOtherwise = /^[!&*|>%@`"'#{}[\],]|^[?:-](?:\s|$)|^-{3}|^(?:~|null|<<)$/i.test(text);
  return !isQuoted && !beginsOtherwise && !(inFlow && /[,[\]{}]|^[?:-]/.test(text));
}

/** A part of a decoded text, as it is written inside a scalar of this style. */
export function withinStyle(part: string, style: ScalarStyle): string {
  switch (style) {
    case 'single':
      return part.replaceAll("'", "''");
    case 'double':
      return JSON.stringify(part).slice(1, -1);
    default:
      return part;
  }
}

/** The style of the scalar that stands in this range of the file. */
export function styleAt(text: string, { start }: Range): ScalarStyle {
  const styles: Readonly<Record<string, ScalarStyle>> = { '"': 'double', "'": 'single', '|': 'literal', '>': 'folded' };
  return styles[text[start] ?? ''] ?? 'plain';
}

/** A label as formulas and conditions write it. */
export function quotedLabel(label: string): string {
  return `"${withinQuotes(label, '"')}"`;
}

/** A label as it stands between these quotes of a formula or condition. */
export function withinQuotes(label: string, quote: string): string {
  return label.replace(/["'\\]/g, (sign) => (sign === quote || sign === '\\' ? `\\${sign}` : sign));
}
