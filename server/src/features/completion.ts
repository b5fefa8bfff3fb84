import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
  TextEdit,
} from 'vscode-languageserver';
import {
  type ProposalKind,
  type ProposalSource,
  proposalsAt,
  schemaEntryAt,
  variableNamed,
  withoutPlaces,
} from '#engine';
import type { Analysis } from '../analysis.ts';
import type { ClientAbilities } from '../client-abilities.ts';
import { offsetOf, toLspRange, toTextEdits } from '../positions.ts';
import { describeVariable } from './describe.ts';
import { describeKey } from './describe-key.ts';

/** What an item carries to the request for its documentation. */
interface ItemData {
  readonly uri: string;
  readonly source: ProposalSource;
}

/** Keys, names, labels, values and whole parts that can stand at a position; empty inside comments and running text. */
export function completions(
  { open, data }: Analysis,
  position: Position,
  { snippets }: Pick<ClientAbilities, 'snippets'>,
): CompletionItem[] {
  const { document, study, uri } = open;
  const { range, proposals } = proposalsAt(study, offsetOf(document, position), data.table?.columns ?? null);
  const at = toLspRange(document, range);
  return proposals.map((proposal, index) => {
    const newText = snippets ? proposal.snippet : withoutPlaces(proposal.snippet);
    const data: ItemData | null = proposal.source === null ? null : { uri, source: proposal.source };
    return {
      label: proposal.label,
      kind: kinds[proposal.kind],
      filterText: proposal.label,
      sortText: String(index).padStart(5, '0'),
      insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      textEdit: TextEdit.replace(at, newText),
      ...(newText.includes('\n') ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
      ...(proposal.detail === '' ? {} : { detail: proposal.detail }),
      ...(proposal.also.length === 0 ? {} : { additionalTextEdits: toTextEdits(document, proposal.also) }),
      ...(data === null ? {} : { data }),
    };
  });
}

/** The study that an item was proposed for; null when it says nothing more. */
export function studyOfItem({ data }: CompletionItem): string | null {
  return isItemData(data) ? data.uri : null;
}

/** The item with its documentation: what the schema says of a key, how people are spread over a name. */
export function resolved(item: CompletionItem, analysis: Analysis): CompletionItem {
  const value = isItemData(item.data) ? documentation(item.data.source, analysis) : '';
  return value === '' ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
}

function documentation(source: ProposalSource, { open, data }: Analysis): string {
  if (source.kind === 'schema') {
    const entry = schemaEntryAt(source.path);
    return entry === null ? '' : describeKey(source.path.at(-1) ?? '', entry);
  }
  const variable = variableNamed(open.study, source.id);
  return variable === null ? '' : describeVariable(variable, data.facts());
}

function isItemData(data: unknown): data is ItemData {
  return typeof data === 'object' && data !== null && 'uri' in data && typeof data.uri === 'string' && 'source' in data;
}

const kinds: Readonly<Record<ProposalKind, CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  snippet: CompletionItemKind.Snippet,
  attribute: CompletionItemKind.Field,
  treatment: CompletionItemKind.Event,
  item: CompletionItemKind.Variable,
  derived: CompletionItemKind.Constant,
  model: CompletionItemKind.Interface,
  label: CompletionItemKind.EnumMember,
  column: CompletionItemKind.Field,
  value: CompletionItemKind.Value,
  word: CompletionItemKind.Keyword,
  function: CompletionItemKind.Function,
};
