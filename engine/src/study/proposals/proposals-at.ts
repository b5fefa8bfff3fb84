import { contextAt } from '../cursor-context.ts';
import { isInFlow } from '../nodes-at.ts';
import type { Study } from '../study.ts';
import { treeOf } from '../study-trees.ts';
import type { CountedColumn, ProposalContext, Proposals } from './proposal.ts';
import { proposedInExpression } from './proposed-in-expression.ts';
import { proposedKeys } from './proposed-keys.ts';
import { proposedValues } from './proposed-values.ts';
import { wholeParts } from './whole-parts.ts';

/**
 * What can be written at a place of a study, the best first; empty in comments and running text. `columns` are those of
 * the data file; null when they are not known.
 */
export function proposalsAt(study: Study, offset: number, columns: readonly CountedColumn[] | null): Proposals {
  const cursor = contextAt(study, offset);
  if (cursor === null) {
    return { range: { start: offset, end: offset }, proposals: [] };
  }
  const inFlow = isInFlow(treeOf(study).root, offset);
  const context: ProposalContext = { study, cursor, columns: columns ?? [], inFlow };
  if (cursor.expression !== null) {
    const proposals = proposedInExpression(context, cursor.expression);
    const keys = mayBecomeKeys(context) ? proposedKeys({ ...context, cursor: { ...cursor, part: 'key' } }) : [];
    return { range: cursor.expression.range, proposals: [...keys, ...proposals] };
  }
  const proposals =
    cursor.part === 'key' ? [...proposedKeys(context), ...wholeParts(context)] : proposedValues(context);
  return { range: cursor.range, proposals };
}

/** Whether the text at the cursor stands below its name, alone: a derived variable that may be about to get its long form. */
function mayBecomeKeys({ study, cursor }: ProposalContext): boolean {
  const lineStart = study.text.lastIndexOf('\n', cursor.range.start - 1) + 1;
  return (
    cursor.expression?.kind === 'derived' &&
    cursor.path.length === 2 &&
    /^[ ]+$/.test(study.text.slice(lineStart, cursor.range.start)) &&
    /^\w*$/.test(study.text.slice(cursor.range.start, cursor.range.end))
  );
}
