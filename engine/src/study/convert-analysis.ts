import type { Formula } from '#engine/formula';
import { fileRange, type Range } from '#engine/text';
import type * as File from './generated/study-types.ts';
import { countAt, namedEntries, nodeAt, numberAt, type TreeReader, textOf, textsIn, wordAt } from './readers.ts';
import type { Alignment, CoherenceRule, ErrorKind, Family, Located, Regression, Subgroup } from './study.ts';
import type { TreeNode } from './tree.ts';

/** The section `coherence`. A rule of which a side is missing is left out. */
export function readRules(section: TreeNode | null, reader: TreeReader): readonly CoherenceRule[] {
  return namedEntries(section).flatMap(({ id, range, node }) => {
    const when = reader.condition(nodeAt<File.Rule>(node, 'when'));
    const expect = reader.condition(nodeAt<File.Rule>(node, 'then'));
    return when && expect ? [{ id, range, when, expect }] : [];
  });
}

const families: readonly Family[] = ['gaussian', 'binomial', 'ordinal', 'poisson'];

/** The section `regressions`. One without a formula is left out. */
export function readRegressions(section: TreeNode | null, reader: TreeReader): readonly Regression[] {
  return namedEntries(section).flatMap(({ id, range, node }) => {
    const source = nodeAt<File.Regression>(node, 'formula');
    if (source?.kind !== 'scalar') {
      return [];
    }
    const formula = reader.formula(source);
    const errors = nodeAt<File.Regression>(node, 'errors');
    return [
      {
        id,
        range,
        source: source.mapped,
        formula,
        family: wordAt<File.Regression, Family>(node, 'family', families) ?? defaultFamily(formula, id.range),
        errors: readErrors(textOf(errors), id.range),
        cluster: readCluster(errors),
      },
    ];
  });
}

function defaultFamily(formula: Formula, range: Range): Located<Family> {
  return { value: formula.left?.kind === 'condition' ? 'binomial' : 'gaussian', range };
}

function readErrors(text: Located<string> | null, otherwise: Range): Located<ErrorKind> {
  const kinds = ['classical', 'HC0', 'HC1', 'HC2', 'HC3'] as const;
  const kind = kinds.find((candidate) => candidate === text?.value);
  if (text && kind !== undefined) {
    return { value: { kind }, range: text.range };
  }
  const name = clusterColumn(text?.value ?? '')?.name;
  if (text && name !== undefined) {
    return { value: { kind: 'cluster', column: name }, range: text.range };
  }
  return { value: { kind: 'classical' }, range: text?.range ?? otherwise };
}

/** The name inside `cluster(…)`, and where it begins; null where there is none. */
function clusterColumn(text: string): { readonly name: string; readonly start: number } | null {
  const found = /^cluster\(\s*(?:"([^"]+)"|'([^']+)'|(.*\S))\s*\)$/.exec(text);
  const name = found?.[1] ?? found?.[2] ?? found?.[3];
  return name === undefined ? null : { name, start: text.indexOf(name, 'cluster('.length) };
}

function readCluster(node: TreeNode | null): Located<string> | null {
  const found = node?.kind === 'scalar' ? clusterColumn(node.text) : null;
  return node?.kind !== 'scalar' || found === null
    ? null
    : { value: found.name, range: fileRange(node.mapped, found.start, found.start + found.name.length) };
}

/** The section `subgroups`. */
export function readSubgroups(node: TreeNode | null): readonly Subgroup[] {
  if (node?.kind !== 'list') {
    return [];
  }
  return node.items.flatMap(({ value, range }) => {
    const attributes = textsIn(value);
    return attributes.length > 0 ? [{ attributes, range }] : [];
  });
}

/** The section `alignment`, with its defaults. */
export function readAlignment(node: TreeNode | null): Alignment {
  return {
    min_n: countAt<File.Alignment>(node, 'min_n', 2)?.value ?? 30,
    fdr: within(numberAt<File.Alignment>(node, 'fdr'), 0.05),
    margin: within(numberAt<File.Alignment>(node, 'margin'), 0.05),
  };
}

function within(number: Located<number> | null, otherwise: number): number {
  return number && number.value >= 0 && number.value <= 1 ? number.value : otherwise;
}
