import { conditionWords, type DerivedFunction, derivedFunctions, formulaFunctions } from '#engine/formula';
import type { TextChange } from '#engine/text';
import type { ExpressionContext } from '../expression-context.ts';
import { labelsOf, variableNamed, variablesOf } from '../references.ts';
import { isPlainSafe, quotedLabel, styleAt, withinQuotes, withinStyle } from '../scalar-source.ts';
import type { Study, Variable } from '../study.ts';
import { filledIn, type Proposal, type ProposalContext, plainProposal } from './proposal.ts';
import { proposedVariable } from './proposed-variable.ts';

/** Names, labels and words that can stand at the cursor in a formula, a condition, a derived variable or a placeholder. */
export function proposedInExpression(context: ProposalContext, expression: ExpressionContext): readonly Proposal[] {
  const { study } = context;
  if (expression.wants === 'label') {
    const { quote, isClosed } = expression;
    return labels(context, expression.comparedWith, (label) => withinQuotes(label, quote) + (isClosed ? '' : quote));
  }
  if (expression.kind === 'placeholder') {
    return [...study.attributes, ...study.treatments].map(proposedVariable);
  }
  const known = expression.kind === 'derived' ? namesAbove(context) : names(study);
  return [...labels(context, expression.comparedWith, quotedLabel), ...known, ...words(expression.kind)];
}

function labels(
  context: ProposalContext,
  comparedWith: string | null,
  written: (label: string) => string,
): readonly Proposal[] {
  const variable = comparedWith === null ? null : variableNamed(context.study, comparedWith);
  if (variable === null) {
    return [];
  }
  return labelsOf(variable).map((label) => {
    const { text, also } = inScalar(context, written(label));
    return plainProposal('label', label, { detail: variable.id.value, text, also });
  });
}

/**
 * A part of an expression as it is written in the scalar of the cursor. Where it would break a plain scalar, that is put
 * into quotes with it.
 */
function inScalar({ study, cursor, inFlow }: ProposalContext, part: string): { text: string; also: TextChange[] } {
  const { range, expression } = cursor;
  const style = styleAt(study.text, range);
  const at = expression?.range ?? range;
  const before = study.text.slice(range.start, at.start);
  const after = study.text.slice(at.end, range.end);
  if (style !== 'plain' || isPlainSafe(before + part + after, inFlow)) {
    return { text: withinStyle(part, style), also: [] };
  }
  const doubled = [...before.matchAll(/'/g)].map(({ index }) => range.start + index);
  const behind = [...after.matchAll(/'/g)].map(({ index }) => at.end + index);
  const insert = (place: number): TextChange => ({ range: { start: place, end: place }, newText: "'" });
  const isLast = at.end === range.end;
  const text = `${at.start === range.start ? "'" : ''}${withinStyle(part, 'single')}${isLast ? "'" : ''}`;
  const places = [
    ...(at.start === range.start ? [] : [range.start]),
    ...doubled,
    ...behind,
    ...(isLast ? [] : [range.end]),
  ];
  return { text, also: places.map(insert) };
}

function names(study: Study): readonly Proposal[] {
  const isForPrompts = (variable: Variable) => variable.kind === 'attribute' && variable.measure.kind === 'text';
  return variablesOf(study)
    .filter((variable) => !isForPrompts(variable))
    .map(proposedVariable);
}

/** The names that a derived variable may use: of the derived ones those above it. */
function namesAbove({ study, cursor }: ProposalContext): readonly Proposal[] {
  const isAbove = new Map(study.derived.map(({ id }) => [id.value, id.range.start < cursor.range.start]));
  return names(study).filter(({ label }) => label !== cursor.path[1] && (isAbove.get(label) ?? true));
}

function words(kind: 'formula' | 'condition' | 'derived'): readonly Proposal[] {
  if (kind === 'derived') {
    return [
      ...derivedFunctions.map((name): Proposal => {
        const { detail, snippet } = derivedMeanings[name];
        return { kind: 'function', label: name, detail, snippet: filledIn(snippet), source: null, also: [] };
      }),
      ...words('condition'),
    ];
  }
  return kind === 'condition'
    ? conditionWords.map((word) => plainProposal('word', word, { detail: conditionMeanings[word] }))
    : formulaFunctions.map((name) => ({
        kind: 'function',
        label: name,
        detail: functionMeanings[name],
        snippet: filledIn(
          name === 'poly' ? 'poly(«1:name», «2:2»)' : name === 'factor' ? 'factor(«1:name»)' : `${name}(«1»)`,
        ),
        source: null,
        also: [],
      }));
}

const conditionMeanings: Readonly<Record<(typeof conditionWords)[number], string>> = {
  and: 'both hold',
  or: 'at least one holds',
  not: 'it does not hold',
  in: 'is one of: x in ["a", "b"]',
};

const functionMeanings: Readonly<Record<(typeof formulaFunctions)[number], string>> = {
  I: 'calculates as it is written: I(age^2)',
  log: 'natural logarithm',
  exp: 'exponential',
  sqrt: 'square root',
  abs: 'without its sign',
  scale: 'in standard deviations from the mean',
  poly: 'orthogonal polynomial: poly(age, 2)',
  factor: 'as categories: factor(x, ref = "level")',
};

const derivedMeanings: Readonly<Record<DerivedFunction, { readonly detail: string; readonly snippet: string }>> = {
  mean: { detail: 'the mean of its parts', snippet: 'mean(«1», «2»)' },
  sum: { detail: 'the sum of its parts', snippet: 'sum(«1», «2»)' },
  min: { detail: 'the smallest of its parts', snippet: 'min(«1», «2»)' },
  max: { detail: 'the largest of its parts', snippet: 'max(«1», «2»)' },
  count: { detail: 'how many conditions hold: count(a >= 4, b >= 4)', snippet: 'count(«1:name» >= «2:4»)' },
  reverse: { detail: 'the scale turned round: lowest + highest - x', snippet: 'reverse(«1:name»)' },
};
