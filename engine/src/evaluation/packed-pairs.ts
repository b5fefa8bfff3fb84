import type { BootstrapScheme, MatchedTypes, PermutationScheme } from '#engine/statistics';

/** What permutations and bootstrap of a cell draw from. */
export type CellScheme = PermutationScheme & BootstrapScheme;

/** A matched scheme in few arrays: thousands of types would else be thousands of objects in every message to a worker. */
export interface PackedPairs {
  readonly kind: 'packed';
  readonly answers: number;
  /** For each type the answer of the person and of the twin, and how many pairs there are of it. */
  readonly human: Int32Array;
  readonly simulated: Int32Array;
  readonly personas: Float64Array;
}

/** The scheme as it is sent; only pairs of one answer each are packed. */
export function packed(scheme: CellScheme): CellScheme | PackedPairs {
  if (scheme.kind !== 'matched' || scheme.matched.types.some(({ simulated }) => simulated.length !== 1)) {
    return scheme;
  }
  const { answers, types } = scheme.matched;
  return {
    kind: 'packed',
    answers,
    human: Int32Array.from(types, ({ human }) => human),
    simulated: Int32Array.from(types, ({ simulated }) => simulated[0]),
    personas: Float64Array.from(types, ({ personas }) => personas),
  };
}

/** The scheme as it was. */
export function unpacked(scheme: CellScheme | PackedPairs): CellScheme {
  if (scheme.kind !== 'packed') {
    return scheme;
  }
  const { answers, human, simulated, personas } = scheme;
  const types = Array.from(human, (answer, type): MatchedTypes['types'][number] => ({
    human: answer,
    simulated: [simulated[type]],
    personas: personas[type],
  }));
  return { kind: 'matched', matched: { answers, types } };
}
