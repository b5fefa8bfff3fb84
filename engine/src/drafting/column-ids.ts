import { grammarWords } from '#engine/formula';
import { builtInModels, studyNameFrom } from '#engine/study';

/** An id of the study language for each column, made from its name; no two are the same. */
export function columnIds(names: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return names.map((name, index) => {
    const wanted = idFrom(name) ?? `column_${index + 1}`;
    let id = wanted;
    for (let number = 2; used.has(id); number += 1) {
      id = `${wanted}_${number}`;
    }
    used.add(id);
    return id;
  });
}

/** Whether a column is named by its whole question, as some survey tools do. */
export function isQuestion(name: string): boolean {
  return name.split(/\s+/).length >= 4;
}

/** The name of a study made from that of a file: `My Data (2).csv` gives `my-data-2`. */
export function studyIdFrom(fileName: string): string {
  const id = studyNameFrom(plainName(fileName));
  return id === '' ? 'my-study' : id;
}

/** The title of a study made from that of a file, which may stand in a folder: `data/my_data.csv` gives `My data`. */
export function titleFrom(file: string): string {
  const words = plainName(file.replace(/^.*[/\\]/, ''))
    .replace(/[_+\s-]+/g, ' ')
    .trim();
  const [first = ''] = words;
  return first.toUpperCase() + words.slice(first.length);
}

function plainName(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, '').replace(downloaded, '');
}

/** What Qualtrics adds to the name of a survey: `_March 12, 2025_14.22`; browsers write the blanks as `+`, too. */
const downloaded = /(?<=.)_\p{L}+[ +_]\d{1,2},?[ +_]\d{4}_\d{1,2}[.:_]\d{2}(?: ?\(\d+\))?$/u;

function idFrom(name: string): string | null {
  const words = name.normalize('NFC').match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  const chosen = isQuestion(name) ? tellingWords(words) : withoutPrefix(words);
  const id = chosen.join('_').replace(/^_+(?=\p{L})|_+$/gu, '');
  if (!/[\p{L}\p{N}]/u.test(id)) {
    return null;
  }
  const legal = /^[\p{L}_]/u.test(id) ? id : `_${id}`;
  return grammarWords.includes(legal) || (builtInModels as readonly string[]).includes(legal) ? `${legal}_` : legal;
}

/** `Q-demos-age` without what only says that it is a question: `age`. */
function withoutPrefix(words: readonly string[]): readonly string[] {
  const parts = words.flatMap((word) => word.split('_')).filter((part) => part !== '');
  const [first = '', second = ''] = parts;
  const isLetter = /^[qv]$/i.test(first) && /^\p{L}{2}/u.test(second);
  const rest = isLetter ? parts.slice(1) : parts;
  const isDemographic = /^demo(?:s|graphics?)?$/i.test(rest[0] ?? '') && /^\p{L}/u.test(rest[1] ?? '');
  const kept = isDemographic ? rest.slice(1) : rest;
  return kept.length === parts.length ? words : kept;
}

/** The first words of a question that say what it is about. */
function tellingWords(words: readonly string[]): readonly string[] {
  const small = words.map((word) => word.toLowerCase());
  const telling = small.filter((word) => !emptyWords.has(word));
  return (telling.length === 0 ? small : telling).slice(0, 4);
}

const emptyWords: ReadonlySet<string> = new Set(
  'a an and any are as at be been by do does did for from had has have how i if in is it its me much my of on or our please s that the their these they this to was we were what when where which who will with would you your'.split(
    ' ',
  ),
);
