import type { ColumnProfile, NumberSummary, ValueCount } from './column-profile.ts';
import type { NameHints } from './name-hints.ts';
import { orderedLabels } from './ordering/ordered-labels.ts';
import type { CategoryProposal, MeasureProposal } from './proposal.ts';
import { sameSpelling } from './special-values.ts';

/** What a column measures, if it says something of a person. Texts with many values are for prompts only. */
export function attributeMeasure(profile: ColumnProfile, hints: NameHints): MeasureProposal {
  const { answers, numbers } = profile;
  if (numbers !== null) {
    const isCoded = answers.length <= 9 && numbers.isWhole && numbers.min >= -1 && numbers.max <= 10 && !hints.isCount;
    return isCoded
      ? coded(answers, hints.hasOrder)
      : {
          ...number(profile),
          step: null,
          unit: hints.isAge ? 'years' : null,
          bins: hints.isAge ? ageBins(profile) : [],
        };
  }
  return categories(profile, 12) ?? { kind: 'text' };
}

/** What a column measures, if it is an item. Null where its answers are open. */
export function itemMeasure(profile: ColumnProfile): Exclude<MeasureProposal, { kind: 'text' }> | null {
  const { answers, numbers } = profile;
  if (numbers === null) {
    return categories(profile, 20);
  }
  if (answers.length === 2) {
    return coded(answers, false);
  }
  const isScale = numbers.isWhole && numbers.max - numbers.min <= 10 && numbers.min >= -5 && numbers.max <= 11;
  return isScale ? scaleOfNumbers(numbers, answers) : number(profile);
}

/** Whether values are other values joined by commas or semicolons, as where several answers can be ticked. */
export function joinedValues(answers: readonly ValueCount[]): ReadonlySet<string> {
  const known = new Set(answers.map(({ value }) => value));
  const joined = answers.filter(({ value }) => {
    const parts = value.split(/\s*[,;|]\s*/);
    return parts.length > 1 && parts.every((part) => known.has(part));
  });
  return new Set(joined.map(({ value }) => value));
}

/** The categories in the order that they have by what they say, else the most frequent first. Null where there are too many for that. */
function categories(profile: ColumnProfile, most: number): Extract<MeasureProposal, { kind: 'categories' }> | null {
  const joined = joinedValues(profile.answers);
  const single = profile.answers.filter(({ value }) => !joined.has(value));
  if (single.length > most || single.some(({ value }) => value.length > longestLabel || value === '*')) {
    return null;
  }
  // A list of answers is given many times; open answers are not.
  if (single.length > 4 && profile.answered < single.length * 2) {
    return null;
  }
  const merged = mergedBySpelling(single);
  if (merged.length + (joined.size > 0 ? 1 : 0) < 2) {
    return null;
  }
  const order = orderedLabels(merged.map(({ label }) => label));
  const byLabel = new Map(merged.map((category) => [category.label, category]));
  const inOrder = order?.flatMap((label) => byLabel.get(label) ?? []) ?? merged;
  const rest = joined.size === 0 ? null : restLabel(new Set(merged.map(({ label }) => label)));
  return { kind: 'categories', ordered: order !== null, categories: inOrder, rest, areCodes: false };
}

/** Values that are the same words, spelled differently, are one category, named as most have it. */
function mergedBySpelling(answers: readonly ValueCount[]): readonly CategoryProposal[] {
  const groups = new Map<string, ValueCount[]>();
  for (const answer of [...answers].sort((a, b) => b.count - a.count)) {
    const key = sameSpelling(answer.value);
    groups.set(key, [...(groups.get(key) ?? []), answer]);
  }
  return [...groups.values()].map((same) => ({
    label: same[0]?.value ?? '',
    values: same.length === 1 ? null : same.map(({ value }) => value),
    people: same.reduce((sum, { count }) => sum + count, 0),
  }));
}

function restLabel(taken: ReadonlySet<string>): string {
  return (
    ['Several', 'Several of these', 'More than one of these'].find((label) => !taken.has(label)) ?? 'Other or several'
  );
}

/** Numbers that stand for something. */
function coded(answers: readonly ValueCount[], ordered: boolean): MeasureProposal & { readonly kind: 'categories' } {
  const inOrder = [...answers].sort((a, b) => Number(a.value) - Number(b.value));
  return {
    kind: 'categories',
    ordered: ordered && answers.length > 2,
    categories: inOrder.map(({ value, count }) => ({ label: value, values: null, people: count })),
    rest: null,
    areCodes: true,
  };
}

/** A scale that is answered by numbers. It begins at 1 where nobody chose the lowest answers. */
function scaleOfNumbers(
  { min, max }: NumberSummary,
  answers: readonly ValueCount[],
): MeasureProposal & { readonly kind: 'categories' } {
  const low = answers.length > 2 && min > 1 && min <= 3 ? 1 : min;
  const people = new Map(answers.map(({ value, count }) => [Number(value), count]));
  const categories = Array.from({ length: max - low + 1 }, (_, index) => ({
    label: String(low + index),
    values: null,
    people: people.get(low + index) ?? 0,
  }));
  return { kind: 'categories', ordered: true, categories, rest: null, areCodes: true };
}

function number({ numbers }: ColumnProfile): MeasureProposal & { readonly kind: 'number' } {
  const { min, max, step } = numbers ?? { min: 0, max: 1, step: null };
  return { kind: 'number', min, max, step, unit: null, bins: [] };
}

/** Where classes of age begin; each has enough people to be looked at by itself. Empty where there is one class only. */
function ageBins({ answers, numbers }: ColumnProfile): readonly number[] {
  const bins: number[] = [];
  let waiting = Math.floor(numbers?.min ?? 0);
  for (const end of [30, 45, 60, Number.POSITIVE_INFINITY]) {
    const people = answers.filter(({ value }) => Number(value) >= waiting && Number(value) < end);
    if (people.reduce((sum, { count }) => sum + count, 0) >= fewestInBin) {
      bins.push(waiting);
      waiting = end;
    }
  }
  return bins.length > 1 ? bins : [];
}

/** Longer texts are open answers. */
const longestLabel = 120;

/** A pilot takes some of them, and a subgroup wants 30. */
const fewestInBin = 50;
