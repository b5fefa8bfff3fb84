import {
  type Range as LspRange,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
  type SemanticTokensLegend,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Highlight, highlightKinds, highlightsOf } from '#engine';
import type { OpenStudy } from '../open-studies.ts';
import { offsetOf, toLspRange } from '../positions.ts';

const modifiers = ['definition', 'placeholder'] as const;

/** What the numbers of tokens mean. package.json says how themes colour them; docs/editor.md explains them. */
export const semanticTokensLegend: SemanticTokensLegend = {
  tokenTypes: [...highlightKinds],
  tokenModifiers: [...modifiers],
};

/** Names and labels by what they stand for, and the words and signs of formulas and conditions. */
export interface SemanticTokensFeature {
  readonly full: (open: OpenStudy) => SemanticTokens;
  /** What has changed since an earlier answer; all tokens where that is not known any more. */
  readonly delta: (open: OpenStudy, previousResultId: string) => SemanticTokens | SemanticTokensDelta;
  readonly range: (open: OpenStudy, range: LspRange) => SemanticTokens;
}

export const noTokens: SemanticTokens = { data: [] };

export function semanticTokens(): SemanticTokensFeature {
  // A document stays the same object while it is open.
  const builders = new WeakMap<TextDocument, SemanticTokensBuilder>();
  const builderOf = ({ document }: OpenStudy): SemanticTokensBuilder => {
    const builder = builders.get(document) ?? new SemanticTokensBuilder();
    builders.set(document, builder);
    return builder;
  };
  return {
    full(open) {
      const builder = builderOf(open);
      builder.previousResult('');
      push(builder, open, highlightsOf(open.study));
      return builder.build();
    },
    delta(open, previousResultId) {
      const builder = builderOf(open);
      builder.previousResult(previousResultId);
      push(builder, open, highlightsOf(open.study));
      return builder.buildEdits();
    },
    range(open, range) {
      const start = offsetOf(open.document, range.start);
      const end = offsetOf(open.document, range.end);
      const builder = new SemanticTokensBuilder();
      push(
        builder,
        open,
        highlightsOf(open.study).filter((one) => one.range.start < end && one.range.end > start),
      );
      return { data: builder.build().data };
    },
  };
}

function push(builder: SemanticTokensBuilder, { document }: OpenStudy, highlights: readonly Highlight[]): void {
  for (const { kind, range, role } of highlights) {
    const { start } = toLspRange(document, range);
    const modifier = role === 'use' ? 0 : 1 << modifiers.indexOf(role);
    builder.push(start.line, start.character, range.end - range.start, highlightKinds.indexOf(kind), modifier);
  }
}
