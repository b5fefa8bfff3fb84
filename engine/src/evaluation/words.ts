import type { Interval } from './generated/evaluation-types.ts';

/** A number as people write it in a paper: three decimals without the leading zero, a proper minus. */
export function number(value: number | null, decimals = 3): string {
  if (value === null || !Number.isFinite(value)) {
    return 'not defined';
  }
  const rounded = Math.abs(value).toFixed(decimals);
  const isZero = Number(rounded) === 0;
  const sign = value < 0 && !isZero ? '−' : '';
  return sign + rounded.replace(/^0\./, '.');
}

/** A setting of the study, with as many decimals as it has: `.05`, `.025`. */
export function setting(value: number): string {
  return String(value).replace(/^0\./, '.');
}

/** A ratio, a coefficient or a difference of them: with its zero, as the tables have it. */
export function plain(value: number | null, decimals = 2): string {
  if (value === null || !Number.isFinite(value)) {
    return 'not defined';
  }
  const rounded = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(rounded) !== 0 ? `−${rounded}` : rounded;
}

/** `0.75 to 1.16`. */
export function plainInterval(ends: Interval | null): string {
  return ends === null ? 'no interval' : `${plain(ends[0])} to ${plain(ends[1])}`;
}

/** A difference of shares in points: `−8.1`. */
export function points(share: number): string {
  return plain(100 * share, 1).replace(/\.0$/, '');
}

/** A count, or a mean of counts with one decimal where it needs one. */
export function meanCount(value: number): string {
  return plain(value, 1).replace(/\.0$/, '');
}

/** A p or q to stand behind its name: `= .024`, `< .001`. */
export function probability(value: number | null): string {
  return value !== null && value < 0.0005 ? '< .001' : `= ${number(value)}`;
}

/** A share in per cent, without decimals where it is plain. */
export function percent(value: number | null): string {
  return value === null ? 'not defined' : `${Math.round(value * 1000) / 10} %`;
}

/** `−.012 to .003`. */
export function interval(ends: Interval | null): string {
  return ends === null ? 'no interval' : `${number(ends[0])} to ${number(ends[1])}`;
}

/** `1 cell`, `12 cells`, with separators from a thousand on. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${whole(n)} ${n === 1 ? noun : plural}`;
}

/** A whole number with separators: `12,161`. */
export function whole(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `a`, `a and b`, `a, b and c`; at most `most`, then "and 4 more". */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most);
  const left = names.length - shown.length;
  const parts = left > 0 ? [...shown, `${left} more`] : shown;
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** The model as it is written in the study, so that `regression` is not taken for a regression. */
export function modelName(id: string): string {
  return `\`${id}\``;
}
