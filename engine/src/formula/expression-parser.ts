import type { BinaryOperator, CallArgument, Expression } from './formula-syntax.ts';
import { described, span, type TokenReader } from './token-reader.ts';

/** How tightly R's binary operators bind; `^` is read from right to left. */
const binding: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '%in%': 3, ':': 4 };
const unaryBinding = 5;

/** Reads an expression of R's formula language up to the first token that cannot belong to it; null if there is none. */
export function readExpression(reader: TokenReader): Expression | null {
  return reader.nested(() => readBinary(reader, 1));
}

function readBinary(reader: TokenReader, weakest: number): Expression | null {
  let left = readUnary(reader);
  for (;;) {
    const sign = reader.peek();
    const strength = sign.kind === 'sign' ? operatorBinding(sign.text) : 0;
    if (strength < weakest || strength === 0) {
      return left;
    }
    if (strength === 3) {
      const message = `R's \`${sign.text}\` is not part of this formula language: write the interaction with \`:\`.`;
      reader.error(sign.range, message);
    }
    reader.next();
    const right = readBinary(reader, strength + 1);
    if (left && right) {
      const operator = (strength === 3 ? ':' : sign.text) as BinaryOperator;
      left = { kind: 'binary', operator, left, right, range: span(left, right) };
    } else {
      left = left ?? right;
    }
  }
}

function operatorBinding(text: string): number {
  return text.startsWith('%') ? 3 : (binding[text] ?? 0);
}

function readUnary(reader: TokenReader): Expression | null {
  const sign = reader.peek();
  if (sign.kind !== 'sign' || (sign.text !== '-' && sign.text !== '+')) {
    return readPower(reader);
  }
  reader.next();
  const operand = reader.nested(() => readBinary(reader, unaryBinding));
  return operand && { kind: 'unary', operator: sign.text, operand, range: span(sign, operand) };
}

function readPower(reader: TokenReader): Expression | null {
  const base = readPrimary(reader);
  if (!reader.at('^')) {
    return base;
  }
  reader.next();
  const exponent = reader.nested(() => readUnary(reader));
  if (!base || !exponent) {
    return base ?? exponent;
  }
  return { kind: 'binary', operator: '^', left: base, right: exponent, range: span(base, exponent) };
}

function readPrimary(reader: TokenReader): Expression | null {
  const token = reader.peek();
  if (token.kind === 'number') {
    reader.next();
    return { kind: 'number', value: token.value, range: token.range };
  }
  if (token.kind === 'string') {
    reader.next();
    return { kind: 'string', value: token.value, range: token.range };
  }
  if (token.kind === 'name') {
    reader.next();
    return reader.at('(') ? readCall(reader, token) : { kind: 'name', name: token.text, range: token.range };
  }
  if (reader.take('(')) {
    const inner = readExpression(reader);
    const closing = reader.take(')');
    if (!closing && !reader.gaveUp) {
      reader.error(token.range, 'This `(` is not closed.');
    }
    return inner && { kind: 'group', inner, range: span(token, closing ?? inner) };
  }
  if (!reader.gaveUp) {
    complainAboutPrimary(reader);
  }
  return null;
}

function complainAboutPrimary(reader: TokenReader): void {
  const token = reader.peek();
  if (token.text === '.') {
    reader.error(token.range, "R's `.` is not part of this formula language: name the variables.");
    reader.next();
  } else if (token.kind === 'end') {
    reader.error(token.range, 'A variable is missing at the end.');
  } else {
    reader.error(token.range, `A variable is missing before ${described(token)}.`);
  }
}

function readCall(
  reader: TokenReader,
  name: { readonly text: string; readonly range: Expression['range'] },
): Expression {
  const opening = reader.next();
  const list: CallArgument[] = [];
  while (!reader.atEnd() && !reader.at(')')) {
    const before = reader.peek();
    const argument = readArgument(reader);
    if (argument) {
      list.push(argument);
    }
    if (!reader.take(',')) {
      if (!reader.at(')') && !reader.atEnd()) {
        const rest = reader.peek();
        const isComparison = ['==', '!=', '<', '<=', '>', '>='].includes(rest.text);
        const message = isComparison
          ? 'A comparison can stand only left of `~`.'
          : `Expected \`,\` or \`)\` here, not ${described(rest)}.`;
        reader.error(rest.range, message);
      }
      if (reader.peek() === before || !reader.at(')')) {
        skipToEndOfArgument(reader);
      }
    }
  }
  const closing = reader.take(')');
  if (!closing && !reader.gaveUp) {
    reader.error(opening.range, 'This `(` is not closed.');
  }
  const end = closing ?? list[list.length - 1]?.value ?? opening;
  return { kind: 'call', name: name.text, nameRange: name.range, arguments: list, range: span(name, end) };
}

function readArgument(reader: TokenReader): CallArgument | null {
  const first = reader.peek();
  const isNamed = first.kind === 'name' && reader.peek(1).text === '=';
  if (isNamed) {
    reader.next();
    reader.next();
  }
  const value = readExpression(reader);
  return value && { name: isNamed ? first.text : null, value };
}

function skipToEndOfArgument(reader: TokenReader): void {
  let depth = 0;
  while (!reader.atEnd()) {
    if (depth === 0 && reader.at(')')) {
      return;
    }
    if (depth === 0 && reader.take(',')) {
      return;
    }
    const token = reader.next();
    depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
  }
}
