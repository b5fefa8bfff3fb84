import { columnNamed } from '#engine/data';
import { containerOf, entryAdded, entryOf, type Study, scalarSource, variablesOf } from '#engine/study';
import { type Fix, type Fixer, fixOf, shown } from './fix.ts';
import { entryAround, withoutPart } from './parts.ts';

const sections = ['personas/attributes', 'treatments', 'beliefs', 'actions', 'derived'];

/** A name of its own for the second of two, whose data column stays the same; or a level or answer that stands twice taken out. */
export const duplicateName: Fixer = ({ range, data: { subject = '' } }, { study, table }) => {
  const found = entryAround(study, range);
  const section = found?.path.join('/') ?? '';
  if (found === null || !sections.includes(section)) {
    return secondLabel(study, range.start);
  }
  const { entry } = found;
  const name = freeName(study, subject);
  const source = study.text.slice(range.start, range.end);
  const changes: Fix['changes'][number][] = [{ range, newText: source.replace(subject, () => name) }];
  const isInData = table === null ? study.human !== null : columnNamed(table, subject) !== undefined;
  const map = entry.value?.kind === 'map' && entry.value.range.end <= entry.range.end ? entry.value : null;
  if (isInData && section !== 'derived' && map !== null && entryOf(map, 'column') === undefined) {
    changes.push(entryAdded(study.text, map, `column: ${scalarSource(subject, map.isFlow)}`));
  }
  const isOrdered = study.writtenOrder !== null && (section === 'beliefs' || section === 'actions');
  return [{ title: `Call this one \`${name}\``, choice: isOrdered ? 'possible' : 'likely', changes }];
};

function secondLabel(study: Study, start: number): readonly Fix[] {
  for (const variable of variablesOf(study)) {
    const list = containerOf(study, variable);
    const index = list?.kind === 'list' ? list.items.findIndex(({ range }) => isAround(range, start)) : -1;
    if (list?.kind === 'list' && index > 0) {
      const label = study.text.slice(start, list.items[index]?.range.end);
      return fixOf(`Take the second ${shown(label)} out`, 'possible', withoutPart(study.text, list, index));
    }
  }
  return [];
}

function isAround(range: { readonly start: number; readonly end: number }, offset: number): boolean {
  return range.start <= offset && offset < range.end;
}

function freeName(study: Study, name: string): string {
  const taken = new Set(variablesOf(study).map(({ id }) => id.value));
  let number = 2;
  while (taken.has(`${name}_${number}`)) {
    number += 1;
  }
  return `${name}_${number}`;
}
