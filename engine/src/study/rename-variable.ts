import type { TextChange } from '#engine/text';
import { entryPutFirst } from './map-changes.ts';
import { variableNamed } from './references.ts';
import type { Renaming } from './rename.ts';
import { scalarSource } from './scalar-source.ts';
import type { Study, Variable } from './study.ts';
import { treeOf } from './study-trees.ts';
import { type Entry, valueUnder } from './tree.ts';

/** A column of the data file, as far as a change of the study needs it. */
export interface KnownColumn {
  readonly name: string;
  readonly values: readonly string[];
}

/** The changes of a variable's name, with its column written out where that was its name. */
export function changesOfVariable(
  study: Study,
  id: string,
  inPlace: readonly TextChange[],
  columns: readonly KnownColumn[] | null,
): Renaming {
  const variable = variableNamed(study, id);
  if (variable === null || !readsOwnColumn(study, variable, columns)) {
    return { kind: 'changes', changes: inPlace };
  }
  const column = columnWritten(study, variable, id);
  if (column === null) {
    const reason = `\`${id}\` is also the name of its data column, and its entry is shared by an anchor. Write \`column: ${id}\` into it first.`;
    return { kind: 'refused', reason };
  }
  return { kind: 'changes', changes: [...inPlace, column] };
}

/** The change that says which column a variable is read from; null where its entry cannot take that, as where an anchor shares it. */
export function columnWritten(study: Study, variable: Variable, column: string): TextChange | null {
  const entry = entryOfVariable(study, variable);
  return entry?.value?.kind !== 'map' || isShared(study.text, entry)
    ? null
    : entryPutFirst(study.text, entry.value, `column: ${scalarSource(column, entry.value.isFlow)}`);
}

/** The entry of the tree that defines a variable; null when it cannot be found. */
export function entryOfVariable(study: Study, variable: Variable): Entry | null {
  const { root } = treeOf(study);
  const sections = [valueUnder(valueUnder(root, 'personas'), 'attributes')].concat(
    ['treatments', 'beliefs', 'actions', 'derived'].map((section) => valueUnder(root, section)),
  );
  for (const section of sections) {
    const entries = section?.kind === 'map' ? section.entries : [];
    const entry = entries.find(({ key }) => key.range.start === variable.id.range.start);
    if (entry !== undefined) {
      return entry;
    }
  }
  return null;
}

function readsOwnColumn(study: Study, variable: Variable, columns: readonly KnownColumn[] | null): boolean {
  return (
    study.human !== null &&
    variable.kind !== 'derived' &&
    variable.column === null &&
    (columns === null || columns.some(({ name }) => name === variable.id.value))
  );
}

/** Whether what the entry holds stands elsewhere, or is repeated elsewhere. */
function isShared(text: string, { key, value, range }: Entry): boolean {
  return value === null || value.range.start > range.end || /^\s*:\s*[&*]/.test(text.slice(key.range.end, range.end));
}
