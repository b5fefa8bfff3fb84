import { referencesOf } from '#engine/checks';
import { type Category, type Derived, type EndpointModel, type Study, type Variable, variablesOf } from '#engine/study';
import type { PeopleFacts, VariableFacts } from './people-facts.ts';

/** What kinds of hints there are; each can be switched off. */
export const hintKinds = ['people', 'scores', 'reference', 'cost'] as const;
export type HintKind = (typeof hintKinds)[number];

/** A few words beside the text, which are not in the file. */
export interface Hint {
  readonly kind: HintKind;
  /** Behind this place of the file. */
  readonly offset: number;
  readonly label: string;
  /** One sentence that explains the label. */
  readonly tooltip: string;
}

/** What hints may look at. */
export interface HintContext {
  readonly study: Study;
  /** The people in the data; null where there are none to read. */
  readonly facts: PeopleFacts | null;
  /** Calls that a model behind an endpoint would get; null where that is not known. */
  readonly calls: number | null;
  readonly respondents: number | null;
}

/**
 * The hints of a study, in the order of the text: how many people have each level, arm and derived variable (this with its mean), the score of each answer where
 * it is not its label or key, the level that a factor of a formula is compared with, and how many calls a model would get.
 */
export function hintsOf(context: HintContext): readonly Hint[] {
  const { study } = context;
  return [
    ...variablesOf(study).flatMap((variable) => [...peopleHints(variable, context), ...scoreHints(study, variable)]),
    ...referenceHints(study),
    ...study.models.flatMap((model) => (model.kind === 'openai' ? costHints(model, context) : [])),
  ].sort((a, b) => a.offset - b.offset);
}

function peopleHints(variable: Variable, { facts }: HintContext): readonly Hint[] {
  const spread = facts?.variables.get(variable.id.value);
  if (facts === null || spread === undefined || variable.kind === 'item') {
    return [];
  }
  if (variable.kind === 'derived') {
    return meanHints(variable, spread);
  }
  const places =
    variable.kind === 'attribute' && variable.measure.kind === 'number'
      ? variable.measure.bins.map(({ range }) => range.end)
      : categoriesOf(variable).map(({ label }) => label.range.end);
  return places.map((offset, index) => {
    const n = spread.all.labels[index] ?? 0;
    const learned = spread.pilot[index] ?? 0;
    const label = spread.labels[index] ?? '';
    const parts =
      facts.pilot === 0 ? 'all of them held out' : `${count(n - learned)} held out, ${count(learned)} in the pilot`;
    return {
      kind: 'people',
      offset,
      label: `n ${count(n)}`,
      tooltip: `${count(n)} ${n === 1 ? 'person' : 'people'} in the data with "${label}": ${parts}.`,
    };
  });
}

/** How many have a derived variable, and its mean among them; none where nobody has it. */
function meanHints({ id }: Derived, { numbers, inPilot }: VariableFacts): readonly Hint[] {
  if (numbers === null || numbers.n === 0) {
    return [];
  }
  const { n, mean, low, high } = numbers;
  const held =
    inPilot === 0 ? 'all of them held out' : `${count(n - inPilot)} held out, ${count(inPilot)} in the pilot`;
  return [
    {
      kind: 'people',
      offset: id.range.end,
      label: `n ${count(n)}, mean ${mean.toFixed(2)}`,
      tooltip: `${count(n)} ${n === 1 ? 'person' : 'people'} in the data with \`${id.value}\`, from ${plain(low)} to ${plain(high)}: ${held}.`,
    },
  ];
}

function plain(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function scoreHints({ text }: Study, variable: Variable): readonly Hint[] {
  const isOrdered =
    (variable.kind === 'item' && variable.measure.kind === 'ordinal') ||
    (variable.kind === 'attribute' && variable.measure.kind === 'levels' && variable.measure.ordered);
  return (isOrdered ? categoriesOf(variable) : [])
    .filter(({ label, score, range }) => label.value.trim() !== String(score) && !saysScore(text, range, score))
    .map(({ label, score }) => ({
      kind: 'scores',
      offset: label.range.end,
      label: `score ${score}`,
      tooltip: `In formulas and means, "${label.value}" of \`${variable.id.value}\` is worth ${score}.`,
    }));
}

/** Whether the score stands in the entry already: as its key, or under `score`. */
function saysScore(text: string, { start, end }: Category['range'], score: number): boolean {
  const source = text.slice(start, end);
  const key = /^["']?(-?[\d.]+)["']?\s*:/.exec(source)?.[1];
  return (key !== undefined && Number(key) === score) || /(?:^|[\s{,])["']?score["']?\s*:/.test(source);
}

function referenceHints(study: Study): readonly Hint[] {
  const variables = new Map(variablesOf(study).map((variable) => [variable.id.value, variable]));
  return study.regressions.flatMap((regression) =>
    referencesOf(regression, { variables })
      .filter(({ place, range }) => range.start < place.start || range.end > place.end)
      .map(({ place, label, factor }) => ({
        kind: 'reference' as const,
        offset: place.end,
        label: `vs ${label}`,
        tooltip: `Coefficients of \`${factor}\` are differences from "${label}". Another one: \`factor(…, ref = "…")\`.`,
      })),
  );
}

function costHints({ id, model }: EndpointModel, { study, calls, respondents }: HintContext): readonly Hint[] {
  if (calls === null || respondents === null || calls === 0) {
    return [];
  }
  const { ask, repeats } = study.simulation;
  const turns = ask === 'interview' ? ` × ${study.items.length} items` : '';
  const times = repeats > 1 ? ` × ${repeats} repeats` : '';
  return [
    {
      kind: 'cost',
      offset: id.range.end,
      label: `${count(calls)} ${calls === 1 ? 'call' : 'calls'}`,
      tooltip: `A run calls \`${model.value}\` ${count(calls)} times: ${count(respondents)} respondents${turns}${times}. Answers that are stored already are not asked again.`,
    },
  ];
}

function categoriesOf(variable: Variable): readonly Category[] {
  if (variable.kind === 'treatment') {
    return variable.arms;
  }
  const { measure } = variable;
  return measure.kind === 'levels' ? measure.levels : 'categories' in measure ? measure.categories : [];
}

function count(n: number): string {
  return n.toLocaleString('en');
}
