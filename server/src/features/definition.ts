import type { Location, Position } from 'vscode-languageserver';
import { occurrenceAt, occurrencesOf } from '#engine';
import type { OpenStudy } from '../open-studies.ts';
import { offsetOf, toLspRange } from '../positions.ts';

/** The key that defines the name, or the label, at a position; empty where none stands, or one that is not defined. */
export function definitions({ document, study, uri }: OpenStudy, position: Position): Location[] {
  const found = occurrenceAt(study, offsetOf(document, position));
  return (found === null ? [] : occurrencesOf(study, found.symbol))
    .filter(({ role }) => role === 'definition')
    .map(({ range }) => ({ uri, range: toLspRange(document, range) }));
}
