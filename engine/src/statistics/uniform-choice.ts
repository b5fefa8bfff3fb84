import { drawMultinomial } from './multinomial.ts';
import { quantile } from './quantile.ts';
import type { UniformSource } from './uniform-source.ts';

/** How far counts are from equal shares, and what chance alone shows. */
export interface UniformChoice {
  /** Total variation between the shares and equal ones; NaN without counts. */
  readonly distance: number;
  readonly floorMean: number;
  readonly floorQ95: number;
  /** (1 + draws at least as far) / (1 + draws). */
  readonly p: number;
}

/** Whether each of some places was chosen equally often, by `draws` multinomial draws from equal shares. */
export function uniformChoice(counts: ArrayLike<number>, draws: number, source: UniformSource): UniformChoice {
  const places = counts.length;
  let n = 0;
  for (let place = 0; place < places; place += 1) {
    n += counts[place];
  }
  if (n === 0 || places < 2) {
    return { distance: Number.NaN, floorMean: Number.NaN, floorQ95: Number.NaN, p: Number.NaN };
  }
  const distance = fromEqual(counts, n);
  const weights = new Float64Array(places).fill(1);
  const drawn = new Float64Array(places);
  const distances = new Float64Array(draws);
  let atLeast = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    drawMultinomial(n, weights, drawn, source);
    distances[draw] = fromEqual(drawn, n);
    atLeast += distances[draw] >= distance - 1e-9 ? 1 : 0;
  }
  const sum = distances.reduce((total, one) => total + one, 0);
  return {
    distance,
    floorMean: sum / draws,
    floorQ95: quantile(distances, 0.95),
    p: (1 + atLeast) / (1 + draws),
  };
}

function fromEqual(counts: ArrayLike<number>, n: number): number {
  let sum = 0;
  for (let place = 0; place < counts.length; place += 1) {
    sum += Math.abs(counts[place] / n - 1 / counts.length);
  }
  return sum / 2;
}
