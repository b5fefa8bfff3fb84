import type { CodedTable, CodedVariable } from '#engine/data';
import type { AnswerSpace } from '#engine/statistics';
import { comparedVariables, type Derived, type Item, type Study } from '#engine/study';

/**
 * An item as everything here counts it: each answer is a position on a grid. For scales and options the grid is the
 * study's list of answers; for numeric items it is every number that anybody gave, ascending, or, where these are more
 * than `MOST_NUMBERS`, so many numbers at equal distances, to the nearest of which each answer is taken.
 */
export interface MeasuredItem {
  readonly id: string;
  /** The item, or a derived variable that rests on items: it is counted as a numeric item is. */
  readonly item: Item | Derived;
  readonly measure: 'ordinal' | 'nominal' | 'numeric';
  readonly primary: 'wasserstein_1_normalized' | 'total_variation';
  /** Answers on the grid. */
  readonly size: number;
  /** The score of each position; for nominal items the position itself, which is only used where there are two. */
  readonly scores: Float64Array;
  readonly space: AnswerSpace;
  /** Scores or values from lowest to highest possible; null for nominal items. */
  readonly range: readonly [number, number] | null;
  /** The distance of the positions where numbers were rounded to them; null where each number has its own. */
  readonly step: number | null;
  /** What distributions are shown by: the answers, or the classes of a numeric item. */
  readonly labels: readonly string[];
  /** The label of each position on the grid. */
  readonly classOf: Int32Array;
}

/** What the tables can be compared on: the items of a study in its order, then the derived variables that rest on them. */
export function measuredItems(study: Study, people: CodedTable, simulated: readonly CodedTable[]): MeasuredItem[] {
  return comparedVariables(study).map((item) => {
    const id = item.id.value;
    const { measure } = item;
    if (measure.kind === 'numeric') {
      const columns = [people, ...simulated].map((table) => table.variables.get(id));
      return numericItem(item, measure, columns);
    }
    const labels = measure.categories.map((category) => category.label.value);
    const nominal = measure.kind === 'nominal';
    const scores = Float64Array.from(measure.categories, (category, index) => (nominal ? index : category.score));
    return {
      id,
      item,
      measure: measure.kind,
      primary: nominal ? 'total_variation' : 'wasserstein_1_normalized',
      size: labels.length,
      scores,
      space: nominal ? { kind: 'nominal' } : { kind: 'line', scores },
      range: nominal ? null : [scores[0] ?? 0, scores[scores.length - 1] ?? 0],
      step: null,
      labels,
      classOf: Int32Array.from(labels, (_, index) => index),
    };
  });
}

/** The position of each respondent's answer on the grid, −1 where there is none. The same array for the same column. */
export function positions(item: MeasuredItem, table: CodedTable): Int32Array {
  const variable = table.variables.get(item.id);
  if (variable === undefined) {
    return new Int32Array(table.size).fill(-1);
  }
  const known = lastPositions.get(variable);
  if (known !== undefined && known.item === item) {
    return known.at;
  }
  const at = positionsOf(item, variable);
  lastPositions.set(variable, { item, at });
  return at;
}

/** An evaluation asks for the same positions in many places. */
const lastPositions = new WeakMap<CodedVariable, { readonly item: MeasuredItem; readonly at: Int32Array }>();

function positionsOf({ scores, step, size }: MeasuredItem, { codes, values }: CodedVariable): Int32Array {
  if (values === null) {
    const at = new Int32Array(codes.length);
    for (let row = 0; row < codes.length; row += 1) {
      at[row] = Math.max(-1, codes[row]);
    }
    return at;
  }
  return step === null
    ? placesAmong(scores, values)
    : Int32Array.from(values, (value) =>
        Number.isFinite(value) ? Math.min(size - 1, Math.max(0, Math.round((value - scores[0]) / step))) : -1,
      );
}

