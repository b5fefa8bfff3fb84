import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StudyRuns } from '#engine/node';
import { cli } from '../tools/built-cli.ts';
import { type Conversation, converse } from './conversation.ts';
import { stageStudy } from './stage.ts';

const runs = (talk: Conversation) => talk.ask<readonly StudyRuns[]>('understudy/runs', {});

describe('the runs of open studies', () => {
  it('are those on disk, with their verdicts, and told when they change', async () => {
    const { file, text, folder } = stageStudy();
    const talk = await converse();
    const opened = talk.told('understudy/runsChanged');
    const uri = await talk.open(file, text);
    await opened;
    expect(await runs(talk)).toEqual([{ uri, study: 'media-influence', runs: [] }]);

    const made = talk.told('understudy/runsChanged');
    expect((await cli(['simulate', file, '--evaluate'])).code).toBe(0);
    await made;
    const [study] = await runs(talk);
    const listed = study?.runs ?? [];
    expect(listed.map(({ model, status, answered, calls }) => [model, status, answered, calls])).toEqual(
      expect.arrayContaining(
        ['uniform', 'pooled', 'resample', 'regression'].map((model) => [model, 'finished', 93, 93]),
      ),
    );
    const judged = listed.filter(({ evaluation }) => evaluation !== null);
    expect(judged.map(({ model }) => model)).toEqual(['regression']);
    const [{ evaluation, report, verdict }] = judged;
    expect(verdict).toEqual(JSON.parse(fs.readFileSync(evaluation ?? '', 'utf8')).verdict.lines);
    expect(fs.existsSync(report ?? '')).toBe(true);

    const gone = talk.told('understudy/runsChanged');
    fs.rmSync(path.join(folder, '.understudy', 'media-influence', listed[0]?.run ?? ''), { recursive: true });
    await gone;
    expect((await runs(talk))[0]?.runs).toHaveLength(3);
    expect(talk.logged).toEqual([]);
    await talk.end();
  });

  it('say what cannot be read, and leave out what is no run', async () => {
    const { file, text, folder } = stageStudy();
    const root = path.join(folder, '.understudy', 'media-influence');
    for (const [name, inside] of [
      ['broken', { 'run.json': '{', 'evaluation.json': '{' }],
      ['other', { 'notes.txt': 'x' }],
    ] as const) {
      fs.mkdirSync(path.join(root, name), { recursive: true });
      for (const [one, content] of Object.entries(inside)) {
        fs.writeFileSync(path.join(root, name, one), content);
      }
    }
    const talk = await converse();
    await talk.open(file, text);
    const [study] = await runs(talk);
    expect(study?.runs).toMatchObject([
      { run: 'broken', model: null, status: 'unreadable', evaluation: null, report: null, verdict: [] },
    ]);
    expect(study?.runs[0]?.problem).toMatch(/not JSON/);
    await talk.end();
  });

  it('are not asked for studies that are closed, or have no id', async () => {
    const { file, text } = stageStudy();
    const talk = await converse();
    const uri = await talk.open(file, text);
    await talk.edit(uri, 2, text.replace(/^study: .*$/m, ''));
    expect(await runs(talk)).toEqual([]);
    await talk.edit(uri, 3, text);
    expect(await runs(talk)).toHaveLength(1);
    await talk.tell('textDocument/didClose', { textDocument: { uri } });
    expect(await runs(talk)).toEqual([]);
    await talk.end();
  });
});
