import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli } from '../tools/built-cli.ts';
import { runFolderOf, studyFolder } from './helpers.ts';

describe('evaluate and report', () => {
  it('judge, print and store the newest run; the same again is the same', async () => {
    const file = studyFolder();
    const simulated = await cli(['simulate', file, '--evaluate', '--json']);
    expect(simulated.code).toBe(0);
    const printed = JSON.parse(simulated.out);
    expect(printed.data.runs.map((run: { status: string }) => run.status)).toEqual(Array(4).fill('finished'));
    const [{ evaluation, report }] = printed.data.evaluations;
    expect(evaluation).toBe(path.join(runFolderOf(file, 'regression'), 'evaluation.json'));
    const first = fs.readFileSync(evaluation, 'utf8');
    const judged = await cli(['evaluate', file]);
    expect(judged.code).toBe(0);
    expect(judged.out).toContain('Verdict');
    expect(fs.readFileSync(evaluation, 'utf8')).toBe(first);
    expect((await cli(['report', file])).out).toBe(judged.out);
    expect(fs.existsSync(report)).toBe(true);
  });

  it('take runs by name, and say when there are none', async () => {
    const file = studyFolder();
    expect(await cli(['evaluate', file])).toMatchObject({ code: 2, err: expect.stringContaining('no finished run') });
    expect(await cli(['report', file])).toMatchObject({ code: 2, err: expect.stringContaining('has been evaluated') });
    await cli(['simulate', file, '--model', 'pooled']);
    const result = await cli(['evaluate', file, '--run', path.basename(runFolderOf(file, 'pooled')), '--json']);
    expect(JSON.parse(result.out)).toMatchObject({
      exit_code: 0,
      data: { evaluations: [{ run: path.basename(runFolderOf(file, 'pooled')) }] },
    });
    expect((await cli(['evaluate', file, '--run', 'nothing-00000000'])).code).toBe(3);
  });

  it('use the regressions of today, and the questions that were asked', async () => {
    const file = studyFolder();
    await cli(['simulate', file, '--model', 'pooled']);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('~ frame + concern', '~ frame'));
    expect((await cli(['evaluate', file])).err).not.toContain('have changed');
    const stored = path.join(runFolderOf(file, 'pooled'), 'evaluation.json');
    expect(fs.readFileSync(stored, 'utf8')).not.toContain('~ frame + concern');
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('Do you share?', 'Would you share?'));
    expect((await cli(['evaluate', file])).err).toContain('have changed since');
  });
});
