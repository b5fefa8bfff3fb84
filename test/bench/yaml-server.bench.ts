// Our language server beside yaml-language-server 1.25 with the same schema, on the same studies of 200, 1,000 and 5,000
// lines with 500 people, both as processes of their own over stdio, in one run. Debounce is taken out of both: ours is
// asked for its diagnostics right after an edit, the other one's delay is set to 0. Ours also reads formulas, conditions
// and data. Completion and hover are asked for right after an edit, as one types. Fails where a goal is missed.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../tools/places.mjs';
import { dataOf, studyOf } from './long-study.ts';
import { type Editing, startOurs, startTheirs } from './server-process.ts';
import { installYamlServer } from './yaml-server-package.ts';

const sizes = [200, 1000, 5000];
const edits = 30;
const warmUp = 10;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-bench-'));
const missed: string[] = [];
try {
  const packageFolder = installYamlServer();
  const schema = path.join(root, 'schemas', 'study.schema.json');
  console.log('median (slowest) in ms; memory in MB after the edits\n');
  console.log(row('', '', 'Understudy', 'yaml-language-server', 'ratio'));
  for (const lines of sizes) {
    const own = path.join(folder, String(lines));
    const file = path.join(own, 'long.study.yaml');
    const text = studyOf(lines);
    fs.mkdirSync(own);
    fs.writeFileSync(file, text);
    fs.writeFileSync(path.join(own, 'people.csv'), dataOf(500));
    const ours = await measure(await startOurs(path.join(root, 'dist', 'server.cjs')), file, text);
    const theirs = await measure(await startTheirs(packageFolder, schema), file, text);
    for (const what of ['diagnostics', 'completion', 'hover'] as const) {
      const [a, b] = [ours[what], theirs[what]];
      const label = what === 'diagnostics' ? 'edit to diagnostics' : `${what} after an edit`;
      console.log(row(`${lines} lines`, label, shown(a), shown(b), (a.median / b.median).toFixed(2)));
      if (what === 'diagnostics' && a.median > b.median / 2) {
        missed.push(`${lines} lines: edit to diagnostics takes more than half of the other's time`);
      }
      if (what !== 'diagnostics' && lines === 5000 && a.median >= 20) {
        missed.push(`${lines} lines: ${what} takes 20 ms or more`);
      }
    }
    const memory = [ours.memory, theirs.memory].map((bytes) => (bytes / 2 ** 20).toFixed(0));
    console.log(
      row(`${lines} lines`, 'memory', memory[0] ?? '', memory[1] ?? '', (ours.memory / theirs.memory).toFixed(2)),
    );
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
for (const goal of missed) {
  console.log(`missed: ${goal}`);
}
process.exit(missed.length > 0 ? 1 : 0);

interface Times {
  readonly median: number;
  readonly slowest: number;
}

interface Measured {
  readonly diagnostics: Times;
  readonly completion: Times;
  readonly hover: Times;
  /** Resident memory in bytes. */
  readonly memory: number;
}

async function measure(server: Editing, file: string, text: string): Promise<Measured> {
  const lines = text.split('\n');
  const lineOf = (needle: string): number => lines.findIndex((line) => line.startsWith(needle));
  await server.open(file, text);
  // In the middle of the file a prompt grows by a letter; completion of the keys of an item, hover on one of its keys.
  const typed = { line: lineOf('      How much do you'), character: 9 };
  const key = { line: lineOf('    family:'), character: 6 };
  const times = { diagnostics: [] as number[], completion: [] as number[], hover: [] as number[] };
  for (let round = 0; round < warmUp + edits; round += 1) {
    for (const what of ['diagnostics', 'completion', 'hover'] as const) {
      const begun = performance.now();
      server.type(typed, 'x');
      if (what === 'diagnostics') {
        await server.diagnostics();
      } else {
        await server.ask(`textDocument/${what}`, key);
      }
      const took = performance.now() - begun;
      if (what !== 'diagnostics') {
        await server.diagnostics();
      }
      if (round >= warmUp) {
        times[what].push(took);
      }
    }
  }
  const memory = server.memory();
  await server.end();
  return {
    diagnostics: summary(times.diagnostics),
    completion: summary(times.completion),
    hover: summary(times.hover),
    memory,
  };
}

function summary(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, slowest: sorted.at(-1) ?? 0 };
}

function shown({ median, slowest }: Times): string {
  return `${median.toFixed(1)} (${slowest.toFixed(0)})`;
}

function row(size: string, what: string, ours: string, theirs: string, ratio: string): string {
  return `${size.padEnd(11)} ${what.padEnd(24)} ${ours.padStart(14)} ${theirs.padStart(22)} ${ratio.padStart(6)}`;
}
