import type { Diagnostic, DiagnosticCode } from '#engine/diagnostics';
import { type Study, type Variable, variablesOf } from '#engine/study';
import type { ModelState, StudyData } from './study-data.ts';

/** One thing that a study is checked for. */
export interface Rule {
  /** Every code that the rule can report. */
  readonly codes: readonly DiagnosticCode[];
  readonly check: (context: CheckContext) => Iterable<Diagnostic>;
}

/** What a rule may look at. */
export interface CheckContext {
  readonly study: Study;
  readonly data: StudyData;
  readonly models: ModelState;
  /** Attributes, treatments, items and derived variables by id; the first of a name counts. */
  readonly variables: ReadonlyMap<string, Variable>;
}

/** The context of a check. */
export function checkContext(study: Study, data: StudyData, models: ModelState): CheckContext {
  const variables = new Map<string, Variable>();
  for (const variable of variablesOf(study)) {
    if (!variables.has(variable.id.value)) {
      variables.set(variable.id.value, variable);
    }
  }
  return { study, data, models, variables };
}
