import { type MatchedTypes, matchedTypesFromPairs, matchedTypesOf, scaledToEffective } from '#engine/statistics';
import type { CellRows } from './cell-scheme.ts';
import type { ModelSide, Sides } from './sides.ts';

/** Who answered what in one cell, for one seed of one model. */
export interface CellCounts {
  /**
   * Counts on the item's grid. For matched models only of pairs in which both answered. Of weighted people (and their twins)
   * sums of weights, scaled so that those of people sum to `n_effective`.
   */
  readonly human: Float64Array;
  readonly simulated: Float64Array;
  /** People and simulated respondents with an answer, whether or not the other side has one. */
  readonly n_h: number;
  readonly n_s: number;
  /** Kish's effective number of the people counted in `human`; null where there are no weights. */
  readonly n_effective: number | null;
  readonly n_pairs: number | null;
  readonly n_pairs_left_out: number | null;
}

/** Counts the answers to one item within one slice. */
export function countCell(sides: Sides, model: ModelSide, seed: number, item: number, slice: number): CellCounts {
  const { size } = sides.items[item];
  const { weights } = sides.people;
  const humanAnswers = sides.human[item];
  const human = new Float64Array(size);
  const simulated = new Float64Array(size);
  const side = model.seeds[seed];
  const repeats = side.answers[item];
  let n_h = 0;
  let n_s = 0;
  let squares = 0;
  if (!model.matched) {
    for (const row of sides.humanRows[slice]) {
      if (humanAnswers[row] >= 0) {
        const weight = weights === null ? 1 : weights[row];
        human[humanAnswers[row]] += weight;
        squares += weight * weight;
        n_h += 1;
      }
    }
    for (const row of side.sliceRows[slice]) {
      if (repeats[0][row] >= 0) {
        simulated[repeats[0][row]] += 1;
        n_s += 1;
      }
    }
    const n_effective = weights === null ? null : scaledToEffective(squares, human, []);
    return { human, simulated, n_h, n_s, n_effective, n_pairs: null, n_pairs_left_out: null };
  }
  let n_pairs = 0;
  let asked = 0;
  for (const row of sides.humanRows[slice]) {
    const answer = humanAnswers[row];
    const weight = weights === null ? 1 : weights[row];
    let given = 0;
    for (const repeat of repeats) {
      if (repeat[row] >= 0) {
        given += 1;
        if (answer >= 0) {
          simulated[repeat[row]] += weight;
        }
      }
    }
    n_h += answer >= 0 ? 1 : 0;
    n_s += repeats[0][row] >= 0 ? 1 : 0;
    asked += side.asked[row];
    if (answer >= 0 && given > 0) {
      human[answer] += weight;
      squares += weight * weight;
      n_pairs += 1;
    }
  }
  const n_effective = weights === null ? null : scaledToEffective(squares, human, [simulated]);
  return { human, simulated, n_h, n_s, n_effective, n_pairs, n_pairs_left_out: asked - n_pairs };
}

/** Who answered what in one cell (first seed), row by row. */
export function cellRows(sides: Sides, model: ModelSide, item: number, slice: number): CellRows {
  const rows = sides.humanRows[slice];
  const own = model.matched ? rows : model.seeds[0].sliceRows[slice];
  const { weights } = sides.people;
  return {
    human: rows.map((row) => sides.human[item][row]),
    simulated: model.seeds[0].answers[item].map((repeat) => own.map((row) => repeat[row])),
    size: sides.items[item].size,
    matched: model.matched,
    weights: weights === null ? null : Float64Array.from(rows, (row) => weights[row]),
  };
}

/** The pairs of a cell by what both sides answered (first seed), for matched models. */
export function matchedTypesOfCell(sides: Sides, model: ModelSide, item: number, slice: number): MatchedTypes {
  const { size } = sides.items[item];
  const rows = sides.humanRows[slice];
  const humanAnswers = sides.human[item];
  const repeats = model.seeds[0].answers[item];
  if (repeats.length === 1 && size <= 64) {
    const pairs = new Float64Array(size * size);
    for (const row of rows) {
      if (humanAnswers[row] >= 0 && repeats[0][row] >= 0) {
        pairs[humanAnswers[row] * size + repeats[0][row]] += 1;
      }
    }
    return matchedTypesFromPairs(pairs, size);
  }
  const pick = (answers: Int32Array): Int32Array => Int32Array.from(rows, (row) => answers[row]);
  return matchedTypesOf(pick(humanAnswers), repeats.map(pick), size).matched;
}
