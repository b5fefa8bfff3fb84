import type { Result } from '#engine/diagnostics';
import { type MappedText, nearest } from '#engine/text';
import { readCondition } from './condition-parser.ts';
import type { Derivation } from './derivation-syntax.ts';
import { described, span, TokenReader } from './token-reader.ts';
import { type Token, tokenise } from './tokens.ts';
import { derivedFunctions, formulaFunctions } from './words.ts';

type Call = Extract<Derivation, { kind: 'call' }>;

const binding: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2 };
const conditionSigns: ReadonlySet<string> = new Set([
  ...['==', '!=', '<', '<=', '>', '>=', '=', '<>', '=>', '=<', '≠', '≥', '≤', '%in%', '&&', '||', '&', '|', '!'],
  ...['and', 'or', 'not', 'in', 'AND', 'OR', 'NOT'],
]);

/** What functions of R and of spreadsheets are called here. */
const functionsOfOthers: Readonly<Record<string, string>> = {
  ...{ avg: 'mean', average: 'mean', rowMeans: 'mean', rowSums: 'sum', pmin: 'min', pmax: 'max', rev: 'reverse' },
};

/**
 * What a derived variable is computed from, as a tree; null when nothing of it can be read. Goes on after an error: what
 * can be read is given. Numbers, names, `+ - * /`, the functions of derived variables, and conditions as 0 or 1.
 */
export function parseDerivation(source: MappedText): Result<Derivation | null> {
  const tokens = tokenise(source);
  const reader = new TokenReader(tokens.value);
  const value = reader.nested(() => readValue(reader));
  const rest = reader.peek();
  if (!reader.atEnd() && !reader.gaveUp && (value !== null || reader.diagnostics.length === 0)) {
    complainAboutRest(reader, rest);
  }
  return { value, diagnostics: [...tokens.diagnostics, ...reader.diagnostics] };
}

/** A condition where one stands before the next `,` or `)`, else a sum. */
function readValue(reader: TokenReader): Derivation | null {
  const { isCondition, calculation, length } = lookAhead(reader);
  if (!isCondition) {
    return readSum(reader, 1);
  }
  if (calculation !== null) {
    const advice = 'Give the calculation a name of its own under `derived`, and compare that.';
    reader.error(calculation.range, `A condition compares names, texts and numbers, and calculates nothing. ${advice}`);
    for (let step = 0; step < length; step += 1) {
      reader.next();
    }
    return null;
  }
  const first = reader.peek();
  const condition = readCondition(reader);
  return condition && { kind: 'condition', condition, range: span(first, reader.previous()) };
}

interface Ahead {
  /** Whether a sign or word of conditions stands between here and the end of this value, outside parentheses. */
  readonly isCondition: boolean;
  /** The first sign between two operands that calculates; null where there is none. */
  readonly calculation: Token | null;
  /** How many tokens the value has. */
  readonly length: number;
}

function lookAhead(reader: TokenReader): Ahead {
  let depth = 0;
  let isCondition = false;
  let calculation: Token | null = null;
  let before: Token | null = null;
  for (let length = 0; ; length += 1) {
    const token = reader.peek(length);
    if (token.kind === 'end' || (depth === 0 && (token.text === ',' || token.text === ')'))) {
      return { isCondition, calculation, length };
    }
    if (token.kind !== 'string') {
      isCondition ||= depth === 0 && conditionSigns.has(token.text);
      const isBetween = before !== null && (before.kind === 'name' || before.kind === 'number' || before.text === ')');
      if (calculation === null && isBetween && binding[token.text] !== undefined) {
        calculation = token;
      }
      depth += token.text === '(' || token.text === '[' ? 1 : token.text === ')' || token.text === ']' ? -1 : 0;
    }
    before = token;
  }
}

function readSum(reader: TokenReader, weakest: number): Derivation | null {
  let left = readUnary(reader);
  for (;;) {
    const sign = reader.peek();
    const strength = sign.kind === 'sign' ? (binding[sign.text] ?? 0) : 0;
    if (strength < weakest || strength === 0) {
      return left;
    }
    reader.next();
    const right = readSum(reader, strength + 1);
    left =
      left && right
        ? { kind: 'binary', operator: sign.text as '+' | '-' | '*' | '/', left, right, range: span(left, right) }
        : (left ?? right);
  }
}

function readUnary(reader: TokenReader): Derivation | null {
  const sign = reader.peek();
  if (sign.kind !== 'sign' || (sign.text !== '-' && sign.text !== '+')) {
    return readPrimary(reader);
  }
  reader.next();
  const operand = reader.nested(() => readUnary(reader));
  return operand && { kind: 'unary', operator: sign.text, operand, range: span(sign, operand) };
}

