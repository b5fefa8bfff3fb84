import { namesInCondition, namesInDerivation, namesInFormula } from '#engine/formula';
import { contentHash, type Range } from '#engine/text';
import { binLabels, categoriesOf, variableNamed } from './references.ts';
import type { Category, CoherenceRule, Regression, Study, Variable } from './study.ts';
import { treeOf } from './study-trees.ts';
import { entryOf, plainForm, type TreeNode, valueUnder } from './tree.ts';

/** A path in the study from its parts, such as `regressions/main/terms/show_data:concerned`. */
export function studyPath(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
}

/** The parts of a path in the study. */
export function pathParts(path: string): readonly string[] {
  return path.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * Where the thing stands that a path names: its key; the label of a level, arm or answer; the term in the formula.
 * Null when the study does not have it.
 */
export function placeOfPath(study: Study, path: string): Range | null {
  return thingAt(study, path)?.range ?? null;
}

/**
 * A hash of all that a finding about this path depends on: the thing itself with the variables that it names, and for
 * every path who the people are and when they count (`human`, the persona prompt and sample, `alignment`). Comments,
 * blank lines, quoting, layout and edits elsewhere do not change it. Null when the study does not have the thing.
 */
export function fingerprintOfPath(study: Study, path: string): string | null {
  const thing = thingAt(study, path);
  if (thing === null) {
    return null;
  }
  const { root } = treeOf(study);
  const personas = valueUnder(root, 'personas');
  const everywhere = [
    valueUnder(root, 'human'),
    valueUnder(personas, 'prompt'),
    valueUnder(personas, 'sample'),
    valueUnder(root, 'alignment'),
  ];
  const parts = pathParts(path);
  const own = withParts(study, thing.dependsOn).map((id) => [id, plainForm(nodeOfVariable(study, id))]);
  return contentHash(JSON.stringify([parts, everywhere.map(plainForm), own, plainForm(thing.node)]));
}

interface Thing {
  readonly range: Range;
  /** What a change of which changes the thing. */
  readonly node: TreeNode | null;
  /** The variables that it names. */
  readonly dependsOn: readonly string[];
}

function thingAt(study: Study, path: string): Thing | null {
  const parts = pathParts(path);
  const [section, ...rest] = parts;
  const [first, second, ...more] = rest;
  if (section === 'personas' && first === 'attributes' && second !== undefined) {
    return partOfVariable(study, 'attribute', second, more);
  }
  if (first !== undefined && ['treatments', 'beliefs', 'actions', 'derived'].includes(section ?? '')) {
    return partOfVariable(study, section ?? '', first, rest.slice(1));
  }
  if (section === 'coherence' && first !== undefined && rest.length === 1) {
    const rule = study.rules.find(({ id }) => id.value === first);
    return rule ? thingOfRule(study, rule) : null;
  }
  if (section === 'regressions' && first !== undefined) {
    const regression = study.regressions.find(({ id }) => id.value === first);
    return regression ? partOfRegression(study, regression, rest.slice(1)) : null;
  }
  return otherThing(study, parts);
}

function partOfVariable(study: Study, kind: string, id: string, rest: readonly string[]): Thing | null {
  const variable = variableNamed(study, id);
  if (variable === null || sectionOf(variable) !== kind) {
    return null;
  }
  const node = nodeOfVariable(study, id);
  if (rest.length === 0) {
    return { range: variable.id.range, node, dependsOn: partsOf(variable) };
  }
  const [container = '', label] = rest;
  if (label === undefined) {
    const entry = entryOf(node, container);
    return entry ? { range: entry.key.range, node, dependsOn: [] } : null;
  }
  const range = rest.length === 2 ? rangeOfCategory(variable, node, container, label) : null;
  return range && { range, node, dependsOn: [] };
}

/** The variables that a derived variable names; empty for all others. */
function partsOf(variable: Variable | null): readonly string[] {
  return variable?.kind === 'derived' && variable.value !== null
    ? distinct(namesInDerivation(variable.value).map(({ name }) => name))
    : [];
}

/** The names, with those that derived variables among them rest on. */
function withParts(study: Study, names: readonly string[]): readonly string[] {
  const found = new Set(names);
  for (const name of found) {
    for (const part of partsOf(variableNamed(study, name))) {
      found.add(part);
    }
  }
  return distinct([...found]);
}

function rangeOfCategory(variable: Variable, node: TreeNode | null, container: string, label: string): Range | null {
  if (variable.kind === 'attribute' && variable.measure.kind === 'number') {
    const labels = binLabels(variable.measure.bins.map(({ value }) => value));
    const bin = variable.measure.bins[labels.indexOf(label)];
    return bin?.range ?? null;
  }
  const isThere = entryOf(node, container) !== undefined;
  const candidates = container === 'also' && variable.kind === 'item' ? variable.also : categoriesOf(variable);
  const category: Category | undefined = candidates.find((candidate) => candidate.label.value === label);
  return isThere ? (category?.label.range ?? null) : null;
}

function sectionOf(variable: Variable): string {
  switch (variable.kind) {
    case 'attribute':
      return 'attribute';
    case 'treatment':
      return 'treatments';
    case 'item':
      return variable.role === 'belief' ? 'beliefs' : 'actions';
    case 'derived':
      return 'derived';
  }
}

function thingOfRule(study: Study, rule: CoherenceRule): Thing {
  const names = [rule.when, rule.expect].flatMap(({ condition }) => (condition ? namesInCondition(condition) : []));
  const node = valueUnder(valueUnder(treeOf(study).root, 'coherence'), rule.id.value);
  return { range: rule.id.range, node, dependsOn: distinct(names.map(({ name }) => name)) };
}

function partOfRegression(study: Study, regression: Regression, rest: readonly string[]): Thing | null {
  const node = valueUnder(valueUnder(treeOf(study).root, 'regressions'), regression.id.value);
  const dependsOn = distinct(namesInFormula(regression.formula).map(({ name }) => name));
  const [container, label] = rest;
  if (container === undefined) {
    return { range: regression.id.range, node, dependsOn };
  }
  if (container === 'terms' && label !== undefined && rest.length === 2) {
    const term = regression.formula.terms.find((candidate) => candidate.label === label);
    return term ? { range: term.range, node, dependsOn } : null;
  }
  const entry = rest.length === 1 ? entryOf(node, container) : undefined;
  return entry ? { range: entry.key.range, node, dependsOn } : null;
}

/** Any other path is a path of keys. */
function otherThing(study: Study, parts: readonly string[]): Thing | null {
  let node: TreeNode | null = treeOf(study).root;
  let range: Range | null = null;
  for (const part of parts) {
    const entry = entryOf(node, part);
    if (entry === undefined) {
      return null;
    }
    range = entry.key.range;
    node = entry.value;
  }
  return range && { range, node, dependsOn: [] };
}

function nodeOfVariable(study: Study, id: string): TreeNode | null {
  const { root } = treeOf(study);
  const sections = [valueUnder(valueUnder(root, 'personas'), 'attributes')].concat(
    ['treatments', 'beliefs', 'actions', 'derived'].map((section) => valueUnder(root, section)),
  );
  for (const section of sections) {
    const entry = entryOf(section, id);
    if (entry !== undefined) {
      return entry.value;
    }
  }
  return null;
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
