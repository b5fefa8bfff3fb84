import type { Location, Position, ReferenceContext } from 'vscode-languageserver';
import { occurrenceAt, occurrencesOf } from '#engine';
import type { OpenStudy } from '../open-studies.ts';
import { offsetOf, toLspRange } from '../positions.ts';

/** Every place where the name or label at a position stands, in the order of the text; empty where none stands. */
export function referencesAt(
  { document, study, uri }: OpenStudy,
  position: Position,
  { includeDeclaration }: ReferenceContext,
): Location[] {
  const found = occurrenceAt(study, offsetOf(document, position));
  return (found === null ? [] : occurrencesOf(study, found.symbol))
    .filter(({ role }) => includeDeclaration || role === 'use')
    .map(({ range }) => ({ uri, range: toLspRange(document, range) }));
}
