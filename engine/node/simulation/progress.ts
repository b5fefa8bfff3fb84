import { type FailureKind, failureKinds, type RespondentAnswers } from '#engine';
import type { OpenRun } from './open-run.ts';
import type { SimulationWorld } from './world.ts';

/** The least time between two reports of progress. */
const EVERY_MS = 100;

/** Counts what a run has, and tells it to whoever listens, not too often. */
export class Progress {
  readonly #world: SimulationWorld;
  readonly #model: string;
  readonly #total: number;
  readonly #failures: Record<FailureKind, number> = { refused: 0, invalid: 0, missing: 0, error: 0 };
  #done = 0;
  #lastTold = 0;
  #later: NodeJS.Timeout | null = null;

  /** Tells the plan first. */
  constructor(world: SimulationWorld, model: string, open: OpenRun, total: number) {
    this.#world = world;
    this.#model = model;
    this.#total = total;
    this.#count(open.stored);
    const { run, folder } = open.places;
    world.tell({ kind: 'planned', model, run, folder, calls: total, stored: this.#done });
  }

  get done(): number {
    return this.#done;
  }

  get failures(): Readonly<Record<FailureKind, number>> {
    return this.#failures;
  }

  answered(lines: readonly RespondentAnswers[]): void {
    this.#count(lines);
    const wait = this.#done >= this.#total ? 0 : this.#lastTold + EVERY_MS - this.#world.now();
    if (wait <= 0) {
      this.#tell();
    } else if (this.#later === null) {
      this.#later = setTimeout(() => this.#tell(), wait);
      this.#later.unref();
    }
  }

  /** Tells nothing more. */
  end(): void {
    if (this.#later !== null) {
      clearTimeout(this.#later);
      this.#later = null;
    }
  }

  #tell(): void {
    this.end();
    this.#lastTold = this.#world.now();
    this.#world.tell({
      kind: 'progress',
      phase: 'simulating',
      model: this.#model,
      done: this.#done,
      total: this.#total,
      failures: failureKinds.reduce((sum, kind) => sum + this.#failures[kind], 0),
    });
  }

  #count(lines: readonly RespondentAnswers[]): void {
    this.#done += lines.length;
    for (const line of lines) {
      for (const kind of Object.values(line.failures ?? {})) {
        this.#failures[kind] += 1;
      }
    }
  }
}
