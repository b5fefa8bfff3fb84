// Distances: p under no difference, verdicts, and intervals, from evaluations of made-up samples.
import type { Cell, Evaluation } from '#engine/evaluation';
import { totalVariation, wasserstein1Normalized } from '#engine/statistics';
import { replicate, type Setting, templateOf } from './made-samples.ts';
import { type Rate, Tallies } from './tallies.ts';
import { constant, movedBy, ranks, type World } from './worlds.ts';

const template = templateOf(`
study: calibration-distances
human: { data: people.csv, id: id }
personas:
  attributes:
    group: { levels: [few, most] }
beliefs:
  even: { ask: How much?, scale: &five ["1", "2", "3", "4", "5"] }
  skewed: { ask: How much?, scale: *five }
  split: { ask: How much?, scale: *five }
  peaked: { ask: How much?, scale: *five }
  number: { ask: How many?, number: { min: 0, max: 10 } }
  colour: { ask: Which?, options: [red, green, blue, none] }
  act: { ask: Do you?, options: ["Yes", "No"] }
subgroups: [group]
alignment: { min_n: 30, fdr: 0.05, margin: 0.05 }
`);

const fiveOptions = ['even', 'skewed', 'split', 'peaked'];

const numbers = [1, 2, 4, 7, 10, 12, 10, 7, 4, 2, 1].map((share) => share / 60);

/** The people: four shapes of five options, a number, colours, an act. */
export const people: World = {
  even: constant([0.2, 0.2, 0.2, 0.2, 0.2]),
  skewed: constant([0.5, 0.25, 0.12, 0.08, 0.05]),
  split: constant([0.35, 0.1, 0.1, 0.1, 0.35]),
  peaked: constant([0.05, 0.2, 0.5, 0.2, 0.05]),
  number: constant(numbers),
  colour: constant([0.4, 0.3, 0.2, 0.1]),
  act: constant([0.7, 0.3]),
};

/** A population at these distances from the people: all answers move one way, or to both ends, as items differ. */
export function displaced(distanceOf: (item: string) => number): World {
  const last = (answers: number): readonly number[] => ranks(answers).map((at) => Number(at === answers - 1));
  const ends = [0.5, 0, 0, 0, 0.5];
  const towards: Readonly<Record<string, readonly number[]>> = {
    even: last(5),
    skewed: last(5),
    split: [0, 0.2, 0.6, 0.2, 0],
    peaked: ends,
    number: last(11),
    colour: last(4),
    act: last(2),
  };
  return Object.fromEntries(
    Object.entries(people).map(([id, item]) => {
      const shares = item.shares(0, 0);
      const distance = id === 'colour' || id === 'act' ? totalVariation : onScale;
      const wanted = distanceOf(id);
      return [id, wanted === 0 ? item : constant(movedBy(shares, towards[id], wanted, distance))];
    }),
  );
}

function onScale(from: readonly number[], to: readonly number[]): number {
  return wasserstein1Normalized(from, to, ranks(from.length));
}

export interface Replications {
  readonly seed: number;
  readonly replications: number;
}

/** With 999 permutations p can be exactly .01, .05 and .10. */
const testsOnly = { permutations: 999, bootstrap: 0 } as const;

const alphas = [0.01, 0.05, 0.1];

/** Two samples of one population: how often p is at most α, and which verdicts are given. */
export async function underNoDifference(
  setting: Omit<Setting, 'human' | 'simulated'>,
  options: Replications,
): Promise<readonly Rate[]> {
  const tallies = new Tallies();
  await forEach({ ...setting, human: people, simulated: people }, { ...options, ...testsOnly }, (evaluation) => {
    for (const cell of shownCells(evaluation)) {
      for (const alpha of alphas) {
        // Few answers in few people cannot reach every α: only where there are enough must the test use it up.
        const usesUp = fiveOptions.includes(cell.item) && cell.n_h >= 300;
        const wanted = { atMost: alpha, errors: 2, ...(usesUp ? { atLeast: 0.8 * alpha } : {}) };
        tallies.count(`p ≤ ${alpha}: ${kindOf(cell)}`, wanted, (cell.p_permutation ?? Number.NaN) <= alpha);
      }
    }
    const tested = evaluation.cells.filter(({ verdict }) => verdict !== null);
    for (const cell of tested) {
      tallies.count('cells called misaligned', { atMost: 0.05 }, cell.verdict === 'misaligned');
    }
    tallies.count(
      'runs in which a cell is called misaligned',
      { atMost: 0.05, errors: 2 },
      tested.some(({ verdict }) => verdict === 'misaligned'),
    );
    tallies.count(
      'runs in which a q is at most .05',
      { atMost: 0.05, errors: 2 },
      tested.some(({ q_bh }) => q_bh !== null && q_bh <= 0.05),
    );
  });
  return tallies.all();
}

