import { type Study, scalarAround } from '#engine/study';
import { type Fix, type Fixer, fixOf } from './fix.ts';
import { firstMending, unreadPlaces } from './said-after.ts';

/** In a text with more places than this that YAML cannot read, one sign is no mend that could be known. */
const mostUnread = 4;

/** The quote, bracket, comma or blank that is missing, where YAML reads the text better once it is there. */
export const missingSign: Fixer = ({ range }, { study }) => {
  if (unreadPlaces(study) > mostUnread) {
    return [];
  }
  const { text } = study;
  const line = text.lastIndexOf('\n', range.start - 1) + 1;
  const content = text.slice(line, endOfLine(text, range.start));
  const beforeComment = line + content.replace(/\s+#.*$/, '').trimEnd().length;
  const ends = [...new Set([beforeComment, line + content.trimEnd().length])];
  const sign = text[range.start] ?? '';
  const put = (title: string, at: number, newText: string): readonly Fix[] =>
    fixOf(title, 'likely', { range: { start: at, end: at }, newText });
  const closing = closings[sign];
  if (sign === '"' || sign === "'") {
    return firstMending(
      study,
      ends.flatMap((at) => put(`Close the text with \`${sign}\``, at, sign)),
    );
  }
  if (closing !== undefined) {
    const places = [...ends, ...otherClosings(content, closing).map((at) => line + at)];
    return firstMending(
      study,
      places.flatMap((at) => put(`Close it with \`${closing}\``, at, closing)),
    );
  }
  return firstMending(
    study,
    sign === '#'
      ? put('Put a blank before `#`', range.start, ' ')
      : [
          ...put('Put a comma between them', range.start, ', '),
          ...put('Put a comma between them', endOfContent(text, range.start), ','),
        ],
  );
};

const closings: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** The comma between two texts in quotes, or before a key, that YAML reads as one text. */
export const missingComma: Fixer = ({ range }, { study }) => {
  const source = study.text.slice(range.start, range.end);
  const title = 'Put a comma between them';
  const commaAt = (index: number) => ({
    range: { start: range.start + index, end: range.start + index },
    newText: ',',
  });
  if (isTwoTexts(source)) {
    const changes = [...source.matchAll(/(?<=["'])\s+(?=["'])/g)].map(({ index }) => commaAt(index));
    return [{ title, choice: 'likely', changes }];
  }
  const ways = [...source.matchAll(/\s+(?=[\p{L}\p{N}_-]+:\s)/gu)].map(
    ({ index }): Fix => ({ title, choice: 'likely', changes: [commaAt(index)] }),
  );
  return firstMending(study, ways);
};

/** Whether nothing but texts in quotes stands side by side. */
export function isTwoTexts(source: string): boolean {
  return /^(?:"[^"\\]*"|'[^']*')(?:\s+(?:"[^"\\]*"|'[^']*'))+$/.test(source.trim());
}

/** Without the tag, directive or second document that a study does not have. */
export const unsupported: Fixer = ({ range }, { study }) => {
  const { text } = study;
  const source = text.slice(range.start, range.end);
  if (source.startsWith('!')) {
    return withoutTag(study, range.start, range.end);
  }
  const lineEnd = text.indexOf('\n', range.start);
  const line = { start: range.start, end: lineEnd < 0 ? text.length : lineEnd + 1 };
  if (source.startsWith('%')) {
    return fixOf('Take the line away', 'likely', { range: line, newText: '' });
  }
  const joined: Fix = { title: 'Take this line away', choice: 'likely', changes: [{ range: line, newText: '' }] };
  const rest = { start: range.start, end: text.length };
  return source.startsWith('---')
    ? [...firstMending(study, [joined]), ...fixOf('Take away what follows', 'possible', { range: rest, newText: '' })]
    : [];
};

/** What was forced to be text stays text, in quotes. */
function withoutTag(study: Study, start: number, end: number): readonly Fix[] {
  const { text } = study;
  const behind = end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0);
  const scalar = scalarAround(study, { start: behind, end: behind });
  const isText = text.slice(start, end) === '!!str' && scalar?.style === 'plain' && scalar.range.start === behind;
  return isText
    ? fixOf('Put the text in quotes', 'likely', {
        range: { start, end: scalar.range.end },
        newText: JSON.stringify(scalar.text),
      })
    : fixOf('Take the tag away', 'likely', { range: { start, end: behind }, newText: '' });
}

/** Before brackets of the other kind, of which one may close what stands around; the last ones first. */
function otherClosings(content: string, closing: string): readonly number[] {
  const other = closing === ']' ? /\}/g : /\]/g;
  const places = [...content.matchAll(other)].map(({ index }) => content.slice(0, index).trimEnd().length);
  return places.reverse().slice(0, 3);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Where what stands before a place ends. */
function endOfContent(text: string, at: number): number {
  return text.slice(0, at).trimEnd().length;
}
