#!/usr/bin/env node
// Fetches the human data of this sample from its authors' repository and checks that it is the file we know.
//   node samples/browser-disclosure/fetch-data.mjs [a local copy of the file]
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const source = 'https://raw.githubusercontent.com/aberke/fingerprinting-study/HEAD/data/survey-experiment-data.csv';
const sha256 = '87a8e241552a3fb3f2f19f8ca42551d909a714ff0dc29a658cd22721e6601210';
const target = path.join(path.dirname(fileURLToPath(import.meta.url)), 'data', 'browser-disclosure.csv');

const sumOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function read(localCopy) {
  if (localCopy !== undefined) {
    return fs.readFile(localCopy);
  }
  const response = await fetch(source, { signal: AbortSignal.timeout(60_000) });
  if (!response.ok) {
    throw new Error(`${source} answered ${response.status} ${response.statusText}`);
  }
  return Buffer.from(await response.arrayBuffer());
}

async function main() {
  const present = await fs.readFile(target).catch(() => null);
  if (present !== null && sumOf(present) === sha256) {
    console.log(`The data are there already: ${path.relative(process.cwd(), target)}`);
    return;
  }
  const bytes = await read(process.argv[2]);
  if (sumOf(bytes) !== sha256) {
    throw new Error(
      `The file is not the one that this sample was written for (its sha256 is ${sumOf(bytes)}, not ${sha256}).`,
    );
  }
  await fs.mkdir(path.dirname(target), { recursive: true });
  await fs.writeFile(target, bytes);
  console.log(`Wrote ${path.relative(process.cwd(), target)} (12,461 people).`);
}

main().catch((error) => {
  console.error(`The data could not be fetched: ${error.message}`);
  console.error(`Download ${source} by other means and run this script again with the file's path.`);
  process.exitCode = 1;
});
