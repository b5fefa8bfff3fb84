import { diagnostic } from '#engine/diagnostics';
import type { Range } from '#engine/text';
import type { Rule } from '../rule.ts';

/** A study file holds no keys: it is shared, and every run keeps a copy of it. The message never repeats the key. */
export const keyInFile: Rule = {
  codes: ['key-in-file'],
  *check({ study: { text } }) {
    for (const range of keysIn(text)) {
      yield diagnostic(
        'key-in-file',
        range,
        'This looks like a key. Whoever gets the file can use it, and every run keeps a copy. Put it into an environment variable, name that with `key_env`, and have this key replaced.',
      );
    }
  },
};

/** Where keys stand in a text. What prints a text of others' can leave these places out. */
export function keysIn(text: string): readonly Range[] {
  return [...text.matchAll(keys)].flatMap(({ 0: key, index }) =>
    isRandom(key) ? [{ start: index, end: index + key.length }] : [],
  );
}

/** As the providers write their keys: OpenAI and its likes, Groq, Hugging Face, xAI, Google, Amazon, GitHub. */
const keys =
  /(?<![A-Za-z0-9_-])(?:sk-[A-Za-z0-9_-]{20,}|gsk_[A-Za-z0-9]{30,}|hf_[A-Za-z0-9]{30,}|xai-[A-Za-z0-9]{30,}|AIza[A-Za-z0-9_-]{35}|AKIA[A-Z0-9]{16}|gh[ps]_[A-Za-z0-9]{36,})(?![A-Za-z0-9_-])/g;

/** Placeholders such as `sk-your-key-goes-here-please` have no digits, or hardly any different signs. */
function isRandom(key: string): boolean {
  return /\d/.test(key) && /[A-Za-z]/.test(key.slice(4)) && new Set(key.slice(4)).size >= 10;
}
