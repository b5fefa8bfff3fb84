/** What a data value says that is no answer: `missing`, or an answer beside the scale such as "Don't know" (`beside`). */
export function specialMeaning(value: string): 'missing' | 'beside' | null {
  const words = plainWords(value);
  return missingWords.test(words) || missingSigns.has(value.toLowerCase())
    ? 'missing'
    : besideWords.test(words)
      ? 'beside'
      : null;
}

/** Numbers that stand for "no answer" where all others of a column are 0 or more. */
export const missingCodes: ReadonlySet<number> = new Set([
  ...[-9, -99, -999, -9999, -8, -88, -888, -7, -77, -777],
  ...[-97, -98, -997, -998],
]);

/** Letters and digits in small letters, everything else as one blank: `Don’t know.` is `don t know`. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * What is left of a text when capitals, kinds of dashes and quotation marks, blanks, a full stop and small slips of the
 * pen are no difference: two texts for which it is the same say the same. Signs that may mean something stay.
 */
export function sameSpelling(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\u2018\u2019\u00b4\u0060]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/(?<=\p{L})-(?=\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{L})\.$/u, '')
    .replace(/^neither (.+) or /, 'neither $1 nor ')
    .trim();
}

const missingSigns: ReadonlySet<string> = new Set(['na', 'n/a', '#n/a', 'n.a.', 'nan', '<na>', '.', '-', '--', '?']);

const missingWords =
  /^(?:(?:i )?(?:would |d )?(?:prefer|rather|choose|chose) not (?:to )?(?:say|answer|respond|disclose|state|tell|specify|share)(?: this)?|decline(?:d)? to (?:answer|say|state)|refused?(?: to (?:answer|say))?|no (?:answer|response)|not (?:answered|stated|asked)|missing|null|skipped)$/;

const besideWords =
  /^(?:(?:i )?(?:do not|don t|dont|does not|doesn t) know(?: not sure)?|dk|(?:i m |i am )?(?:not sure|unsure)(?: .{0,3}don t know)?|(?:can t|cannot|hard to|difficult to) (?:say|tell|choose)|no opinion|no idea|not applicable|does(?: not|n t) apply(?: to me)?)$/;
