// The only file that knows lines and columns. Everything else speaks of UTF-16 offsets, as the engine does.
import type { Range as LspRange, Position, TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range, TextChange } from '#engine';

/** A range of the engine as the protocol writes it. Offsets outside the text are clamped. */
export function toLspRange(document: TextDocument, range: Range): LspRange {
  return { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}

/** The offset of a position of the protocol; positions behind the end of a line are clamped. */
export function offsetOf(document: TextDocument, position: Position): number {
  return document.offsetAt(position);
}

/** Changes of the text as the protocol writes them. */
export function toTextEdits(document: TextDocument, changes: readonly TextChange[]): TextEdit[] {
  return changes.map(({ range, newText }) => ({ range: toLspRange(document, range), newText }));
}
