import {
  type Condition,
  derivationsWithin,
  type Expression,
  type Literal,
  namesInCondition,
  namesInDerivation,
  namesInFormula,
} from '#engine/formula';
import { containsOffset, decodedRange, fileRange, type MappedText, type Range } from '#engine/text';
import { categoriesOf, labelsOf, modelNamed, templatesOf, variablesOf } from './references.ts';
import type { Located, ParsedCondition, Study, Variable } from './study.ts';
import { unquoted } from './unquoted.ts';

/** What a name or a label of a study stands for. */
export type StudySymbol =
  | { readonly kind: 'variable'; readonly id: string }
  | { readonly kind: 'rule' | 'regression' | 'model'; readonly id: string }
  | { readonly kind: 'label'; readonly variable: string; readonly label: string };

export type LabelSymbol = Extract<StudySymbol, { kind: 'label' }>;

/** One place where a name or a label stands. */
export interface Occurrence {
  readonly symbol: StudySymbol;
  /** The name itself, without the quotes around it. */
  readonly range: Range;
  readonly role: 'definition' | 'use';
  /** The formula, condition or template that holds it; null for a key or value of YAML. */
  readonly source: MappedText | null;
  /** Whether the study defines it. */
  readonly isKnown: boolean;
}

const known = new WeakMap<Study, readonly Occurrence[]>();

/**
 * Every place where a name of the study stands, or a label of a level, arm or answer: keys, formulas, conditions,
 * derived variables, placeholders, `order`, `subgroups`, `stratify`, quotas and `tune`. In the order of the text, each place once. Names and labels that
 * the study does not define are there too.
 */
export function occurrences(study: Study): readonly Occurrence[] {
  const before = known.get(study);
  if (before !== undefined) {
    return before;
  }
  const places = new Map<number, Occurrence>();
  for (const found of [...definitions(study), ...uses(study)]) {
    if (!places.has(found.range.start)) {
      places.set(found.range.start, found);
    }
  }
  const inOrder = [...places.values()].sort((a, b) => a.range.start - b.range.start);
  known.set(study, inOrder);
  return inOrder;
}

/** The name or label at a place; null where none stands. */
export function occurrenceAt(study: Study, offset: number): Occurrence | null {
  return occurrences(study).find(({ range }) => containsOffset(range, offset)) ?? null;
}

/** Every place where the same thing is named, in the order of the text. */
export function occurrencesOf(study: Study, symbol: StudySymbol): readonly Occurrence[] {
  const alike = symbol.kind === 'label' ? labelsWrittenOnce(study, symbol) : [symbol];
  return occurrences(study).filter((found) => alike.some((one) => isSame(found.symbol, one)));
}

/** A label, and that of every other variable that has it from the same place of the text, by an alias or by merging. */
export function labelsWrittenOnce(study: Study, symbol: LabelSymbol): readonly LabelSymbol[] {
  const all = variablesOf(study).flatMap((variable) =>
    categoriesOf(variable).map(({ label }) => ({ variable: variable.id.value, label })),
  );
  const own = all.find(({ variable, label }) => variable === symbol.variable && label.value === symbol.label);
  const others = all.filter(({ label }) => label.range.start === own?.label.range.start);
  return own === undefined ? [symbol] : others.map(({ variable }) => ({ ...symbol, variable }));
}

function isSame(a: StudySymbol, b: StudySymbol): boolean {
  if (a.kind === 'label' || b.kind === 'label') {
    return a.kind === 'label' && b.kind === 'label' && a.variable === b.variable && a.label === b.label;
  }
  return a.kind === b.kind && a.id === b.id;
}

function* definitions(study: Study): Generator<Occurrence, void> {
  const define = (symbol: StudySymbol, { range }: Located<string>): Occurrence => ({
    symbol,
    range: unquoted(study.text, range),
    role: 'definition',
    source: null,
    isKnown: true,
  });
  for (const variable of variablesOf(study)) {
    yield define({ kind: 'variable', id: variable.id.value }, variable.id);
    for (const { label } of categoriesOf(variable)) {
      yield define({ kind: 'label', variable: variable.id.value, label: label.value }, label);
    }
  }
  for (const { id } of study.rules) {
    yield define({ kind: 'rule', id: id.value }, id);
  }
  for (const { id } of study.regressions) {
    yield define({ kind: 'regression', id: id.value }, id);
  }
  for (const { id } of study.models) {
    yield define({ kind: 'model', id: id.value }, id);
  }
}

