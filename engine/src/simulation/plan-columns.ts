import type { CodedVariable } from '#engine/data';
import type { PlanColumn, PlanColumns } from './generated/run-types.ts';
import type { Plan } from './plan.ts';

/** A plan as `run.json` holds it. */
export function planColumns(plan: Plan): PlanColumns {
  const { respondents } = plan;
  return {
    hash: plan.hash,
    repeats: plan.repeats,
    ids: [...respondents.ids],
    twins: plan.twins === null ? null : [...plan.twins],
    weights: respondents.weights === null ? null : Array.from(respondents.weights),
    variables: [...respondents.variables.values()].map((variable) => ({
      id: variable.id,
      measure: variable.measure,
      labels: [...variable.labels],
      scores: [...variable.scores],
      codes: Array.from(variable.codes),
      values:
        variable.values === null ? null : Array.from(variable.values, (value) => (Number.isNaN(value) ? null : value)),
      texts: variable.texts === null ? null : [...variable.texts],
    })),
    pilot_ids: [...plan.pilotIds],
  };
}

/** The plan that a `run.json` holds. */
export function planFromColumns(columns: PlanColumns): Plan {
  return {
    respondents: {
      size: columns.ids.length,
      ids: columns.ids,
      variables: new Map(columns.variables.map((column) => [column.id, codedVariable(column)])),
      weights: columns.weights === null ? null : Float64Array.from(columns.weights),
    },
    twins: columns.twins,
    repeats: columns.repeats,
    pilotIds: columns.pilot_ids,
    hash: columns.hash,
  };
}

function codedVariable(column: PlanColumn): CodedVariable {
  return {
    id: column.id,
    measure: column.measure,
    labels: column.labels,
    scores: column.scores,
    codes: Int16Array.from(column.codes),
    values: column.values === null ? null : Float64Array.from(column.values, (value) => value ?? Number.NaN),
    texts: column.texts,
  };
}
