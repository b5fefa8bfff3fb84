import {
  checkStudy,
  type Diagnostic,
  type FurtherPeople,
  makePlan,
  mapFurtherPeople,
  mapPeople,
  type People,
  type PeopleFacts,
  type PlanResult,
  peopleFacts,
  type Result,
  type Split,
  type Study,
  type StudyData,
  splitPeople,
} from '#engine';
import type { DataFileResult } from '../data/read-data-file.ts';

/** The files that a study names, as they were read; null where it names none, or they have not been read. */
export interface StudyFiles {
  readonly people: DataFileResult | null;
  readonly further: DataFileResult | null;
}

/** A study on its data. What takes time is worked out when it is first asked for. */
export interface StudyOnData {
  readonly study: Study;
  /** The people in the data, as the study describes them; null without readable data. */
  readonly people: () => Result<People> | null;
  /** Who of them is the pilot; null without readable data. */
  readonly split: () => Result<Split> | null;
  /** Further personas; null where the study names none, or they cannot be read. */
  readonly further: () => Result<FurtherPeople> | null;
  /** What `checkStudy` says. */
  readonly checks: () => readonly Diagnostic[];
  /** Null without readable data. */
  readonly facts: () => PeopleFacts | null;
  /** Whom a run of the study would ask. */
  readonly plan: () => PlanResult;
  /** How many that are; null where it cannot be known yet. */
  readonly respondents: () => number | null;
}

export function studyOnData(study: Study, files: StudyFiles): StudyOnData {
  const people = once(() => (files.people?.kind === 'table' ? mapPeople(study, files.people.table) : null));
  const split = once(() => {
    const known = people();
    return known === null ? null : splitPeople(study, known.value);
  });
  const further = once(() => {
    const source = study.sample.kind === 'matched' ? study.sample.further : undefined;
    return source === undefined || files.further?.kind !== 'table'
      ? null
      : mapFurtherPeople(study, source, people()?.value ?? null, files.further.table);
  });
  const plan = once(() => makePlan(study, people()?.value ?? null, split()?.value ?? null, further()?.value ?? null));
  return {
    study,
    people,
    split,
    further,
    checks: once(() => checkStudy(study, studyData(files, people(), split(), further()))),
    facts: once(() => {
      const [known, divided] = [people(), split()];
      return known === null || divided === null ? null : peopleFacts(study, known.value, divided.value);
    }),
    plan,
    respondents: once(() => {
      const { sample } = study;
      if (sample.kind === 'draw') {
        return sample.n;
      }
      if (sample.kind === 'matched' && sample.further === undefined) {
        return split()?.value.heldOut.length ?? null;
      }
      const planned = plan();
      return planned.kind === 'planned' ? planned.plan.respondents.size : null;
    }),
  };
}

function studyData(
  files: StudyFiles,
  people: Result<People> | null,
  split: Result<Split> | null,
  further: Result<FurtherPeople> | null,
): StudyData {
  if (files.people?.kind !== 'table' || people === null || split === null) {
    return files.people?.kind === 'error' ? files.people : { kind: 'none' };
  }
  const { table } = files.people;
  if (files.further?.kind === 'error') {
    return { kind: 'table', table, people, split, further: files.further };
  }
  return { kind: 'table', table, people, split, ...(further === null ? {} : { further: { kind: 'table', further } }) };
}

/** The function, which works out its value at its first call. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
