// Made-up people and models for the laws of measures, and what may be done to them without changing what is measured.
import type { CodedTable, CodedVariable } from '#engine/data';
import {
  type AnswerTable,
  type Evaluation,
  evaluate,
  type FurtherAnswers,
  inlineExecutor,
  type ModelAnswers,
} from '#engine/evaluation';
import { type RandomStream, randomStream } from '#engine/random';
import { type Template, templateOf } from '../calibration/made-samples.ts';

/** What is drawn at random. */
export interface Scenario {
  readonly seed: number;
  readonly n: number;
  readonly sample: 'matched' | 'independent';
}

/** People, the model that is judged, and one beside it. Twins stand in the rows of their people. */
export interface Made {
  readonly template: Template;
  readonly sample: Scenario['sample'];
  readonly people: Side;
  readonly simulated: Side;
  readonly beside: Side;
  /** Further personas, as the judged model answers for them: beside twins. */
  readonly further: Side;
}

/** Respondents in rows: for each variable a code, or for numbers a value, −1 where it is missing. */
export interface Side {
  readonly ids: readonly string[];
  /** The person whose row it is. */
  readonly twins: readonly string[];
  readonly values: ReadonlyMap<string, readonly number[]>;
  /** How scales and options were shown. */
  readonly orders: ReadonlyMap<string, readonly number[]>;
}

const numeric = new Set(['age', 'risk']);
const options: Readonly<Record<string, number>> = { worry: 5, trust: 4, colour: 3, share: 2 };

/** Labels as they are, or others; the options of `colour` then stand in another order, too. */
export type Names = 'plain' | 'renamed';

const rotated = [2, 0, 1] as const;

function textOf(names: Names): string {
  const label = (text: string): string => (names === 'plain' ? text : `${text} indeed`);
  const list = (labels: readonly string[]): string => `[${labels.map((text) => `"${label(text)}"`).join(', ')}]`;
  const colours = ['Red', 'Green', 'Blue'];
  return `
study: laws
human: { data: people.csv, id: id }
personas:
  attributes:
    group: { levels: ${list(['few', 'most'])} }
    age: { number: { min: 18, max: 90 }, bins: [25, 50] }
treatments: { notice: { arms: { none: {}, shown: {} } } }
beliefs:
  worry: { ask: Are you worried?, scale: ${list(['Not at all', 'A little', 'Some', 'Much', 'Very much'])} }
  trust: { ask: Do you trust them?, scale: ${list(['Never', 'Seldom', 'Often', 'Always'])} }
  risk: { ask: How likely is harm?, number: { min: 0, max: 100 } }
  colour: { ask: Which one?, options: ${list(names === 'plain' ? colours : rotated.map((at) => colours[at] ?? ''))} }
actions:
  share: { ask: Do you share?, options: ${list(['Share', 'Decline'])} }
coherence:
  the-worried-decline: { when: worry >= "${label('Much')}", then: share == "${label('Decline')}" }
  the-trusting-share: { when: trust >= "${label('Often')}", then: share == "${label('Share')}" }
regressions:
  sharing: { formula: share == "${label('Share')}" ~ notice + worry, family: binomial, errors: HC3 }
  harm: { formula: risk ~ notice * worry + age, family: gaussian, errors: HC1 }
  trust: { formula: trust ~ worry + age, family: ordinal }
subgroups: [group, age]
alignment: { min_n: 30, fdr: 0.05, margin: 0.05 }
`;
}

const templates = { plain: templateOf(textOf('plain')), renamed: templateOf(textOf('renamed')) };

/** Draws everybody. People differ by group and arm; the model leans elsewhere and leaves out about one answer in sixty. */
export function made({ seed, n, sample }: Scenario): Made {
  const random = randomStream(seed, 'laws');
  const people = side('p', n, null, random, { shift: 0, effect: 1.2 });
  const twins = sample === 'matched' ? people : null;
  const shift = random.next() - 0.5;
  return {
    template: templates.plain,
    sample,
    people,
    simulated: side('s', n, twins, random, { shift, effect: 0.6 }),
    beside: side('b', n, twins, random, { shift: -shift, effect: 1.5 }),
    further: side('f', 2 * n, null, random, { shift, effect: 0.6 }),
  };
}

