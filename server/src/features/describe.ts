import {
  type ArmFacts,
  type Category,
  type CoherenceRule,
  type Derived,
  type ItemMeasure,
  labelsOf,
  type Model,
  type NumberFacts,
  type NumberRange,
  type PeopleFacts,
  type Regression,
  type Spread,
  type ValueCount,
  type Variable,
  type VariableFacts,
} from '#engine';

/** A table longer than this is cut, with a last row that says so. */
const longestTable = 12;

/**
 * What a variable is, in Markdown: its kind, its question, and how people are spread over it when there are data, overall
 * and in each arm of the treatments.
 */
export function describeVariable(variable: Variable, facts: PeopleFacts | null): string {
  const people = facts?.variables.get(variable.id.value) ?? null;
  return paragraphs([
    `**${escaped(variable.id.value)}** · ${kindOf(variable)}`,
    variable.title === null ? '' : escaped(variable.title.value),
    variable.kind === 'item' ? `> ${escaped(oneLine(variable.ask.source.text))}` : '',
    variable.kind === 'derived' ? `Computed, never asked: ${code(variable.source.text)}${neededParts(variable)}` : '',
    people === null ? categoryList(variable) : distribution(variable, people),
    variable.kind === 'derived' && people !== null ? withoutPart(people.all) : '',
    variable.column === null ? '' : `Column \`${variable.column.value}\` of the data.`,
  ]);
}

/** What one level, arm or answer is, and how many people it has. */
export function describeCategory(variable: Variable, category: Category, facts: PeopleFacts | null): string {
  const people = facts?.variables.get(variable.id.value);
  const n = people?.all.labels[people.labels.indexOf(category.label.value)] ?? null;
  const known = (facts?.people ?? 0) - (people?.all.missing ?? 0);
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
function withoutPart({ missing: n }: Spread): string {
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

function distribution(variable: Variable, { labels, all, arms, numbers, texts, values }: VariableFacts): string {
  const spreads: readonly Spread[] = [all, ...arms];
  const also = variable.kind === 'item' ? variable.also.map(({ label }) => label.value) : [];
  const rows = [
    ...labels.map((label, index) => ({
      label: labelText(variable, label, index),
      counts: spreads.map((spread) => spread.labels[index] ?? 0),
    })),
    ...also.map((label, index) => ({
      label: `${label} (not a point)`,
      counts: spreads.map((spread) => spread.also[index] ?? 0),
    })),
    { label: 'not stated', counts: spreads.map(({ missing }) => missing) },
  ].filter(({ label, counts: [n = 0] }) => n > 0 || label !== 'not stated');
  return paragraphs([
    ...(numbers === null ? [] : [numbersText(numbers), means(arms)]),
    ...(texts === null
      ? []
      : [`${texts.n.toLocaleString('en')} people, ${texts.different.toLocaleString('en')} different texts.`]),
    labels.length === 0
      ? ''
      : countTable(
          whatOf(variable),
          rows,
          arms.map(({ label }) => label),
        ),
    variable.kind === 'derived' ? countTable('value', valueRows(values), []) : '',
  ]);
}

/** The mean in each arm. */
function means(arms: readonly ArmFacts[]): string {
  const texts = arms.flatMap(({ label, n, mean }) =>
    n === 0 ? [] : [`${escaped(label)} ${mean.toFixed(2)} (${n.toLocaleString('en')})`],
  );
  return texts.length === 0 ? '' : `Mean by arm (people): ${texts.join(' · ')}`;
}

/** How many people have each value, or are in each class of values. */
function valueRows(values: readonly ValueCount[]): readonly CountRow[] {
  return values.map(({ from, to, count }, index) => ({
    label: from === to ? plain(from) : `${plain(from)} to ${index === values.length - 1 ? '' : 'under '}${plain(to)}`,
    counts: [count],
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

function numbersText({ n, low, high, mean }: NumberFacts): string {
  return n === 0
    ? 'No person in the data has a number here.'
    : `${n.toLocaleString('en')} people, from ${low} to ${high}, mean ${mean.toFixed(2)}.`;
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
