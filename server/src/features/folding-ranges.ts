import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { foldingRegions } from '#engine';
import type { OpenStudy } from '../open-studies.ts';
import { toLspRange } from '../positions.ts';

/** The lines that can be folded, at most one stretch for each first line. */
export function foldingRanges({ document, study }: OpenStudy): FoldingRange[] {
  const found = new Map<number, FoldingRange>();
  for (const { kind, range } of foldingRegions(study)) {
    const { start, end } = toLspRange(document, range);
    if (!found.has(start.line) && end.line > start.line) {
      const comment = kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {};
      found.set(start.line, { startLine: start.line, endLine: end.line, ...comment });
    }
  }
  return [...found.values()];
}