function side(
  prefix: string,
  n: number,
  twins: Side | null,
  random: RandomStream,
  { shift, effect }: { readonly shift: number; readonly effect: number },
): Side {
  const own = (name: string, draw: () => number): readonly number[] =>
    twins?.values.get(name) ?? Array.from({ length: n }, draw);
  const group = own('group', () => random.integer(2));
  const age = own('age', () => (random.next() < 1 / 40 ? -1 : 20 + random.integer(60)));
  const notice = own('notice', () => random.integer(2));
  const upTo = (count: number, lean: number): number =>
    random.next() < 1 / 60
      ? -1
      : Math.max(0, Math.min(count - 1, Math.floor(count * (0.5 + lean + random.next() - 0.5))));
  const leaning = group.map((which, row) => 0.25 * shift + effect * (0.15 * which + 0.1 * notice[row] - 0.12));
  const worry = leaning.map((lean) => upTo(5, lean));
  const values = new Map<string, readonly number[]>([
    ['group', group],
    ['age', age],
    ['notice', notice],
    ['worry', worry],
    ['trust', leaning.map((lean, row) => upTo(4, 0.06 * (2 - worry[row]) - lean / 2))],
    ['risk', leaning.map((lean, row) => upTo(101, lean / 2 + 0.05 * (worry[row] - 2)))],
    ['colour', leaning.map((lean) => upTo(3, lean))],
    ['share', leaning.map((lean, row) => upTo(2, lean + 0.08 * (worry[row] - 2)))],
  ]);
  const orders = new Map(
    Object.entries(options).map(([id, count]) => {
      const places = id === 'colour' || id === 'share' ? count : 2;
      return [id, Array.from({ length: n }, () => random.integer(places))];
    }),
  );
  const ids = Array.from({ length: n }, (_, row) => `${prefix}${row}`);
  return { ids, twins: twins?.ids ?? ids, values, orders };
}

/** Simulated respondents who answer exactly as people do. */
export function alike(from: Made): Made {
  const copy = { ...from.people, ids: from.simulated.ids, orders: from.simulated.orders };
  return { ...from, simulated: copy };
}

/** Simulated respondents, and further personas, of whom one is like the other. */
export function unmoved(from: Made): Made {
  const same = (of: Side): Side => ({
    ...of,
    values: new Map(
      Array.from(of.values, ([id, values]) => [id, id in options || id === 'risk' ? values.map(() => 1) : values]),
    ),
  });
  return { ...from, simulated: same(from.simulated), further: same(from.further) };
}

/** People and simulated respondents in each other's place. */
export function swapped(from: Made): Made {
  const people = { ...from.simulated, twins: from.simulated.ids };
  const twins = from.sample === 'matched' ? people.ids : from.people.ids;
  return { ...from, people, simulated: { ...from.people, twins }, beside: { ...from.beside, twins } };
}

/** Everybody twice, twins with twins. */
export function doubled(from: Made): Made {
  const twice = (of: Side): Side => ({
    ids: [...of.ids, ...of.ids.map((id) => `${id}+`)],
    twins: [...of.twins, ...of.twins.map((id) => `${id}+`)],
    values: new Map(Array.from(of.values, ([id, values]) => [id, [...values, ...values]])),
    orders: new Map(Array.from(of.orders, ([id, places]) => [id, [...places, ...places]])),
  });
  return {
    ...from,
    people: twice(from.people),
    simulated: twice(from.simulated),
    beside: twice(from.beside),
    further: twice(from.further),
  };
}

