import {
  type Category,
  type CodedTable,
  type CodedVariable,
  type CoherenceRule,
  type Derived,
  type ItemMeasure,
  labelsOf,
  MISSING,
  type Model,
  type NumberRange,
  type Regression,
  type Treatment,
  type Variable,
} from '#engine';

/** With more arms than this a table is not split by them. */
const mostArms = 6;

/** A table longer than this is cut, with a last row that says so. */
const longestTable = 12;

/**
 * What a variable is, in Markdown: its kind, its question, and how people are spread over it when there are data, overall
 * and in each arm of the treatments.
 */
export function describeVariable(
  variable: Variable,
  table: CodedTable | null,
  treatments: readonly Treatment[] = [],
): string {
  const people = table?.variables.get(variable.id.value) ?? null;
  return paragraphs([
    `**${escaped(variable.id.value)}** · ${kindOf(variable)}`,
    variable.title === null ? '' : escaped(variable.title.value),
    variable.kind === 'item' ? `> ${escaped(oneLine(variable.ask.source.text))}` : '',
    variable.kind === 'derived' ? `Computed, never asked: ${code(variable.source.text)}${neededParts(variable)}` : '',
    people === null ? categoryList(variable) : distribution(variable, people, armsFor(variable, table, treatments)),
    variable.kind === 'derived' && people !== null ? withoutPart(people) : '',
    variable.column === null ? '' : `Column \`${variable.column.value}\` of the data.`,
  ]);
}

/** What one level, arm or answer is, and how many people it has. */
export function describeCategory(variable: Variable, category: Category, table: CodedTable | null): string {
  const people = table?.variables.get(variable.id.value);
  const index = people?.labels.indexOf(category.label.value) ?? -1;
  const n = index < 0 ? null : (people?.codes.filter((one) => one === index).length ?? 0);
  const known = people?.codes.filter((one) => one !== MISSING).length ?? 0;
  const share =
    known === 0 || n === null ? '' : ` of ${known.toLocaleString('en')} (${((100 * n) / known).toFixed(1)} %)`;
  return paragraphs([
    `**${escaped(category.label.value)}** · ${whatOf(variable)} of **${escaped(variable.id.value)}**`,
    category.text === category.label.value ? '' : `In prompts: ${escaped(oneLine(category.text))}`,
    n === null ? '' : `${n.toLocaleString('en')}${share} people in the data.`,
  ]);
}

/** What a coherence rule says. */
export function describeRule(rule: CoherenceRule): string {
  return paragraphs([
    `**${escaped(rule.id.value)}** · coherence rule`,
    `When ${code(rule.when.source.text)}, then ${code(rule.expect.source.text)}.`,
  ]);
}

/** What a regression fits. */
export function describeRegression(regression: Regression): string {
  const { value } = regression.errors;
  const errors = value.kind === 'cluster' ? `clustered on \`${value.column}\`` : value.kind;
  return paragraphs([
    `**${escaped(regression.id.value)}** · ${regression.family.value} regression, ${errors} errors`,
    code(oneLine(regression.source.text)),
  ]);
}

/** Which model an id of `models` means. */
export function describeModel(model: Model): string {
  const what =
    model.kind === 'openai'
      ? `\`${model.model.value}\` at ${code(model.base_url?.value ?? 'https://api.openai.com/v1')}`
      : `\`${model.tune.value}\`, tuned on the ${model.on.value}`;
  return `**${escaped(model.id.value)}** · model: ${what}`;
}

/** What kind of thing a variable is, in a few words. */
export function kindOf(variable: Variable): string {
  switch (variable.kind) {
    case 'treatment':
      return `treatment with ${variable.arms.length} arms`;
    case 'item':
      return `${variable.role} item, ${measureText(variable.measure)}`;
    case 'derived':
      return `derived variable, ${numberText(variable.measure.number)}`;
    case 'attribute':
      return variable.measure.kind === 'levels'
        ? `attribute with ${variable.measure.levels.length}${variable.measure.ordered ? ' ordered' : ''} levels`
        : `attribute, ${variable.measure.kind === 'number' ? numberText(variable.measure.number) : 'text for prompts'}`;
  }
}

/** How many people lack the variable, because they lack a part of it. */
function withoutPart({ codes }: CodedVariable): string {
  const n = codes.filter((code) => code === MISSING).length;
  return n === 0 ? '' : `${n.toLocaleString('en')} ${n === 1 ? 'person lacks' : 'people lack'} a part of it.`;
}

function neededParts({ atLeast }: Derived): string {
  return atLeast === null ? '' : `, of those with at least ${atLeast.value} of its parts`;
}

function measureText(measure: ItemMeasure): string {
  switch (measure.kind) {
    case 'ordinal':
      return `scale of ${measure.categories.length} points`;
    case 'nominal':
      return `${measure.categories.length} options`;
    case 'numeric':
      return numberText(measure.number);
  }
}

function numberText({ min, max, unit }: NumberRange): string {
  const range = min === null || max === null ? 'a number' : `a number from ${min} to ${max}`;
  return unit === null ? range : `${range} (${unit})`;
}

function categoryList(variable: Variable): string {
  const labels = labelsOf(variable).map(escaped);
  const shown = labels.slice(0, longestTable).join(' · ');
  return labels.length > longestTable ? `${shown} · …` : shown;
}

/** The people of one arm: a truth for each row of the table. */
interface ArmPeople {
  readonly label: string;
  readonly isIn: (row: number) => boolean;
}

