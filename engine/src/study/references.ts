import { type Condition, namesInCondition, namesInDerivation, namesInFormula } from '#engine/formula';
import type { Range } from '#engine/text';
import type { Attribute, Category, Derived, Item, Located, Model, Study, Template, Variable } from './study.ts';

/** What kind of thing a name belongs to. */
export type NamedKind = 'attribute' | 'treatment' | 'belief' | 'action' | 'derived' | 'model';

export type ReferencePlace =
  | 'formula'
  | 'condition'
  | 'derived'
  | 'placeholder'
  | 'order'
  | 'subgroups'
  | 'stratify'
  | 'quotas'
  | 'tune';

/** One use of a name. */
export interface Reference {
  readonly name: string;
  readonly range: Range;
  /** Where the name is used. */
  readonly place: ReferencePlace;
  /** What it names; null when the study does not define it. */
  readonly kind: NamedKind | null;
  /** The key that defines it; null when the study does not define it. */
  readonly definition: Range | null;
}

const known = new WeakMap<Study, readonly Reference[]>();

/** Every use of a name of the study, in the order of the text; also of names that the study does not define. */
export function references(study: Study): readonly Reference[] {
  const before = known.get(study);
  if (before !== undefined) {
    return before;
  }
  const found = usesOf(study);
  known.set(study, found);
  return found;
}

function usesOf(study: Study): readonly Reference[] {
  const found: Reference[] = [];
  const add = (place: ReferencePlace, name: string, range: Range): void => {
    const target = place === 'tune' ? modelNamed(study, name) : variableNamed(study, name);
    found.push({
      name,
      range,
      place,
      kind: target === null ? null : kindOf(target),
      definition: target?.id.range ?? null,
    });
  };
  const addAll = (place: ReferencePlace, names: readonly Located<string>[]): void => {
    for (const { value, range } of names) {
      add(place, value, range);
    }
  };
  for (const template of templatesOf(study)) {
    for (const part of template.parts) {
      if (part.kind === 'placeholder') {
        add('placeholder', part.name, part.range);
      }
    }
  }
  for (const condition of conditionsOf(study)) {
    for (const { name, range } of namesInCondition(condition)) {
      add('condition', name, range);
    }
  }
  for (const { value } of study.derived) {
    for (const { name, range } of value === null ? [] : namesInDerivation(value)) {
      add('derived', name, range);
    }
  }
  for (const { formula } of study.regressions) {
    for (const { name, range } of namesInFormula(formula)) {
      add('formula', name, range);
    }
  }
  addAll('order', study.writtenOrder ?? []);
  addAll('stratify', study.human?.pilot?.stratify ?? []);
  for (const subgroup of study.subgroups) {
    addAll('subgroups', subgroup.attributes);
  }
  if (study.sample.kind === 'draw') {
    addAll(
      'quotas',
      (study.sample.quotas ?? []).map(({ attribute }) => attribute),
    );
  }
  for (const model of study.models) {
    if (model.kind === 'tuned') {
      add('tune', model.tune.value, model.tune.range);
    }
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}

const named = new WeakMap<Study, ReadonlyMap<string, Variable>>();

/** The attribute, treatment, item or derived variable with this id; null when there is none. */
export function variableNamed(study: Study, id: string): Variable | null {
  const before = named.get(study);
  // Ids are unique here: what has a name twice is left out when the study is read.
  const byId = before ?? new Map(variablesOf(study).map((variable) => [variable.id.value, variable]));
  if (before === undefined) {
    named.set(study, byId);
  }
  return byId.get(id) ?? null;
}

/** Attributes, treatments, items, derived variables: everything that shares the one namespace, in this order. */
export function variablesOf(study: Study): readonly Variable[] {
  return [...observedVariables(study), ...study.derived];
}

/** Attributes, treatments, items: what stands in data and is told to, or asked of, respondents. */
export function observedVariables(study: Study): readonly Exclude<Variable, Derived>[] {
  return [...study.attributes, ...study.treatments, ...study.items];
}

/** What answers are compared on: the items, then the derived variables that rest on items. */
export function comparedVariables(study: Study): readonly (Item | Derived)[] {
  return [...study.items, ...study.derived.filter(({ isAnswer }) => isAnswer)];
}

/** The model of the study with this id; null when there is none (built-in models are not in a study). */
export function modelNamed(study: Study, id: string): Model | null {
  return study.models.find((model) => model.id.value === id) ?? null;
}

/**
 * The categories of a variable: levels, arms, or answers (with `also`, last); for an attribute with bins their labels.
 * Empty for text and for numbers without bins.
 */
export function labelsOf(variable: Variable): readonly string[] {
  if (variable.kind === 'attribute' && variable.measure.kind === 'number') {
    return binLabels(variable.measure.bins.map(({ value }) => value));
  }
  return categoriesOf(variable).map(({ label }) => label.value);
}

/** The levels of an attribute, the arms of a treatment, the answers of an item and what is offered `also`. */
export function categoriesOf(variable: Variable): readonly Category[] {
  switch (variable.kind) {
    case 'attribute':
      return variable.measure.kind === 'levels' ? variable.measure.levels : [];
    case 'treatment':
      return variable.arms;
    case 'item':
      return [...(variable.measure.kind === 'numeric' ? [] : variable.measure.categories), ...variable.also];
    case 'derived':
      return [];
  }
}

/** The labels of classes that begin at the given numbers: `18 to under 30`, `30 to under 45`, `45 or more` for `[18, 30, 45]`. */
export function binLabels(bins: readonly number[]): readonly string[] {
  return bins.map((from, index) => {
    const to = bins[index + 1];
    return to === undefined ? `${from} or more` : `${from} to under ${to}`;
  });
}

function kindOf(target: Variable | Model): NamedKind {
  switch (target.kind) {
    case 'item':
      return target.role;
    case 'openai':
    case 'tuned':
      return 'model';
    default:
      return target.kind;
  }
}

/** Every template of the study: persona prompt, prompts of arms, questions. */
export function templatesOf(study: Study): readonly Template[] {
  const prompts = study.treatments.flatMap(({ arms }) => arms.map(({ prompt }) => prompt));
  const all = [study.personaPrompt, ...prompts, ...study.items.map(({ ask }) => ask)];
  return all.filter((template): template is Template => template !== null);
}

function conditionsOf(study: Study): readonly Condition[] {
  const where = study.human?.where ?? null;
  const parsed = [...(where === null ? [] : [where]), ...study.rules.flatMap(({ when, expect }) => [when, expect])];
  return parsed.map(({ condition }) => condition).filter((condition): condition is Condition => condition !== null);
}

/** The attributes that have classes: levels, or a number with bins. */
export function groupingAttributes(study: Study): readonly Attribute[] {
  return study.attributes.filter((attribute) => labelsOf(attribute).length > 0);
}
