import { contentHash, parseStudy, type RunFile, type SensitivityRun, type Study } from '#engine';
import { storedRuns } from '../runs/run-folder.ts';
import { modelOf } from './models-of-run.ts';
import { cannotStandBeside, readRun, type StoredAnswersOfRun } from './stored-answers.ts';

/**
 * Further finished runs of the model that a run asked, with the same settings, pilot and possible answers: made with another
 * seed, in other words, or once more with `--fresh`. They show how much the run's figures move. Only endpoints have any.
 */
export function sensitivityRuns(
  root: string,
  subject: StoredAnswersOfRun,
  study: Study,
): { readonly wording: string; readonly runs: readonly SensitivityRun[] } {
  const { run } = subject;
  const wording = wordingOf(run, study);
  if (run.model.kind !== 'openai') {
    return { wording, runs: [] };
  }
  const runs = storedRuns(root).flatMap(({ places, file }): readonly SensitivityRun[] => {
    if (file.kind !== 'read' || file.value.run === run.run || !isSensitivityRun(file.value, run, study)) {
      return [];
    }
    const read = readRun(root, places.run);
    return read.kind === 'impossible'
      ? []
      : [
          {
            model: modelOf(read.read, study, places.run, []),
            seed: file.value.simulation.seed,
            wording: wordingOf(file.value, study),
          },
        ];
  });
  return { wording, runs: runs.sort((left, right) => (left.model.id < right.model.id ? -1 : 1)) };
}

function isSensitivityRun(other: RunFile, run: RunFile, study: Study): boolean {
  return (
    other.status.kind === 'finished' &&
    other.status.answered >= other.plan.ids.length * other.plan.repeats &&
    sameModel(other) === sameModel(run) &&
    other.simulation.ask === run.simulation.ask &&
    cannotStandBeside(other, run, study) === null
  );
}

/** What makes two runs ask the same model in the same way; the seed that an endpoint is sent may differ. */
function sameModel({ model }: RunFile): string {
  const { kind, model: name, base_url, temperature, max_tokens } = model;
  return JSON.stringify([kind, name, base_url, temperature, max_tokens]);
}

/** A hash of all that respondents read: the persona prompt, arms, questions and their order. */
function wordingOf(run: RunFile, today: Study): string {
  const study = run.study.hash === contentHash(today.text) ? today : parseStudy(run.study.text).value;
  const words = [study.personaPrompt, study.attributes, study.treatments, study.items, study.order];
  return contentHash(JSON.stringify(words, withoutPlaces));
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'range' || key === 'runs' ? undefined : value;
}
