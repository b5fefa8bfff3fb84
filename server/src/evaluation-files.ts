import { type Evaluation, readEvaluation } from '#engine';
import type { EvaluationFile } from '#engine/node';
import type { OpenStudy } from './open-studies.ts';
import type { World } from './world.ts';

/** What the runs beside a study say. */
export interface StudyEvaluation {
  /** The newest evaluation that can be read. */
  readonly newest: { readonly file: string; readonly evaluation: Evaluation } | null;
  /** A newer file that cannot be read, and why. */
  readonly broken: { readonly file: string; readonly reason: string } | null;
}

export interface EvaluationFiles {
  /** The newest evaluation of a study, read once until it changes. */
  readonly of: (open: OpenStudy) => Promise<StudyEvaluation>;
  /** Forgets the evaluations of a study that was closed. */
  readonly forget: (uri: string) => void;
}

const none: StudyEvaluation = { newest: null, broken: null };

export function evaluationFiles(world: World): EvaluationFiles {
  const cache = new Map<string, { readonly key: string; readonly result: StudyEvaluation }>();
  return {
    async of(open) {
      if (open.path === null) {
        return none;
      }
      const found = await world.evaluationFiles(open.path, open.study.id.value);
      if (found.length === 0) {
        return none;
      }
      const key = JSON.stringify(found);
      const known = cache.get(open.uri);
      if (known !== undefined && known.key === key) {
        return known.result;
      }
      const result = await newestReadable(world, found);
      cache.set(open.uri, { key, result });
      return result;
    },
    forget: (uri) => {
      cache.delete(uri);
    },
  };
}

async function newestReadable(world: World, found: readonly EvaluationFile[]): Promise<StudyEvaluation> {
  let broken: StudyEvaluation['broken'] = null;
  for (const { file } of found) {
    const read = await readOne(world, file);
    if (read.kind === 'evaluation') {
      return { newest: { file, evaluation: read.evaluation }, broken };
    }
    broken ??= { file, reason: read.reason };
  }
  return { newest: null, broken };
}

type ReadOne =
  | { readonly kind: 'evaluation'; readonly evaluation: Evaluation }
  | { readonly kind: 'error'; readonly reason: string };

async function readOne(world: World, file: string): Promise<ReadOne> {
  try {
    return readEvaluation(await world.readText(file));
  } catch (error) {
    return { kind: 'error', reason: error instanceof Error ? error.message : String(error) };
  }
}
