import { type Diagnostic, diagnostic, type Result } from '#engine/diagnostics';
import { fileRange, type MappedText } from '#engine/text';
import type { Template, TemplatePart } from './study.ts';

const nameForm = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/**
 * A text cut at its `{{placeholders}}`; the range of a placeholder is that of its name. `\{{` is a literal `{{`. A
 * placeholder that is not closed, or does not hold a name, is reported and stays text.
 */
export function parseTemplate(source: MappedText): Result<Template> {
  const { text } = source;
  const parts: TemplatePart[] = [];
  const diagnostics: Diagnostic[] = [];
  let literal = '';
  let position = 0;
  const flush = (): void => {
    if (literal !== '') {
      parts.push({ kind: 'text', text: literal });
      literal = '';
    }
  };
  while (position < text.length) {
    if (text.startsWith('\\{{', position)) {
      literal += '{{';
      position += 3;
      continue;
    }
    if (!text.startsWith('{{', position)) {
      const next = nextBraces(text, position + 1);
      literal += text.slice(position, next);
      position = next;
      continue;
    }
    const close = text.indexOf('}}', position + 2);
    const nextOpen = text.indexOf('{{', position + 2);
    if (close < 0 || (nextOpen >= 0 && nextOpen < close)) {
      const range = fileRange(source, position, position + 2);
      const message = 'This `{{` is not closed by `}}`. Write `\\{{` for the signs themselves.';
      diagnostics.push(diagnostic('expression-syntax', range, message));
      literal += '{{';
      position += 2;
      continue;
    }
    const inner = text.slice(position + 2, close);
    const name = inner.trim();
    if (nameForm.test(name)) {
      flush();
      const start = position + 2 + inner.indexOf(name);
      parts.push({ kind: 'placeholder', name, range: fileRange(source, start, start + name.length) });
    } else {
      const range = fileRange(source, position, close + 2);
      const message =
        name === ''
          ? 'A placeholder holds a name, as in `{{age}}`.'
          : `\`${name}\` is not a name: a placeholder holds the name of an attribute or treatment.`;
      diagnostics.push(diagnostic('expression-syntax', range, message, { data: { subject: name } }));
      literal += text.slice(position, close + 2);
    }
    position = close + 2;
  }
  flush();
  return { value: { source, parts }, diagnostics };
}

/** Where the next `{{`, or the backslash before it, stands; the length of the text where there is none. */
function nextBraces(text: string, from: number): number {
  const at = text.indexOf('{{', from);
  if (at < 0) {
    return text.length;
  }
  return at > from && text[at - 1] === '\\' ? at - 1 : at;
}
