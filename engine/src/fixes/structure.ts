import { entryOf, nodesAround, rootOf, schemaEntryAt, textReplaced } from '#engine/study';
import { type Fix, type Fixer, fixOf, shown } from './fix.ts';
import { entryAround, withoutEntry, withoutPart } from './parts.ts';

const mostWords = 8;

/** Each of the words that a value can be. */
export const knownWords: Fixer = ({ range, data }, { study }) => {
  const around = nodesAround(rootOf(study), range.start);
  const own = around.at(-1);
  const path = around.flatMap(({ entry, node }) => (entry === null || node === entry.key ? [] : [entry.key.text]));
  if (data.replacement !== undefined || own?.node.kind !== 'scalar' || own.entry?.value !== own.node) {
    return [];
  }
  const words = (schemaEntryAt(path)?.values ?? []).filter((word) => word.trim() !== '');
  return words
    .slice(0, mostWords)
    .flatMap((word) => fixOf(`Change to \`${shown(word)}\``, 'possible', textReplaced(study, own.node.range, word)));
};

/** Takes out one of two keys that do not go together, or a key that is not known, with what stands below it. */
export const needlessKey: Fixer = ({ code, range, related, data }, { study }) => {
  const found = entryAround(study, range);
  const other = related[0] === undefined ? null : entryAround(study, related[0].range);
  const isExtra = data['needed'] !== true && (code !== 'structure' || other !== null || belongsTo(found, data.subject));
  if (found === null || !isExtra || found.entry.key.range.start !== range.start) {
    return [];
  }
  return [
    ...(code !== 'structure' && found.path.length === 0 && data.replacement === undefined
      ? keptAside(found.entry.key)
      : []),
    ...[found, ...(other === null ? [] : [other])].flatMap(({ map, entry }) =>
      fixOf(
        `Take \`${shown(study.text.slice(entry.key.range.start, entry.key.range.end))}\` out`,
        'possible',
        withoutEntry(study.text, map, entry),
      ),
    ),
  ];
};

/** A name in a list that names nothing there. */
export const needlessName: Fixer = ({ range, data }, { study }) => {
  const around = nodesAround(rootOf(study), range.start);
  const list = around.at(-2)?.node;
  if (data.replacement !== undefined || list?.kind !== 'list') {
    return [];
  }
  const index = list.items.findIndex((item) => item.range.start === range.start);
  const word = shown(study.text.slice(range.start, range.end));
  return fixOf(`Take \`${word}\` out of the list`, 'possible', withoutPart(study.text, list, index));
};

/** `bins` without `number`, and the like; not a key beside which one is missing that must be there. */
function belongsTo(found: ReturnType<typeof entryAround>, subject: string | undefined): boolean {
  const isNeeded = subject === undefined || subject === 'study' || subject === 'label';
  return found !== null && !isNeeded && entryOf(found.map, subject) === undefined && isNoHolder(found, subject);
}

/** The key is not the one below which `subject` is missing. */
function isNoHolder({ entry }: NonNullable<ReturnType<typeof entryAround>>, subject: string): boolean {
  return entry.value?.kind !== 'map' || entryOf(entry.value, subject) !== undefined;
}

/** Keys that begin with `x-` are the author's own. */
function keptAside({ text, range }: { readonly text: string; readonly range: Fix['changes'][number]['range'] }) {
  const name = `x-${text.replace(/[^\w-]+/g, '-')}`;
  return fixOf(`Keep it aside as \`${shown(name)}\``, 'possible', { range, newText: name });
}
