import type { Diagnostic, Result } from '#engine/diagnostics';
import type { MappedText, Range } from '#engine/text';
import { readCondition } from './condition-parser.ts';
import { readExpression } from './expression-parser.ts';
import type { Expression, Formula, LeftSide } from './formula-syntax.ts';
import { expandTerms } from './terms.ts';
import { described, TokenReader } from './token-reader.ts';
import { type Token, tokenise } from './tokens.ts';

const conditionSigns: ReadonlySet<string> = new Set([
  ...['==', '!=', '<', '<=', '>', '>=', '=', '<>', '=>', '=<', '≠', '≥', '≤'],
  ...['%in%', '&&', '||', '&', '|', '!', '[', ']'],
  ...['and', 'or', 'not', 'in', 'AND', 'OR', 'NOT'],
]);

/**
 * A formula such as `share == "Decline" ~ age * gender`: its left side, its right side as a tree, and the terms after
 * R's expansion. Goes on after an error: what can be read is given; a side that cannot be read is null.
 */
export function parseFormula(source: MappedText): Result<Formula> {
  const read = parseFormulaTree(source);
  const expanded = expandTerms(read.value.right, read.value.left);
  const formula: Formula = {
    ...read.value,
    terms: expanded.value.terms,
    hasIntercept: expanded.value.hasIntercept,
  };
  return { value: formula, diagnostics: [...read.diagnostics, ...expanded.diagnostics] };
}

/** The tree of a formula before its terms are expanded. */
export interface FormulaTree {
  readonly left: LeftSide | null;
  readonly right: Expression | null;
  readonly range: Range;
}

/** The two sides of a formula as trees, without expanding terms. */
export function parseFormulaTree(source: MappedText): Result<FormulaTree> {
  const tokens = tokenise(source);
  const diagnostics: Diagnostic[] = [...tokens.diagnostics];
  const all = tokens.value;
  const last = all[all.length - 1];
  const tildes = all.filter((token) => token.kind === 'sign' && token.text === '~');
  const first = tildes[0];
  const end: Token = last ?? { kind: 'end', text: '', range: { start: source.range.end, end: source.range.end } };
  if (first === undefined) {
    const reader = new TokenReader(all);
    const where = all.length > 1 ? { start: all[0]?.range.start ?? end.range.start, end: end.range.end } : source.range;
    reader.error(where, 'A formula has a `~`: what is explained stands left of it, what explains it right of it.');
    return {
      value: { left: null, right: null, range: source.range },
      diagnostics: [...diagnostics, ...reader.diagnostics],
    };
  }
  const second = tildes[1];
  const cut = all.indexOf(first);
  const rightEnd = second === undefined ? all.length - 1 : all.indexOf(second);
  const left = readLeft([...all.slice(0, cut), endAt(first.range.start)], first);
  const right = readRight([...all.slice(cut + 1, rightEnd), second ? endAt(second.range.start) : end], first);
  diagnostics.push(...left.diagnostics, ...right.diagnostics);
  if (second) {
    const reader = new TokenReader(all);
    reader.error(second.range, 'A formula has one `~` only.');
    diagnostics.push(...reader.diagnostics);
  }
  return { value: { left: left.value, right: right.value, range: source.range }, diagnostics };
}

function endAt(offset: number): Token {
  return { kind: 'end', text: '', range: { start: offset, end: offset } };
}

function readLeft(tokens: readonly Token[], tilde: Token): Result<LeftSide | null> {
  const reader = new TokenReader(tokens);
  if (reader.atEnd()) {
    reader.error(tilde.range, 'What the formula explains is missing left of `~`.');
    return { value: null, diagnostics: reader.diagnostics };
  }
  const isCondition = tokens.some((t) => (t.kind === 'sign' || t.kind === 'name') && conditionSigns.has(t.text));
  let value: LeftSide | null = null;
  if (isCondition) {
    const condition = readCondition(reader);
    value = condition && { kind: 'condition', condition, range: condition.range };
  } else {
    const expression = readExpression(reader);
    value = expression && { kind: 'expression', expression, range: expression.range };
  }
  complainAboutRest(reader, 'Expected `~` here');
  return { value, diagnostics: reader.diagnostics };
}

function readRight(tokens: readonly Token[], tilde: Token): Result<Expression | null> {
  const reader = new TokenReader(tokens);
  if (reader.atEnd()) {
    reader.error(tilde.range, 'What explains it is missing right of `~`. Write `1` for the mean alone.');
    return { value: null, diagnostics: reader.diagnostics };
  }
  const value = readExpression(reader);
  complainAboutRest(reader, 'Expected an operator such as `+`, `*` or `:` here');
  return { value, diagnostics: reader.diagnostics };
}

function complainAboutRest(reader: TokenReader, expected: string): void {
  const rest = reader.peek();
  if (reader.atEnd() || reader.gaveUp) {
    return;
  }
  if (['==', '!=', '<', '<=', '>', '>=', '='].includes(rest.text)) {
    reader.error(rest.range, 'A comparison can stand only left of `~`.');
  } else if (rest.text === '%in%') {
    reader.error(rest.range, "R's `%in%` is not part of this formula language: write the interaction with `:`.");
  } else if (rest.text === ')') {
    reader.error(rest.range, 'This `)` closes nothing.');
  } else {
    reader.error(rest.range, `${expected}, not ${described(rest)}.`);
  }
}