/** Places of numbers among ascending ones, −1 where they are not among them; by a table where these are whole and near each other. */
function placesAmong(scores: Float64Array, values: Float64Array): Int32Array {
  const at = new Int32Array(values.length);
  const lowest = scores[0] ?? 0;
  const width = (scores[scores.length - 1] ?? lowest) - lowest + 1;
  if (width > WIDEST || scores.some((score) => !Number.isInteger(score))) {
    const places = new Map(Array.from(scores, (score, index) => [score, index] as const));
    return at.map((_, row) => places.get(values[row]) ?? -1);
  }
  const places = new Int32Array(width).fill(-1);
  scores.forEach((score, index) => {
    places[score - lowest] = index;
  });
  for (let row = 0; row < values.length; row += 1) {
    const place = values[row] - lowest;
    at[row] = place >= 0 && place < width && place === Math.floor(place) ? places[place] : -1;
  }
  return at;
}

/** Numbers that lie further apart are looked up one by one. */
const WIDEST = 100_000;

/** More different numbers than this are rounded: the distance moves by less than 1/1000 of the range. */
const MOST_NUMBERS = 501;

/** Whether an item was asked: means over items and effects are over these, so that an index adds nothing twice. */
export function wasAsked({ item }: MeasuredItem): boolean {
  return item.kind === 'item';
}

/** The items themselves, with their places in `items`: what was asked, and not what is computed from it. */
export function askedItems(
  items: readonly MeasuredItem[],
): readonly { readonly item: MeasuredItem; readonly asked: Item; readonly index: number }[] {
  return items.flatMap((item, index) => (item.item.kind === 'item' ? [{ item, asked: item.item, index }] : []));
}

/** Whether an item's answers have an order, so that means, ranks and correlations mean something. Two options have one. */
export function hasOrder(item: MeasuredItem): boolean {
  return item.measure !== 'nominal' || item.size === 2;
}

function numericItem(
  item: Item | Derived,
  measure: Extract<Item['measure'], { kind: 'numeric' }>,
  columns: readonly (CodedVariable | undefined)[],
): MeasuredItem {
  const found = new Set<number>();
  for (const column of columns) {
    for (const value of column?.values ?? []) {
      if (Number.isFinite(value)) {
        found.add(value);
      }
    }
  }
  const given = Float64Array.from(found).sort();
  const lowest = given[0] ?? 0;
  const highest = given[given.length - 1] ?? lowest;
  const range = [measure.number.min ?? lowest, measure.number.max ?? highest] as const;
  const step = given.length > MOST_NUMBERS ? (highest - lowest) / (MOST_NUMBERS - 1) : null;
  const scores =
    step === null ? given : Float64Array.from({ length: MOST_NUMBERS }, (_, index) => lowest + index * step);
  const edges = classEdges(
    measure.bins.map((bin) => bin.value),
    range,
  );
  return {
    id: item.id.value,
    item,
    measure: 'numeric',
    primary: 'wasserstein_1_normalized',
    size: scores.length,
    scores,
    space: { kind: 'line', scores, range },
    range,
    step,
    labels: classLabels(edges, range[1], measure.bins.length > 0),
    classOf: Int32Array.from(scores, (score) => classOfValue(edges, score)),
  };
}

/** Lower ends of the classes: the study's bins (and what lies below the first), else ten equal classes. */
function classEdges(bins: readonly number[], [low, high]: readonly [number, number]): readonly number[] {
  if (bins.length > 0) {
    return (bins[0] ?? low) > low ? [low, ...bins] : bins;
  }
  return high > low ? Array.from({ length: 10 }, (_, index) => low + ((high - low) * index) / 10) : [low];
}

function classLabels(edges: readonly number[], high: number, hasBins: boolean): readonly string[] {
  return edges.map((edge, index) => {
    const next = edges[index + 1];
    if (next !== undefined) {
      return `${plain(edge)} to under ${plain(next)}`;
    }
    return hasBins ? `${plain(edge)} or more` : `${plain(edge)} to ${plain(high)}`;
  });
}

function classOfValue(edges: readonly number[], value: number): number {
  let index = 0;
  while (index + 1 < edges.length && value >= (edges[index + 1] ?? Number.POSITIVE_INFINITY)) {
    index += 1;
  }
  return index;
}

function plain(value: number): string {
  return String(Number(value.toPrecision(12)));
}
