import {
  type CodedAnswers,
  codeAnswers,
  contentHash,
  type Plan,
  parseStudy,
  planFromColumns,
  type RespondentAnswers,
  type RunFile,
  type Study,
  variableShape,
} from '#engine';
import { readJournal } from '../runs/journal.ts';
import { readStoredRun, runFolder } from '../runs/run-folder.ts';

/** A run on disk, ready to be judged. */
export interface StoredAnswersOfRun {
  readonly run: RunFile;
  readonly plan: Plan;
  readonly lines: readonly RespondentAnswers[];
}

export type Refusal = { readonly kind: 'impossible'; readonly code: string; readonly message: string };

/** What a run asked and what was answered, or why it cannot be read. */
export function readRun(
  root: string,
  name: string,
): { readonly kind: 'read'; readonly read: StoredAnswersOfRun } | Refusal {
  const places = runFolder(root, name);
  const stored = readStoredRun(places);
  if (stored.kind === 'unreadable') {
    return { kind: 'impossible', code: 'run-file', message: `${places.runFile} cannot be read: ${stored.reason}.` };
  }
  const journal = readJournal(places.answers);
  if (journal.kind === 'unreadable') {
    const message = `${places.answers}:${journal.line}:1 cannot be read: ${journal.reason}.`;
    return { kind: 'impossible', code: 'run-file', message };
  }
  return { kind: 'read', read: { run: stored.value, plan: planFromColumns(stored.value.plan), lines: journal.lines } };
}

/** The answers of a run as columns of the study. */
export function codedAnswers(study: Study, { plan, lines }: StoredAnswersOfRun): CodedAnswers {
  return codeAnswers(study, plan, lines);
}

/**
 * What stands in the way of judging a run beside another with this study; null where nothing does. The pilots must be the
 * same, else people whom one has learned from would be compared with the other; and both must have been asked for the
 * same answers, if not in the same words.
 */
export function cannotStandBeside(other: RunFile, subject: RunFile, study: Study): Refusal | null {
  if (JSON.stringify([...other.plan.pilot_ids].sort()) !== JSON.stringify([...subject.plan.pilot_ids].sort())) {
    return {
      kind: 'impossible',
      code: 'different-pilots',
      message: `${other.run} and ${subject.run} were made with different pilots: whom one may have learned from would be compared with the other. Simulate again with the pilot of today, or judge them apart.`,
    };
  }
  const isSameText = other.study.hash === contentHash(study.text);
  if (!isSameText && shapesOf(parseStudy(other.study.text).value) !== shapesOf(study)) {
    return {
      kind: 'impossible',
      code: 'different-questions',
      message: `${other.run} was asked for other answers than ${subject.run}: the items, arms or attributes of the study have changed in between. Judge them apart, or simulate again.`,
    };
  }
  return null;
}

/** What answers, arms and attributes can be; not the words in which they are asked. */
function shapesOf(study: Study): string {
  return JSON.stringify([...study.attributes, ...study.treatments, ...study.items].map(variableShape));
}
