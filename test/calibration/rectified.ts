// Rectified estimates, from evaluations of made-up people, their twins, and further personas of the same population.
import { type Evaluation, evaluate, type Interval, inlineExecutor } from '#engine/evaluation';
import { type RandomStream, randomStream } from '#engine/random';
import { momentsOfCounts } from '#engine/statistics';
import type { Replications } from './distances.ts';
import { type Respondents, respondents, type Template, tableOf, templateOf } from './made-samples.ts';
import { differing, holds, human, ninetyFive, worldOf } from './relations.ts';
import { type Rate, Tallies } from './tallies.ts';
import { doses, overall, type World } from './worlds.ts';

const text = `
study: calibration-rectified
human: { data: people.csv, id: id }
personas:
  attributes:
    dose: { number: { min: 0, max: 4 } }
treatments:
  notice: { arms: { none: {}, shown: {} } }
beliefs:
  rating: { ask: How much?, scale: ["1", "2", "3", "4", "5"] }
  amount: { ask: How many?, number: { min: 0, max: 20 } }
actions:
  act: { ask: Do you?, options: ["Yes", "No"] }
regressions:
  amount: { formula: amount ~ notice + dose, family: gaussian }
  act: { formula: act == "Yes" ~ notice + dose, family: binomial }
alignment: { min_n: 30, fdr: 0.05, margin: 0.05 }
`;
const template = templateOf(text);
const weightedTemplate = templateOf(text.replace('id: id }', 'id: id, weights: weight }'));

/** Simulations that differ in what they know: a world, and whether an answer goes with that of the respondent's own person. */
export const simulations: Readonly<Record<string, { readonly world: World; readonly knows: boolean }>> = {
  good: { world: worldOf(human), knows: true },
  biased: { world: worldOf(differing), knows: true },
  useless: { world: worldOf(human), knows: false },
};

export interface RectifiedSetting {
  readonly n: number;
  readonly further: number;
  readonly simulation: string;
  /** `weighted`: people of high doses are asked more often, and weights make up for it. */
  readonly drawn: 'alike' | 'weighted';
}

/** Whether 95 % intervals hold what is true of the population, of the people alone, rectified, and of the one that is advised. */
export async function rectifiedHold(
  setting: RectifiedSetting,
  { seed, replications, bootstrap }: Replications & { readonly bootstrap: number },
): Promise<readonly Rate[]> {
  const tallies = new Tallies();
  for (let replication = 0; replication < replications; replication += 1) {
    const { n, further, simulation, drawn } = setting;
    const random = randomStream(seed, 'calibration', `rectified ${n} ${further} ${simulation} ${drawn}`, replication);
    count(await drawnEvaluation(setting, random, bootstrap), tallies);
  }
  return tallies.all();
}

/** How often each dose is met among those who are asked, where high ones are asked more often. */
const asMany = doses.map((dose) => 1 + dose);
const oversampled = asMany.map((many) => many / asMany.reduce((sum, one) => sum + one, 0));

async function drawnEvaluation(
  { n, further, simulation, drawn }: RectifiedSetting,
  random: RandomStream,
  bootstrap: number,
): Promise<Evaluation> {
  const { world, knows } = simulations[simulation];
  const isWeighted = drawn === 'weighted';
  const own = isWeighted ? weightedTemplate : template;
  const asked = respondents(n, random, isWeighted ? oversampled : undefined);
  const people = tableOf(own, 'p', asked, worldOf(human), random);
  const twins = tableOf(own, 'p', knows ? asked : { ...asked, leanings: new Map() }, world, random);
  const others = respondents(further, random);
  const result = await evaluate(
    {
      study: own.study,
      people: {
        table: { ...people, weights: isWeighted ? weightsOf(asked, random) : null },
        flow: { rows: n, excluded: 0, people: n },
      },
      split: { pilot: new Int32Array(0), heldOut: Int32Array.from({ length: n }, (_, row) => row) },
      subject: {
        id: 'made',
        kind: 'answers',
        run: null,
        n_planned: n,
        repeats: 1,
        seeds: [{ table: twins, twins: people.ids, repeatOf: null }],
        further: furtherOf(own, others, world, random),
      },
      ladder: [],
      seed: Math.floor(random.next() * 2 ** 31),
      version: 'calibration',
      draws: { permutations: 20, bootstrap, refits: 0, subsamples: 0 },
    },
    { executor: inlineExecutor() },
  );
  if (result.kind !== 'evaluated') {
    throw new Error(result.message);
  }
  return result.evaluation;
}

/** What makes up for how people were drawn, times something that has nothing to do with them. */
function weightsOf({ doses: own }: Respondents, random: RandomStream): Float64Array {
  return Float64Array.from(own, (dose) => (random.next() < 0.5 ? 0.6 : 1.4) / (1 + dose));
}

function furtherOf(own: Template, others: Respondents, world: World, random: RandomStream) {
  const table = tableOf(own, 'f', others, world, random);
  return { n_planned: table.size, table, personas: Int32Array.from(table.ids, (_, row) => row) };
}

const truths: ReadonlyMap<string, number> = new Map([
  ...Object.entries(worldOf(human)).map(([id, item]): readonly [string, number] => [
    id,
    // Scores of scales are 1 to 5; of two options the share of the first is estimated.
    id === 'act' ? overall(item)[0] : momentsOfCounts(overall(item), item.values).mean + (id === 'rating' ? 1 : 0),
  ]),
  ...(['amount', 'act'] as const).flatMap((id): (readonly [string, number])[] => {
    const [, notice, dose] = human[id];
    return [
      [`${id} ~ noticeshown`, notice],
      [`${id} ~ dose`, dose],
    ];
  }),
]);

function count({ rectified = [] }: Evaluation, tallies: Tallies): void {
  const [found] = rectified;
  const rows = [
    ...(found?.items ?? []).map((item) => ({ what: item.item, ...item })),
    ...(found?.regressions ?? []).flatMap(({ id, coefficients }) =>
      coefficients.map((coefficient) => ({ what: `${id} ~ ${coefficient.name}`, ...coefficient })),
    ),
  ];
  tallies.count('taken for a sample of the population', { atLeast: 0.99 }, found?.status === 'estimated');
  for (const { what, people_alone, rectified: both, helps } of rows) {
    const truth = truths.get(what);
    const [alone, together] = [people_alone?.interval ?? null, both?.interval ?? null];
    if (truth === undefined || alone === null || together === null) {
      continue;
    }
    tallies.count(`people alone: ${what}`, ninetyFive, holds(alone, truth));
    for (const [name, ends] of [
      [`rectified: ${what}`, together],
      [`the one that is advised: ${what}`, helps ? together : alone],
    ] as const) {
      tallies.count(name, ninetyFive, holds(ends, truth));
      tallies.measure(name, widthOf(ends) / widthOf(alone));
    }
  }
}

function widthOf([low, high]: Interval): number {
  return high - low;
}
