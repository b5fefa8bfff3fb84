import type { Figure, Sentence } from './report.ts';

/** How a number is written. Negative numbers have a real minus sign; a number that rounds to zero has no sign. */
export type NumberStyle =
  /** A whole number with commas: 12,161. */
  | 'count'
  /** A number that is shown rounded to a whole one: 411. */
  | 'whole'
  /** A distance, correlation or probability below one, three decimals without the zero: .034. */
  | 'distance'
  /** The same with its sign: +.034. */
  | 'signed-distance'
  /** A share in per cent with one decimal: 24.7 %. */
  | 'percent'
  /** A difference of shares in points: +24.7. */
  | 'points'
  /** A mean, spread or error in the unit of the item: 5.27. */
  | 'decimal'
  | 'signed-decimal'
  /** A ratio, two decimals: 0.26. */
  | 'ratio'
  /** A setting of the study, with as many decimals as it has: .05. */
  | 'setting'
  /** An estimate with as many decimals as its error makes worth showing. */
  | { readonly decimals: number; readonly isSigned: boolean }
  /** A p- or q-value: < .001, .034. */
  | 'p';

/** The figure at `path` of the evaluation. A value that is null or not finite is written as a dash. */
export function figure(value: number | null | undefined, path: string, style: NumberStyle): Figure {
  const known = value ?? null;
  return { value: known, text: numberText(known, style), path };
}

/** The number in words of that style; "–" for null and for numbers that are not finite. */
export function numberText(value: number | null, style: NumberStyle): string {
  if (value === null || !Number.isFinite(value)) {
    return '–';
  }
  if (typeof style === 'object') {
    const text = fixed(value, style.decimals);
    return style.isSigned ? signed(text) : text;
  }
  switch (style) {
    case 'count':
      return grouped(value);
    case 'whole':
      return grouped(Math.round(value));
    case 'distance':
      return withoutZero(fixed(value, 3));
    case 'signed-distance':
      return signed(withoutZero(fixed(value, 3)));
    case 'percent':
      return `${fixed(100 * value, 1)} %`;
    case 'points':
      return signed(fixed(100 * value, 1));
    case 'decimal':
      return fixed(value, decimals(value));
    case 'signed-decimal':
      return signed(fixed(value, decimals(value)));
    case 'ratio':
      return fixed(value, 2);
    case 'setting':
      return withoutZero(String(value));
    case 'p':
      return value < 0.001 ? '< .001' : withoutZero(fixed(value, 3));
  }
}

/** The sentence as plain text. */
export function sentenceText(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

function fixed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  const isZero = Number(text) === 0;
  return value < 0 && !isZero ? `−${text}` : text;
}

/** How many decimals are worth showing where a number, or the error of an estimate, has this size: two to four. */
export function decimals(size: number): number {
  const absolute = Math.abs(size);
  if (absolute >= 100) {
    return 1;
  }
  if (absolute >= 0.1 || absolute === 0) {
    return 2;
  }
  return absolute >= 0.01 ? 3 : 4;
}

function withoutZero(text: string): string {
  return text.replace(/^(−?)0\./, '$1.');
}

function signed(text: string): string {
  const isZero = /^[0.]*$/.test(text);
  return text.startsWith('−') || isZero ? text : `+${text}`;
}

function grouped(value: number): string {
  const digits = Number.isInteger(Number(value.toFixed(1))) ? 0 : 1;
  const [whole = '', rest] = fixed(value, digits).split('.');
  const withCommas = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? withCommas : `${withCommas}.${rest}`;
}
