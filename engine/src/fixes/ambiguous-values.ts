import { type Category, categoriesOf, type Entry, nodesAround, rootOf, type Study, variablesOf } from '#engine/study';
import type { Range, TextChange } from '#engine/text';
import { type Fixer, fixOf, shown } from './fix.ts';
import { withoutEntry, withoutPart } from './parts.ts';

/** Takes the data value out of one of the two levels, arms or answers that have it. */
export const ambiguousValues: Fixer = ({ range, related, data }, { study }) => {
  const first = related[0]?.range;
  const value = String(data['example'] ?? data.subject ?? '');
  if (first === undefined) {
    return [];
  }
  const all = variablesOf(study).flatMap((variable) => [
    ...categoriesOf(variable),
    ...(variable.kind === 'item' ? variable.also : []),
  ]);
  return [first, range].flatMap((place, index) => {
    const other = index === 0 ? range : first;
    const keeps = all.find((category) => hasValueAt(category, place));
    return keeps === undefined
      ? []
      : fixOf(
          `Let "${shown(value)}" mean "${shown(keeps.label.value)}" alone`,
          'possible',
          withoutValue(study, all, other),
        );
  });
};

function hasValueAt({ values }: Category, { start }: Range): boolean {
  return values.some((value) => value.range.start === start);
}

/** Out of its list; the last one with its key, or from behind the label that it belongs to. */
function withoutValue(study: Study, all: readonly Category[], { start }: Range): TextChange | null {
  const { text } = study;
  const around = nodesAround(rootOf(study), start);
  const own = around.at(-1);
  const above = around.at(-2);
  const category = all.find((one) => hasValueAt(one, { start, end: start }));
  if (own?.node.kind !== 'scalar' || above === undefined || category === undefined) {
    return null;
  }
  const isListed = above.node.kind === 'list' && own.entry === null;
  if (isListed && above.node.kind === 'list' && above.node.items.length > 1) {
    const index = above.node.items.findIndex(({ range }) => range.start === start);
    return withoutPart(text, above.node, index);
  }
  const entry = isListed ? above.entry : own.entry;
  const map = around.at(isListed ? -3 : -2)?.node;
  if (entry?.value == null || map?.kind !== 'map' || entry.value.range.end > entry.range.end) {
    return null;
  }
  return entry.key.text === 'values' && entry.key.range.start !== category.label.range.start
    ? withoutEntry(text, map, entry)
    : category.label.range.start === entry.key.range.start
      ? withoutWritten(text, entry, entry.value.range, map.isFlow)
      : null;
}

/** `yes: 1` becomes `yes:`, and inside braces `yes`. */
function withoutWritten(text: string, { key }: Entry, value: Range, isFlow: boolean): TextChange {
  const colon = /^\s*:/.exec(text.slice(key.range.end))?.[0].length ?? 0;
  return { range: { start: key.range.end + (isFlow ? 0 : colon), end: value.end }, newText: '' };
}
