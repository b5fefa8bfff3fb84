import { type Derivation, namesInDerivation, parseDerivation } from '#engine/formula';
import { type DerivedRange, rangeOfDerivation } from './derived-range.ts';
import type * as File from './generated/study-types.ts';
import { countAt, nodeAt, type TreeReader, textAt } from './readers.ts';
import type { Derived, Variable } from './study.ts';
import type { TreeNode } from './tree.ts';

/**
 * The section `derived`. Each variable may use those of `others` and the derived ones above it; its range follows from
 * theirs. One without a `value` is left out.
 */
export function readDerived(
  section: TreeNode | null,
  others: readonly Variable[],
  reader: TreeReader,
): readonly Derived[] {
  const known = new Map<string, Variable>(others.map((variable) => [variable.id.value, variable]));
  const found: Derived[] = [];
  const entries = section?.kind === 'map' ? section.entries : [];
  const ownNames = new Set(entries.map(({ key }) => key.text));
  for (const { key, value: node, range } of entries) {
    const source = node?.kind === 'map' ? nodeAt<File.DerivedVariable>(node, 'value') : node;
    if (source?.kind !== 'scalar' || key.text === '__proto__') {
      continue;
    }
    const value = reader.keep(parseDerivation(source.mapped));
    const atLeast = countAt<File.DerivedVariable>(node, 'at_least');
    const limits = value === null ? null : rangeOfDerivation(value, known, atLeast?.value ?? null);
    const variable: Derived = {
      kind: 'derived',
      id: { value: key.text, range: key.range },
      range,
      title: textAt<File.DerivedVariable>(node, 'title'),
      column: null,
      source: source.mapped,
      value,
      atLeast,
      measure: { kind: 'numeric', number: { ...limitsOf(limits), unit: null, range: source.range }, bins: [] },
      isAnswer: value !== null && restsOnAnswers(value, known, ownNames),
    };
    found.push(variable);
    if (!known.has(key.text)) {
      known.set(key.text, variable);
    }
  }
  return found;
}

function limitsOf(range: DerivedRange | null): Pick<Derived['measure']['number'], 'min' | 'max' | 'step'> {
  return range === null
    ? { min: null, max: null, step: null }
    : { min: range.min, max: range.max, step: range.isWhole ? 1 : null };
}

/** One that stands further down, which is reported, is taken to rest on answers. */
function restsOnAnswers(
  value: Derivation,
  known: ReadonlyMap<string, Variable>,
  ownNames: ReadonlySet<string>,
): boolean {
  return namesInDerivation(value).some(({ name }) => {
    const variable = known.get(name);
    if (variable === undefined) {
      return ownNames.has(name);
    }
    return variable.kind === 'item' || (variable.kind === 'derived' && variable.isAnswer);
  });
}
