import type { Result } from '#engine/diagnostics';
import type { MappedText, Range } from '#engine/text';
import type { ComparisonOperator, Condition, Literal, NameReference, Operand } from './condition-syntax.ts';
import { described, span, TokenReader } from './token-reader.ts';
import { type Token, tokenise } from './tokens.ts';
import { derivedFunctions, formulaFunctions } from './words.ts';

const operators: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
/** Signs of other languages, each with ours. */
const otherSigns: Readonly<Record<string, string>> = {
  '=': '==',
  '<>': '!=',
  '≠': '!=',
  '=>': '>=',
  '≥': '>=',
  '=<': '<=',
  '≤': '<=',
  '&&': 'and',
  '&': 'and',
  '||': 'or',
  '|': 'or',
  '!': 'not',
};

/**
 * A condition as a tree; null when nothing of it can be read. Goes on after an error: what can be read is given.
 * `not` binds more tightly than `and`, `and` more tightly than `or`.
 */
export function parseCondition(source: MappedText): Result<Condition | null> {
  const tokens = tokenise(source);
  const reader = new TokenReader(tokens.value);
  const value = readCondition(reader);
  const rest = reader.peek();
  if (!reader.atEnd() && !reader.gaveUp) {
    if (rest.text === '~') {
      reader.error(rest.range, 'A condition has no `~`: that belongs to formulas.');
    } else if (reader.diagnostics.length === 0) {
      reader.error(rest.range, `Expected \`and\`, \`or\` or the end here, not ${described(rest)}.`);
    }
  }
  return { value, diagnostics: [...tokens.diagnostics, ...reader.diagnostics] };
}

/** Reads a condition up to the first token that cannot belong to it. */
export function readCondition(reader: TokenReader): Condition | null {
  return readChain(reader, 'or', () => readChain(reader, 'and', () => readNot(reader)));
}

function readChain(reader: TokenReader, word: 'and' | 'or', readPart: () => Condition | null): Condition | null {
  let left = readPart();
  for (;;) {
    const token = reader.peek();
    if (token.kind === 'sign' && otherSigns[token.text] === word) {
      reader.error(token.range, `Write \`${word}\` for \`${token.text}\`.`, { replacement: word });
    } else if (!(token.kind === 'name' && token.text.toLowerCase() === word)) {
      return left;
    } else if (token.text !== word) {
      reader.error(token.range, `Write \`${word}\` in small letters.`, { replacement: word });
    }
    reader.next();
    const right = readPart();
    left = left && right ? { kind: word, left, right, range: span(left, right) } : (left ?? right);
  }
}

function readNot(reader: TokenReader): Condition | null {
  const token = reader.peek();
  const isSign = token.kind === 'sign' && token.text === '!';
  const isWord = token.kind === 'name' && token.text.toLowerCase() === 'not';
  if (!isSign && !isWord) {
    return readPrimary(reader);
  }
  if (token.text !== 'not') {
    reader.error(token.range, `Write \`not\` for \`${token.text}\`.`, { replacement: isSign ? 'not ' : 'not' });
  }
  reader.next();
  const operand = reader.nested(() => readNot(reader));
  return operand ? { kind: 'not', operand, range: span(token, operand) } : null;
}

function readPrimary(reader: TokenReader): Condition | null {
  const opening = reader.peek();
  if (reader.take('(')) {
    const inner = reader.nested(() => readCondition(reader));
    if (!reader.take(')') && !reader.gaveUp) {
      reader.error(opening.range, 'This `(` is not closed.');
    }
    return inner;
  }
  const left = readOperand(reader);
  if (left === null) {
    return null;
  }
  return readComparison(reader, left);
}

function readComparison(reader: TokenReader, left: Operand): Condition | null {
  const sign = reader.peek();
  const negated = sign.kind === 'name' && sign.text === 'not' && reader.peek(1).text === 'in';
  if (negated) {
    reader.next();
  }
  if (sign.text === '%in%' || reader.at('in')) {
    const word = reader.next();
    const members = readMembers(reader, word.text === 'in' ? null : word);
    const range = { start: left.range.start, end: Math.max(left.range.end, members.range.end) };
    const condition: Condition = { kind: 'in', operand: left, members: members.members, range };
    return negated ? { kind: 'not', operand: condition, range } : condition;
  }
  const operator = operators.has(sign.text) ? sign.text : (otherSigns[sign.text] ?? '');
  if (sign.kind !== 'sign' || !operators.has(operator)) {
    if (!reader.gaveUp) {
      const thing = left.kind === 'name' ? `\`${left.name}\`` : `"${left.kind === 'number' ? left.text : left.value}"`;
      reader.error(
        left.range,
        `${thing} alone is no condition: compare it, as in \`age >= 30\` or \`answer == "Yes"\`.`,
      );
    }
    return null;
  }
  if (operator !== sign.text) {
    reader.error(sign.range, `Write \`${operator}\` for \`${sign.text}\`.`, { replacement: operator });
  }
  reader.next();
  const right = readOperand(reader);
  if (right === null) {
    return null;
  }
  const again = reader.peek();
  if (again.kind === 'sign' && operators.has(again.text)) {
    reader.error(again.range, 'One comparison at a time: join two with `and`, as in `18 <= age and age < 30`.');
    reader.next();
    readOperand(reader);
  }
  return { kind: 'comparison', operator: operator as ComparisonOperator, left, right, range: span(left, right) };
}

