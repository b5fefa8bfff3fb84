import type { SchemaEntry } from '#engine';
import { code, escaped, paragraphs } from './describe.ts';

/** What the schema says of a key, or of the words that its value can be, in Markdown. */
export function describeKey(key: string, entry: SchemaEntry): string {
  const [example] = entry.examples;
  return paragraphs([
    `**${escaped(key)}**${entry.values.length > 0 ? ` · ${entry.values.map(code).join(' ')}` : ''}`,
    entry.description,
    entry.default === undefined ? '' : `If left out: ${code(JSON.stringify(entry.default))}`,
    example === undefined
      ? ''
      : `For example: ${code(typeof example === 'string' ? example : JSON.stringify(example))}`,
  ]);
}
