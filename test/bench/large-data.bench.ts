// Somebody types while a data file of 200 MB is read: how long the server's event loop stood still at most, and how long the
// slowest edit took to its diagnostics, while the file was read and afterwards. The file is generated and removed again.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readDataInWorker } from '#engine/node';
import { converse } from '../server/conversation.ts';
import { root } from '../tools/places.mjs';
import { dataOf, studyOf } from './long-study.ts';

const bytes = 200_000_000;
const waitedMs = 60;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-bench-'));
try {
  const rows = writeData(path.join(folder, 'people.csv'));
  const text = studyOf(200);
  const file = path.join(folder, 'large.study.yaml');
  let isRead = false;
  const readData: typeof readDataInWorker = async (name, options) => {
    const begun = performance.now();
    const result = await readDataInWorker(name, options, path.join(root, 'dist', 'data-worker.mjs'));
    console.log(`read ${rows.toLocaleString('en')} people in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    isRead = true;
    return result;
  };
  const talk = await converse({ world: { readData } });
  const uri = await talk.open(file, text);
  const at = text.indexOf('Answer as this person would');
  let version = 1;
  const typeOnce = async (): Promise<number> => {
    version += 1;
    const begun = performance.now();
    await talk.edit(uri, version, `${text.slice(0, at)}${'x'.repeat(version % 9)}${text.slice(at)}`);
    await talk.published(uri, version);
    return performance.now() - begun - waitedMs;
  };
  await talk.published(uri, 1);
  await report('while it is read', () => !isRead);
  await report('the first edits with the data', (edits) => edits < 3);
  await report('later edits', (edits) => edits < 20);
  await talk.end();

  async function report(when: string, goesOn: (edits: number) => boolean): Promise<void> {
    const delay = monitorEventLoopDelay({ resolution: 2 });
    delay.enable();
    const times: number[] = [];
    while (goesOn(times.length)) {
      times.push(await typeOnce());
    }
    delay.disable();
    const longest = delay.max / 1e6;
    console.log(
      `${when}: ${times.length} edits, slowest ${Math.max(...times).toFixed(0)} ms, longest block ${longest.toFixed(0)} ms`,
    );
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

/** Writes about `bytes` of people whose ids and comments are all different; gives how many there are. */
function writeData(file: string): number {
  const [header = '', ...people] = dataOf(1000).trimEnd().split('\n');
  const out = fs.openSync(file, 'w');
  fs.writeSync(out, `${header},comment\n`);
  let written = 0;
  let rows = 0;
  while (written < bytes) {
    const block = people
      .map((line, index) => `${line.replace(/^p\d+/, `p${rows + index}`)},"What I think, in answer ${rows + index}"\n`)
      .join('');
    written += fs.writeSync(out, block);
    rows += people.length;
  }
  fs.closeSync(out);
  return rows;
}
