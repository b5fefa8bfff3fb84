import { Lexer } from 'yaml';

/** Longer texts are not read: reading takes time with every edit, and no study comes near. */
const mostCharacters = 1_000_000;

/** No study nests brackets, list dashes or blanks before a line like this, and YAML readers break down where a text does. */
const deepest = 500;
const dashes = '- '.repeat(deepest);
const blanks = `\n${' '.repeat(1000)}`;

/** Why a text is not read at all, as a sentence for its author; null for every text that a study could be. */
export function reasonNotToRead(text: string): string | null {
  if (text.length > mostCharacters) {
    const most = mostCharacters.toLocaleString('en');
    return `This file has more than ${most} characters. It is too large to be a study, and is not read.`;
  }
  const seemsDeep = text.includes(dashes) || hasManyOpenBrackets(text);
  if (text.includes(blanks) || (seemsDeep && isNestedDeeply(text))) {
    return 'This text is nested too deeply to be a study, and is not read.';
  }
  return null;
}

/** Counted without regard to quotes and texts, which is quick: few files have so many at all. */
function hasManyOpenBrackets(text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '[' || character === '{') {
      open += 1;
      if (open > deepest) {
        return true;
      }
    } else if ((character === ']' || character === '}') && open > 0) {
      open -= 1;
    }
  }
  return false;
}

/** The token before the text of a scalar. */
const beforeScalar = '\x1f';

/** Counted as YAML reads the text: neither those in quotes and texts nor those in comments nest anything. */
function isNestedDeeply(text: string): boolean {
  let open = 0;
  let dashesInARow = 0;
  let last = '';
  for (const token of new Lexer().lex(text)) {
    if (last === beforeScalar || token.includes('\n')) {
      dashesInARow = 0;
    } else if (token === '-') {
      dashesInARow += 1;
    } else if (token === '[' || token === '{') {
      open += 1;
    } else if (token === ']' || token === '}') {
      open -= 1;
    }
    if (open > deepest || dashesInARow >= deepest) {
      return true;
    }
    last = token;
  }
  return false;
}
