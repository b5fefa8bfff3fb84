// Draws people and simulated respondents from two made-up populations, as the input of an evaluation.
import { type CodedTable, type CodedVariable, type DataTable, mapPeople } from '#engine/data';
import { type DrawNumbers, type Evaluation, evaluate, inlineExecutor } from '#engine/evaluation';
import { type RandomStream, randomStream } from '#engine/random';
import { normalCdf, normalQuantile } from '#engine/statistics';
import { parseStudy, type Study } from '#engine/study';
import { doses, type World } from './worlds.ts';

/** Two populations, and how many are drawn from each. */
export interface Setting {
  readonly name: string;
  /** In matched samples twins share arm, dose, group and how they lean: answers correlate by about `.5`. */
  readonly sample: 'independent' | 'matched';
  readonly n_h: number;
  readonly n_s: number;
  readonly human: World;
  readonly simulated: World;
}

/** How many respondents of each side are in the small group. */
export const fewPeople = 30;

/** A study with people whose variables are known, to be filled with draws. */
export interface Template {
  readonly study: Study;
  readonly variables: ReadonlyMap<string, CodedVariable>;
}

/** Reads the study; its items and arms get their labels and scores from people with no answers. */
export function templateOf(text: string): Template {
  const { value: study, diagnostics } = parseStudy(text);
  if (diagnostics.length > 0) {
    throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  }
  const named = [...study.attributes, ...study.treatments, ...study.items];
  const columns = ['id', ...named.map(({ id }) => id.value)];
  const data: DataTable = {
    rows: 1,
    notes: [],
    columns: columns.map((name) => ({
      name,
      values: [name === 'id' ? 'p0' : ''],
      codes: Uint32Array.of(0),
      counts: Uint32Array.of(1),
    })),
  };
  return { study, variables: mapPeople(study, data).value.table.variables };
}

/** One replication: draws both sides and evaluates. Nobody is in a pilot, and there is no ladder. */
export async function replicate(
  template: Template,
  setting: Setting,
  options: { readonly seed: number; readonly replication: number; readonly draws: DrawNumbers },
): Promise<Evaluation> {
  const random = randomStream(options.seed, 'calibration', setting.name, options.replication);
  const people = respondents(setting.n_h, random);
  const twins = setting.sample === 'matched' ? people : respondents(setting.n_s, random);
  const human = tableOf(template, 'p', people, setting.human, random);
  const simulated = tableOf(template, setting.sample === 'matched' ? 'p' : 's', twins, setting.simulated, random);
  const result = await evaluate(
    {
      study: template.study,
      people: { table: human, flow: { rows: human.size, excluded: 0, people: human.size } },
      split: { pilot: new Int32Array(0), heldOut: Int32Array.from({ length: human.size }, (_, row) => row) },
      subject: {
        id: 'made',
        kind: 'answers',
        run: null,
        n_planned: simulated.size,
        repeats: 1,
        seeds: [{ table: simulated, twins: setting.sample === 'matched' ? human.ids : null, repeatOf: null }],
      },
      ladder: [],
      seed: Math.floor(random.next() * 2 ** 31),
      version: 'calibration',
      draws: options.draws,
    },
    { executor: inlineExecutor() },
  );
  if (result.kind !== 'evaluated') {
    throw new Error(result.message);
  }
  return result.evaluation;
}

/** Who is asked: the first 30 are the small group; arm and dose are drawn. */
export interface Respondents {
  readonly arms: Uint8Array;
  readonly doses: Uint8Array;
  /** How each leans on an item, as a normal deviate; drawn when the item is first asked, and kept for twins. */
  readonly leanings: Map<string, Float64Array>;
}

/** Draws arms and doses; a dose is drawn as often as `doseShares` says, all equally often if left out. */
export function respondents(n: number, random: RandomStream, doseShares?: readonly number[]): Respondents {
  return {
    arms: Uint8Array.from({ length: n }, () => random.integer(2)),
    doses: Uint8Array.from({ length: n }, () =>
      doseShares === undefined ? random.integer(doses.length) : positionOf(random.next(), doseShares),
    ),
    leanings: new Map(),
  };
}

/** The share of a latent answer's variance that twins have in common. */
const SHARED = 0.5;

/** What they answer as people of this population; the study need not have all of its items. */
export function tableOf(
  template: Template,
  prefix: string,
  asked: Respondents,
  world: World,
  random: RandomStream,
): CodedTable {
  const n = asked.arms.length;
  const variables = new Map<string, CodedVariable>();
  const fill = (id: string, codes: ArrayLike<number>, values: Float64Array | null): void => {
    const variable = template.variables.get(id);
    if (variable === undefined) {
      return; // A study need not ask for arm and dose.
    }
    variables.set(id, { ...variable, codes: Int16Array.from(codes), values });
  };
  fill(
    'group',
    Array.from({ length: n }, (_, row) => (row < fewPeople ? 0 : 1)),
    null,
  );
  fill('dose', new Int16Array(n), Float64Array.from(asked.doses));
  fill('notice', asked.arms, null);
  for (const [id, item] of Object.entries(world)) {
    const answers = answersTo(id, item, asked, random);
    const numeric = template.variables.get(id)?.values !== null;
    fill(
      id,
      numeric ? new Int16Array(n) : answers,
      numeric ? Float64Array.from(answers, (at) => item.values[at]) : null,
    );
  }
  return { size: n, ids: Array.from({ length: n }, (_, row) => `${prefix}${row}`), variables, weights: null };
}

/** An answer for each respondent: the latent answer, partly shared by twins, cut where the shares of arm and dose say. */
function answersTo(id: string, item: World[string], asked: Respondents, random: RandomStream): Int32Array {
  const n = asked.arms.length;
  const leanings = asked.leanings.get(id) ?? Float64Array.from({ length: n }, () => normalQuantile(random.next()));
  asked.leanings.set(id, leanings);
  const shares = ([0, 1] as const).map((arm) => doses.map((dose) => item.shares(arm, dose)));
  return Int32Array.from({ length: n }, (_, row) => {
    const own = normalQuantile(random.next());
    const latent = normalCdf(Math.sqrt(SHARED) * leanings[row] + Math.sqrt(1 - SHARED) * own);
    return positionOf(latent, shares[asked.arms[row]][asked.doses[row]]);
  });
}

function positionOf(latent: number, shares: readonly number[]): number {
  let left = latent;
  for (let answer = 0; answer < shares.length - 1; answer += 1) {
    left -= shares[answer];
    if (left < 0) {
      return answer;
    }
  }
  return shares.length - 1;
}
