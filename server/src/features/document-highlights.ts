import { type DocumentHighlight, DocumentHighlightKind, type Position } from 'vscode-languageserver';
import { occurrenceAt, occurrencesOf } from '#engine';
import type { OpenStudy } from '../open-studies.ts';
import { offsetOf, toLspRange } from '../positions.ts';

/** Where else the name or label at a position stands: its definition as written, its uses as read. */
export function documentHighlights({ document, study }: OpenStudy, position: Position): DocumentHighlight[] {
  const found = occurrenceAt(study, offsetOf(document, position));
  return (found === null ? [] : occurrencesOf(study, found.symbol)).map(({ range, role }) => ({
    range: toLspRange(document, range),
    kind: role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
