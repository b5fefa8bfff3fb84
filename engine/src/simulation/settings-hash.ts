import type { CodedTable } from '#engine/data';
import type { Study } from '#engine/study';
import { contentHash } from '#engine/text';
import type { RunModel } from './generated/run-types.ts';
import type { Plan } from './plan.ts';

/**
 * SHA-256 of everything that the answers of a run depend on: the plan, the model and its settings, what is asked and how,
 * and, for built-in models, the pilot's answers. Regressions, rules, subgroups and the layout of the file are not in it.
 */
export function settingsHash(study: Study, plan: Plan, model: RunModel, pilot: CodedTable | null): string {
  const asked = {
    plan: plan.hash,
    // Of a file with answers its content counts, not its name.
    model: { ...model, key_env: null, ...(model.source === undefined ? {} : { source: model.source.hash }) },
    simulation: study.simulation,
    persona: study.personaPrompt,
    attributes: study.attributes,
    treatments: study.treatments,
    items: study.items,
    order: study.order,
    answers: model.kind === 'built-in' && pilot !== null ? answersOf(study, pilot) : null,
  };
  return contentHash(JSON.stringify(asked, withoutPlaces));
}

/** Leaves out where things stand in the file. What an order entry's range says, that it was written, is kept. */
function withoutPlaces(key: string, value: unknown): unknown {
  if (key === 'runs') {
    return undefined;
  }
  return key === 'range' ? value !== null : value;
}

function answersOf(study: Study, pilot: CodedTable): unknown {
  return [...study.attributes, ...study.treatments, ...study.items].map((variable) => {
    const column = pilot.variables.get(variable.id.value);
    return column === undefined ? null : [Array.from(column.codes), Array.from(column.values ?? [], String)];
  });
}
