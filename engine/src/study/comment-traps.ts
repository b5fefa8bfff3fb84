import { diagnostic } from '#engine/diagnostics';
import type { Trap } from './trap.ts';
import type { ScalarNode, TreeNode } from './tree.ts';
import type { YamlText } from './yaml-reader.ts';

const proseKeys: ReadonlySet<string> = new Set(['title', 'ask', 'prompt', 'text', 'label']);
const labelKeys: ReadonlySet<string> = new Set(['levels', 'arms', 'options', 'scale', 'also', 'missing', 'values']);
const expressionKeys: ReadonlySet<string> = new Set(['formula', 'when', 'then', 'where']);

/**
 * Plain text that YAML ends at ` #`. A comment behind a value is welcome, so only what looks like a part of the text is
 * spoken of: `#` directly before a letter or digit, or one blank behind text that does not end as a sentence does, or
 * behind an expression with an open quote. Two blanks before `#` make a comment in any case.
 */
export function findCommentTraps(yaml: YamlText, node: ScalarNode, keys: readonly string[]): readonly Trap[] {
  if (node.style !== 'plain') {
    return none;
  }
  const { text } = yaml;
  const { end } = node.range;
  const comment = text.startsWith(' #', end) ? /^ #[^\r\n]*/.exec(text.slice(end, end + 500))?.[0] : undefined;
  if (comment === undefined || /^ #\s*understudy-/.test(comment) || !isPartOfText(node, keys, comment)) {
    return none;
  }
  const whole = text.slice(node.range.start, end) + comment;
  const replacement = `'${whole.replaceAll("'", "''")}'`;
  const range = { start: end + 1, end: end + comment.length };
  const message = `YAML ends the text before \` #\`: the rest of the line is a comment. If it belongs to the text, put the text in quotes; if it is a comment, put two blanks before it.`;
  return [
    {
      diagnostic: diagnostic('yaml-trap', range, message, { data: { quoted: replacement } }),
      covers: { start: node.range.start, end: range.end },
    },
  ];
}

const none: readonly Trap[] = [];

/** `- #adhd` among labels: to YAML an entry without anything, and a comment. */
export function findEmptyLabels({ text }: YamlText, node: TreeNode, keys: readonly string[]): readonly Trap[] {
  if (node.kind !== 'list' || node.isFlow || !keys.some((key) => labelKeys.has(key))) {
    return none;
  }
  return node.items.flatMap(({ value, range }) => {
    if (value !== null) {
      return none;
    }
    const [, blanks = '', label] = /^([ \t]*)(#[^\s#][^\r\n]*)/.exec(text.slice(range.start, range.start + 500)) ?? [];
    if (label === undefined) {
      return none;
    }
    const start = range.start + blanks.length;
    const written = { start, end: start + label.trimEnd().length };
    const replacement = JSON.stringify(label.trimEnd());
    const message = `YAML reads this as a comment, so the entry is empty. If it is a label, put it in quotes: ${replacement}`;
    return [
      {
        diagnostic: diagnostic('yaml-trap', written, message, { severity: 'error', data: { replacement } }),
        covers: { start: range.start, end: written.end },
      },
    ];
  });
}

function isPartOfText(node: ScalarNode, keys: readonly string[], comment: string): boolean {
  const key = keys[keys.length - 1] ?? '';
  if (expressionKeys.has(key)) {
    return hasOpenQuote(node.text);
  }
  const touches = /^ #[^\s#]/.test(comment);
  if (proseKeys.has(key)) {
    return touches || !/[.?!…:;)"”]$/.test(node.text);
  }
  return touches && keys.some((outer) => labelKeys.has(outer));
}

function hasOpenQuote(text: string): boolean {
  let open = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (open !== '' && character === '\\') {
      index += 1;
    } else if (open === '' ? character === '"' || character === "'" : character === open) {
      open = open === '' ? character : '';
    }
  }
  return open !== '';
}
