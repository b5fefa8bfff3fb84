import { categoriesEntry, containerOf, type Entry, plainForm, type Study, variablesOf } from '#engine/study';
import type { Range, TextChange } from '#engine/text';
import { type Fix, shown } from './fix.ts';

/**
 * Levels, answers or arms that several variables have alike, written once: the first with an anchor, the others as its
 * alias. None where they stand once, where an anchor names them already, or where comments would be lost.
 */
export function sharedCategories(study: Study, { start, end }: Range): readonly Fix[] {
  const all = variablesOf(study).flatMap((variable) => {
    const entry = categoriesEntry(study, variable);
    const node = containerOf(study, variable);
    return entry === null || node === null || node.kind === 'scalar' ? [] : [{ id: variable.id.value, entry, node }];
  });
  const here = all.find(({ entry: { range } }) => range.start <= end && start <= range.end);
  if (here === undefined || hasProps(study.text, here.entry)) {
    return [];
  }
  const form = JSON.stringify(plainForm(here.node));
  const alike = all
    .filter(({ entry, node }) => !hasProps(study.text, entry) && JSON.stringify(plainForm(node)) === form)
    .sort((a, b) => a.entry.range.start - b.entry.range.start);
  // what is merged into several variables is written once already
  const [first, ...others] = alike.filter(
    ({ entry }, index) => alike.findIndex((one) => one.entry.range.start === entry.range.start) === index,
  );
  const isCommented = others.some(({ entry }) => /#/.test(valueText(study.text, entry)));
  if (first === undefined || others.length === 0 || isCommented) {
    return [];
  }
  const name = freeName(study.text, `${first.id}_${first.entry.key.text}`);
  const colon = behindColon(study.text, first.entry);
  const changes: readonly TextChange[] = [
    { range: { start: colon, end: colon }, newText: ` &${name}` },
    ...others.map(({ entry, node }) => ({
      range: { start: behindColon(study.text, entry), end: trimmedEnd(study.text, node.range.end) },
      newText: ` *${name}`,
    })),
  ];
  const where = alike.map(({ id }) => `\`${id}\``).join(', ');
  const title = `Write \`${here.entry.key.text}\` once, as \`&${name}\`, for ${shown(where)}`;
  return [{ title, choice: 'possible', changes }];
}

function behindColon(text: string, { key }: Entry): number {
  return key.range.end + (/^\s*:/.exec(text.slice(key.range.end))?.[0].length ?? 0);
}

function valueText(text: string, entry: Entry): string {
  return text.slice(behindColon(text, entry), entry.range.end);
}

/** Whether an anchor, an alias or a tag stands before the value. */
function hasProps(text: string, entry: Entry): boolean {
  return /^\s*[&*!]/.test(valueText(text, entry));
}

function trimmedEnd(text: string, end: number): number {
  let stop = end;
  while (/\s/.test(text[stop - 1] ?? '')) {
    stop -= 1;
  }
  return stop;
}

function freeName(text: string, wanted: string): string {
  const base = wanted.replace(/[^A-Za-z0-9_]/g, '_');
  let name = base;
  for (let number = 2; new RegExp(`&${name}(?![\\w-])`).test(text); number += 1) {
    name = `${base}_${number}`;
  }
  return name;
}
