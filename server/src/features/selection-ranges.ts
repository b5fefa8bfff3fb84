import type { Position, SelectionRange } from 'vscode-languageserver';
import { selectionsAt } from '#engine';
import type { OpenStudy } from '../open-studies.ts';
import { offsetOf, toLspRange } from '../positions.ts';

/** For each position what a growing selection takes in; the innermost holds the next one as its parent, and so on. */
export function selectionRanges({ document, study }: OpenStudy, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => {
    const [inner, ...outer] = selectionsAt(study, offsetOf(document, position)).map((range) =>
      toLspRange(document, range),
    );
    const parent = outer.reduceRight<SelectionRange | undefined>(
      (around, range) => ({ range, ...(around === undefined ? {} : { parent: around }) }),
      undefined,
    );
    return { range: inner ?? { start: position, end: position }, ...(parent === undefined ? {} : { parent }) };
  });
}
