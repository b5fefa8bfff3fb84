import {
  LSPErrorCodes,
  type Position,
  type PrepareRenameResult,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { rename, renameTarget } from '#engine';
import type { Analysis } from '../analysis.ts';
import type { OpenStudy } from '../open-studies.ts';
import { offsetOf, toLspRange, toTextEdits } from '../positions.ts';

/** The name at a position that can be changed. Rejects with the reason where there is none. */
export function prepareRename({ document, study }: OpenStudy, position: Position): PrepareRenameResult {
  const target = renameTarget(study, offsetOf(document, position));
  if (target.kind === 'refused') {
    throw refusal(target.reason);
  }
  return { range: toLspRange(document, target.occurrence.range), placeholder: target.name };
}

/** The edits that give the thing at a position another name. Rejects with the reason where that cannot be done. */
export function renameAt({ open, data }: Analysis, position: Position, newName: string): WorkspaceEdit {
  const { document, study, uri } = open;
  const target = renameTarget(study, offsetOf(document, position));
  if (target.kind === 'refused') {
    throw refusal(target.reason);
  }
  const renaming = rename(study, target.occurrence.symbol, newName, data.table?.columns ?? null);
  if (renaming.kind === 'refused') {
    throw refusal(renaming.reason);
  }
  return { changes: { [uri]: toTextEdits(document, renaming.changes) } };
}

/** An answer that editors show to their user as it is. */
function refusal(reason: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}
