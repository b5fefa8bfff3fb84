import {
  contentHash,
  type People,
  type Plan,
  type RunFile,
  type Split,
  type Study,
  selectRows,
  settingsHash,
} from '#engine';
import { type LoadedStudy, loadStudyText } from '../study/load-study.ts';

export interface StudyAsAsked {
  readonly study: Study;
  readonly people: People | null;
  /** Whether this is the study of then, because today's asks something else. */
  readonly isEarlier: boolean;
}

/** The study of today if it still asks what the run asked, else the one of then; both with how the run simulated it. */
export async function studyAsAsked(loaded: LoadedStudy, run: RunFile, plan: Plan): Promise<StudyAsAsked> {
  const today = { study: asSimulated(loaded.study, run), people: loaded.people };
  if (contentHash(loaded.text) === run.study.hash || asksTheSame(today, run, plan)) {
    return { ...today, isEarlier: false };
  }
  const then = await loadStudyText(loaded.file, run.study.text);
  return { study: asSimulated(then.study, run), people: then.people, isEarlier: true };
}

function asksTheSame(
  today: { readonly study: Study; readonly people: People | null },
  run: RunFile,
  plan: Plan,
): boolean {
  const pilot = today.people === null ? null : selectRows(today.people.table, splitOfRun(today.people, plan).pilot);
  return settingsHash(today.study, plan, run.model, pilot) === run.settings_hash;
}

function asSimulated(study: Study, run: RunFile): Study {
  return { ...study, simulation: { ...run.simulation } };
}

/** Pilot and held-out as the run knew them: whom a model may have learned from is never compared with. */
export function splitOfRun(people: People, plan: Plan): Split {
  const pilotIds = new Set(plan.pilotIds);
  const rows = Int32Array.from({ length: people.table.size }, (_, row) => row);
  const isPilot = (row: number): boolean => pilotIds.has(people.table.ids[row] ?? '');
  return { pilot: rows.filter(isPilot), heldOut: rows.filter((row) => !isPilot(row)) };
}
