import type { CountedValue } from '#engine/diagnostics';
import {
  type Category,
  categoriesOf,
  entryAdded,
  entryOf,
  itemAdded,
  labelsAdded,
  rootOf,
  type Study,
  scalarSource,
  type Variable,
  valuesAdded,
  valueUnder,
  variableNamed,
} from '#engine/study';
import { nearest, type TextChange } from '#engine/text';
import { type Fix, type Fixer, fixOf, shown } from './fix.ts';
import { extentOf } from './parts.ts';

const mostLabels = 8;

/** Says what the values mean that match nothing: one of the levels, a level of their own, or missing. */
export const unmatchedValues: Fixer = ({ data }, { study }) => {
  const variable = variableNamed(study, data.subject ?? '');
  const values = data.values ?? [];
  const [first] = values;
  if (variable === null || first === undefined) {
    return [];
  }
  const isNumber = variable.kind !== 'treatment' && /^num/.test(variable.measure.kind);
  return isNumber
    ? [...widening(study, variable, values), ...asMissing(study, values)]
    : [
        ...mapping(study, variable, first, values.length === 1),
        ...fixOf(
          `Add ${listed(values)} to \`${variable.id.value}\``,
          'possible',
          labelsAdded(
            study,
            variable,
            values.map(({ value }) => value),
          ),
        ),
        ...asMissing(study, values),
      ];
};

/** The most frequent value under each label, the likely one first; the only one where it differs in nothing but capitals. */
function mapping(study: Study, variable: Variable, { value, count }: CountedValue, isAll: boolean): readonly Fix[] {
  const categories = categoriesOf(variable).filter(({ label }) => label.value !== '');
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const same = categories.filter(({ label }) => plain(label.value) === plain(value));
  const likely =
    same.length === 1
      ? same[0]?.label.value
      : (nearest(
          value,
          categories.map(({ label }) => label.value),
        ) ?? onlyOneInside(value, categories));
  const inOrder = [...categories].sort((a, b) => Number(b.label.value === likely) - Number(a.label.value === likely));
  return inOrder.slice(0, mostLabels).flatMap((category) => {
    const choice = isAll && category.label.value === likely && same.length === 1 ? 'likely' : 'possible';
    const change = valuesAdded(study, variable, category, [value]);
    return fixOf(`Let "${shown(value)}" (${count}) mean "${shown(category.label.value)}"`, choice, change);
  });
}

/** The only label whose words stand in the value, as `Bachelor` does in "Bachelor's degree", or in whose words the value stands. */
function onlyOneInside(value: string, categories: readonly Category[]): string | undefined {
  const words = (text: string): string =>
    ` ${text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `;
  const own = words(value);
  const [first, second] = categories.filter(({ label }) => {
    const other = words(label.value);
    return other.trim() !== '' && own.trim() !== '' && (own.includes(other) || other.includes(own));
  });
  return second === undefined ? first?.label.value : undefined;
}

/** Into `human.missing`. */
function asMissing(study: Study, values: readonly CountedValue[]): readonly Fix[] {
  const human = valueUnder(rootOf(study), 'human');
  if (human?.kind !== 'map') {
    return [];
  }
  const sources = values.map(({ value }) => scalarSource(value, true));
  const title = `Count ${listed(values)} as missing, here and everywhere`;
  const entry = entryOf(human, 'missing');
  if (entry === undefined) {
    const change = entryAdded(study.text, human, `missing: [${sources.join(', ')}]`, entryOf(human, 'data'));
    return fixOf(title, 'possible', change);
  }
  const list = entry.value;
  return list?.kind === 'list' && list.range.end <= entry.range.end
    ? fixOf(title, 'possible', itemsAdded(study.text, list, values))
    : [];
}

function itemsAdded(text: string, list: Parameters<typeof itemAdded>[1], values: readonly CountedValue[]): TextChange {
  const changes = values.map(({ value }) => itemAdded(text, list, scalarSource(value, list.isFlow)));
  const joined = changes.map(({ newText }) => newText).join(list.items.length === 0 ? ', ' : '');
  return { range: changes[0]?.range ?? { start: 0, end: 0 }, newText: joined };
}

/** `min` and `max` far enough for all numbers in the data. */
function widening(study: Study, variable: Variable, values: readonly CountedValue[]): readonly Fix[] {
  if (variable.kind === 'treatment' || (variable.measure.kind !== 'number' && variable.measure.kind !== 'numeric')) {
    return [];
  }
  const { min, max, range } = variable.measure.number;
  const numbers = values.map(({ value }) => Number(value)).filter(Number.isFinite);
  const [low, high] = extentOf(numbers);
  const limits = [
    ...(min !== null && low < min ? [{ key: 'min', to: low }] : []),
    ...(max !== null && high > max ? [{ key: 'max', to: high }] : []),
  ];
  const changes = limits.flatMap(({ key, to }) => {
    const node = valueIn(study, range, key);
    return node === null ? [] : [{ range: node, newText: String(to) }];
  });
  return limits.length === 0 || changes.length < limits.length
    ? []
    : [{ title: `Widen to ${limits.map(({ key, to }) => `${key} ${to}`).join(' and ')}`, choice: 'possible', changes }];
}

function valueIn(study: Study, { start, end }: { readonly start: number; readonly end: number }, key: string) {
  const inside = new RegExp(`(?:^|[\\s{,"'])${key}["']?\\s*:\\s+([-+.\\deE]+)`).exec(study.text.slice(start, end));
  if (inside === null) {
    return null;
  }
  const from = start + inside.index + inside[0].length - (inside[1] ?? '').length;
  return { start: from, end: from + (inside[1] ?? '').length };
}

function listed(values: readonly CountedValue[]): string {
  const [first] = values;
  return values.length === 1
    ? `"${shown(first?.value ?? '')}" (${first?.count ?? 0})`
    : `these ${values.length} values`;
}
