import { sentenceText } from './figures.ts';
import type { MethodsParagraph, Sentence } from './report.ts';

/** Parts in a row: "a, b and c". */
export function joined(parts: readonly Sentence[]): Sentence {
  return parts.flatMap((part, index) => [
    ...(index === 0 ? [] : [index === parts.length - 1 ? ' and ' : ', ']),
    ...part,
  ]);
}

/** Words in a row. */
export function listed(words: readonly string[]): string {
  return sentenceText(joined(words.map((word) => [word])));
}

export function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

/** The paragraphs as plain text, with an empty line between two. */
export function methodsText(paragraphs: readonly MethodsParagraph[]): string {
  return paragraphs.map(({ title, sentences }) => `${title}. ${sentences.map(sentenceText).join(' ')}`).join('\n\n');
}
