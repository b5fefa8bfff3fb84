import { expect } from 'vitest';
import type { Position } from 'vscode-languageserver';
import { type Conversation, converse, positionIn } from './conversation.ts';
import { stageStudy } from './stage.ts';

/** Opens the small sample, changed, beside its data, asks, and shuts down. Fails when the server has logged an error. */
export async function withText<T>(
  change: (text: string) => string,
  ask: (talk: Conversation, uri: string, text: string) => Promise<T>,
): Promise<T> {
  const { file, text } = stageStudy();
  const talk = await converse();
  const changed = change(text);
  const uri = await talk.open(file, changed);
  const answer = await ask(talk, uri, changed);
  expect(talk.logged).toEqual([]);
  await talk.end();
  return answer;
}

export const same = (text: string): string => text;

/** `before` stands in the text; the cursor is behind it. */
export const behind = (text: string, before: string): Position => positionIn(text, before, before.length);

/** The text after the edits of a server, which must not overlap. */
export function edited(
  text: string,
  edits: readonly { readonly range: { readonly start: Position; readonly end: Position }; readonly newText: string }[],
): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((so, { range, newText }) => so.slice(0, offset(range.start)) + newText + so.slice(offset(range.end)), text);
}