function readOperand(reader: TokenReader): Operand | null {
  const token = reader.peek();
  if (token.kind === 'name') {
    const call = reader.peek(1);
    if (call.text === '(' && (formulaFunctions as readonly string[]).includes(token.text)) {
      reader.error(
        token.range,
        `A condition compares names, texts and numbers; \`${token.text}()\` belongs to formulas.`,
      );
      return skipCall(reader);
    }
    if (call.text === '(' && (derivedFunctions as readonly string[]).includes(token.text)) {
      reader.error(
        token.range,
        `A condition compares names, texts and numbers. Give \`${token.text}(…)\` a name under \`derived\`, and compare that.`,
      );
      return skipCall(reader);
    }
    if (['and', 'or', 'not', 'in'].includes(token.text)) {
      reader.error(token.range, `A name, a text in quotes or a number is missing before \`${token.text}\`.`);
      return null;
    }
    reader.next();
    return { kind: 'name', name: token.text, range: token.range } satisfies NameReference;
  }
  const literal = readLiteral(reader);
  if (literal === null && !reader.gaveUp) {
    const advice = token.kind === 'end' ? ' at the end' : `: ${described(token)} cannot stand here`;
    reader.error(token.range, `A name, a text in quotes or a number is missing${advice}.`);
    if (token.kind === 'sign' && ![')', ']', '(', '~'].includes(token.text)) {
      reader.next();
    }
  }
  return literal;
}

function readLiteral(reader: TokenReader): Literal | null {
  const token = reader.peek();
  if (token.kind === 'string') {
    reader.next();
    return { kind: 'string', value: token.value, range: token.range };
  }
  if (token.kind === 'number') {
    reader.next();
    return { kind: 'number', value: token.value, text: token.text, range: token.range };
  }
  const digits = reader.peek(1);
  if ((token.text === '-' || token.text === '+') && digits.kind === 'number') {
    reader.next();
    reader.next();
    const value = token.text === '-' ? -digits.value : digits.value;
    return { kind: 'number', value, text: (token.text === '-' ? '-' : '') + digits.text, range: span(token, digits) };
  }
  return null;
}

function skipCall(reader: TokenReader): null {
  let depth = 0;
  reader.next();
  while (!reader.atEnd()) {
    const token = reader.next();
    depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
    if (depth === 0) {
      break;
    }
  }
  return null;
}

/** The list behind `in`. `inOfR`, R's `%in%`, is said together with what is wrong with the list. */
function readMembers(
  reader: TokenReader,
  inOfR: Token | null,
): { readonly members: readonly Literal[]; readonly range: Range } {
  const opening = reader.peek();
  const members: Literal[] = [];
  const isOfR = opening.text === 'c' && reader.peek(1).text === '(';
  const parenthesised = isOfR || opening.text === '(';
  if (isOfR) {
    reader.next();
  }
  if (parenthesised) {
    reader.next();
  } else if (!reader.take('[')) {
    if (inOfR !== null) {
      reader.error(inOfR.range, 'Write `in` for `%in%`.', { replacement: 'in' });
    }
    reader.error(opening.range, 'A list belongs here, as in `in ["Yes", "No"]`.');
    return { members, range: { start: opening.range.start, end: opening.range.start } };
  }
  const before = reader.diagnostics.length;
  let last = opening.range;
  let isClosed = false;
  while (!reader.atEnd()) {
    const token = reader.peek();
    if (token.text === (parenthesised ? ')' : ']')) {
      last = token.range;
      isClosed = true;
      reader.next();
      break;
    }
    const member = readLiteral(reader);
    if (member === null) {
      const advice = token.kind === 'name' ? ` Put it in quotes: "${token.text}".` : '';
      const data = token.kind === 'name' ? { replacement: `"${token.text}"` } : {};
      reader.error(token.range, `A list holds texts in quotes and numbers, not ${described(token)}.${advice}`, data);
      reader.next();
    } else {
      members.push(member);
      last = member.range;
    }
    if (!reader.take(',') && !['', ']', ')'].includes(reader.peek().text)) {
      reader.error(reader.peek().range, 'A comma is missing in this list.');
    }
    if (reader.atEnd()) {
      reader.error(opening.range, 'This `[` is not closed.');
    }
  }
  const list = `[${members.map((member) => (member.kind === 'string' ? JSON.stringify(member.value) : member.text)).join(', ')}]`;
  if (parenthesised && isClosed && reader.diagnostics.length === before) {
    const start = (inOfR ?? opening).range.start;
    const replacement = inOfR === null ? list : `in ${list}`;
    const written = inOfR === null ? 'Write the list in `[…]`' : `Write \`in […]\` for R's \`${inOfR.text} …\``;
    reader.error({ start, end: last.end }, `${written}: \`${replacement}\`.`, { replacement });
  } else if (inOfR !== null) {
    reader.error(inOfR.range, 'Write `in` for `%in%`.', { replacement: 'in' });
  }
  if (members.length === 0 && reader.diagnostics.length === 0) {
    reader.error({ start: opening.range.start, end: last.end }, 'This list is empty: nothing can be in it.');
  }
  return { members, range: { start: opening.range.start, end: last.end } };
}
