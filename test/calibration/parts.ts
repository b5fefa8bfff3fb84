// What the simulation goes through: settings, numbers of replications, and what has to come out.
import { atDistances, reachesAligned, underNoDifference, withSomeDifferences } from './distances.ts';
import { rectifiedHold, simulations } from './rectified.ts';
import { intervalsHold } from './relations.ts';
import type { Rate } from './tallies.ts';

export interface Part {
  readonly name: string;
  /** How many replications the full simulation makes. */
  readonly replications: number;
  readonly run: (options: { readonly seed: number; readonly replications: number }) => Promise<readonly Rate[]>;
}

/** Draws of the bootstrap behind intervals of distances, whose radius is a .90 quantile, and of 95 % percentile intervals. */
const distanceDraws = 400;
const respondentDraws = 999;
/** Draws behind each rectified coefficient, whose interval is a 95 % percentile interval: two fits more for each than above. */
const rectifiedDraws = 399;

const independent = { name: '300 people, 300 simulated', sample: 'independent', n_h: 300, n_s: 300 } as const;
const larger = { name: '300 people, 1,200 simulated', sample: 'independent', n_h: 300, n_s: 1200 } as const;
const matched = { name: '300 matched pairs', sample: 'matched', n_h: 300, n_s: 300 } as const;
const thousand = { name: '1,000 people, 1,000 simulated', sample: 'independent', n_h: 1000, n_s: 1000 } as const;
const thousandMatched = { name: '1,000 matched pairs', sample: 'matched', n_h: 1000, n_s: 1000 } as const;

/** Distances of the items: every shape of five options has another one. */
const near = { even: 0, skewed: 0.05, split: 0.15, peaked: 0.3, number: 0.05, colour: 0.05, act: 0.05 };
const far = { even: 0.3, skewed: 0.15, split: 0.05, peaked: 0, number: 0.2, colour: 0.2, act: 0.2 };
const atMargin = { even: 0.05, skewed: 0.05, split: 0.05, peaked: 0.05, number: 0.05, colour: 0.05, act: 0.05 };

/** Every part of the simulation, in the order of docs/calibration.md. */
export const parts: readonly Part[] = [
  ...[independent, matched, larger].map(
    (setting): Part => ({
      name: `No difference; ${setting.name}`,
      replications: 2500,
      run: (options) => underNoDifference(setting, options),
    }),
  ),
  ...[independent, matched].map(
    (setting): Part => ({
      name: `Half of the items .2 apart; ${setting.name}`,
      replications: 500,
      run: (options) => withSomeDifferences(setting, options),
    }),
  ),
  ...[near, far].flatMap((distances) =>
    [independent, matched].map(
      (setting): Part => ({
        name: `Known distances, ${distances === near ? 'small' : 'large'}; ${setting.name}`,
        replications: 1000,
        run: (options) => atDistances(distances, setting, { ...options, bootstrap: distanceDraws }),
      }),
    ),
  ),
  ...[thousand, thousandMatched].map(
    (setting): Part => ({
      name: `All items as far apart as the margin; ${setting.name}`,
      replications: 1000,
      run: (options) => atDistances(atMargin, setting, { ...options, bootstrap: distanceDraws }),
    }),
  ),
  ...[independent, matched].flatMap((setting) =>
    (['equal', 'differing'] as const).map(
      (populations): Part => ({
        name: `Intervals, ${populations} populations; ${setting.name}`,
        replications: 1000,
        run: (options) => intervalsHold(setting, populations, { ...options, bootstrap: respondentDraws }),
      }),
    ),
  ),
  ...(['alike', 'weighted'] as const).flatMap((drawn) =>
    Object.keys(simulations).flatMap((simulation) =>
      [100, 300].map(
        (n): Part => ({
          name: `Rectified${drawn === 'weighted' ? ', with survey weights' : ''}; ${n} people, 1,000 further personas; ${simulation} simulation`,
          replications: 1000,
          run: (options) =>
            rectifiedHold({ n, further: 1000, simulation, drawn }, { ...options, bootstrap: rectifiedDraws }),
        }),
      ),
    ),
  ),
  ...(
    [
      [60, 60, 0],
      [300, 12_161, 0.34],
      [1000, 1000, 0.84],
      [3000, 3000, 1],
    ] as const
  ).map(
    ([n_h, n_s, share]): Part => ({
      name: `How often truly equal cells are called aligned; ${n_h.toLocaleString('en')} people, ${n_s.toLocaleString('en')} simulated`,
      replications: 500,
      run: (options) => {
        const setting = { name: `${n_h} ${n_s}`, sample: 'independent', n_h, n_s } as const;
        const expected = { atLeast: Math.max(0, share - 0.06), atMost: Math.min(1, share + 0.06) };
        return reachesAligned(setting, expected, { ...options, bootstrap: distanceDraws });
      },
    }),
  ),
];
