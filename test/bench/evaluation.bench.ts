// The whole evaluation of browser-disclosure: 12,161 held-out people, the four built-in models with 20 seeds each, every
// cell with 10,000 permutations and 2,000 bootstrap draws, in two worker threads. Fails above 20 s. Takes the data from
// the sample or from ../shared/data; without them there is nothing to measure, which is said.
import { existsSync, readFileSync } from 'node:fs';
import {
  builtInModels,
  evaluate,
  type ModelAnswers,
  makePlan,
  mapPeople,
  parseStudy,
  prepareRespondents,
  splitPeople,
} from '#engine';
import { readDataFile, workerExecutor } from '#engine/node';

const secondsAllowed = 20;
const seeds = 20;
const sample = 'samples/browser-disclosure';
const data = [`${sample}/data/browser-disclosure.csv`, '../shared/data/browser-disclosure.csv'].find((file) =>
  existsSync(file),
);

if (data === undefined) {
  console.log('browser-disclosure.csv is not here: node samples/browser-disclosure/fetch-data.mjs fetches it');
  process.exitCode = process.env['CI'] === undefined ? 0 : 1;
} else {
  await measure(data);
}

async function measure(file: string): Promise<void> {
  const start = performance.now();
  const study = parseStudy(readFileSync(`${sample}/browser-disclosure.study.yaml`, 'utf8')).value;
  const table = await readDataFile(file);
  if (table.kind === 'error') {
    throw new Error(JSON.stringify(table.error));
  }
  const people = mapPeople(study, table.table).value;
  const split = splitPeople(study, people).value;
  const planned = makePlan(study, people, split);
  if (planned.kind === 'impossible') {
    throw new Error(planned.reason);
  }
  const { plan } = planned;
  const ladder = builtInModels.map((model): ModelAnswers => {
    const prepared = prepareRespondents(model, { study, people, split, plan });
    if (prepared.kind !== 'ready') {
      throw new Error(prepared.reason);
    }
    const draw = (seed: number) => ({ table: prepared.draw(seed), twins: plan.twins, repeatOf: null });
    const more = Array.from({ length: seeds - 1 }, (_, index) => draw(index + 2));
    return {
      id: model,
      kind: 'built-in',
      run: null,
      n_planned: plan.respondents.size,
      repeats: 1,
      seeds: [draw(1), ...more],
    };
  });
  const [subject] = ladder.filter(({ id }) => id === 'regression');
  if (subject === undefined) {
    throw new Error('there is no subject');
  }
  const ready = performance.now();
  const executor = workerExecutor({ workers: 2, file: 'dist/worker.mjs' });
  const result = await evaluate({ study, people, split, subject, ladder, seed: 1, version: 'bench' }, { executor });
  const end = performance.now();
  if (result.kind !== 'evaluated') {
    throw new Error(result.message);
  }
  const { evaluation } = result;
  const tested = evaluation.cells.filter(({ status }) => status === 'tested').length;
  console.log(
    `${evaluation.people.n_held_out} held-out people, ${evaluation.models.length} models × ${seeds} seeds, ${tested} cells × ` +
      `${evaluation.draws.permutations} permutations, ${evaluation.draws.bootstrap} bootstrap draws`,
  );
  console.log(
    `data and models ${seconds(start, ready)} s, evaluation ${seconds(ready, end)} s (at most ${secondsAllowed}), ` +
      `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  );
  process.exitCode = (end - ready) / 1000 > secondsAllowed ? 1 : 0;
}

function seconds(from: number, to: number): string {
  return ((to - from) / 1000).toFixed(1);
}
