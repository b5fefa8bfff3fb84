import { remembered } from '#engine/data';
import {
  type Condition,
  type Derivation,
  derivationsWithin,
  type Expression,
  expressionsWithin,
  type Literal,
  type NameReference,
  namesInCondition,
  namesInFormula,
  type Operand,
} from '#engine/formula';
import type { Study } from '#engine/study';

// Many rules look at the same expressions, so these lists are made once for a study.
const conditions = remembered<Study, readonly Condition[]>();
const comparisons = remembered<Study, readonly Comparison[]>();
const derivations = remembered<Study, readonly Derivation[]>();
const names = remembered<Study, ReadonlySet<string> | null>();
const formulas = remembered<Study, readonly Expression[]>();
const formulaParts = remembered<Study, readonly Expression[]>();

/** Every condition of a study: rules, `where`, left sides of formulas, and those inside derived variables. Those that cannot be read are left out. */
export function conditionsOf(study: Study): readonly Condition[] {
  return conditions(study, [], () => findConditions(study));
}

function findConditions(study: Study): readonly Condition[] {
  const parsed = [study.human?.where ?? null, ...study.rules.flatMap((rule) => [rule.when, rule.expect])].flatMap(
    (source) => source?.condition ?? [],
  );
  const lefts = study.regressions.flatMap(({ formula }) =>
    formula.left?.kind === 'condition' ? [formula.left.condition] : [],
  );
  const inner = derivationsOf(study).flatMap((derivation) =>
    [...derivationsWithin(derivation)].flatMap((part) => (part.kind === 'condition' ? [part.condition] : [])),
  );
  return [...parsed, ...lefts, ...inner];
}

/** What the derived variables are computed from. Those that cannot be read are left out. */
export function derivationsOf(study: Study): readonly Derivation[] {
  return derivations(study, [], () => study.derived.flatMap(({ value }) => (value === null ? [] : [value])));
}

/** The names that rules and regressions use; null while one of these cannot be read. */
export function namesInUse(study: Study): ReadonlySet<string> | null {
  return names(study, [], () => findNamesInUse(study));
}

function findNamesInUse(study: Study): ReadonlySet<string> | null {
  const ofRules = study.rules.flatMap(({ when, expect }) => [when.condition, expect.condition]);
  const isReadable = ofRules.every((condition) => condition !== null);
  if (!isReadable || study.regressions.some(({ formula }) => formula.left === null || formula.right === null)) {
    return null;
  }
  const references = [
    ...ofRules.flatMap((condition) => (condition === null ? [] : namesInCondition(condition))),
    ...study.regressions.flatMap(({ formula }) => namesInFormula(formula)),
  ];
  return new Set(references.map(({ name }) => name));
}

/**
 * The names that a derivation calculates with; those that it compares in conditions are not among them, nor what stands in a
 * `count()` without being compared: that has been reported.
 */
export function calculatedNames(derivation: Derivation): readonly NameReference[] {
  const parts = [...derivationsWithin(derivation)];
  const counted = new Set(
    parts.flatMap((part) => (part.kind === 'call' && part.name === 'count' ? part.arguments : [])),
  );
  return parts.flatMap((part) => (part.kind === 'name' && !counted.has(part) ? [part] : []));
}

/** The expressions of all formulas: left sides that are no conditions, and right sides. */
export function expressionsOf(study: Study): readonly Expression[] {
  return formulas(study, [], () =>
    study.regressions.flatMap(({ formula }) => [
      ...(formula.left?.kind === 'expression' ? [formula.left.expression] : []),
      ...(formula.right === null ? [] : [formula.right]),
    ]),
  );
}

/** The expressions of all formulas, and everything inside them. */
export function expressionPartsOf(study: Study): readonly Expression[] {
  return formulaParts(study, [], () => expressionsOf(study).flatMap(expressionsWithin));
}

/** One comparison inside a condition; `in` counts as `==` with each member. */
export interface Comparison {
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=';
  readonly left: Operand;
  readonly right: Operand;
}

/** The comparisons of every condition of a study. */
export function comparisonsIn(study: Study): readonly Comparison[] {
  return comparisons(study, [], () => conditionsOf(study).flatMap(comparisonsOf));
}

/** The comparisons of a condition, in the order of the text. */
export function comparisonsOf(condition: Condition): readonly Comparison[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...comparisonsOf(condition.left), ...comparisonsOf(condition.right)];
    case 'not':
      return comparisonsOf(condition.operand);
    case 'comparison':
      return [condition];
    case 'in':
      return condition.members.map((member) => ({ operator: '==', left: condition.operand, right: member }));
  }
}

/** A name compared with a literal, whichever side they stand on; null for any other comparison. */
export function nameAndLiteral(
  comparison: Comparison,
): { readonly name: NameReference; readonly literal: Literal } | null {
  const { left, right } = comparison;
  if (left.kind === 'name' && right.kind !== 'name') {
    return { name: left, literal: right };
  }
  if (right.kind === 'name' && left.kind !== 'name') {
    return { name: right, literal: left };
  }
  return null;
}
