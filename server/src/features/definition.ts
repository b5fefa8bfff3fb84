import type { Location, Position } from 'vscode-languageserver';
import { containsOffset, references } from '#engine';
import type { OpenStudy } from '../open-studies.ts';
import { offsetOf, toLspRange } from '../positions.ts';

/** The key that defines the name at a position; empty where no name stands, or one that the study does not define. */
export function definitions({ document, study, uri }: OpenStudy, position: Position): Location[] {
  const offset = offsetOf(document, position);
  return references(study)
    .filter(({ range }) => containsOffset(range, offset))
    .flatMap(({ definition }) => (definition === null ? [] : [{ uri, range: toLspRange(document, definition) }]));
}
