import type { DiagnosticCode } from '#engine/diagnostics';
import { isInFlow, rename, rootOf, scalarSource, textReplaced, variableNamed } from '#engine/study';
import { type Fix, type Fixer, fixOf, shown } from './fix.ts';
import { isTwoTexts } from './yaml-repairs.ts';

/** Codes whose replacement is written as it stands, with its quotes; that of all others is a text that YAML still has to hold. */
const asWritten: ReadonlySet<DiagnosticCode> = new Set(['yaml-trap', 'yaml-syntax', 'structure', 'unused-ignore']);

/** Codes where the text can mean only one thing. */
const unambiguous: ReadonlySet<DiagnosticCode> = new Set(['structure', 'expression-syntax']);

/** Writes what a diagnostic proposes, in the quotes that its place needs. */
export const replacement: Fixer = ({ code, range, data, severity }, { study }) => {
  const { replacement: text } = data;
  if (text === undefined) {
    return [];
  }
  if (code === 'unknown-key' && text === '<<') {
    return fixOf('Change to `<<`', 'likely', { range, newText: text });
  }
  if (asWritten.has(code)) {
    const isTrap = code === 'yaml-trap';
    // a key that is being written may still become another one
    const isGuess = code === 'unused-ignore' || (code === 'yaml-syntax' && text.endsWith(':'));
    if (isGuess) {
      return fixOf(`Change to \`${shown(text)}\``, 'possible', { range, newText: text });
    }
    const choice: Fix['choice'] =
      (isTrap && severity === 'error' && isBalanced(text) && !isTwoTexts(study.text.slice(range.start, range.end))) ||
      (unambiguous.has(code) && isSameWord(data.subject, text))
        ? 'only'
        : 'likely';
    const newText = code === 'structure' ? scalarSource(text, isInFlow(rootOf(study), range.start)) : text;
    return fixOf(isTrap ? 'Put it in quotes' : `Change to \`${shown(text)}\``, choice, { range, newText });
  }
  const title = `Change to \`${shown(text)}\``;
  return fixOf(title, unambiguous.has(code) ? 'only' : 'likely', textReplaced(study, range, text));
};

/** `yes` for `true`, a number without its quotes: what was meant is certain. A near word is a guess. */
function isSameWord(subject: string | undefined, text: string): boolean {
  return subject === undefined && (text === 'true' || text === 'false' || /^[-+.\d]/.test(text));
}

/** Whether quotes and brackets close: where they do not, more than the outer quotes is missing. */
function isBalanced(text: string): boolean {
  const count = (sign: string): number => text.split(sign).length - 1;
  return count('"') % 2 === 0 && count('[') === count(']') && count('{') === count('}');
}

/** Gives a name that can be one, wherever it is named; the data column stays as it is. */
export const validName: Fixer = (found, context) => {
  const { study, table } = context;
  const { replacement: name, subject = '' } = found.data;
  const variable = variableNamed(study, subject);
  if (name === undefined || variable === null || variable.id.range.start !== found.range.start) {
    return replacement(found, context);
  }
  const renaming = rename(study, { kind: 'variable', id: subject }, name, table?.columns ?? null);
  return renaming.kind === 'refused'
    ? []
    : [{ title: `Rename to \`${shown(name)}\``, choice: 'likely', changes: renaming.changes }];
};

/** Text that YAML ends at ` #`: either it goes on (in `[…]` up to the next comma or bracket), or a comment stands too near. */
export const commentTrap: Fixer = ({ range, data }, { study }) => {
  const quoted = data['quoted'];
  if (typeof quoted !== 'string') {
    return [];
  }
  const whole = quoted.slice(1, -1).replaceAll("''", "'");
  const start = range.end - whole.length;
  const meant = isInFlow(rootOf(study), start) ? (/^[^,\]}]*/.exec(whole)?.[0] ?? whole).trimEnd() : whole;
  return [
    ...fixOf('Put the whole text in quotes', 'likely', {
      range: { start, end: start + meant.length },
      newText: `'${meant.replaceAll("'", "''")}'`,
    }),
    ...fixOf('Put two blanks before the comment', 'possible', {
      range: { start: range.start, end: range.start },
      newText: ' ',
    }),
  ];
};

/** A key that is indented otherwise than its neighbours: that line, and what stands below it unless that stands right then. */
export const neighboursIndent: Fixer = ({ code, range, data }, { study: { text } }) => {
  const wanted = data['indent'];
  const line = text.lastIndexOf('\n', range.start - 1) + 1;
  const own = range.start - line;
  if (typeof wanted !== 'number' || wanted === own || text.slice(line, range.start).trim() !== '') {
    return [];
  }
  const below: number[] = [];
  for (let next = text.indexOf('\n', line) + 1; next > 0; next = text.indexOf('\n', next) + 1) {
    const isBlank = /^ *\r?(?:\n|$)/.test(text.slice(next));
    if (!isBlank && indentAt(text, next) <= Math.max(own, wanted)) {
      break;
    }
    if (!isBlank) {
      below.push(next);
    }
  }
  const stays = below[0] === undefined || indentAt(text, below[0]) - wanted === 2;
  const lines = [line, ...(stays ? [] : below)];
  const changes = lines.map((start) => ({
    range: { start, end: start + Math.max(0, own - wanted) },
    newText: ' '.repeat(Math.max(0, wanted - own)),
  }));
  const choice = code === 'yaml-trap' ? 'likely' : 'possible';
  return [{ title: 'Indent it as its neighbours', choice, changes }];
};

function indentAt(text: string, start: number): number {
  return /^ */.exec(text.slice(start, start + 1000))?.[0].length ?? 0;
}
