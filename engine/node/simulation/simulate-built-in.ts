import { answerLines, type BuiltInModel, callsOf, drawRespondents, selectRows } from '#engine';
import { callKey, type OpenRun } from './open-run.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { Progress } from './progress.ts';
import type { SimulationRequest } from './simulate.ts';
import type { SimulationWorld } from './world.ts';

/** Draws a built-in model's answers and stores those that are wanted and not yet there. */
export function simulateBuiltIn(
  model: BuiltInModel,
  request: SimulationRequest,
  open: OpenRun,
  world: SimulationWorld,
): Outcome {
  const { loaded, limit } = request;
  const { plan } = open;
  const total = Math.min(limit ?? Number.POSITIVE_INFINITY, callsOf(plan).length);
  const progress = new Progress(world, model, open, total);
  const drawn = drawRespondents(model, {
    study: loaded.study,
    people: loaded.people,
    split: loaded.split,
    plan,
    seed: loaded.study.simulation.seed,
  });
  if (drawn.kind === 'unavailable') {
    return outcomeOf(open, progress, 'failed', drawn.reason);
  }
  const wanted = selectRows(
    drawn.table,
    Int32Array.from({ length: total }, (_, index) => index),
  );
  const known = new Set(open.stored.map(callKey));
  const lines = answerLines(loaded.study, plan, wanted).filter((line) => !known.has(callKey(line)));
  open.journal.append(lines);
  progress.answered(lines);
  const notes = drawn.notes.length === 0 ? open.run.notes : [...drawn.notes];
  return { ...outcomeOf(open, progress, world.signal.aborted ? 'cancelled' : 'finished', null, { notes }) };
}
