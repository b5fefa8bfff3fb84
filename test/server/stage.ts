import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { exampleEvaluation, exampleStudyText } from '../report/example.ts';

/** A study with its data in a folder of its own, which goes when the tests of the file have run. */
export interface StagedStudy {
  readonly folder: string;
  readonly file: string;
  readonly text: string;
  readonly dataFile: string;
}

/** A study that has been evaluated: a scripted model gets much of it wrong. */
export interface StagedExample extends StagedStudy {
  /** Where the evaluation of a run lies. */
  readonly evaluationFile: (run: string) => string;
  /** Writes the evaluation of this very text. */
  readonly writeEvaluation: (run: string) => Promise<void>;
}

const made: string[] = [];
afterAll(() => {
  for (const folder of made) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

/** A copy of the small sample. */
export function stageStudy(): StagedStudy {
  const folder = temporaryFolder();
  fs.cpSync('samples/media-influence', folder, { recursive: true, filter: (from) => !from.includes('.understudy') });
  const file = path.join(folder, 'media-influence.study.yaml');
  return {
    folder,
    file,
    text: fs.readFileSync(file, 'utf8'),
    dataFile: path.join(folder, 'data', 'media-influence.csv'),
  };
}

/** The example of the report's tests. Its text says where its data lie, so that these go to the same place. */
export function stageExample(): StagedExample {
  const root = temporaryFolder();
  const folder = path.join(root, 'test', 'fixtures', 'report');
  const dataFile = path.join(root, 'samples', 'media-influence', 'data', 'media-influence.csv');
  fs.mkdirSync(folder, { recursive: true });
  fs.mkdirSync(path.dirname(dataFile), { recursive: true });
  fs.copyFileSync('samples/media-influence/data/media-influence.csv', dataFile);
  const file = path.join(folder, 'example.study.yaml');
  fs.writeFileSync(file, exampleStudyText);
  const evaluationFile = (run: string) => path.join(folder, '.understudy', 'buying-sugar', run, 'evaluation.json');
  return {
    folder,
    file,
    text: exampleStudyText,
    dataFile,
    evaluationFile,
    async writeEvaluation(run) {
      const text = JSON.stringify(await exampleEvaluation());
      fs.mkdirSync(path.dirname(evaluationFile(run)), { recursive: true });
      fs.writeFileSync(evaluationFile(run), text);
    },
  };
}

function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-server-'));
  made.push(folder);
  return folder;
}
