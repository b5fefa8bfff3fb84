import { entryOf, itemAdded, rootOf, type Study, scalarSource, valueUnder } from '#engine/study';
import type { TextChange } from '#engine/text';
import { type Fix, type Fixer, fixOf } from './fix.ts';
import { withoutPart } from './parts.ts';

/** Adds to `order` the items that it leaves out, or takes out what stands there twice. */
export const incompleteOrder: Fixer = ({ range, related }, { study }) => {
  const list = valueUnder(rootOf(study), 'order');
  const written = study.writtenOrder;
  if (list?.kind !== 'list' || written === null) {
    return [];
  }
  if (related.length > 0) {
    const index = list.items.findIndex((item) => item.range.start === range.start);
    return fixOf('Take it out of `order`', 'only', withoutPart(study.text, list, index));
  }
  const named = new Set(written.map(({ value }) => value));
  const missing = study.items.map(({ id }) => id.value).filter((id) => !named.has(id));
  const changes = missing.map((id) => itemAdded(study.text, list, scalarSource(id, list.isFlow)));
  const [first] = changes;
  if (first === undefined) {
    return [];
  }
  const newText = changes.map((change) => change.newText).join(list.items.length === 0 ? ', ' : '');
  const title =
    missing.length === 1 ? `Add \`${missing[0]}\` to \`order\`` : `Add ${missing.length} items to \`order\``;
  return fixOf(title, 'likely', { range: first.range, newText });
};

/**
 * Puts the names of `order` as the file has them: treatments where they are shown without `order`, then beliefs, then
 * actions. None where it is sorted already, or holds comments or names that are not known.
 */
export function sortedOrder(study: Study): readonly Fix[] {
  const written = study.writtenOrder;
  const list = entryOf(rootOf(study), 'order')?.value;
  if (written === null || written.length < 2 || list?.kind !== 'list') {
    return [];
  }
  const usual = [...study.treatments, ...study.items].map(({ id }) => id.value);
  const places = written.map(({ value }) => usual.indexOf(value));
  const isSorted = places.every((place, index) => index === 0 || (places[index - 1] ?? -1) < place);
  if (isSorted || places.includes(-1) || list.items.length !== written.length) {
    return [];
  }
  const sources = written.map(({ range }) => study.text.slice(range.start, range.end));
  const inOrder = places.map((place, index) => ({ place, source: sources[index] ?? '' }));
  inOrder.sort((a, b) => a.place - b.place);
  const changes: TextChange[] = written.map(({ range }, index) => ({ range, newText: inOrder[index]?.source ?? '' }));
  return [{ title: 'Sort `order` as the items stand in the file', choice: 'possible', changes }];
}
