import type { Evaluation, Interval } from '#engine/evaluation';
import { figure, type NumberStyle } from './figures.ts';
import type { Estimate, Figure, Quote } from './report.ts';

/** An entry of one of the evaluation's lists, and the JSON pointer by which it is found there. */
export interface Indexed<T> {
  readonly entry: T;
  readonly path: string;
}

/** The entries that speak of the subject, in the order of the list; `path` is the pointer of the list. */
export function ofSubject<T extends { readonly model: string }>(
  evaluation: Evaluation,
  list: readonly T[],
  path: string,
): readonly Indexed<T>[] {
  return indexed(list, path).filter(({ entry }) => entry.model === evaluation.subject);
}

/** Every entry of a list with its pointer. */
export function indexed<T>(list: readonly T[], path: string): readonly Indexed<T>[] {
  return list.map((entry, index) => ({ entry, path: `${path}/${index}` }));
}

/** An estimate and the interval at `intervalPath`; without an interval both ends are null. */
export function estimate(
  middle: Figure,
  interval: Interval | null,
  intervalPath: string,
  style: NumberStyle,
): Estimate {
  return {
    estimate: middle,
    lower: interval === null ? null : figure(interval[0], `${intervalPath}/0`, style),
    upper: interval === null ? null : figure(interval[1], `${intervalPath}/1`, style),
  };
}

/** The texts of a list, each with its pointer. */
export function quotes(texts: readonly string[], path: string): readonly Quote[] {
  return texts.map((text, index) => ({ text, path: `${path}/${index}` }));
}
