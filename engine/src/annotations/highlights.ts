import { conditionWords, derivedFunctions, formulaFunctions, type Token, tokenise } from '#engine/formula';
import { type Occurrence, occurrences, type Study, type StudySymbol, type Variable, variablesOf } from '#engine/study';
import type { MappedText, Range } from '#engine/text';

/** What a part of the text can be: what a name stands for, or a word or sign of the grammars. */
export const highlightKinds = [
  'attribute',
  'treatment',
  'item',
  'derived',
  'level',
  'arm',
  'answer',
  'rule',
  'regression',
  'model',
  'function',
  'keyword',
  'operator',
  'number',
] as const;
export type HighlightKind = (typeof highlightKinds)[number];

/** A part of the text with its kind. */
export interface Highlight {
  readonly kind: HighlightKind;
  /** On one line, never empty, and never overlapping another. */
  readonly range: Range;
  /** `definition`: the key or label that defines it. `placeholder`: inside `{{…}}`. */
  readonly role: 'definition' | 'use' | 'placeholder';
}

const known = new WeakMap<Study, readonly Highlight[]>();

/**
 * Every name and label of the study by what it stands for, and the words and signs of its formulas and conditions, in the
 * order of the text. Names that the study does not define are left out: they mean nothing.
 */
export function highlightsOf(study: Study): readonly Highlight[] {
  const before = known.get(study);
  if (before !== undefined) {
    return before;
  }
  const found = [...named(study), ...expressionsOf(study).flatMap(inExpression), ...inDerivations(study)]
    .flatMap((highlight) => onLines(study.text, highlight))
    .sort((a, b) => a.range.start - b.range.start);
  const apart = found.filter(({ range }, index) => index === 0 || range.start >= (found[index - 1]?.range.end ?? 0));
  known.set(study, apart);
  return apart;
}

function named(study: Study): readonly Highlight[] {
  const variables = new Map(variablesOf(study).map(({ id, kind }) => [id.value, kind]));
  const expressions = new Set(
    [...expressionsOf(study), ...study.derived.map(({ source }) => source)].map(({ range }) => range.start),
  );
  const isTemplate = ({ source }: Occurrence): boolean => source !== null && !expressions.has(source.range.start);
  return occurrences(study).flatMap((occurrence) => {
    const kind = occurrence.isKnown ? kindOf(occurrence.symbol, variables) : null;
    const role = isTemplate(occurrence) ? 'placeholder' : occurrence.role;
    return kind === null ? [] : [{ kind, range: occurrence.range, role }];
  });
}

function kindOf(symbol: StudySymbol, variables: ReadonlyMap<string, Variable['kind']>): HighlightKind | null {
  if (symbol.kind !== 'variable' && symbol.kind !== 'label') {
    return symbol.kind;
  }
  const kind = variables.get(symbol.kind === 'variable' ? symbol.id : symbol.variable);
  if (kind === undefined || symbol.kind === 'variable') {
    return kind ?? null;
  }
  return labelKinds[kind];
}

const labelKinds = { attribute: 'level', treatment: 'arm', item: 'answer', derived: 'level' } as const;

/** Every formula and condition of the study; derived variables have functions of their own. */
function expressionsOf(study: Study): readonly MappedText[] {
  const where = study.human?.where ?? null;
  return [
    ...(where === null ? [] : [where.source]),
    ...study.rules.flatMap(({ when, expect }) => [when.source, expect.source]),
    ...study.regressions.map(({ source }) => source),
  ];
}

const ofFormulas: ReadonlySet<string> = new Set(formulaFunctions);
const ofDerived: ReadonlySet<string> = new Set(derivedFunctions);
const words: ReadonlySet<string> = new Set(conditionWords);
const brackets: ReadonlySet<string> = new Set(['(', ')', '[', ']', ',']);

function inDerivations(study: Study): readonly Highlight[] {
  return study.derived.flatMap(({ source }) => wordsAndSigns(source, ofDerived));
}

function inExpression(source: MappedText): readonly Highlight[] {
  return wordsAndSigns(source, ofFormulas);
}

function wordsAndSigns(source: MappedText, functions: ReadonlySet<string>): readonly Highlight[] {
  const tokens = tokenise(source).value;
  return tokens.flatMap((token, index) => {
    const kind = kindOfToken(token, tokens[index + 1], functions);
    return kind === null ? [] : [{ kind, range: token.range, role: 'use' as const }];
  });
}

function kindOfToken(token: Token, next: Token | undefined, functions: ReadonlySet<string>): HighlightKind | null {
  switch (token.kind) {
    case 'number':
      return 'number';
    case 'sign':
      return brackets.has(token.text) ? null : 'operator';
    case 'name':
      if (words.has(token.text)) {
        return 'keyword';
      }
      return functions.has(token.text) && next?.text === '(' ? 'function' : null;
    default:
      return null;
  }
}

/** The pieces on each line of what a folded or literal text, or a quoted one, spreads over several. */
function onLines(text: string, highlight: Highlight): readonly Highlight[] {
  const { start, end } = highlight.range;
  const source = text.slice(start, end);
  if (!/[\r\n]/.test(source)) {
    return end > start ? [highlight] : [];
  }
  return [...source.matchAll(/[^\s](?:[^\r\n]*[^\s])?/g)].map(({ index, 0: piece }) => ({
    ...highlight,
    range: { start: start + index, end: start + index + piece.length },
  }));
}
