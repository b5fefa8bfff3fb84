import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildReport, findings, readEvaluation, terminalReport } from '#engine';
import { evaluateRun, loadStudy, processWorld, simulate } from '#engine/node';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** One study at every stage of its way: the file of each stage in test/fixtures/chain, and what it says. */
export type Stages = ReadonlyMap<string, string>;

/** Takes the sample `media-influence` from its text to its findings, as the command line does, in a folder of its own. */
export async function mediaInfluenceStages(): Promise<Stages> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-chain-'));
  try {
    fs.cpSync(path.join(root, 'samples/media-influence'), folder, {
      recursive: true,
      filter: (source) => !source.includes('.understudy'),
    });
    return await stagesIn(path.join(folder, 'media-influence.study.yaml'));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function stagesIn(file: string): Promise<Stages> {
  const loading = await loadStudy(file);
  if (loading.kind !== 'loaded') {
    throw new Error(loading.reason);
  }
  const { loaded } = loading;
  const world = processWorld(new AbortController().signal, () => {});
  const run = await simulate(
    { loaded, model: 'regression', fresh: false, limit: null, concurrency: null, out: null },
    world,
  );
  if (run.kind !== 'ran') {
    throw new Error(run.message);
  }
  // Without a program folder there is no worker and no panel script: the jobs run here, and no page is written.
  const judged = await evaluateRun(
    { loaded, run: run.run, out: null, programFolder: path.join(path.dirname(file), 'no-program') },
    world,
  );
  if (judged.kind !== 'evaluated') {
    throw new Error(judged.kind);
  }
  const stored = JSON.parse(fs.readFileSync(path.join(judged.places.folder, 'run.json'), 'utf8'));
  const evaluationText = fs.readFileSync(path.join(judged.places.folder, 'evaluation.json'), 'utf8');
  const evaluation = readEvaluation(evaluationText);
  if (evaluation.kind !== 'evaluation') {
    throw new Error(evaluation.reason);
  }
  const { text: _text, ...study } = loaded.study;
  const report = buildReport(evaluation.evaluation);
  return new Map([
    ['1-study.json', json(study)],
    ['2-people.json', json({ flow: loaded.people?.flow, variables: variablesOf(loaded.people?.table) })],
    ['3-split.json', json(splitOf(loaded))],
    ['4-plan.json', json(stored.plan)],
    ['5-answers.jsonl', fs.readFileSync(path.join(judged.places.folder, 'answers.jsonl'), 'utf8')],
    ['6-evaluation.json', evaluationText],
    ['7-report.json', json(report)],
    ['8-report.txt', terminalReport(report, { color: false, width: 100 })],
    ['9-findings.json', json(findings(evaluation.evaluation, loaded.study))],
  ]);
}

type Loaded = Extract<Awaited<ReturnType<typeof loadStudy>>, { kind: 'loaded' }>['loaded'];

function variablesOf(table: NonNullable<Loaded['people']>['table'] | undefined) {
  return [...(table?.variables.values() ?? [])].map((variable) => ({
    id: variable.id,
    measure: variable.measure,
    labels: variable.labels,
    first_codes: [...variable.codes.slice(0, 8)],
    first_values: variable.values === null ? null : [...variable.values.slice(0, 8)],
  }));
}

function splitOf({ people, split }: Loaded) {
  const idsOf = (rows: Int32Array | undefined) => [...(rows ?? [])].map((row) => people?.table.ids[row]);
  return { pilot: idsOf(split?.pilot), held_out: idsOf(split?.heldOut) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
