import { type InlayHint, InlayHintKind, type Range as LspRange } from 'vscode-languageserver';
import { type Hint, type HintKind, hintsOf } from '#engine';
import type { Analysis } from '../analysis.ts';
import { offsetOf, toLspRange } from '../positions.ts';
import { runSizeOf } from '../run-size.ts';

const known = new WeakMap<Analysis, readonly Hint[]>();

/** What is said beside the text of a range, of the kinds that are wanted. */
export function inlayHints(analysis: Analysis, range: LspRange, wanted: ReadonlySet<HintKind>): InlayHint[] {
  const { document } = analysis.open;
  const start = offsetOf(document, range.start);
  const end = offsetOf(document, range.end);
  return allHints(analysis)
    .filter(({ kind, offset }) => wanted.has(kind) && offset >= start && offset <= end)
    .map(({ offset, label, tooltip }) => ({
      position: toLspRange(document, { start: offset, end: offset }).start,
      label,
      kind: InlayHintKind.Type,
      tooltip,
      paddingLeft: true,
    }));
}

/** Worked out once for each analysis: editors ask again at every scrolling. */
function allHints(analysis: Analysis): readonly Hint[] {
  const before = known.get(analysis);
  if (before !== undefined) {
    return before;
  }
  const { open, data } = analysis;
  const hints = hintsOf({ study: open.study, facts: data.facts(), ...runSizeOf(analysis) });
  known.set(analysis, hints);
  return hints;
}
