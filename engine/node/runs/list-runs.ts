import fs from 'node:fs';
import { type Evaluation, readEvaluation } from '#engine';
import { besideBundle } from '../data/thread-work.ts';
import { factsOf, type RunFacts, readFacts } from './run-facts.ts';
import { type RunFolder, runFolders, runsRoot, type StoredRun } from './run-folder.ts';
import { isLocked } from './run-lock.ts';

/** What there is to say about a run in one line. */
export interface RunSummary {
  readonly run: string;
  readonly folder: string;
  /** Null where `run.json` cannot be read. */
  readonly model: string | null;
  /** `interrupted`: it ended without saying so. */
  readonly status: 'running' | 'finished' | 'cancelled' | 'failed' | 'interrupted' | 'unreadable';
  readonly answered: number | null;
  /** Calls of the whole plan. */
  readonly calls: number | null;
  /** When it was planned, ISO 8601 in UTC. */
  readonly created: string | null;
  readonly evaluated: boolean;
  /** Why `run.json` cannot be read. */
  readonly problem: string | null;
}

/** A run with what an editor shows of it. */
export interface ListedRun extends RunSummary {
  /** The evaluation, where there is one that can be read. */
  readonly evaluation: string | null;
  /** The HTML report, where there is one. */
  readonly report: string | null;
  /** The lines of the verdict; empty without an evaluation. */
  readonly verdict: Evaluation['verdict']['lines'];
}

/** What stands in the files of a run, in short. */
export function runSummary({ places, file }: StoredRun): RunSummary {
  return summaryOf(places, factsOf(file));
}

/**
 * A function that lists the runs beside a study, the one planned last first; empty for a study without an id. A file is
 * read again only when it has changed; a large one in a thread, where that has its bundle. Never rejects.
 */
export function runLister(
  bundle: string = besideBundle(),
): (studyFile: string, study: string) => Promise<readonly ListedRun[]> {
  let before: Promise<unknown> = Promise.resolve();
  const factsIn = readOnce(
    ({ runFile }) => runFile,
    (_, places) => {
      // One after the other: several plans of a million respondents would not fit into the memory at once.
      const facts = before.then(() => readFacts(places, bundle));
      before = facts;
      return facts;
    },
  );
  const verdictIn = readOnce(({ evaluation }) => evaluation, readVerdict);
  const listed = async (places: RunFolder): Promise<readonly ListedRun[]> => {
    const [facts, verdict] = await Promise.all([factsIn(places), verdictIn(places)]);
    return facts === null
      ? []
      : [
          {
            ...summaryOf(places, facts),
            evaluation: verdict === null ? null : places.evaluation,
            report: fs.existsSync(places.report) ? places.report : null,
            verdict: verdict ?? [],
          },
        ];
  };
  return async (studyFile, study) => {
    try {
      const runs = study === '' ? [] : runFolders(runsRoot(studyFile, study, null));
      const all = (await Promise.all(runs.map(listed))).flat();
      return all.sort((a, b) => (b.created ?? '').localeCompare(a.created ?? ''));
    } catch {
      return []; // a folder went while it was read; its going is told, and the list is made anew
    }
  };
}

function summaryOf(places: RunFolder, facts: RunFacts): RunSummary {
  const base = { run: places.run, folder: places.folder, evaluated: fs.existsSync(places.evaluation) };
  if (facts.kind === 'unreadable') {
    const { reason: problem } = facts;
    return { ...base, model: null, status: 'unreadable', answered: null, calls: null, created: null, problem };
  }
  const { model, answered, calls, created } = facts;
  const wasKilled = facts.status === 'running' && !isLocked(places.lock);
  return {
    ...base,
    model,
    status: wasKilled ? 'interrupted' : facts.status,
    answered,
    calls,
    created,
    problem: null,
  };
}

/** What is read from a file of a run, kept until the file changes; null where there is no file, or `read` says so. */
function readOnce<T>(
  fileOf: (places: RunFolder) => string,
  read: (file: string, places: RunFolder) => Promise<T | null>,
): (places: RunFolder) => Promise<T | null> {
  const kept = new Map<string, { readonly stamp: string; readonly value: Promise<T | null> }>();
  return async (places) => {
    const file = fileOf(places);
    const found = fs.statSync(file, { throwIfNoEntry: false });
    if (found === undefined) {
      kept.delete(file);
      return null;
    }
    const stamp = `${found.mtimeMs}:${found.size}`;
    const known = kept.get(file);
    if (known?.stamp === stamp) {
      return known.value;
    }
    const value = read(file, places);
    kept.set(file, { stamp, value });
    return value;
  };
}

async function readVerdict(file: string): Promise<ListedRun['verdict'] | null> {
  try {
    const read = readEvaluation(await fs.promises.readFile(file, 'utf8'));
    return read.kind === 'evaluation' ? read.evaluation.verdict.lines : null;
  } catch {
    return null;
  }
}
