import type { Range, TextChange } from '#engine/text';
import type { CursorContext } from '../cursor-context.ts';
import type { KnownColumn } from '../rename-variable.ts';
import type { Study } from '../study.ts';

export type ProposalKind =
  | 'key'
  | 'snippet'
  | 'attribute'
  | 'treatment'
  | 'item'
  | 'derived'
  | 'model'
  | 'label'
  | 'column'
  | 'value'
  | 'word'
  | 'function';

/** Where what is said at length about a proposal comes from. */
export type ProposalSource =
  | { readonly kind: 'schema'; readonly path: readonly string[] }
  | { readonly kind: 'variable'; readonly id: string };

/** Something that can be written at the cursor. */
export interface Proposal {
  readonly kind: ProposalKind;
  readonly label: string;
  /** A few words beside the label; may be empty. */
  readonly detail: string;
  /**
   * What is written, in the editors' notation for snippets: `$1` and `${1:word}` are places to fill in, `$0` the last;
   * `\$`, `\}` and `\\` are the signs themselves. Lines after the first are indented as the line of the cursor is, and more.
   */
  readonly snippet: string;
  readonly source: ProposalSource | null;
  /** Changes elsewhere that go with it. */
  readonly also: readonly TextChange[];
}

export interface Proposals {
  /** What a proposal replaces. */
  readonly range: Range;
  /** The best first. */
  readonly proposals: readonly Proposal[];
}

/** A column of the data file, with the number of rows that have each value. */
export interface CountedColumn extends KnownColumn {
  readonly counts: ArrayLike<number>;
}

/** What proposals are made from. */
export interface ProposalContext {
  readonly study: Study;
  readonly cursor: CursorContext;
  /** The columns of the data file; empty when they are not known. */
  readonly columns: readonly CountedColumn[];
  /** Whether the cursor stands in `[…]` or `{…}`. */
  readonly inFlow: boolean;
}

/** A proposal that writes a text as it is. */
export function plainProposal(
  kind: ProposalKind,
  label: string,
  more: {
    readonly detail?: string;
    readonly text?: string;
    readonly source?: ProposalSource;
    readonly also?: readonly TextChange[];
  } = {},
): Proposal {
  const { detail = '', text = label, source = null, also = [] } = more;
  return { kind, label, detail, snippet: snippetText(text), source, also };
}

/** A text in the notation of snippets. */
function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** The snippet of a text in which places to fill in stand as `«1:words»` or `«1»`; `«0»` is where the cursor ends. */
export function filledIn(text: string): string {
  return text
    .split(/(«\d+(?::[^»]*)?»)/)
    .map((part) => {
      const [, number, words] = /^«(\d+)(?::([^»]*))?»$/.exec(part) ?? [];
      if (number === undefined) {
        return snippetText(part);
      }
      return words === undefined ? `$${number}` : `$\{${number}:${snippetText(words)}}`;
    })
    .join('');
}

/** What a snippet writes where places to fill in are not known: the words in them. */
export function withoutPlaces(snippet: string): string {
  return snippet.replace(/\\([\\$}])|\$\{\d+:((?:[^\\}]|\\.)*)\}|\$\d+/g, (_, sign?: string, words?: string) =>
    sign === undefined ? (words ?? '').replace(/\\([\\$}])/g, '$1') : sign,
  );
}
