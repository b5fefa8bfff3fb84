import { decodedRange, type MappedText, type TextChange, withChanges } from '#engine/text';
import { entryPutFirst } from './map-changes.ts';
import { isInFlow, nodesAround } from './nodes-at.ts';
import { type LabelSymbol, labelsWrittenOnce, type Occurrence, occurrencesOf } from './occurrences.ts';
import { categoriesOf, variableNamed } from './references.ts';
import type { Renaming } from './rename.ts';
import type { KnownColumn } from './rename-variable.ts';
import { isPlainSafe, scalarSource, styleAt, withinQuotes, withinStyle } from './scalar-source.ts';
import type { Category, Study, Variable } from './study.ts';
import { treeOf } from './study-trees.ts';

/** The changes of a label, with the old one kept as the data value that it was. */
export function changesOfLabel(
  study: Study,
  symbol: LabelSymbol,
  label: string,
  columns: readonly KnownColumn[] | null,
): Renaming {
  const variable = variableNamed(study, symbol.variable);
  const category = variable && categoriesOf(variable).find((one) => one.label.value === symbol.label);
  if (!variable || !category) {
    return { kind: 'refused', reason: `\`${symbol.variable}\` has no "${symbol.label}".` };
  }
  const keepsValue = labelsWrittenOnce(study, symbol).some(({ variable: id }) => {
    const sharing = variableNamed(study, id);
    return sharing !== null && isDataValue(study, sharing, category, columns);
  });
  const uses = occurrencesOf(study, symbol).filter(({ role }) => role === 'use');
  const written = uses
    .filter(({ source }) => source === null)
    .map(({ range }) => scalarChange(study, range.start, label));
  const changes = [
    ...(isBarePoint(study, variable, category)
      ? pointNamed(study, category, label)
      : definitionChanges(study, category, label, keepsValue)),
    ...written.flatMap((change) => change ?? []),
    ...inExpressions(study, uses, label),
  ];
  return { kind: 'changes', changes };
}

/** Whether people in the data have the label itself as their value. */
function isDataValue(
  study: Study,
  variable: Variable,
  { label, values, takesRest }: Category,
  columns: readonly KnownColumn[] | null,
): boolean {
  if (study.human === null || values.length > 0 || takesRest) {
    return false;
  }
  const name = variable.column?.value ?? variable.id.value;
  const column = columns?.find((one) => one.name === name);
  return columns === null || (column?.values.includes(label.value.trim()) ?? false);
}

/** Whether it is a point of `{ 1: Never, 2: , 3: Always }` without words: its number is its score, and stays. */
function isBarePoint({ text }: Study, variable: Variable, { label, range }: Category): boolean {
  const isScale = variable.kind === 'item' && variable.measure.kind === 'ordinal';
  const isKey = label.range.start === range.start && /^\s*:/.test(text.slice(label.range.end));
  return isScale && isKey && /^\s*:?\s*$/.test(text.slice(label.range.end, range.end));
}

function pointNamed(study: Study, { label }: Category, newLabel: string): readonly TextChange[] {
  const colon = /^\s*:/.exec(study.text.slice(label.range.end))?.[0] ?? '';
  const at = label.range.end + colon.length;
  const newText = ` ${scalarSource(newLabel, isInFlow(treeOf(study).root, label.range.start))}`;
  return [{ range: { start: at, end: at }, newText }];
}

function definitionChanges(
  study: Study,
  { label }: Category,
  newLabel: string,
  keepsValue: boolean,
): readonly TextChange[] {
  const { root } = treeOf(study);
  const { text } = study;
  const around = nodesAround(root, label.range.start);
  const [parent, own] = around.slice(-2);
  const change = scalarChange(study, label.range.start, newLabel);
  if (change === null || own === undefined || parent === undefined || !keepsValue) {
    return change === null ? [] : [change];
  }
  const inFlow = isInFlow(root, label.range.start);
  const { entry } = own;
  if (parent.node.kind === 'map' && entry !== null && entry.key !== own.node && entry.key.text === 'label') {
    const values = `values: ${scalarSource(label.value, parent.node.isFlow)}`;
    return [change, entryPutFirst(text, parent.node, values)];
  }
  if (entry !== null && entry.key === own.node) {
    if (entry.value?.kind === 'map') {
      return [change, entryPutFirst(text, entry.value, `values: ${scalarSource(label.value, entry.value.isFlow)}`)];
    }
    const colon = /^\s*:/.exec(text.slice(entry.key.range.end))?.[0] ?? '';
    const at = entry.key.range.end + colon.length;
    const value = scalarSource(label.value, inFlow);
    return [change, { range: { start: at, end: at }, newText: colon === '' ? `: ${value}` : ` ${value}` }];
  }
  const long = `{ label: ${scalarSource(newLabel, true)}, values: ${scalarSource(label.value, true)} }`;
  return [{ range: own.node.range, newText: long }];
}

/** The whole scalar at a place with another text: in its quotes if it has some, else plain where that can be read. */
function scalarChange(study: Study, offset: number, text: string): TextChange | null {
  const { root } = treeOf(study);
  const node = nodesAround(root, offset).at(-1)?.node;
  if (node?.kind !== 'scalar') {
    return null;
  }
  const isQuoted = node.style === 'double' || node.style === 'single';
  const quote = node.style === 'double' ? '"' : "'";
  const newText = isQuoted
    ? `${quote}${withinStyle(text, node.style)}${quote}`
    : scalarSource(text, isInFlow(root, offset));
  return { range: node.range, newText };
}

/** A label that stands in formulas and conditions; where the new one breaks a plain scalar, that gets quotes. */
function inExpressions(study: Study, uses: readonly Occurrence[], label: string): readonly TextChange[] {
  const bySource = new Map<MappedText, Occurrence[]>();
  for (const use of uses) {
    if (use.source !== null) {
      bySource.set(use.source, [...(bySource.get(use.source) ?? []), use]);
    }
  }
  return [...bySource].flatMap(([source, places]) => {
    const style = styleAt(study.text, source.range);
    const changes = places.map(({ range }) => {
      const before = source.text[(decodedRange(source, range)?.start ?? 0) - 1] ?? '"';
      return { range, newText: withinStyle(withinQuotes(label, before), style) };
    });
    const inFlow = isInFlow(treeOf(study).root, source.range.start);
    const decoded = withChanges(
      source.text,
      changes.map((change) => inDecoded(source, change)),
    );
    return style === 'plain' && !isPlainSafe(decoded, inFlow)
      ? [{ range: source.range, newText: scalarSource(decoded, inFlow) }]
      : changes;
  });
}

function inDecoded(source: MappedText, { range, newText }: TextChange): TextChange {
  return { range: decodedRange(source, range) ?? { start: 0, end: 0 }, newText };
}
