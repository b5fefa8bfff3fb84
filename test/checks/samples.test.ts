import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkStudy } from '#engine/checks';
import { mapPeople, splitPeople } from '#engine/data';
import { dataFileOptions, readDataFile } from '#engine/node';
import { parseStudy } from '#engine/study';
import { humanData } from '../tools/human-data.ts';

/** Everything that parser and checks say about a study file with its data, as `code at "text"`. */
async function said(studyFile: string, dataFile: string): Promise<readonly string[]> {
  const text = readFileSync(studyFile, 'utf8');
  const { value: study, diagnostics } = parseStudy(text);
  const data = await readDataFile(dataFile, study.human === null ? {} : dataFileOptions(study.human));
  if (data.kind === 'error') {
    throw new Error(JSON.stringify(data.error));
  }
  const people = mapPeople(study, data.table);
  const split = splitPeople(study, people.value);
  const found = checkStudy(study, { kind: 'table', table: data.table, people, split });
  return [...diagnostics, ...found].map(({ code, range }) => `${code} at "${text.slice(range.start, range.end)}"`);
}

describe('the samples raise no false alarm', () => {
  it('media-influence', async () => {
    const folder = 'samples/media-influence';
    expect(await said(`${folder}/media-influence.study.yaml`, `${folder}/data/media-influence.csv`)).toEqual([
      'low-power at "30"',
    ]);
  });

  it('disclosure-game', async () => {
    const folder = 'samples/disclosure-game';
    expect(await said(`${folder}/disclosure-game.study.yaml`, `${folder}/data/disclosure-game.csv`)).toEqual([
      'low-power at "200"',
      'unused-item at "others"',
    ]);
  });

  it('town-panel', async () => {
    const folder = 'samples/town-panel';
    expect(await said(`${folder}/town-panel.study.yaml`, `${folder}/data/people.csv`)).toEqual(['low-power at "120"']);
  });

  it('browser-disclosure', async (context) => {
    const data = humanData('browser-disclosure', context);
    const found = await said('samples/browser-disclosure/browser-disclosure.study.yaml', data);
    expect(found).toEqual([
      'unused-item at "understands"',
      'low-power at "gender"',
      'low-power at "age"',
      'small-subgroup at "[gender, race]"',
    ]);
  });
});

/** Other ways of saying what the samples say, and what only other files need. */
const elsewhere = ['each', 'n', 'quotas', 'delimiter', 'encoding', 'header_rows', 'tune', 'on'];

it('every key of the language stands in a sample', () => {
  const text = readdirSync('samples')
    .map((name) => readFileSync(`samples/${name}/${name}.study.yaml`, 'utf8'))
    .join('\n');
  const keys = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node === 'object' && node !== null) {
      const { properties } = node as { readonly properties?: object };
      for (const key of Object.keys(properties ?? {})) {
        keys.add(key);
      }
      Object.values(node).forEach(walk);
    }
  };
  walk(JSON.parse(readFileSync('schemas/study.schema.json', 'utf8')));
  expect(keys.size).toBeGreaterThan(60);
  const missing = [...keys].filter((key) => !new RegExp(`\\b${key}:`).test(text));
  expect(missing.sort(), 'show them in a sample').toEqual([...elsewhere].sort());
});
