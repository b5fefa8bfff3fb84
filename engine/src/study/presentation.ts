import type { Item, Study, Template, Treatment } from './study.ts';

/** What a respondent meets, one after the other. */
export type Presented =
  | { readonly kind: 'item'; readonly item: Item }
  /** `inline`: the arm's prompt stands inside a text that comes next and is not shown by itself. */
  | { readonly kind: 'treatment'; readonly treatment: Treatment; readonly inline: boolean };

/**
 * The items and treatments of a study in the order in which a respondent meets them: `order`, but a treatment that a text
 * inserts by `{{treatment}}` comes where that text is, and only there unless `order` names it too. A treatment inserted
 * by the persona prompt is known from the start.
 */
export function presentationOrder(study: Study): readonly Presented[] {
  const treatments = new Map(study.treatments.map((treatment) => [treatment.id.value, treatment]));
  const items = new Map(study.items.map((item) => [item.id.value, item]));
  const insertedSomewhere = insertedBy(treatments, study.personaPrompt, ...study.items.map((item) => item.ask));
  const presented: Presented[] = [];
  const met = new Set<string>();
  const meet = (id: string, inline: boolean): void => {
    const treatment = treatments.get(id);
    if (treatment === undefined || (inline && met.has(id))) {
      return;
    }
    met.add(id);
    presented.push({ kind: 'treatment', treatment, inline });
    for (const inner of insertedBy(treatments, ...treatment.arms.map((arm) => arm.prompt))) {
      meet(inner, true);
    }
  };
  for (const id of insertedBy(treatments, study.personaPrompt)) {
    meet(id, true);
  }
  for (const entry of study.order) {
    if (entry.kind === 'treatment') {
      if (entry.range !== null || !isInsertedOnly(entry.id, treatments, insertedSomewhere)) {
        meet(entry.id, false);
      }
      continue;
    }
    const item = items.get(entry.id);
    if (item !== undefined) {
      for (const id of insertedBy(treatments, item.ask)) {
        meet(id, true);
      }
      presented.push({ kind: 'item', item });
    }
  }
  return presented;
}

function isInsertedOnly(
  id: string,
  treatments: ReadonlyMap<string, Treatment>,
  insertedSomewhere: ReadonlySet<string>,
): boolean {
  if (insertedSomewhere.has(id)) {
    return true;
  }
  const others = [...treatments.values()].filter((other) => other.id.value !== id);
  return insertedBy(treatments, ...others.flatMap((other) => other.arms.map((arm) => arm.prompt))).has(id);
}

/** The treatments whose prompts these texts insert. */
function insertedBy(
  treatments: ReadonlyMap<string, Treatment>,
  ...templates: readonly (Template | null)[]
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const template of templates) {
    for (const part of template?.parts ?? []) {
      if (part.kind === 'placeholder' && treatments.has(part.name)) {
        ids.add(part.name);
      }
    }
  }
  return ids;
}
