import type { DiagnosticData } from '#engine/diagnostics';
import { nearest } from '#engine/text';

/** A hint at the nearest name, for the end of a message, and the data for its fix. */
export function nearestHint(
  word: string,
  candidates: Iterable<string>,
): { readonly sentence: string; readonly data: DiagnosticData } {
  const near = nearest(word, candidates);
  return near === undefined
    ? { sentence: '', data: { subject: word } }
    : { sentence: ` Did you mean \`${near}\`?`, data: { subject: word, replacement: near } };
}

/** `"a", "b" and "c"`; from the seventh on they are only counted. */
export function quotedList(labels: readonly string[]): string {
  const shown = labels.slice(0, 6).map((label) => `"${label}"`);
  const more = labels.length - shown.length;
  if (more > 0) {
    return `${shown.join(', ')} and ${more} more`;
  }
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
