import type { Diagnostic, Result } from '#engine/diagnostics';
import { type Range, touches } from '#engine/text';
import { MendedText } from './mended-text.ts';
import { mendYaml } from './mending.ts';
import type { Mending } from './mending-draft.ts';
import type { Trap } from './trap.ts';
import type { TreeNode } from './tree.ts';
import { TreeBuilder } from './tree-builder.ts';
import { isLocal, yamlErrors } from './yaml-errors.ts';
import { type ComposedText, composeYaml } from './yaml-library.ts';
import { type SourceMark, sourceMarks } from './yaml-marks.ts';

/** What the YAML library made of a text. */
export interface ReadText {
  readonly text: string;
  /** Null when the file holds nothing but comments. */
  readonly root: TreeNode | null;
  /** Comments, tags and other marks, in the order of the text. */
  readonly marks: readonly SourceMark[];
  /** Where the tree holds the text that was meant, and not what YAML makes of it. */
  readonly repairs: readonly Trap[];
  /** Places that YAML cannot read, and whose values in the tree are therefore guesses or missing. */
  readonly unsure: readonly Range[];
}

/** Reads a text in one, and mends what YAML cannot read. */
export function readWhole(text: string): Result<ReadText> {
  const composed = composeYaml(text);
  const errors = composed.documents[0]?.errors ?? [];
  if (errors.every(isLocal)) {
    return build(text, composed);
  }
  const mending = mendYaml(text, firstDocumentEnd(composed, text.length));
  return mending.edits.length === 0 ? build(text, composed) : buildMended(text, mending);
}

function build(text: string, { tokens, documents }: ComposedText): Result<ReadText> {
  const marks = sourceMarks(tokens);
  const diagnostics: Diagnostic[] = [...yamlErrors(text, documents, marks)];
  const builder = new TreeBuilder(text);
  const contents = documents[0]?.contents;
  const root = contents ? builder.build(contents, 0) : null;
  return {
    value: { text, root, marks, repairs: builder.traps, unsure: [] },
    diagnostics: [...diagnostics, ...builder.diagnostics],
  };
}

/** Reads the mended text; all places are those of the text as it was written. */
function buildMended(text: string, { edits, diagnostics, unsure }: Mending): Result<ReadText> {
  const mended = new MendedText(text, edits);
  const read = build(mended.text, composeYaml(mended.text));
  const { root, marks, repairs } = read.value;
  const lost = unsure.flatMap(({ start, end }) => text.slice(start, end).match(/&[^\s,[\]{}]+/g) ?? []);
  const isLost = ({ message }: Diagnostic): boolean => lost.some((anchor) => message.includes(`\`${anchor}\``));
  const doubtful = [
    ...unsure,
    ...read.diagnostics.filter(isLost).map(({ range }) => lineOf(text, mended.range(range))),
  ];
  const rest = read.diagnostics
    .filter((found) => !isLost(found))
    .map((found) => mended.diagnostic(found))
    .filter(({ range, code }) => code === 'yaml-unsupported' || !unsure.some((place) => touches(place, range)));
  return {
    value: {
      text,
      root: root && mended.tree(root),
      marks: marks.map((mark) => ({ ...mark, range: mended.range(mark.range) })),
      repairs: repairs.map((trap) => mended.trap(trap)),
      unsure: doubtful,
    },
    diagnostics: [...diagnostics, ...rest],
  };
}

function lineOf(text: string, { start, end }: Range): Range {
  return { start: text.lastIndexOf('\n', start - 1) + 1, end };
}

function firstDocumentEnd({ documents }: ComposedText, length: number): number {
  return documents[1] === undefined ? length : (documents[0]?.range?.[2] ?? length);
}