function* uses(study: Study): Generator<Occurrence, void> {
  const variables = new Map(variablesOf(study).map((variable) => [variable.id.value, variable]));
  const use = (symbol: StudySymbol, range: Range, source: MappedText | null): Occurrence => ({
    symbol,
    range: source === null ? unquoted(study.text, range) : range,
    role: 'use',
    source,
    isKnown: isDefined(study, variables, symbol),
  });
  const named = ({ value, range }: Located<string>): Occurrence => use({ kind: 'variable', id: value }, range, null);
  for (const { source, parts } of templatesOf(study)) {
    for (const part of parts) {
      if (part.kind === 'placeholder') {
        yield use({ kind: 'variable', id: part.name }, part.range, source);
      }
    }
  }
  for (const { condition, source } of conditionsOf(study)) {
    if (condition !== null) {
      for (const { name, range } of namesInCondition(condition)) {
        yield use({ kind: 'variable', id: name }, range, source);
      }
      for (const { symbol, range } of labelsInCondition(condition, source)) {
        yield use(symbol, range, source);
      }
    }
  }
  for (const { value, source } of study.derived) {
    for (const { name, range } of value === null ? [] : namesInDerivation(value)) {
      yield use({ kind: 'variable', id: name }, range, source);
    }
    for (const part of value === null ? [] : derivationsWithin(value)) {
      for (const { symbol, range } of part.kind === 'condition' ? labelsInCondition(part.condition, source) : []) {
        yield use(symbol, range, source);
      }
    }
  }
  for (const { formula, source } of study.regressions) {
    for (const { name, range } of namesInFormula(formula)) {
      yield use({ kind: 'variable', id: name }, range, source);
    }
    const { left, right } = formula;
    const labels = [
      ...(left?.kind === 'condition' ? labelsInCondition(left.condition, source) : []),
      ...(left?.kind === 'expression' ? labelsInExpression(left.expression, source) : []),
      ...(right === null ? [] : labelsInExpression(right, source)),
    ];
    for (const { symbol, range } of labels) {
      yield use(symbol, range, source);
    }
  }
  for (const name of [...(study.writtenOrder ?? []), ...(study.human?.pilot?.stratify ?? [])]) {
    yield named(name);
  }
  for (const { attributes } of study.subgroups) {
    yield* attributes.map(named);
  }
  for (const { attribute, shares } of study.sample.kind === 'draw' ? (study.sample.quotas ?? []) : []) {
    yield named(attribute);
    for (const { label } of shares) {
      yield use({ kind: 'label', variable: attribute.value, label: label.value }, label.range, null);
    }
  }
  for (const model of study.models) {
    if (model.kind === 'tuned') {
      yield use({ kind: 'model', id: model.tune.value }, model.tune.range, null);
    }
  }
}

interface LabelUse {
  readonly symbol: StudySymbol;
  readonly range: Range;
}

function labelsInCondition(condition: Condition, source: MappedText): readonly LabelUse[] {
  const label = (variable: string, literal: Literal): readonly LabelUse[] =>
    literal.kind === 'string' ? [labelUse(variable, literal, source)] : [];
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...labelsInCondition(condition.left, source), ...labelsInCondition(condition.right, source)];
    case 'not':
      return labelsInCondition(condition.operand, source);
    case 'comparison': {
      const { left, right } = condition;
      if (left.kind === 'name' && right.kind !== 'name') {
        return label(left.name, right);
      }
      return right.kind === 'name' && left.kind !== 'name' ? label(right.name, left) : [];
    }
    case 'in': {
      const { operand, members } = condition;
      return operand.kind === 'name' ? members.flatMap((member) => label(operand.name, member)) : [];
    }
  }
}

/** The labels in `factor(x, ref = "label")`. */
function labelsInExpression(expression: Expression, source: MappedText): readonly LabelUse[] {
  switch (expression.kind) {
    case 'call': {
      const [first] = expression.arguments;
      const reference = expression.arguments.find(({ name }) => name === 'ref')?.value;
      const own =
        expression.name === 'factor' && first?.value.kind === 'name' && reference?.kind === 'string'
          ? [labelUse(first.value.name, reference, source)]
          : [];
      return [...own, ...expression.arguments.flatMap(({ value }) => labelsInExpression(value, source))];
    }
    case 'binary':
      return [...labelsInExpression(expression.left, source), ...labelsInExpression(expression.right, source)];
    case 'unary':
      return labelsInExpression(expression.operand, source);
    case 'group':
      return labelsInExpression(expression.inner, source);
    default:
      return [];
  }
}

function labelUse(
  variable: string,
  { value, range }: { readonly value: string; readonly range: Range },
  source: MappedText,
): LabelUse {
  const { start, end } = decodedRange(source, range) ?? { start: 0, end: 0 };
  const isClosed = end > start + 1 && source.text[end - 1] === source.text[start];
  const inner = fileRange(source, start + 1, isClosed ? end - 1 : end);
  return { symbol: { kind: 'label', variable, label: value }, range: inner };
}

/** Every condition that is written in the study, but for left sides of formulas. */
export function conditionsOf(study: Study): readonly ParsedCondition[] {
  const where = study.human?.where ?? null;
  return [...(where === null ? [] : [where]), ...study.rules.flatMap(({ when, expect }) => [when, expect])];
}

function isDefined(study: Study, variables: ReadonlyMap<string, Variable>, symbol: StudySymbol): boolean {
  switch (symbol.kind) {
    case 'variable':
      return variables.has(symbol.id);
    case 'model':
      return modelNamed(study, symbol.id) !== null;
    case 'label': {
      const variable = variables.get(symbol.variable);
      return variable !== undefined && labelsOf(variable).includes(symbol.label);
    }
    default:
      return true;
  }
}
