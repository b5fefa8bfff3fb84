import { type CountedValue, type Diagnostic, diagnostic } from '#engine/diagnostics';
import { type Category, categoriesOf, type Variable } from '#engine/study';
import type { Range } from '#engine/text';
import type { ValueMeaning, ValueProblem } from './match-values.ts';
import type { DataColumn } from './table.ts';

/** What there is to say about the values of a column, once per kind and place, with how many of the `rows` have them. */
export function valueDiagnostics(
  variable: Variable,
  column: DataColumn,
  meaning: readonly ValueMeaning[],
  rows: Int32Array,
): readonly Diagnostic[] {
  if (meaning.every((entry) => entry.problem === null)) {
    return [];
  }
  const counts = new Uint32Array(column.values.length);
  for (const row of rows) {
    counts[column.codes[row]] += 1;
  }
  const found: Diagnostic[] = [];
  for (const kind of simpleKinds) {
    const examples = withProblem(kind, column, meaning, counts);
    if (examples.length > 0) {
      found.push(summary(kind, variable, column, examples));
    }
  }
  const categories = categoriesOf(variable);
  for (let index = 0; index < meaning.length; index += 1) {
    const { problem } = meaning[index];
    if (problem?.kind !== 'ambiguous' || counts[index] === 0) {
      continue;
    }
    const [first, second] = [categories[problem.first], categories[problem.second]];
    if (first.label.value !== second.label.value) {
      found.push(ambiguity({ first, second }, variable, column.values[index], counts[index]));
    }
  }
  return found;
}

/** `1 person`, `12 people`. */
export function countOfPeople(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

/** Up to three values with their counts, most frequent first: `"x" (12), "y" (3) and 2 other values`. */
export function exampleList(examples: readonly CountedValue[]): string {
  const shown = examples.slice(0, 3).map(({ value, count }) => `"${shortened(value)}" (${count})`);
  const others = examples.length - shown.length;
  return others > 0 ? `${shown.join(', ')} and ${others} other ${others === 1 ? 'value' : 'values'}` : shown.join(', ');
}

/** The values of a column that are of a kind, most frequent first. */
export function valuesOfKind(
  column: DataColumn,
  isOfKind: (code: number) => boolean,
  counts: Uint32Array,
): readonly CountedValue[] {
  const found: CountedValue[] = [];
  for (let code = 0; code < column.values.length; code += 1) {
    if (isOfKind(code)) {
      found.push({ value: column.values[code], count: counts[code] });
    }
  }
  return found.sort((a, b) => b.count - a.count);
}

/** More values than this are no list that anybody wrote. */
const mostNamed = 20;

const simpleKinds = ['unmatched', 'not-a-number', 'out-of-range', 'below-bins'] as const;

function withProblem(
  kind: ValueProblem['kind'],
  column: DataColumn,
  meaning: readonly ValueMeaning[],
  counts: Uint32Array,
): readonly CountedValue[] {
  const examples: CountedValue[] = [];
  for (let index = 0; index < meaning.length; index += 1) {
    if (meaning[index].problem?.kind === kind && counts[index] > 0) {
      examples.push({ value: column.values[index], count: counts[index] });
    }
  }
  return examples.sort((a, b) => b.count - a.count);
}

function summary(
  kind: (typeof simpleKinds)[number],
  variable: Variable,
  column: DataColumn,
  examples: readonly CountedValue[],
): Diagnostic {
  const total = examples.reduce((sum, example) => sum + example.count, 0);
  const id = variable.id.value;
  const have = `${countOfPeople(total)} ${total === 1 ? 'has' : 'have'}`;
  const where = column.name === id ? `in column \`${id}\`` : `in column \`${column.name}\` (\`${id}\`)`;
  const list = exampleList(examples);
  const left = total === 1 ? 'This person counts as missing there.' : 'They count as missing there.';
  const named = examples.length > mostNamed ? {} : { values: examples };
  const data = { subject: id, count: total, example: examples[0].value, ...named };
  switch (kind) {
    case 'unmatched':
      return diagnostic(
        'unmatched-values',
        variable.column?.range ?? variable.id.range,
        `${have} values ${where} that match no ${categoryWord(variable)}: ${list}. ${left} Name the values under the ${categoryWord(variable)} that they mean, or in \`human.missing\`.`,
        { data },
      );
    case 'not-a-number': {
      const comma = examples.some(({ value }) => /^[+-]?\d+,\d+$/.test(value));
      const hint = comma ? ' Numbers are written with a decimal point.' : '';
      return diagnostic(
        'unmatched-values',
        variable.column?.range ?? variable.id.range,
        `${have} values ${where} that are not numbers: ${list}. ${left}${hint}`,
        { data },
      );
    }
    case 'out-of-range':
      return diagnostic(
        'unmatched-values',
        numberRange(variable),
        `${have} numbers ${where} outside ${limits(variable)}: ${list}. ${left}`,
        { data },
      );
    case 'below-bins':
      return diagnostic(
        'unmatched-values',
        firstBin(variable),
        `${have} numbers ${where} below the first bin: ${list}. They are in no bin; the first bin should begin at the lowest number.`,
        { data },
      );
  }
}

function ambiguity(
  problem: { readonly first: Category; readonly second: Category },
  variable: Variable,
  value: string,
  count: number,
): Diagnostic {
  const place = (category: Category): Range =>
    category.values.find((known) => known.value.trim() === value)?.range ?? category.label.range;
  const labels = `"${problem.first.label.value}" and "${problem.second.label.value}"`;
  return diagnostic(
    'ambiguous-values',
    place(problem.second),
    `The data value "${shortened(value)}" (${countOfPeople(count)}) matches two ${categoryWord(variable)}s of \`${variable.id.value}\`: ${labels}. Let one of them have it.`,
    {
      related: [{ range: place(problem.first), message: `"${problem.first.label.value}" matches it too.` }],
      data: { subject: variable.id.value, count, example: value },
    },
  );
}

function categoryWord(variable: Variable): string {
  if (variable.kind === 'treatment') {
    return 'arm';
  }
  return variable.kind === 'attribute' ? 'level' : variable.measure.kind === 'ordinal' ? 'answer' : 'option';
}

function numberRange(variable: Variable): Range {
  if (variable.kind !== 'treatment' && (variable.measure.kind === 'number' || variable.measure.kind === 'numeric')) {
    return variable.measure.number.range;
  }
  return variable.id.range;
}

function firstBin(variable: Variable): Range {
  if (variable.kind !== 'treatment' && (variable.measure.kind === 'number' || variable.measure.kind === 'numeric')) {
    return variable.measure.bins[0]?.range ?? variable.measure.number.range;
  }
  return variable.id.range;
}

function limits(variable: Variable): string {
  if (variable.kind === 'treatment' || (variable.measure.kind !== 'number' && variable.measure.kind !== 'numeric')) {
    return 'its range';
  }
  const { min, max } = variable.measure.number;
  return min === null ? `the range up to ${max}` : max === null ? `the range from ${min}` : `${min} to ${max}`;
}

function shortened(value: string): string {
  return value.length > 60 ? `${value.slice(0, 57)}…` : value;
}
