import { type People, type Split, withDerived } from '#engine/data';
import type { CodedAnswers, Plan } from '#engine/simulation';
import type { Study } from '#engine/study';
import type { ExportedRespondents, RespondentPart } from './exported.ts';

/** The people of a study: the pilot and the held-out, in the order of the data. */
export function exportedPeople(people: People, split: Split): ExportedRespondents {
  const pilot = new Set(split.pilot);
  return {
    table: people.table,
    parts: Array.from(people.table.ids, (_, row): RespondentPart => (pilot.has(row) ? 'pilot' : 'held-out')),
    run: null,
    twins: null,
    personas: null,
    repeats: null,
    clusters: people.clusters ?? new Map(),
  };
}

/** The answers of a run, in the order of its plan, with the study's derived variables. Twins are in the clusters of their people. */
export function exportedRun(
  study: Study,
  run: { readonly model: string; readonly name: string },
  plan: Plan,
  answers: CodedAnswers,
  people: People | null,
): ExportedRespondents {
  const rowOf = new Map((people?.table.ids ?? []).map((id, row) => [id, row]));
  const clusters = new Map<string, Int32Array>();
  for (const [column, known] of people?.clusters ?? []) {
    clusters.set(
      column,
      Int32Array.from(answers.table.ids, (_, row) => known[rowOf.get(answers.twins?.[row] ?? '') ?? -1] ?? -1),
    );
  }
  return {
    table: withDerived(study, answers.table),
    parts: answers.table.ids.map((): RespondentPart => 'simulated'),
    run,
    twins: answers.twins,
    personas: Array.from(answers.personas, (row) => plan.respondents.ids[row] ?? ''),
    repeats: answers.repeats,
    clusters,
  };
}
