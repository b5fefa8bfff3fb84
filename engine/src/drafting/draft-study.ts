import { checkStudy } from '#engine/checks';
import { type DataTable, mapPeople, splitPeople } from '#engine/data';
import type { Diagnostic } from '#engine/diagnostics';
import { parseStudy } from '#engine/study';
import type { ColumnProposal, LeftOutReason } from './proposal.ts';
import { type DraftSource, proposeStudy, type StudyProposal, withoutParts } from './propose-study.ts';
import { type Piece, writeStudy } from './write-study.ts';

/** A study made from a data file. */
export interface Draft {
  /** The text of the study file, with comments. */
  readonly text: string;
  /** Ids, in the order of the file. */
  readonly attributes: readonly string[];
  readonly treatments: readonly string[];
  readonly beliefs: readonly string[];
  readonly actions: readonly string[];
  readonly leftOut: readonly { readonly column: string; readonly why: LeftOutReason }[];
  /** How many places wait for the author's words. */
  readonly todo: number;
  /** What the checks still say; no errors. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A commented study for a data file. Columns become attributes, treatments, beliefs and actions by their names, questions
 * and values. The study has no errors, and every value of the data matches: a part that the checks of a study would
 * complain about is left out.
 */
export function draftStudy(table: DataTable, source: DraftSource): Draft {
  let proposal = proposeStudy(table, source);
  const columns = new Set<string>();
  const parts = new Set<string>();
  for (;;) {
    const pieces = writeStudy(proposal);
    const text = pieces.map((piece) => piece.text).join('');
    const diagnostics = checked(text, table);
    const blamed = diagnostics.filter(isFault).flatMap(({ range }) => pieceAt(pieces, range.start) ?? []);
    const known = columns.size + parts.size;
    for (const { kind, of } of blamed) {
      (kind === 'variable' ? columns : parts).add(of);
    }
    if (columns.size + parts.size === known) {
      return draftOf(proposal, text, diagnostics);
    }
    proposal = withoutParts(proposal, { columns, parts });
  }
}

function checked(text: string, table: DataTable): readonly Diagnostic[] {
  const { value: study, diagnostics } = parseStudy(text);
  const people = mapPeople(study, table);
  const split = splitPeople(study, people.value);
  return [...diagnostics, ...checkStudy(study, { kind: 'table', table, people, split })];
}

function isFault({ severity }: Diagnostic): boolean {
  return severity === 'error' || severity === 'warning';
}

/** The piece at an offset of the whole text, if it can be left out. */
function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  let end = 0;
  for (const piece of pieces) {
    end += piece.text.length;
    if (offset < end) {
      return piece.kind === 'frame' ? undefined : piece;
    }
  }
  return undefined;
}

function draftOf({ columns }: StudyProposal, text: string, diagnostics: readonly Diagnostic[]): Draft {
  const idsOf = (kind: ColumnProposal['role']['kind']): readonly string[] =>
    columns.filter(({ role }) => role.kind === kind).map(({ id }) => id);
  return {
    text,
    attributes: idsOf('attribute'),
    treatments: idsOf('treatment'),
    beliefs: idsOf('belief'),
    actions: idsOf('action'),
    leftOut: columns.flatMap(({ column, role }) => (role.kind === 'left-out' ? [{ column, why: role.why }] : [])),
    todo: text.match(/\bTODO:/g)?.length ?? 0,
    diagnostics,
  };
}