/**
 * Two populations at these distances: whether the interval of a cell holds the true one, and, where that is the margin, how
 * often `aligned` is said.
 */
export async function atDistances(
  distances: Readonly<Record<string, number>>,
  setting: Omit<Setting, 'human' | 'simulated'>,
  options: Replications & { readonly bootstrap: number },
): Promise<readonly Rate[]> {
  const tallies = new Tallies();
  const simulated = displaced((item) => distances[item]);
  await forEach({ ...setting, human: people, simulated }, { ...options, permutations: 99 }, (evaluation) => {
    for (const cell of shownCells(evaluation)) {
      const truth = distances[cell.item];
      const [low, high] = cell.interval ?? [Number.NaN, Number.NaN];
      const holds = low <= truth + 1e-12 && high >= truth - 1e-12;
      tallies.count(`interval holds ${truth}: ${kindOf(cell)}`, { atLeast: 0.88 }, holds);
      if (truth === evaluation.alignment.margin) {
        tallies.count(`aligned at the margin: ${kindOf(cell)}`, { atMost: 0.065 }, cell.verdict === 'aligned');
      }
    }
  });
  return tallies.all();
}

/** Half of the items differ: the share of falsely called cells among those called misaligned, run by run. */
export async function withSomeDifferences(
  setting: Omit<Setting, 'human' | 'simulated'>,
  options: Replications,
): Promise<readonly Rate[]> {
  const differ = new Set(['even', 'peaked', 'colour']);
  const tallies = new Tallies();
  const simulated = displaced((item) => (differ.has(item) ? 0.2 : 0));
  await forEach({ ...setting, human: people, simulated }, { ...options, ...testsOnly }, (evaluation) => {
    const called = evaluation.cells.filter(({ verdict }) => verdict === 'misaligned');
    const significant = evaluation.cells.filter(({ q_bh }) => q_bh !== null && q_bh <= evaluation.alignment.fdr);
    for (const cell of called) {
      tallies.count('falsely called among cells called misaligned', { atMost: 0.05 }, !differ.has(cell.item));
    }
    for (const cell of significant) {
      tallies.count('falsely among cells with q ≤ .05', { atMost: 0.05 }, !differ.has(cell.item));
    }
    for (const cell of evaluation.cells) {
      if (differ.has(cell.item) && cell.subgroup.length === 0) {
        tallies.count('everyone, truly .2 apart, called misaligned', { atLeast: 0.8 }, cell.verdict === 'misaligned');
      }
    }
  });
  return tallies.all();
}

/** How often a cell of everyone on five equally likely options is called aligned where the truth is equal. */
export async function reachesAligned(
  setting: Omit<Setting, 'human' | 'simulated'>,
  expected: { readonly atLeast: number; readonly atMost: number },
  options: Replications & { readonly bootstrap: number },
): Promise<readonly Rate[]> {
  const tallies = new Tallies();
  await forEach({ ...setting, human: people, simulated: people }, { ...options, permutations: 99 }, (evaluation) => {
    const cell = evaluation.cells.find(({ item, subgroup }) => item === 'even' && subgroup.length === 0);
    tallies.count('aligned, truly equal: five equal options, everyone', expected, cell?.verdict === 'aligned');
  });
  return tallies.all();
}

interface Draws extends Replications {
  readonly permutations: number;
  readonly bootstrap: number;
}

async function forEach(setting: Setting, options: Draws, look: (evaluation: Evaluation) => void): Promise<void> {
  const { seed, permutations, bootstrap } = options;
  const draws = { permutations, bootstrap, refits: 0, subsamples: 0 };
  for (let replication = 0; replication < options.replications; replication += 1) {
    look(await replicate(template, setting, { seed, replication, draws }));
  }
}

/** Of everyone, and of the 30 people of the small group. */
function shownCells(evaluation: Evaluation): readonly Cell[] {
  return evaluation.cells.filter(
    ({ verdict, subgroup }) => verdict !== null && subgroup.every(({ level }) => level === 'few'),
  );
}

function kindOf(cell: Cell): string {
  const what = fiveOptions.includes(cell.item) ? 'five options' : cell.item;
  return `${what}, ${cell.n_h} people`;
}
