import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import {
  categoriesOf,
  containsOffset,
  contextAt,
  modelNamed,
  type Range,
  references,
  type Study,
  schemaEntryAt,
  variableNamed,
  variablesOf,
} from '#engine';
import type { Analysis } from '../analysis.ts';
import { offsetOf, toLspRange } from '../positions.ts';
import { describeCategory, describeModel, describeRegression, describeRule, describeVariable } from './describe.ts';
import { describeKey } from './describe-key.ts';

interface Found {
  readonly range: Range;
  readonly markdown: string;
}

/** What stands at a position: what a name means, with its counts among people, or what a key means. */
export function hover(analysis: Analysis, position: Position): Hover | null {
  const { document, study } = analysis.open;
  const offset = offsetOf(document, position);
  const found = nameAt(analysis, offset) ?? keyAt(study, offset);
  return found === null
    ? null
    : { range: toLspRange(document, found.range), contents: { kind: MarkupKind.Markdown, value: found.markdown } };
}

function nameAt(analysis: Analysis, offset: number): Found | null {
  const { study } = analysis.open;
  const people = analysis.people()?.value.table ?? null;
  const at = ({ range }: { readonly range: Range }): boolean => containsOffset(range, offset);
  const use = references(study).find(at);
  if (use !== undefined) {
    const model = use.kind === 'model' ? modelNamed(study, use.name) : null;
    const variable = model === null ? variableNamed(study, use.name) : null;
    const markdown = model === null ? variable && describeVariable(variable, people) : describeModel(model);
    return markdown === null ? null : { range: use.range, markdown };
  }
  for (const variable of variablesOf(study)) {
    if (at(variable.id)) {
      return { range: variable.id.range, markdown: describeVariable(variable, people) };
    }
    const category = categoriesOf(variable).find(({ label }) => at(label));
    if (category !== undefined) {
      return { range: category.label.range, markdown: describeCategory(variable, category, people) };
    }
  }
  const rule = study.rules.find(({ id }) => at(id));
  const regression = study.regressions.find(({ id }) => at(id));
  const model = study.models.find(({ id }) => at(id));
  return (
    (rule && { range: rule.id.range, markdown: describeRule(rule) }) ??
    (regression && { range: regression.id.range, markdown: describeRegression(regression) }) ??
    (model && { range: model.id.range, markdown: describeModel(model) }) ??
    null
  );
}

/** What the schema says of a key, or of a word that a value can be. */
function keyAt(study: Study, offset: number): Found | null {
  const context = contextAt(study, offset);
  if (context === null || context.expression !== null || context.range.start === context.range.end) {
    return null;
  }
  const key = study.text.slice(context.range.start, context.range.end).replace(/^["']|["']$/g, '');
  const path = context.part === 'key' ? [...context.path, key] : context.path;
  const entry = schemaEntryAt(path);
  const isWord = context.part === 'key' || (entry?.values.includes(key) ?? false);
  const name = path.at(-1) ?? '';
  return entry === null || entry.description === '' || !isWord
    ? null
    : { range: context.range, markdown: describeKey(name, entry) };
}
