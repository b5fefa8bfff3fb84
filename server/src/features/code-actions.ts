import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic as LspDiagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Diagnostic,
  type Fix,
  type FixContext,
  fixesOf,
  fixOfAll,
  refactoringsAt,
  type Severities,
  type TextChange,
  touches,
  withChanges,
  withSeverities,
} from '#engine';
import { type Place, selectPlaceCommand } from '#engine/node';
import type { Analysis } from '../analysis.ts';
import type { ClientAbilities } from '../client-abilities.ts';
import { offsetOf, toLspRange, toTextEdits } from '../positions.ts';

/** Fixes everything that can be fixed unasked; editors can run it on save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.understudy`;

/** The kinds of code actions that are offered. */
export const codeActionKinds: readonly string[] = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorRewrite,
  fixAllKind,
];

const refactoringKinds = { extract: CodeActionKind.RefactorExtract, rewrite: CodeActionKind.RefactorRewrite } as const;

/** What can be done at a range: about the diagnostics that touch it, about how it is written, and everything at once. */
export function codeActions(
  analysis: Analysis,
  { range, context }: Pick<CodeActionParams, 'range' | 'context'>,
  { documentChanges }: Pick<ClientAbilities, 'documentChanges'>,
  severities: Severities,
  hasCommands: boolean,
): CodeAction[] {
  const { open, data } = analysis;
  const { document, study } = open;
  const at = { start: offsetOf(document, range.start), end: offsetOf(document, range.end) };
  const shown = withSeverities(analysis.diagnostics(), severities);
  const about: FixContext = { study, table: data.table };
  const isWanted = (kind: string): boolean =>
    context.only === undefined || context.only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
  const actionOf = (fix: Fix, kind: string): CodeAction => ({
    title: fix.title,
    kind,
    edit: editOf(analysis, fix.changes, documentChanges),
    ...(hasCommands ? selecting(analysis, fix) : {}),
  });

  const fixes = isWanted(CodeActionKind.QuickFix)
    ? shown
        .filter((found) => touches(found.range, at))
        .flatMap((found) =>
          fixesOf(found, about).map((fix, index) => ({
            ...actionOf(fix, CodeActionKind.QuickFix),
            ...(index === 0 && fix.choice !== 'possible' ? { isPreferred: true } : {}),
            ...diagnosticsOf(found, analysis, context.diagnostics),
          })),
        )
    : [];
  const refactorings = refactoringsAt(at, shown, about)
    .filter(({ kind }) => isWanted(refactoringKinds[kind]))
    .map((refactoring) => actionOf(refactoring, refactoringKinds[refactoring.kind]));
  // Only where it is asked for by its kind: in the menu of a place it would be about other places.
  const all = context.only !== undefined && isWanted(fixAllKind) ? fixOfAll(shown, about) : null;
  return [...fixes, ...refactorings, ...(all === null ? [] : [actionOf(all, fixAllKind)])];
}

/** The command that selects, in the text as it then is, what its author writes over. */
function selecting({ open }: Analysis, { changes, placeholder }: Fix): Pick<CodeAction, 'command'> {
  const [first] = changes;
  if (first === undefined || placeholder === undefined) {
    return {};
  }
  const { text } = open.study;
  const isBefore = ({ range }: TextChange): boolean => range.start < first.range.start;
  const start = first.range.start + withChanges(text, changes.filter(isBefore)).length - text.length;
  const after = TextDocument.create(open.uri, 'yaml', 0, withChanges(text, changes));
  const range = { start: start + placeholder.start, end: start + placeholder.end };
  const place: Place = toLspRange(after, range);
  return { command: { title: 'Select', command: selectPlaceCommand, arguments: [open.uri, place] } };
}

/** For this version of the text only, where the editor can be told so. */
function editOf({ open }: Analysis, changes: Fix['changes'], documentChanges: boolean): WorkspaceEdit {
  const edits = toTextEdits(open.document, changes);
  return documentChanges
    ? { documentChanges: [{ textDocument: { uri: open.uri, version: open.version }, edits }] }
    : { changes: { [open.uri]: edits } };
}

/** The editor's own diagnostic that the action belongs to, as it has sent it. */
function diagnosticsOf(
  { code, range }: Diagnostic,
  { open }: Analysis,
  sent: readonly LspDiagnostic[],
): Pick<CodeAction, 'diagnostics'> {
  const { start, end } = toLspRange(open.document, range);
  const own = sent.filter(
    (one) =>
      one.code === code &&
      one.range.start.line === start.line &&
      one.range.start.character === start.character &&
      one.range.end.line === end.line &&
      one.range.end.character === end.character,
  );
  return own.length === 0 ? {} : { diagnostics: own };
}