/** The arms that a table has columns for; none for a treatment itself, or where there are too many. */
function armsFor(variable: Variable, table: CodedTable | null, treatments: readonly Treatment[]): readonly ArmPeople[] {
  const arms = treatments.flatMap(({ id }) => {
    const coded = table?.variables.get(id.value);
    return (coded?.labels ?? []).map((label, index) => ({
      label,
      isIn: (row: number) => coded?.codes[row] === index,
    }));
  });
  return variable.kind === 'treatment' || arms.length > mostArms ? [] : arms;
}

function distribution(variable: Variable, people: CodedVariable, arms: readonly ArmPeople[]): string {
  const also = variable.kind === 'item' ? variable.also.map(({ label }) => label.value) : [];
  const counts = new Map<number, number[]>();
  people.codes.forEach((one, row) => {
    const known = counts.get(one) ?? [0, ...arms.map(() => 0)];
    known[0] = (known[0] ?? 0) + 1;
    for (const [index, { isIn }] of arms.entries()) {
      known[index + 1] = (known[index + 1] ?? 0) + (isIn(row) ? 1 : 0);
    }
    counts.set(one, known);
  });
  const countsOf = (one: number): readonly number[] => counts.get(one) ?? [0, ...arms.map(() => 0)];
  const rows = [
    ...people.labels.map((label, index) => ({ label: labelText(variable, label, index), counts: countsOf(index) })),
    ...also.map((label, index) => ({ label: `${label} (not a point)`, counts: countsOf(-2 - index) })),
    { label: 'not stated', counts: countsOf(MISSING) },
  ].filter(({ label, counts: [n = 0] }) => n > 0 || label !== 'not stated');
  return paragraphs([
    numbersText(people),
    ...(people.values === null ? [] : [means(people.values, arms)]),
    textsText(people),
    people.labels.length === 0
      ? ''
      : countTable(
          whatOf(variable),
          rows,
          arms.map(({ label }) => label),
        ),
    variable.kind === 'derived' ? countTable('value', valueRows(people, variable.measure.number), []) : '',
  ]);
}

/** The mean in each arm. */
function means(values: Float64Array, arms: readonly ArmPeople[]): string {
  const texts = arms.flatMap(({ label, isIn }) => {
    const known = values.filter((value, row) => !Number.isNaN(value) && isIn(row));
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    return known.length === 0 ? [] : [`${escaped(label)} ${mean.toFixed(2)} (${known.length.toLocaleString('en')})`];
  });
  return texts.length === 0 ? '' : `Mean by arm (people): ${texts.join(' · ')}`;
}

/** How many people have each value; in ten classes over the range where these are more than a table shows. */
function valueRows({ values }: CodedVariable, { min, max }: NumberRange): readonly CountRow[] {
  const known = [...(values ?? [])].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const distinct = [...new Set(known)];
  if (distinct.length <= longestTable) {
    return distinct.map((value) => ({ label: plain(value), counts: [known.filter((one) => one === value).length] }));
  }
  const [low, high] = [min ?? known[0] ?? 0, max ?? known[known.length - 1] ?? 0];
  const width = (high - low) / 10;
  const classOf = (value: number): number => Math.min(9, Math.floor((value - low) / width));
  return Array.from({ length: 10 }, (_, index) => ({
    label: `${plain(low + index * width)} to ${index === 9 ? '' : 'under '}${plain(low + (index + 1) * width)}`,
    counts: [known.filter((value) => classOf(value) === index).length],
  }));
}

function plain(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function labelText(variable: Variable, label: string, index: number): string {
  return variable.kind === 'treatment' && index === 0 ? `${label} (reference)` : label;
}

interface CountRow {
  readonly label: string;
  /** Of all people, then of those in each arm. */
  readonly counts: readonly number[];
}

function countTable(what: string, rows: readonly CountRow[], arms: readonly string[]): string {
  const most = Math.max(1, ...rows.map(({ counts: [n = 0] }) => n));
  const lines = rows.slice(0, longestTable).map(({ label, counts: [n = 0, ...inArms] }) => {
    const bar = '━'.repeat(Math.round((12 * n) / most));
    const others = inArms.map((one) => ` ${one.toLocaleString('en')} |`).join('');
    return `| ${escaped(label)} | ${n.toLocaleString('en')} | ${bar} |${others}`;
  });
  const rest = rows.length - longestTable;
  const blank = ' |'.repeat(arms.length);
  return [
    `| ${what} | people | |${arms.map((arm) => ` ${escaped(arm)} |`).join('')}`,
    `|:--|--:|:--|${'--:|'.repeat(arms.length)}`,
    ...lines,
    ...(rest > 0 ? [`| and ${rest} more | | |${blank}`] : []),
  ].join('\n');
}

/** What one category of the variable is called. */
function whatOf({ kind }: Variable): string {
  return kind === 'treatment' ? 'arm' : kind === 'attribute' ? 'level' : 'answer';
}

function numbersText({ values }: CodedVariable): string {
  if (values === null) {
    return '';
  }
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) {
    return 'No person in the data has a number here.';
  }
  const sum = known.reduce((total, value) => total + value, 0);
  const [low, high] = known.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  return `${known.length.toLocaleString('en')} people, from ${low} to ${high}, mean ${(sum / known.length).toFixed(2)}.`;
}

function textsText({ texts }: CodedVariable): string {
  if (texts === null) {
    return '';
  }
  const known = texts.filter((text) => text !== '');
  const different = new Set(known).size;
  return `${known.length.toLocaleString('en')} people, ${different.toLocaleString('en')} different texts.`;
}

/** Paragraphs of Markdown; empty ones are left out. */
export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Text as code, on one line. */
export function code(text: string): string {
  return `\`\` ${oneLine(text).replace(/`/g, "'")} \`\``;
}

/** Text that Markdown shows as it is. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~-]/g, '\\$&').replace(/&/g, '&amp;');
}
