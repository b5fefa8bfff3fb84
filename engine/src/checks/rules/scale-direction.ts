import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Category } from '#engine/study';
import type { Rule } from '../rule.ts';
import { categoriesOf, kindOf } from '../variable-kinds.ts';

/** A scale is written lowest first. Said where words or numbers in its labels, or in its data values, run the other way. */
export const scaleDirection: Rule = {
  codes: ['scale-direction'],
  *check({ variables }) {
    for (const variable of variables.values()) {
      const categories = kindOf(variable) === 'ordinal' ? categoriesOf(variable) : [];
      const [first, last] = [categories[0], categories.at(-1)];
      if (first === undefined || last === undefined || hasOwnScores(categories)) {
        continue;
      }
      const what = variable.kind === 'attribute' ? 'The levels of an ordered attribute' : 'The answers of a scale';
      if (variable.kind === 'item' && isOpposite(first.label.value, last.label.value)) {
        yield reversed(variable.id.value, first, last, what);
      } else if (numbersDescend(categories)) {
        yield reversed(variable.id.value, first, last, what);
      }
    }
  },
};

function reversed(id: string, first: Category, last: Category, what: string): Diagnostic {
  return diagnostic(
    'scale-direction',
    { start: first.range.start, end: last.range.end },
    `${what} stand lowest first, and \`${id}\` begins with "${first.label.value}": higher scores mean "${last.label.value}". Turn them around if that is not meant.`,
    { data: { subject: id } },
  );
}

/** Who writes scores of their own has thought about the direction. */
function hasOwnScores(categories: readonly Category[]): boolean {
  return categories.some(({ score }, index) => score !== index + 1);
}

/** What all the opposites below have in them. */
const negation = /dis|un|no|never/i;

/** How much and how often, without the word that it is about; a bare "very" or "completely" among them. */
const most: ReadonlySet<string> = new Set([
  '',
  'a lot',
  'a great deal',
  'much',
  'often',
  'always',
  'daily',
  'every day',
]);
const least: ReadonlySet<string> = new Set(['not', 'not at all', 'none', 'none at all', 'never']);

/** "Strongly agree" … "Strongly disagree", "Very likely" … "Not likely at all", "Always" … "Never", "Very" … "Not at all". */
function isOpposite(first: string, last: string): boolean {
  if (!negation.test(last)) {
    return false;
  }
  const high = bare(first);
  const low = bare(last);
  const negations = [
    `dis${high}`,
    `un${high}`,
    `dis ${high}`,
    `not ${high}`,
    `not at all ${high}`,
    `not ${high} at all`,
  ];
  return negations.includes(low) || (most.has(high) && least.has(low)) || (high === 'yes' && low === 'no');
}

function bare(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(
      /\b(?:strongly|completely|totally|fully|entirely|very|extremely|definitely|somewhat|rather|highly)\b/g,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();
}

/** `5 (very much)`, `4`, …: each label, or one data value of each, begins with its number, and they fall. */
function numbersDescend(categories: readonly Category[]): boolean {
  const fall = (texts: readonly string[]): boolean => {
    let last = Number.POSITIVE_INFINITY;
    return (
      texts.length > 2 &&
      texts.every((text) => {
        const number = Number(/^\s*(-?\d+(?:\.\d+)?)(?![\d.%])/.exec(text)?.[1] ?? Number.NaN);
        const isLower = number < last;
        last = number;
        return isLower;
      })
    );
  };
  const isNumbered = (texts: readonly string[]): boolean => texts.some((text) => !/^\s*-?\d+(?:\.\d+)?\s*$/.test(text));
  const labels = categories.map(({ label }) => label.value);
  // plain numbers as data values say nothing: a reversed item maps 5 to 1 on purpose
  const values = categories.map((category) => category.values[0]?.value ?? '');
  return fall(labels) || (isNumbered(values) && fall(values));
}
