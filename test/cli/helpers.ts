import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect } from 'vitest';
import type { RespondentAnswers } from '#engine';
import { type ScriptedEndpoint, scriptedEndpoint } from '../tools/scripted-endpoint.ts';

const cleanUp: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0)) {
    await clean();
  }
});

/** A folder of its own for a test, removed afterwards. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-test-'));
  cleanUp.push(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A scripted endpoint for a test, closed afterwards. */
export async function endpoint(script: Parameters<typeof scriptedEndpoint>[0]): Promise<ScriptedEndpoint> {
  const started = await scriptedEndpoint(script);
  cleanUp.push(() => started.close());
  return started;
}

/** 160 people in two arms: the concerned mostly decline, more so when they were shown their data. */
export function people(size = 160): string {
  const rows = ['id,gender,frame,concern,share'];
  for (let i = 0; i < size; i += 1) {
    const gender = i % 2 === 0 ? 'Female' : 'Male';
    const arm = Math.floor(i / 2) % 2;
    const concern = (i * 7 + Math.floor(i / 8)) % 5;
    const declines = (concern * 3 + arm * 2 + (i % 7)) % 11 > 6;
    const label = ['none', 'little', 'some', 'much', 'very much'][concern];
    rows.push(`p${i},${gender},${arm === 1 ? 'shown' : 'hidden'},${label},${declines ? 'Decline' : 'Share'}`);
  }
  return `${rows.join('\n')}\n`;
}

export interface StudyOptions {
  readonly base_url?: string;
  readonly more?: string;
  readonly size?: number;
}

/** Writes a small study with its data into a folder of its own; gives the study file. */
export function studyFolder(options: StudyOptions = {}): string {
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, 'people.csv'), people(options.size));
  const file = path.join(folder, 'sharing.study.yaml');
  fs.writeFileSync(file, studyText(options));
  return file;
}

/** The small study with one place of its text replaced, which must be there; gives the study file. */
export function edited(replace: string | RegExp, by: string, options: StudyOptions = {}): string {
  const file = studyFolder(options);
  const text = fs.readFileSync(file, 'utf8');
  expect(text).toMatch(replace);
  fs.writeFileSync(file, text.replace(replace, by));
  return file;
}

export function studyText({ base_url = 'http://127.0.0.1:9/v1', more = '' }: StudyOptions = {}): string {
  return `study: sharing
title: Would you share?
human: { data: people.csv, id: id, pilot: { size: 40, seed: 3, stratify: [frame] } }
personas:
  attributes:
    gender: { levels: [Female, Male] }
  prompt: "You are {{gender}}."
treatments:
  frame:
    arms:
      hidden: { prompt: We ask for your data. }
      shown: { prompt: We ask for your data. Here they are. }
beliefs:
  concern: { ask: How concerned are you?, scale: [none, little, some, much, very much] }
actions:
  share: { ask: Do you share?, options: [Share, Decline] }
coherence:
  the-concerned-decline: { when: concern >= "much", then: share == "Decline" }
regressions:
  main: { formula: share == "Decline" ~ frame + concern, family: binomial, errors: HC3 }
models:
  gpt: { provider: openai, base_url: "${base_url}", model: scripted-1, temperature: 1 }
${more}`;
}

/** The only run of a model under a study file. */
export function runFolderOf(studyFile: string, model: string): string {
  const root = path.join(path.dirname(studyFile), '.understudy', 'sharing');
  const names = fs.readdirSync(root).filter((name) => name.startsWith(`${model}-`));
  if (names.length !== 1) {
    throw new Error(`expected one run of ${model}, found ${names.join(', ') || 'none'}`);
  }
  return path.join(root, names[0]);
}

export function journalOf(studyFile: string, model: string): readonly RespondentAnswers[] {
  const text = fs.readFileSync(path.join(runFolderOf(studyFile, model), 'answers.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

export function runFileOf(
  studyFile: string,
  model: string,
): {
  readonly status: {
    readonly kind: string;
    readonly answered: number;
    readonly failures: Record<string, number>;
    readonly message: string | null;
  };
  readonly capabilities: { readonly structured_replies: string };
  readonly plan: { readonly ids: readonly string[] };
} {
  return JSON.parse(fs.readFileSync(path.join(runFolderOf(studyFile, model), 'run.json'), 'utf8'));
}

/** Every file below a folder, as one text. */
export function everythingIn(folder: string): string {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
