import { type CompletionItem, CompletionItemKind, type Position, TextEdit } from 'vscode-languageserver';
import {
  type CursorContext,
  conditionWords,
  contextAt,
  type ExpressionContext,
  formulaFunctions,
  groupingAttributes,
  labelsOf,
  type Study,
  schemaEntryAt,
  type Variable,
  variableNamed,
  variablesOf,
} from '#engine';
import type { Analysis } from '../analysis.ts';
import { offsetOf, toLspRange } from '../positions.ts';
import { kindOf } from './describe.ts';

/** Something that can be put in; the item that the protocol wants is made of it. */
interface Proposal {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  readonly documentation?: string;
  /** What is written, where that is not the label. */
  readonly text?: string;
}

/** Keys and names that can stand at a position; empty inside comments and running text. */
export function completions(analysis: Analysis, position: Position): CompletionItem[] {
  const { document, study } = analysis.open;
  const context = contextAt(study.text, offsetOf(document, position));
  if (context === null) {
    return [];
  }
  const { expression } = context;
  const range = expression?.range ?? context.range;
  return proposalsFor(analysis, context).map((proposal, index) =>
    item(proposal, index, (text) => TextEdit.replace(toLspRange(document, range), text)),
  );
}

function proposalsFor(analysis: Analysis, context: CursorContext): readonly Proposal[] {
  const { study } = analysis.open;
  if (context.expression !== null) {
    return context.expression.wants === 'label'
      ? labels(study, context.expression.comparedWith)
      : names(study, context.expression);
  }
  return context.part === 'key' ? keys(study, context) : values(analysis, context);
}

function labels(study: Study, name: string | null): readonly Proposal[] {
  const variable = name === null ? null : variableNamed(study, name);
  return (variable === null ? [] : labelsOf(variable)).map((label) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    detail: name ?? '',
    text: label.replace(/(["\\])/g, '\\$1'),
  }));
}

function names(study: Study, { kind }: ExpressionContext): readonly Proposal[] {
  if (kind === 'placeholder') {
    return [...study.attributes, ...study.treatments].map(proposalOf);
  }
  const words =
    kind === 'condition'
      ? conditionWords.map((label) => ({ label, kind: CompletionItemKind.Keyword }))
      : formulaFunctions.map((label) => ({ label, kind: CompletionItemKind.Function, text: `${label}(` }));
  const isForPrompts = (variable: Variable) => variable.kind === 'attribute' && variable.measure.kind === 'text';
  return [
    ...variablesOf(study)
      .filter((variable) => !isForPrompts(variable))
      .map(proposalOf),
    ...words,
  ];
}

/** The keys that are not there yet, those that must be first. */
function keys(study: Study, context: CursorContext): readonly Proposal[] {
  const entry = schemaEntryAt(context.path);
  const properties = (entry?.properties ?? []).filter(({ key }) => !context.siblings.includes(key));
  const isLastOf = (key: string) => context.path.at(-1) === key;
  const free = isLastOf('quotas') ? groupingAttributes(study).map(proposalOf) : [];
  return [
    ...[...properties]
      .sort((a, b) => Number(b.isRequired) - Number(a.isRequired))
      .map(({ key, description, isRequired }) => ({
        label: key,
        kind: CompletionItemKind.Property,
        detail: isRequired ? 'must be there' : '',
        documentation: description,
        text: keyText(study.text, context, key),
      })),
    ...free.map((proposal) => ({ ...proposal, text: keyText(study.text, context, proposal.label) })),
  ];
}

/** The key with what comes behind it: a colon where none stands there, and a new line where only keys can follow. */
function keyText(text: string, { path, range }: CursorContext, key: string): string {
  if (/^\s*:/.test(text.slice(range.end))) {
    return key;
  }
  const types = schemaEntryAt([...path, key])?.types ?? [];
  const line = text.slice(text.lastIndexOf('\n', range.start - 1) + 1, range.start);
  const isInBraces = line.includes('{') && line.lastIndexOf('{') > line.lastIndexOf('}');
  return types.length === 1 && types[0] === 'object' && !isInBraces ? `${key}:\n  ` : `${key}: `;
}

function values(analysis: Analysis, { path, siblings }: CursorContext): readonly Proposal[] {
  const { study } = analysis.open;
  const key = path.findLast((part) => !/^\d+$/.test(part)) ?? '';
  const others = (proposals: readonly Proposal[]) => proposals.filter(({ label }) => !siblings.includes(label));
  if (key === 'column' || (path[0] === 'human' && (key === 'id' || key === 'weights'))) {
    return columns(analysis);
  }
  if (key === 'order' && path.length <= 2) {
    return others([...study.treatments, ...study.items].map(proposalOf));
  }
  if (key === 'subgroups') {
    return others(groupingAttributes(study).map(proposalOf));
  }
  if (key === 'stratify') {
    return others([...study.treatments, ...groupingAttributes(study)].map(proposalOf));
  }
  if (key === 'tune') {
    return study.models.flatMap(({ kind, id }) =>
      kind === 'openai' ? [{ label: id.value, kind: CompletionItemKind.Interface }] : [],
    );
  }
  return (schemaEntryAt(path)?.values ?? []).map((label) => ({ label, kind: CompletionItemKind.Value }));
}

function columns({ file }: Analysis): readonly Proposal[] {
  return file?.kind !== 'table'
    ? []
    : file.table.columns.map(({ name, values: distinct }) => ({
        label: name,
        kind: CompletionItemKind.Field,
        detail: `${distinct.length.toLocaleString('en')} different values`,
        text: scalar(name),
      }));
}

/** A text as YAML can read it: as it is where that is safe, else in quotes. */
function scalar(text: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{M}\p{N}_ .()/-]*$/u.test(text) && !/^(?:true|false|null)$/i.test(text);
  return isPlain && text.trim() === text ? text : JSON.stringify(text);
}

function proposalOf(variable: Variable): Proposal {
  const kinds = {
    attribute: CompletionItemKind.Field,
    treatment: CompletionItemKind.Event,
    item: CompletionItemKind.Variable,
  };
  return { label: variable.id.value, kind: kinds[variable.kind], detail: kindOf(variable) };
}

function item(proposal: Proposal, index: number, edit: (text: string) => TextEdit): CompletionItem {
  return {
    label: proposal.label,
    kind: proposal.kind,
    ...(proposal.detail ? { detail: proposal.detail } : {}),
    ...(proposal.documentation ? { documentation: proposal.documentation } : {}),
    filterText: proposal.label,
    sortText: String(index).padStart(5, '0'),
    textEdit: edit(proposal.text ?? proposal.label),
  };
}
