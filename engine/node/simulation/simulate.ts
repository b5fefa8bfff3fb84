import {
  addressProblem,
  addressProblemWords,
  type BuiltInModel,
  builtInModels,
  type FailureKind,
  type RunModel,
  type RunStatusKind,
} from '#engine';
import type { LoadedStudy } from '../study/load-study.ts';
import { notWritten, type OpenRun, openRun, runModel } from './open-run.ts';
import { simulateBuiltIn } from './simulate-built-in.ts';
import { simulateEndpoint } from './simulate-endpoint.ts';
import type { SimulationWorld } from './world.ts';

export interface SimulationRequest {
  readonly loaded: LoadedStudy;
  /** An id of the study's `models`, or of a built-in model. */
  readonly model: string;
  readonly fresh: boolean;
  readonly limit: number | null;
  readonly concurrency: number | null;
  /** The folder for runs instead of `.understudy` beside the study file. */
  readonly out: string | null;
}

export type SimulationResult =
  | {
      readonly kind: 'ran';
      readonly run: string;
      readonly folder: string;
      readonly status: Exclude<RunStatusKind, 'running'>;
      /** Why it failed: `unavailable` where a built-in model cannot answer this study, else `run-failed`; null if it did not. */
      readonly code: 'unavailable' | 'run-failed' | null;
      readonly message: string | null;
      readonly answered: number;
      /** Answers that could not be used, by kind. */
      readonly failures: Readonly<Record<FailureKind, number>>;
    }
  /** Nothing was begun. `code` is stable; `message` says what to do. */
  | { readonly kind: 'impossible'; readonly code: string; readonly message: string };

/**
 * Makes one model answer a study, or finishes what was begun: nothing that is stored is asked again. When it comes back,
 * every answer is on disk and `run.json` says how it ended. A cancelled run comes back as such; it can be resumed.
 */
export async function simulate(request: SimulationRequest, world: SimulationWorld): Promise<SimulationResult> {
  const chosen = chosenModel(request);
  if ('message' in chosen) {
    return { kind: 'impossible', ...chosen };
  }
  const { model } = chosen;
  const opened = openRun({ ...request, model, now: world.now() });
  if (opened.kind === 'impossible') {
    return opened;
  }
  try {
    return await simulateOpen(model, request, opened.open, world);
  } catch (error) {
    return notWritten(opened.open.places, error);
  }
}

async function simulateOpen(
  model: RunModel,
  request: SimulationRequest,
  open: OpenRun,
  world: SimulationWorld,
): Promise<SimulationResult> {
  try {
    const outcome = isBuiltIn(model.id)
      ? simulateBuiltIn(model.id, request, open, world)
      : await simulateEndpoint(request, open, world);
    if (open.lost.aborted) {
      // What is on disk is the other process's now.
      const message = `Another process has taken over the run ${open.places.run}, because this one had stopped for a while.`;
      return { kind: 'impossible', code: 'run-locked', message };
    }
    open.save(outcome.save);
    world.tell({
      kind: 'simulated',
      model: model.id,
      run: open.places.run,
      folder: open.places.folder,
      status: outcome.status,
    });
    return {
      kind: 'ran',
      run: open.places.run,
      folder: open.places.folder,
      status: outcome.status,
      code: outcome.status !== 'failed' ? null : isBuiltIn(model.id) ? 'unavailable' : 'run-failed',
      message: outcome.save.status.message,
      answered: outcome.save.status.answered,
      failures: outcome.save.status.failures,
    };
  } finally {
    open.close();
  }
}

function chosenModel(
  request: SimulationRequest,
): { readonly model: RunModel } | { readonly code: string; readonly message: string } {
  const { study } = request.loaded;
  const model = runModel(study, request.model);
  if (model === null) {
    const known = [...builtInModels, ...study.models.map((one) => one.id.value)].map((id) => `\`${id}\``).join(', ');
    return { code: 'unknown-model', message: `\`${request.model}\` is not a model of this study. There are ${known}.` };
  }
  if (model.kind === 'tuned') {
    return { code: 'not-tuned', message: `\`${request.model}\` is not tuned yet. This version does not tune models.` };
  }
  if (model.kind === 'openai' && study.simulation.ask === 'distribution') {
    return {
      code: 'not-in-version-1',
      message:
        '`ask: distribution` comes in a later version: write `ask: questionnaire` or `ask: interview` under `simulation`.',
    };
  }
  const problem = model.base_url === null ? null : addressProblem(model.base_url);
  if (problem !== null) {
    // Before anything of it is written to a file.
    return { code: 'wrong-address', message: `\`base_url\` of \`${model.id}\` ${addressProblemWords[problem]}` };
  }
  return { model };
}

function isBuiltIn(id: string): id is BuiltInModel {
  return (builtInModels as readonly string[]).includes(id);
}
