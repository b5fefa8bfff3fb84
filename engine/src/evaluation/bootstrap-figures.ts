import { percentileInterval as percentileIntervalOf } from '#engine/statistics';
import { type BootstrapFigure, type BootstrapJob, type BootstrapResult, observedFigures } from './bootstrap-job.ts';
import type { BootstrapPlan } from './bootstrap-plan.ts';
import type { Interval } from './generated/evaluation-types.ts';
import { finiteInterval, meanOf } from './numbers.ts';

type Kind = BootstrapFigure['kind'];

/** Which figure: its kind, its model and what it is about. */
export interface FigureName {
  readonly kind: Kind;
  readonly model: string;
  readonly item?: string;
  readonly other?: string;
}

/** What the bootstrap of respondents found. */
export interface BootstrapFigures {
  /** The figure of the respondents as they are, mean over turns; NaN where it is not defined. */
  readonly observed: (name: FigureName) => number;
  /** Its draws, in order; empty where there is no such figure. */
  readonly drawn: (name: FigureName) => Float64Array;
}

/** Draws in one block: enough to be worth a worker's while, few enough to share the work. */
const BLOCK = 100;

/** The jobs of all draws. The turns of the plan, one for each seed of the built-in models, get equally many. */
export function bootstrapJobs(plan: BootstrapPlan, seed: number, draws: number): readonly BootstrapJob[] {
  const turns = plan.turns.length;
  const blocks = turns * Math.ceil(draws / BLOCK / turns);
  return Array.from({ length: blocks }, (_, block) => {
    const { populations, figures } = plan.turns[block % turns];
    const share = Math.floor(draws / blocks) + (block < draws % blocks ? 1 : 0);
    return { kind: 'bootstrap', seed, block, draws: share, populations, figures };
  });
}

/** Puts the blocks together, in their order. */
export function bootstrapFigures(plan: BootstrapPlan, results: readonly BootstrapResult[]): BootstrapFigures {
  const observed = plan.turns.map(({ populations, figures }) => observedFigures(populations, figures));
  const width = plan.turns[0].figures.length;
  const position = ({ kind, model, item, other }: FigureName): number => plan.positionOf(kind, model, item, other);
  return {
    observed: (name) => {
      const at = position(name);
      return at < 0 ? Number.NaN : meanOf(observed.map((figures) => figures[at]));
    },
    drawn: (name) => {
      const at = position(name);
      if (at < 0) {
        return new Float64Array(0);
      }
      const blocks = results.map(({ values }) =>
        Float64Array.from({ length: values.length / width }, (_, draw) => values[draw * width + at]),
      );
      const all = new Float64Array(blocks.reduce((length, block) => length + block.length, 0));
      let filled = 0;
      for (const block of blocks) {
        all.set(block, filled);
        filled += block.length;
      }
      return all;
    },
  };
}

/**
 * The percentile interval of draws at a level such as .9. Draws in which the figure is not defined are left out; null where
 * more than one in ten are, or none are left.
 */
export function percentileInterval(drawn: Float64Array, level: number): Interval | null {
  const { low, high, draws } = percentileIntervalOf(drawn, level);
  return draws < 0.9 * drawn.length ? null : finiteInterval(low, high);
}
