import { type Diagnostic, diagnostic, type Result } from '#engine/diagnostics';
import { fileRange, type MappedText, type Range } from '#engine/text';
import { conditionWords } from './words.ts';

/** One word or sign of a formula or condition. Ranges are offsets in the file. */
export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly range: Range }
  | { readonly kind: 'number'; readonly text: string; readonly value: number; readonly range: Range }
  | { readonly kind: 'string'; readonly text: string; readonly value: string; readonly range: Range }
  | { readonly kind: 'sign'; readonly text: string; readonly range: Range }
  | { readonly kind: 'end'; readonly text: ''; readonly range: Range };

/** More words and signs than this are not read: the trees stay shallow enough for every later stage. */
const longestExpression = 4000;

const space = /[\s\u00a0\ufeff]+/y;
/** A dot inside a name is R's: no name of a study has one, and what it belongs to is spoken of as one word. */
const name = /[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*)*/uy;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const sign = /%[^%\s]*%|<=|>=|==|!=|=>|=<|<>|&&|\|\||[~+\-*/^:()[\],<>=!&|.≤≥≠]/y;
const closingQuotes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '„': '“',
  '‘': '’',
  '«': '»',
  '「': '」',
};

/** The tokens of an expression, the last of kind `end`, and what cannot be read, which is skipped. */
export function tokenise(source: MappedText): Result<readonly Token[]> {
  const { text } = source;
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  let position = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = position;
    return pattern.test(text) ? text.slice(position, pattern.lastIndex) : null;
  };
  while (position < text.length) {
    const blank = match(space);
    if (blank !== null) {
      position += blank.length;
      continue;
    }
    if (tokens.length >= longestExpression) {
      const rest = fileRange(source, position, text.length);
      diagnostics.push(
        diagnostic('expression-syntax', rest, 'The expression is too long: it is read up to here only.'),
      );
      break;
    }
    const quote = text[position] ?? '';
    const closing = closingQuotes[quote];
    if (closing !== undefined) {
      const read = readString(source, position, closing);
      tokens.push(read.token);
      diagnostics.push(...read.diagnostics);
      position = read.next;
      continue;
    }
    const found = match(name);
    if (found !== null) {
      tokens.push({ kind: 'name', text: found, range: fileRange(source, position, position + found.length) });
      position += found.length;
      continue;
    }
    const digits = match(number);
    if (digits !== null) {
      const range = fileRange(source, position, position + digits.length);
      tokens.push({ kind: 'number', text: digits, value: Number(digits), range });
      position += digits.length;
      continue;
    }
    const mark = match(sign);
    if (mark !== null) {
      tokens.push({ kind: 'sign', text: mark, range: fileRange(source, position, position + mark.length) });
      position += mark.length;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(position) ?? 32);
    const range = fileRange(source, position, position + character.length);
    const narrow = narrowSign(character);
    if (narrow !== null) {
      diagnostics.push(
        diagnostic('expression-syntax', range, `Write \`${narrow}\` for \`${character}\`.`, {
          data: { replacement: narrow },
        }),
      );
      tokens.push({ kind: 'sign', text: narrow, range });
      position += character.length;
      continue;
    }
    const advice = character === '`' ? ' Names need no quotes here; labels stand in "…".' : '';
    diagnostics.push(diagnostic('expression-syntax', range, `\`${character}\` has no meaning here.${advice}`));
    position += character.length;
  }
  tokens.push({ kind: 'end', text: '', range: fileRange(source, text.length, text.length) });
  return { value: tokens, diagnostics };
}

/** The sign that a wide one of East Asian keyboards, or a typographic minus, stands for; null for everything else. */
function narrowSign(character: string): string | null {
  const code = character.codePointAt(0) ?? 0;
  const narrow = code === 0x2212 || code === 0x2013 ? '-' : String.fromCodePoint(Math.max(32, code - 0xfee0));
  sign.lastIndex = 0;
  const isWide = narrow === '-' || (code > 0xff00 && code < 0xff5f);
  return isWide && sign.test(narrow) ? narrow : null;
}

interface ReadString {
  readonly token: Token;
  readonly next: number;
  readonly diagnostics: readonly Diagnostic[];
}

function readString(source: MappedText, start: number, closing: string): ReadString {
  const { text } = source;
  let value = '';
  let position = start + 1;
  let apostrophes = 0;
  while (position < text.length && (text[position] !== closing || isApostrophe(text, position))) {
    apostrophes += text[position] === closing ? 1 : 0;
    if (text[position] === '\\' && position + 1 < text.length) {
      const escaped = text[position + 1] ?? '';
      value += escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped;
      position += 2;
    } else {
      value += text[position];
      position += 1;
    }
  }
  const closed = position < text.length;
  const next = closed ? position + 1 : position;
  const range = fileRange(source, start, next);
  const token: Token = { kind: 'string', text: text.slice(start, next), value, range };
  if (!closed) {
    const message = `This text has no closing ${closing}.`;
    return {
      token,
      next,
      diagnostics: [diagnostic('expression-syntax', range, message, { data: { unclosed: true } })],
    };
  }
  if (apostrophes > 0) {
    const replacement = JSON.stringify(value);
    const message = `An apostrophe ends a text in single quotes. Write the text in double quotes: ${replacement}.`;
    return { token, next, diagnostics: [diagnostic('expression-syntax', range, message, { data: { replacement } })] };
  }
  if (closing !== '"' && closing !== "'") {
    const message = `Write straight quotes: "${value}".`;
    const data = { replacement: JSON.stringify(value) };
    return { token, next, diagnostics: [diagnostic('expression-syntax', range, message, { data })] };
  }
  return { token, next, diagnostics: [] };
}

/** Whether a single quote stands inside a word, as in `'Don't allow'`, and the text is closed further on. */
function isApostrophe(text: string, position: number): boolean {
  if (text[position] !== "'" || !/\p{L}/u.test(text[position - 1] ?? '')) {
    return false;
  }
  const word = /^\p{L}+/u.exec(text.slice(position + 1))?.[0] ?? '';
  const isWord = word !== '' && !(conditionWords as readonly string[]).includes(word);
  return isWord && text.includes("'", position + 1);
}