function readPrimary(reader: TokenReader): Derivation | null {
  const token = reader.peek();
  if (token.kind === 'number') {
    reader.next();
    return { kind: 'number', value: token.value, range: token.range };
  }
  if (token.kind === 'name') {
    reader.next();
    return reader.at('(') ? readCall(reader, token) : { kind: 'name', name: token.text, range: token.range };
  }
  if (reader.take('(')) {
    const inner = reader.nested(() => readValue(reader));
    skipRest(reader);
    if (!reader.take(')') && !reader.gaveUp) {
      reader.error(token.range, 'This `(` is not closed.');
    }
    return inner;
  }
  if (token.kind === 'string') {
    reader.next();
    reader.error(token.range, `A text cannot be calculated with. Compare with it, as in \`answer == ${token.text}\`.`);
  } else if (!reader.gaveUp) {
    const where = token.kind === 'end' ? 'at the end' : `before ${described(token)}`;
    reader.error(token.range, `A variable or a number is missing ${where}.`);
  }
  return null;
}

function readCall(reader: TokenReader, name: Token): Call {
  const opening = reader.next();
  const list: Derivation[] = [];
  while (!reader.atEnd() && !reader.at(')')) {
    if (isOption(reader)) {
      complainAboutOption(reader);
    } else {
      const value = reader.nested(() => readValue(reader));
      if (value !== null) {
        list.push(value);
      }
      skipRest(reader);
    }
    if (reader.take(',') && reader.at(')')) {
      reader.error(reader.peek().range, 'A variable or a number is missing before `)`.');
    }
  }
  const closing = reader.take(')');
  if (!closing && !reader.gaveUp) {
    reader.error(opening.range, 'This `(` is not closed.');
  }
  const end = closing ?? list[list.length - 1] ?? opening;
  const call: Call = {
    kind: 'call',
    name: name.text,
    nameRange: name.range,
    arguments: list,
    range: span(name, end),
  };
  checkCall(reader, call);
  return call;
}

/** Whether an option of an R function stands here, such as `na.rm = TRUE`. */
function isOption(reader: TokenReader): boolean {
  const name = reader.peek();
  return name.kind === 'name' && name.text.includes('.') && reader.peek(1).text === '=';
}

function complainAboutOption(reader: TokenReader): void {
  const first = reader.peek();
  while (!reader.atEnd() && !reader.at(',') && !reader.at(')')) {
    reader.next();
  }
  const range = span(first, reader.previous());
  reader.error(range, 'Functions take no options here. `at_least:` beside `value:` says how many parts are enough.');
}

/** Steps to the next `,` or `)` of this argument, and says what does not belong to it. */
function skipRest(reader: TokenReader): void {
  let depth = 0;
  const first = reader.peek();
  if (!reader.atEnd() && !reader.at(',') && !reader.at(')')) {
    complainAboutRest(reader, first);
  }
  while (!reader.atEnd() && (depth > 0 || !(reader.at(',') || reader.at(')')))) {
    const token = reader.next();
    depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
  }
}

function complainAboutRest(reader: TokenReader, token: Token): void {
  if (reader.gaveUp) {
    return;
  }
  if (token.text === '^') {
    reader.error(token.range, 'Derived variables have no `^`: write `x * x`.');
  } else if (token.text === '~') {
    reader.error(token.range, 'A derived variable has no `~`: that belongs to formulas.');
  } else if (token.text === ')') {
    reader.error(token.range, 'This `)` closes nothing.');
  } else {
    reader.error(token.range, `Expected \`+\`, \`-\`, \`*\`, \`/\`, \`,\` or the end here, not ${described(token)}.`);
  }
}

function checkCall(reader: TokenReader, call: Call): void {
  if (reader.gaveUp) {
    return;
  }
  const known = derivedFunctions.map((name) => `\`${name}\``).join(', ');
  if (!(derivedFunctions as readonly string[]).includes(call.name)) {
    const near = functionsOfOthers[call.name] ?? nearest(call.name, derivedFunctions);
    const belongs = (formulaFunctions as readonly string[]).includes(call.name) ? ' It belongs to formulas.' : '';
    const isChoice = call.name === 'ifelse' || call.name === 'if_else' || call.name === 'case_when';
    const others = isChoice ? 'A condition in parentheses is 1 or 0 already.' : `Functions are ${known}.`;
    const advice = near === undefined ? others : `Did you mean \`${near}\`?`;
    const data = near === undefined ? {} : { replacement: near };
    reader.error(call.nameRange, `\`${call.name}\` is not a function of derived variables.${belongs} ${advice}`, data);
    return;
  }
  if (call.arguments.length === 0) {
    reader.error(call.range, `\`${call.name}()\` needs ${call.name === 'count' ? 'a condition' : 'a variable'}.`);
    return;
  }
  if (call.name === 'reverse') {
    for (const argument of call.arguments.slice(1)) {
      reader.error(argument.range, '`reverse()` takes one variable.');
    }
    if (call.arguments[0]?.kind !== 'name') {
      reader.error(call.arguments[0]?.range ?? call.range, '`reverse()` takes the name of a variable.');
    }
  }
  if (call.name === 'count') {
    for (const argument of call.arguments.filter(({ kind }) => kind !== 'condition')) {
      reader.error(argument.range, '`count()` counts the conditions that hold, such as `answer >= 4`.');
    }
  }
}
