import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mediaInfluenceStages, root, type Stages } from './stages.ts';

const folder = path.join(root, 'test/fixtures/chain');

// One study at every stage. A change of a stage shows here as a change of its file, which a reviewer can read:
// UPDATE_FIXTURES=1 npx vitest run test/chain   writes the files anew.
const names = [
  '1-study.json',
  '2-people.json',
  '3-split.json',
  '4-plan.json',
  '5-answers.jsonl',
  '6-evaluation.json',
  '7-report.json',
  '8-report.txt',
  '9-findings.json',
];

describe('the way of one study', () => {
  let stages: Stages = new Map();
  beforeAll(async () => {
    stages = await mediaInfluenceStages();
  }, 60_000);

  it('has a file for each stage', () => {
    expect([...stages.keys()]).toEqual(names);
  });

  it.each(names)('%s is what it was', (name) => {
    const file = path.join(folder, name);
    const now = stages.get(name) ?? '';
    if (process.env['UPDATE_FIXTURES'] === '1') {
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(file, now);
    }
    expect(fs.existsSync(file), `${file} is missing: run with UPDATE_FIXTURES=1`).toBe(true);
    expect(now).toBe(fs.readFileSync(file, 'utf8'));
  });
});
