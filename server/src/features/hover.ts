import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import {
  type Category,
  type CoherenceRule,
  categoriesOf,
  containsOffset,
  contextAt,
  type Evaluation,
  evaluatedAnswer,
  evaluatedCategory,
  evaluatedItem,
  evaluatedRule,
  evaluatedTerm,
  labelsOf,
  modelNamed,
  type Range,
  type Regression,
  references,
  type Study,
  schemaEntryAt,
  type Variable,
  variableNamed,
  variablesOf,
} from '#engine';
import type { Analysis } from '../analysis.ts';
import { offsetOf, toLspRange } from '../positions.ts';
import {
  code,
  describeCategory,
  describeModel,
  describeRegression,
  describeRule,
  describeVariable,
  escaped,
  paragraphs,
} from './describe.ts';
import {
  describeCells,
  describeCoefficients,
  describeDetectable,
  describeGap,
  describeShares,
} from './describe-evaluated.ts';
import { describeKey } from './describe-key.ts';

interface Found {
  readonly range: Range;
  readonly markdown: string;
}

/** What stands at a position: what a name means, with its counts among people, or what a key means. */
export function hover(analysis: Analysis, position: Position): Hover | null {
  const { document } = analysis.open;
  const offset = offsetOf(document, position);
  const found = nameAt(analysis, offset) ?? keyAt(analysis, offset);
  return found === null
    ? null
    : { range: toLspRange(document, found.range), contents: { kind: MarkupKind.Markdown, value: found.markdown } };
}

function nameAt(analysis: Analysis, offset: number): Found | null {
  const { study } = analysis.open;
  const facts = analysis.data.facts();
  const at = ({ range }: { readonly range: Range }): boolean => containsOffset(range, offset);
  const use = references(study).find(at);
  if (use !== undefined) {
    const model = use.kind === 'model' ? modelNamed(study, use.name) : null;
    if (model !== null) {
      return { range: use.range, markdown: describeModel(model) };
    }
    const variable = variableNamed(study, use.name);
    const term = termAt(analysis, offset)?.markdown ?? '';
    return variable === null
      ? null
      : { range: use.range, markdown: paragraphs([describeVariable(variable, facts), term]) };
  }
  return (
    variableAt(analysis, offset) ??
    study.rules.filter(({ id }) => at(id)).map((rule) => ruleFound(analysis, rule))[0] ??
    study.regressions.filter(({ id }) => at(id)).map((regression) => regressionFound(analysis, regression))[0] ??
    study.models
      .filter(({ id }) => at(id))
      .map((model) => ({ range: model.id.range, markdown: describeModel(model) }))[0] ??
    termAt(analysis, offset)
  );
}

/** The key that defines a variable, or the label of one of its levels, arms or answers, or one of its bins. */
function variableAt(analysis: Analysis, offset: number): Found | null {
  const { study } = analysis.open;
  const facts = analysis.data.facts();
  const evaluation = analysis.evaluation.newest?.evaluation;
  const at = ({ range }: { readonly range: Range }): boolean => containsOffset(range, offset);
  for (const variable of variablesOf(study)) {
    if (at(variable.id)) {
      const compared =
        evaluation === undefined || (variable.kind !== 'item' && variable.kind !== 'derived')
          ? ''
          : describeCells(evaluatedItem(evaluation, study, variable), 'arm');
      const markdown = paragraphs([describeVariable(variable, facts), compared]);
      return { range: variable.id.range, markdown };
    }
    const category = categoriesOf(variable).find(({ label }) => at(label));
    if (category !== undefined) {
      const compared = evaluation === undefined ? '' : categoryCompared(evaluation, study, variable, category);
      const markdown = paragraphs([describeCategory(variable, category, facts), compared]);
      return { range: category.label.range, markdown };
    }
    const bins = variable.kind === 'attribute' && variable.measure.kind === 'number' ? variable.measure.bins : [];
    const bin = bins.findIndex(at);
    const label = labelsOf(variable)[bin];
    if (bin >= 0 && label !== undefined && evaluation !== undefined) {
      const compared = describeCells(evaluatedCategory(evaluation, study, variable, label), 'item');
      const range = bins[bin]?.range ?? variable.id.range;
      return compared === '' ? null : { range, markdown: paragraphs([`**${escaped(label)}**`, compared]) };
    }
  }
  return null;
}

function categoryCompared(evaluation: Evaluation, study: Study, variable: Variable, category: Category): string {
  return variable.kind === 'item'
    ? describeShares(evaluatedAnswer(evaluation, study, variable, category))
    : describeCells(evaluatedCategory(evaluation, study, variable, category.label.value), 'item');
}

function ruleFound({ open, evaluation }: Analysis, rule: CoherenceRule): Found {
  const newest = evaluation.newest?.evaluation;
  const gap = newest === undefined ? '' : describeGap(evaluatedRule(newest, open.study, rule.id.value));
  return { range: rule.id.range, markdown: paragraphs([describeRule(rule), gap]) };
}

function regressionFound({ open, evaluation }: Analysis, regression: Regression): Found {
  const newest = evaluation.newest?.evaluation;
  const fitted = newest === undefined ? '' : describeCoefficients(evaluatedTerm(newest, open.study, regression, null));
  return { range: regression.id.range, markdown: paragraphs([describeRegression(regression), fitted]) };
}

/** The smallest term of a formula around a place, with its coefficients in the last evaluation; null without any. */
function termAt({ open: { study }, evaluation }: Analysis, offset: number): Found | null {
  const newest = evaluation.newest?.evaluation;
  const found = study.regressions
    .flatMap((regression) => regression.formula.terms.map((term) => ({ regression, term })))
    .filter(({ term }) => containsOffset(term.range, offset))
    .sort((a, b) => a.term.range.end - a.term.range.start - (b.term.range.end - b.term.range.start))[0];
  if (newest === undefined || found === undefined) {
    return null;
  }
  const { regression, term } = found;
  const markdown = describeCoefficients(evaluatedTerm(newest, study, regression, term.label));
  return markdown === '' ? null : { range: term.range, markdown: paragraphs([code(term.label), markdown]) };
}

/** What the people whom the pilot leaves can show, below what the schema says of the pilot. */
function pilotAt({ data }: Analysis, path: readonly string[]): string {
  const facts = data.facts();
  const isPilot = path[0] === 'human' && path[1] === 'pilot' && (path.length === 2 || path[2] === 'size');
  return !isPilot || facts === null || facts.heldOut === 0 ? '' : describeDetectable(facts.heldOut, facts.floors);
}

/** What the schema says of a key, or of a word that a value can be. */
function keyAt(analysis: Analysis, offset: number): Found | null {
  const { study } = analysis.open;
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
    : { range: context.range, markdown: paragraphs([describeKey(name, entry), pilotAt(analysis, path)]) };
}
