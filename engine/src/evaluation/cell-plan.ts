import type { CellJob, CellResult } from './cell-job.ts';
import type { JobHandle, JobList, JobResults } from './job-list.ts';
import { type CountedCell, cellJob } from './measured-cells.ts';
import type { ModelSide, Sides } from './sides.ts';

/** What chance alone does to the differences between the levels of an attribute; NaN where fewer than two were tested. */
export type DisparityOf = (model: ModelSide, item: number, attribute: string) => number;

/** What was drawn for the cells. */
export interface DrawnCells {
  /** One for each cell; null for those that are too small. */
  readonly results: readonly (CellResult | null)[];
  readonly disparityOf: DisparityOf;
}

/** Adds the draws of all cells to the list: cells of the levels of one attribute together, the others alone. */
export function planCells(
  sides: Sides,
  counted: readonly CountedCell[],
  jobs: JobList,
  options: { readonly seed: number; readonly permutations: number; readonly bootstrap: number },
): (results: JobResults) => DrawnCells {
  const alone: [cell: number, handle: JobHandle][] = [];
  const groups = new Map<string, [cell: number, job: CellJob][]>();
  counted.forEach((cell, index) => {
    const job = cellJob(sides, cell, options);
    const { arm, group } = sides.slices[cell.slice];
    if (job === null) {
      return;
    }
    if (arm === null && group.length === 1) {
      const key = keyOf(cell.model, cell.item, group[0].attribute);
      const known = groups.get(key) ?? [];
      groups.set(key, known);
      known.push([index, job]);
    } else {
      alone.push([index, jobs.add(job)]);
    }
  });
  const levels = [...groups].map(([key, members]) => ({
    key,
    members,
    handle: jobs.add({ kind: 'levels', cells: members.map(([, job]) => job) }),
  }));
  return (results) => {
    const ofCell = new Array<CellResult | null>(counted.length).fill(null);
    const disparities = new Map<string, number>();
    for (const [cell, handle] of alone) {
      ofCell[cell] = results.cell(handle);
    }
    for (const { key, members, handle } of levels) {
      const drawn = results.levels(handle);
      members.forEach(([cell], index) => {
        ofCell[cell] = drawn?.cells[index] ?? null;
      });
      disparities.set(key, drawn?.disparity_q95 ?? Number.NaN);
    }
    return {
      results: ofCell,
      disparityOf: (model, item, attribute) => disparities.get(keyOf(model, item, attribute)) ?? Number.NaN,
    };
  };
}

function keyOf(model: ModelSide, item: number, attribute: string): string {
  return JSON.stringify([model.id, item, attribute]);
}
