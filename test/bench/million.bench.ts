// A million held-out people and their million simulated twins: ten items, two arms, 40 subgroups, two regressions, as many
// permutations as 1,230 cells ask for (49,200) and 2,000 bootstrap draws, in two worker threads. People are made in memory. Fails
// above two minutes or 2 GB.
import {
  type CodedTable,
  type CodedVariable,
  type DataTable,
  evaluate,
  mapPeople,
  parseStudy,
  randomStream,
  type Study,
} from '#engine';
import { workerExecutor } from '#engine/node';

const people = 1_000_000;
const secondsAllowed = 120;
const megabytesAllowed = 2048;

const levels = (prefix: string, count: number): string =>
  `[${Array.from({ length: count }, (_, index) => `${prefix}${index}`).join(', ')}]`;

const study = parseStudy(`study: a-million
human: { data: people.csv, id: id }
personas:
  attributes:
    region: { levels: ${levels('r', 20)} }
    trade: { levels: ${levels('t', 12)} }
    age: { levels: ${levels('a', 8)} }
treatments:
  notice: { arms: { none: {}, shown: {} } }
beliefs:
${Array.from({ length: 8 }, (_, index) => `  b${index}: { ask: How much?, scale: ["1", "2", "3", "4", "5"] }`).join('\n')}
  risk: { ask: How likely?, number: { min: 0, max: 100, step: 1 } }
actions:
  share: { ask: Do you share?, options: [Share, Decline] }
coherence:
  the-worried-decline: { when: b0 >= "4", then: share == "Decline" }
regressions:
  sharing: { formula: share == "Share" ~ notice * b0 + age, family: binomial, errors: HC1 }
  risk: { formula: risk ~ notice + b0 + b1 + age, family: gaussian, errors: HC3 }
subgroups: [region, trade, age]
alignment: { min_n: 30, fdr: 0.05, margin: 0.05 }
`).value;

const start = performance.now();
const template = variablesOf(study);
const random = randomStream(1, 'a million');
const attributes = new Map(
  ['region', 'trade', 'age', 'notice'].map((id) => [id, coded(id, draw(template(id).labels.length))]),
);
const ids = Array.from({ length: people }, (_, row) => `p${row}`);
const human = answered(0);
const simulated = answered(0.15);
const ready = performance.now();
const executor = workerExecutor({ workers: 2, file: 'dist/worker.mjs' });
const result = await evaluate(
  {
    study,
    people: { table: human, flow: { rows: people, excluded: 0, people } },
    split: { pilot: new Int32Array(0), heldOut: Int32Array.from({ length: people }, (_, row) => row) },
    subject: {
      id: 'made',
      kind: 'answers',
      run: null,
      n_planned: people,
      repeats: 1,
      seeds: [{ table: simulated, twins: ids, repeatOf: null }],
    },
    ladder: [],
    seed: 1,
    version: 'bench',
  },
  { executor },
);
const end = performance.now();
if (result.kind !== 'evaluated') {
  throw new Error(result.message);
}
const { cells, draws } = result.evaluation;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const seconds = (end - ready) / 1000;
const megabytes = maxRSS / 1024;
console.log(
  `${people} people and as many twins, ${cells.filter(({ status }) => status === 'tested').length} cells × ${draws.permutations} ` +
    `permutations, ${draws.bootstrap} bootstrap draws`,
);
console.log(
  `made in ${((ready - start) / 1000).toFixed(1)} s, evaluated in ${seconds.toFixed(1)} s (at most ${secondsAllowed}), ` +
    `${((userCPUTime + systemCPUTime) / 1e6).toFixed(1)} s of processors, ${megabytes.toFixed(0)} MB (at most ${megabytesAllowed})`,
);
process.exitCode = seconds > secondsAllowed || megabytes > megabytesAllowed ? 1 : 0;

/** The study's variables, with labels and scores, by id. */
function variablesOf(of: Study): (id: string) => CodedVariable {
  const names = ['id', 'region', 'trade', 'age', 'notice', ...of.items.map((item) => item.id.value)];
  const nobody: DataTable = {
    rows: 1,
    notes: [],
    columns: names.map((name) => ({
      name,
      values: [name === 'id' ? 'p0' : ''],
      codes: Uint32Array.of(0),
      counts: Uint32Array.of(1),
    })),
  };
  const { variables } = mapPeople(of, nobody).value.table;
  return (id) => {
    const variable = variables.get(id);
    if (variable === undefined) {
      throw new Error(`the study lacks ${id}`);
    }
    return variable;
  };
}

function coded(id: string, codes: Int16Array): CodedVariable {
  return { ...template(id), codes };
}

function draw(count: number): Int16Array {
  return Int16Array.from({ length: people }, () => random.integer(count));
}

/** Everybody's answers; `shift` of those who could answer one step higher do so. */
function answered(shift: number): CodedTable {
  const variables = new Map<string, CodedVariable>(attributes);
  const age = attributes.get('age')?.codes ?? new Int16Array(people);
  for (const item of study.items) {
    const id = item.id.value;
    const own = template(id);
    const options = own.values === null ? own.labels.length : 101;
    const codes = Int16Array.from({ length: people }, (_, row) => {
      const leaning = (random.next() + random.next() + age[row] / 16) / 2.5;
      return Math.min(options - 1, Math.floor(leaning * options) + Number(random.next() < shift));
    });
    variables.set(
      id,
      own.values === null
        ? { ...own, codes }
        : { ...own, codes: new Int16Array(people), values: Float64Array.from(codes) },
    );
  }
  return { size: people, ids, variables, weights: null };
}
