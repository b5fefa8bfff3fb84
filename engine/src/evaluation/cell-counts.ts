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
  if (weights === null && repeats.length === 1) {
    return countPairs(sides.humanRows[slice], humanAnswers, repeats[0], side.asked, size);
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

/** The same for pairs of one answer each that all count once, which may be millions. */
function countPairs(
  rows: Int32Array,
  human: Int32Array,
  simulated: Int32Array,
  asked: Uint8Array,
  size: number,
): CellCounts {
  const counts = { human: new Float64Array(size), simulated: new Float64Array(size) };
  let n_h = 0;
  let n_s = 0;
  let n_pairs = 0;
  let n_asked = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    const own = human[row];
    const other = simulated[row];
    n_asked += asked[row];
    if (own >= 0 && other >= 0) {
      counts.human[own] += 1;
      counts.simulated[other] += 1;
      n_pairs += 1;
    } else {
      n_h += own >= 0 ? 1 : 0;
      n_s += other >= 0 ? 1 : 0;
    }
  }
  return {
    ...counts,
    n_h: n_h + n_pairs,
    n_s: n_s + n_pairs,
    n_effective: null,
    n_pairs,
    n_pairs_left_out: n_asked - n_pairs,
  };
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
    const [simulated] = repeats;
    for (let index = 0; index < rows.length; index += 1) {
      const own = humanAnswers[rows[index]];
      const other = simulated[rows[index]];
      if (own >= 0 && other >= 0) {
        pairs[own * size + other] += 1;
      }
    }
    return matchedTypesFromPairs(pairs, size);
  }
  const pick = (answers: Int32Array): Int32Array => {
    const picked = new Int32Array(rows.length);
    for (let index = 0; index < rows.length; index += 1) {
      picked[index] = answers[rows[index]];
    }
    return picked;
  };
  return matchedTypesOf(pick(humanAnswers), repeats.map(pick), size).matched;
}
