// A million people × 12 columns: read by columns, mapped to a study, split, counted by cell. Makes its file in a
// temporary folder and removes it. Fails above 15 s or 500 MB.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { categoryCounts, cellsOf, checkStudy, mapPeople, parseStudy, rowsOf, slicesOf, splitPeople } from '#engine';
import { readDataFile } from '#engine/node';

const people = 1_000_000;
const secondsAllowed = 15;
const megabytesAllowed = 500;

const study = `study: a-million
human:
  data: people.csv
  id: id
  pilot: { size: 1000, seed: 1, stratify: [arm, gender] }
personas:
  attributes:
    age: { number: { min: 18, max: 99 }, bins: [18, 30, 45, 60] }
    gender: { levels: [Female, Male, Other] }
    race: { levels: { White: White, Black: Black, Asian: Asian, Several: "*" } }
    state: {}
treatments:
  arm: { arms: { hidden: {}, shown: {} } }
beliefs:
  trust: { ask: Trust?, scale: &agreement [Strongly disagree, Somewhat disagree, Neutral, Somewhat agree, Strongly agree] }
  concern: { ask: Concern?, scale: *agreement }
  worry: { ask: Worry?, scale: *agreement }
  seconds: { ask: How long?, number: { min: 0 } }
actions:
  share: { ask: Share?, options: [Consent to share, Decline] }
regressions:
  main: { formula: share == "Decline" ~ arm * concern + gender + age, family: binomial }
subgroups: [gender, race, age, [gender, race]]
`;

const file = process.env['UNDERSTUDY_BENCH_FILE'];
if (file === undefined) {
  await measure();
} else {
  await summarise(file);
}

/** Writes the file, then summarises it in a process of its own, so that only its memory counts. */
async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-bench-'));
  try {
    const path = join(folder, 'people.csv');
    await writePeople(path);
    console.log(`${people} people × 12 columns, ${(statSync(path).size / 2 ** 20).toFixed(0)} MB`);
    const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], {
      stdio: 'inherit',
      env: { ...process.env, UNDERSTUDY_BENCH_FILE: path },
    });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function summarise(path: string): Promise<void> {
  const start = performance.now();
  const parsed = parseStudy(study);
  const data = await readDataFile(path);
  if (data.kind === 'error') {
    throw new Error(JSON.stringify(data.error));
  }
  const afterRead = performance.now();
  const mapped = mapPeople(parsed.value, data.table);
  const afterMap = performance.now();
  const split = splitPeople(parsed.value, mapped.value);
  const afterSplit = performance.now();
  const { table } = mapped.value;
  let counted = 0;
  for (const slice of slicesOf(parsed.value)) {
    const rows = rowsOf(slice, table, split.value.heldOut);
    for (const item of parsed.value.items) {
      const variable = table.variables.get(item.id.value);
      counted += variable === undefined ? 0 : categoryCounts(variable, rows).reduce((sum, count) => sum + count, 0);
    }
  }
  const afterCount = performance.now();
  const found = checkStudy(parsed.value, { kind: 'table', table: data.table, people: mapped, split });
  const end = performance.now();
  const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(1);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const diagnostics = [...parsed.diagnostics, ...mapped.diagnostics, ...split.diagnostics, ...found];
  if (diagnostics.length > 0 || table.size !== people) {
    throw new Error(diagnostics.map(({ message }) => message).join('\n') || `${table.size} people`);
  }
  console.log(
    `read ${seconds(start, afterRead)} s, map ${seconds(afterRead, afterMap)} s, split ${seconds(afterMap, afterSplit)} s, ` +
      `${cellsOf(parsed.value).length} cells with ${counted} answers ${seconds(afterSplit, afterCount)} s, check ${seconds(afterCount, end)} s`,
  );
  console.log(
    `all ${seconds(start, end)} s (at most ${secondsAllowed}), ${megabytes.toFixed(0)} MB (at most ${megabytesAllowed})`,
  );
  process.exitCode = (end - start) / 1000 > secondsAllowed || megabytes > megabytesAllowed ? 1 : 0;
}

/** Ids, a number with many values, one with few, an arm, levels, answers, several races in quotes, a comment. */
async function writePeople(path: string): Promise<void> {
  const stream = createWriteStream(path);
  stream.write('id,seconds,age,arm,gender,race,state,trust,concern,worry,share,comment\n');
  let state = 1;
  const draw = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
  const pick = (values: readonly string[]): string => values[draw(values.length)] ?? '';
  const agreement = (): string =>
    pick(['Strongly disagree', 'Somewhat disagree', 'Neutral', 'Somewhat agree ', 'Strongly agree', '']);
  let piece = '';
  for (let row = 0; row < people; row += 1) {
    const id = `R_${(row * 2654435761 + 12345).toString(36).padStart(12, '0')}`;
    const race = pick(['White', 'Black', 'Asian', '"White,Asian"', '"Black,Asian"']);
    piece += `${id},${draw(100000) / 10},${18 + draw(70)},${pick(['hidden', 'shown'])},${pick(['Female', 'Male', 'Other'])},${race},`;
    piece += `state ${draw(50)},${agreement()},${agreement()},${agreement()},${pick(['Consent to share', 'Decline'])},`;
    piece += `"said ""${draw(1000)}"", then left"\n`;
    if (row % 10_000 === 9_999 || row === people - 1) {
      if (!stream.write(piece)) {
        await once(stream, 'drain');
      }
      piece = '';
    }
  }
  stream.end();
  await once(stream, 'finish');
}
