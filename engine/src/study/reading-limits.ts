/** Longer texts are not read: reading takes time with every edit, and no study comes near. */
const mostCharacters = 1_000_000;

/** No study nests brackets, list dashes or blanks before a line like this, and YAML readers break down where a text does. */
const mostBrackets = 500;
const dashes = '- '.repeat(500);
const blanks = `\n${' '.repeat(1000)}`;

/** Why a text is not read at all, as a sentence for its author; null for every text that a study could be. */
export function reasonNotToRead(text: string): string | null {
  if (text.length > mostCharacters) {
    const most = mostCharacters.toLocaleString('en');
    return `This file has more than ${most} characters. It is too large to be a study, and is not read.`;
  }
  if (hasManyOpenBrackets(text) || text.includes(dashes) || text.includes(blanks)) {
    return 'This text is nested too deeply to be a study, and is not read.';
  }
  return null;
}

/** Counted without regard to quotes and texts: prose does not open hundreds of brackets without closing any. */
function hasManyOpenBrackets(text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '[' || character === '{') {
      open += 1;
      if (open > mostBrackets) {
        return true;
      }
    } else if ((character === ']' || character === '}') && open > 0) {
      open -= 1;
    }
  }
  return false;
}