/** The rows of each side in an order of their own. */
export function shuffled(from: Made, seed: number): Made {
  const random = randomStream(seed, 'order of rows');
  const mixed = (of: Side): Side => {
    const order = of.ids
      .map((_, row) => ({ row, key: random.next() }))
      .sort((left, right) => left.key - right.key)
      .map(({ row }) => row);
    const take = <T>(list: readonly T[]): readonly T[] => order.map((row) => list[row]);
    return {
      ids: take(of.ids),
      twins: take(of.twins),
      values: new Map(Array.from(of.values, ([id, values]) => [id, take(values)])),
      orders: new Map(Array.from(of.orders, ([id, places]) => [id, take(places)])),
    };
  };
  return {
    ...from,
    people: mixed(from.people),
    simulated: mixed(from.simulated),
    beside: mixed(from.beside),
    further: mixed(from.further),
  };
}

/** The same answers under other labels; the options of `colour` stand in another order. */
export function renamed(from: Made): Made {
  const again = (of: Side): Side => ({
    ...of,
    values: new Map(
      Array.from(of.values, ([id, values]) => [
        id,
        id === 'colour' ? values.map((code) => (code < 0 ? code : rotated.indexOf(code as 0 | 1 | 2))) : values,
      ]),
    ),
  });
  return {
    ...from,
    template: templates.renamed,
    people: again(from.people),
    simulated: again(from.simulated),
    beside: again(from.beside),
    further: again(from.further),
  };
}

/** Evaluates with few draws. */
export async function evaluationOf({
  template,
  sample,
  people,
  simulated,
  beside,
  further,
}: Made): Promise<Evaluation> {
  const human = tableOf(template, people);
  const model = (id: string, side: Side): ModelAnswers => ({
    id,
    kind: 'answers',
    run: id,
    n_planned: side.ids.length,
    repeats: 1,
    seeds: [answersOf(template, sample, side)],
  });
  const result = await evaluate(
    {
      study: template.study,
      people: { table: human, flow: { rows: human.size, excluded: 0, people: human.size } },
      split: { pilot: new Int32Array(0), heldOut: Int32Array.from({ length: human.size }, (_, row) => row) },
      subject: {
        ...model('judged', simulated),
        ...(sample === 'matched' ? { further: furtherOf(template, further) } : {}),
      },
      beside: [model('beside', beside)],
      ladder: [],
      sensitivity: { wording: 'one', runs: [{ model: model('again', beside), seed: 2, wording: 'other' }] },
      seed: 1,
      version: '0.0.0-test',
      draws: { permutations: 300, bootstrap: 100, refits: 5, subsamples: 5 },
    },
    { executor: inlineExecutor() },
  );
  if (result.kind !== 'evaluated') {
    throw new Error(result.message);
  }
  return result.evaluation;
}

function furtherOf(template: Template, side: Side): FurtherAnswers {
  const table = tableOf(template, side);
  return { n_planned: table.size, table, personas: Int32Array.from(table.ids, (_, row) => row) };
}

function answersOf(template: Template, sample: Scenario['sample'], side: Side): AnswerTable {
  return {
    table: tableOf(template, side),
    twins: sample === 'matched' ? side.twins : null,
    repeatOf: null,
    orders: new Map(Array.from(side.orders, ([id, places]) => [id, Int16Array.from(places)])),
  };
}

function tableOf({ variables }: Template, side: Side): CodedTable {
  const size = side.ids.length;
  const filled = Array.from(side.values, ([id, values]): readonly [string, CodedVariable] => {
    const variable = variables.get(id);
    if (variable === undefined) {
      throw new Error(`the study lacks ${id}`);
    }
    return [
      id,
      numeric.has(id)
        ? {
            ...variable,
            codes: Int16Array.from(values, (value) => codeOf(id, value)),
            values: Float64Array.from(values, (value) => (value < 0 ? Number.NaN : value)),
          }
        : { ...variable, codes: Int16Array.from(values) },
    ];
  });
  return { size, ids: side.ids, variables: new Map(filled), weights: null };
}

/** The bin of an age; everybody with a number has code 0 of a variable without bins. */
function codeOf(id: string, value: number): number {
  const first = id === 'age' ? 25 : 0;
  return value < first ? -1 : Number(id === 'age' && value >= 50);
}
