import { type Condition, derivationsWithin, type Expression, type Operand } from '#engine/formula';
import { containsOffset, type Range } from '#engine/text';
import { nodesAround } from './nodes-at.ts';
import { conditionsOf, occurrenceAt } from './occurrences.ts';
import type { Study } from './study.ts';
import { treeOf } from './study-trees.ts';
import { unquoted } from './unquoted.ts';

/**
 * What a growing selection at a place takes in, the smallest first: word, name, parts of a formula or condition, line of a
 * long text, value, entry, the mappings and lists around it, and last the whole file. Each holds the one before it and is
 * larger. Never empty.
 */
export function selectionsAt(study: Study, offset: number): readonly Range[] {
  const at = Math.min(Math.max(offset, 0), study.text.length);
  const candidates = [
    ...wordAt(study.text, at),
    ...[occurrenceAt(study, at)?.range ?? []].flat(),
    ...expressionsAt(study, at),
    ...nodesAt(study, at),
    { start: 0, end: study.text.length },
  ];
  const chain: Range[] = [];
  for (const range of candidates.filter((one) => containsOffset(one, at)).sort((a, b) => sizeOf(a) - sizeOf(b))) {
    const last = chain.at(-1);
    if (last === undefined || (sizeOf(range) > sizeOf(last) && range.start <= last.start && range.end >= last.end)) {
      chain.push(range);
    }
  }
  return chain;
}

function sizeOf({ start, end }: Range): number {
  return end - start;
}

function wordAt(text: string, offset: number): readonly Range[] {
  const isWord = (character: string | undefined): boolean => /[\p{L}\p{N}_]/u.test(character ?? '');
  let start = offset;
  let end = offset;
  while (isWord(text[start - 1])) {
    start -= 1;
  }
  while (isWord(text[end])) {
    end += 1;
  }
  return start === end ? [] : [{ start, end }];
}

function nodesAt(study: Study, offset: number): readonly Range[] {
  const { text } = study;
  return nodesAround(treeOf(study).root, offset).flatMap(({ node }) =>
    node.kind === 'scalar'
      ? [...lineAt(text, node.range, offset), unquoted(text, node.range), node.range]
      : [node.range, ...(node.kind === 'map' ? node.entries : node.items).map(({ range }) => range)],
  );
}

/** The line of a text of several lines, without the blanks around it. */
function lineAt(text: string, { start, end }: Range, offset: number): readonly Range[] {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const lineEnd = newline === -1 ? text.length : newline;
  if (lineStart <= start && lineEnd >= end) {
    return [];
  }
  const line = text.slice(lineStart, lineEnd);
  const from = Math.max(start, lineStart + (line.length - line.trimStart().length));
  const to = Math.min(end, lineStart + line.trimEnd().length);
  return from < to ? [{ start: from, end: to }] : [];
}

/** The parts of the formula, condition or derived variable around a place, as they hold each other. */
function expressionsAt(study: Study, offset: number): readonly Range[] {
  const conditions = conditionsOf(study).filter(({ source }) => containsOffset(source.range, offset));
  const regressions = study.regressions.filter(({ source }) => containsOffset(source.range, offset));
  const derived = study.derived.filter(({ source }) => containsOffset(source.range, offset));
  return [
    ...derived.flatMap(({ value }) => (value === null ? [] : [...derivationsWithin(value)].map(({ range }) => range))),
    ...conditions.flatMap(({ condition }) => (condition === null ? [] : partsOfCondition(condition))),
    ...regressions.flatMap(({ formula: { range, left, right } }) => [
      range,
      ...(left === null ? [] : [left.range]),
      ...(left?.kind === 'condition' ? partsOfCondition(left.condition) : []),
      ...(left?.kind === 'expression' ? partsOfExpression(left.expression) : []),
      ...(right === null ? [] : partsOfExpression(right)),
    ]),
  ];
}

function partsOfCondition(condition: Condition): readonly Range[] {
  const operand = ({ range }: Operand): Range => range;
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [condition.range, ...partsOfCondition(condition.left), ...partsOfCondition(condition.right)];
    case 'not':
      return [condition.range, ...partsOfCondition(condition.operand)];
    case 'comparison':
      return [condition.range, operand(condition.left), operand(condition.right)];
    case 'in':
      return [condition.range, operand(condition.operand), ...condition.members.map(operand)];
  }
}

function partsOfExpression(expression: Expression): readonly Range[] {
  switch (expression.kind) {
    case 'call':
      return [expression.range, ...expression.arguments.flatMap(({ value }) => partsOfExpression(value))];
    case 'binary':
      return [expression.range, ...partsOfExpression(expression.left), ...partsOfExpression(expression.right)];
    case 'unary':
      return [expression.range, ...partsOfExpression(expression.operand)];
    case 'group':
      return [expression.range, ...partsOfExpression(expression.inner)];
    default:
      return [expression.range];
  }
}
