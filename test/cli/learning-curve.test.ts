import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { type Curve, type Evaluation, type LearningCurve, type RunEvent, validateLearningCurve } from '#engine';
import { drawLearningCurve, loadStudy } from '#engine/node';
import { cli } from '../tools/built-cli.ts';
import { runFolderOf, studyFolder } from './helpers.ts';

const tuned = '  mine: { tune: gpt, on: pilot }\n';

function curveFile(file: string): string {
  return path.join(path.dirname(file), '.understudy', 'sharing', 'learning-curve.json');
}

describe('evaluate --learning-curve', () => {
  it('draws smaller pilots, and says what cannot be drawn', async () => {
    const file = studyFolder({ more: tuned });
    const { code, out, err } = await cli(['evaluate', file, '--learning-curve', '8,all,20,60', '--resamples', '2']);
    expect(code).toBe(0);
    expect(out).toMatch(/of each size 2 pilots drawn from the 40 people/);
    expect(out).toMatch(/^Distance .*\n {2}people in the pilot +8 +20 +40\n {2}uniform +\.\d{3} ±\.\d{3} /m);
    expect(out).toMatch(/^ {2}recovered, missed, invented:$/m);
    expect(out).toMatch(/`regression`: from 8 to 40 people the distance /);
    expect(out).toContain('Without 60: the pilot has 40 people');
    expect(out).toContain('Without `mine`: it is not tuned, and this version does not tune models.');
    expect(err).toContain('evaluating the learning curve: 6/6');
    const text = fs.readFileSync(curveFile(file), 'utf8');
    const curve: LearningCurve = JSON.parse(text);
    expect(validateLearningCurve(curve)).toBe(true);
    expect(curve).toMatchObject({ sizes: [8, 20, 40], resamples: 2, people: { n_pilot: 40, n_held_out: 120 } });
    expect(fs.readFileSync(path.join(path.dirname(file), '.understudy', '.gitignore'), 'utf8')).toBe('*\n');
    const again = await cli(['evaluate', file, '--learning-curve', '8,20,60,all', '--resamples', '2', '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ exit_code: 0, data: { learning_curve: curveFile(file) } });
    expect(fs.readFileSync(curveFile(file), 'utf8')).toBe(text);
    expect((await cli(['runs', file])).out).toContain('has no runs yet');
  });

  it('says of the whole pilot what the evaluation of the run says, and learns nothing from held-out people', async () => {
    const file = studyFolder();
    await cli(['simulate', file, '--model', 'regression', '--evaluate']);
    await cli(['evaluate', file, '--learning-curve', '10,all', '--resamples', '1']);
    const read = <T>(name: string): T => JSON.parse(fs.readFileSync(name, 'utf8'));
    const { curves } = read<LearningCurve>(curveFile(file));
    const evaluation = read<Evaluation>(path.join(runFolderOf(file, 'regression'), 'evaluation.json'));
    const own = <T extends { readonly model: string }>(entries: readonly T[]) =>
      entries.find(({ model }) => model === 'regression');
    const figureOf = (measure: string, of: string | null) => {
      const isIt = (one: Curve) => one.model === 'regression' && one.measure === measure && one.of === of;
      return curves.find(isIt)?.points.at(-1)?.values[0];
    };
    const rule = own(evaluation.coherence);
    expect(rule?.simulated.belief_action_gap).toEqual(expect.any(Number));
    expect(figureOf('belief_action_gap', 'the-concerned-decline')).toBe(rule?.simulated.belief_action_gap);
    expect(figureOf('unique_profiles', null)).toBe(own(evaluation.profiles)?.simulated_unique_profiles);
    const agreement = own(evaluation.regressions)?.agreement;
    for (const count of ['tp', 'fp', 'fn', 'tn'] as const) {
      expect(figureOf(count, 'main')).toBe(agreement?.[count]);
    }
    expect(figureOf('effect_rmse', null)).toBe(own(evaluation.treatment_effects.summary)?.rmse);
  });

  test.each([
    ['sizes that are none', ['--learning-curve', '10,many'], 2, /sizes of pilots, such as 10,20,30,all/],
    ['a pilot of one', ['--learning-curve', '1,10'], 2, /each 2 or more/],
    [
      'only sizes that there are no people for',
      ['--learning-curve', '60,120'],
      2,
      /no pilot of 60, 120: the pilot has 40 people/,
    ],
    ['a run at once', ['--learning-curve', '10', '--run', 'x'], 2, /leave out `--run` and `--answers`/],
    ['resamples alone', ['--resamples', '3'], 2, /belongs to `--learning-curve`/],
  ])('says no to %s', async (_, args, code, message) => {
    const result = await cli(['evaluate', studyFolder(), ...args]);
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).toMatch(message);
  });

  it('wants a pilot', async () => {
    const file = studyFolder();
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/, pilot: \{[^}]*\} \}/, ' }'));
    expect(await cli(['evaluate', file, '--learning-curve', '10'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('needs a pilot'),
    });
  });

  it('writes nothing when it is stopped', async () => {
    const file = studyFolder();
    const read = await loadStudy(file);
    if (read.kind !== 'loaded') {
      throw new Error(read.reason);
    }
    const stop = new AbortController();
    const told: RunEvent[] = [];
    const result = await drawLearningCurve(
      { loaded: read.loaded, sizes: [10, 20, 'all'], resamples: 3, out: null, programFolder: 'no-program' },
      {
        signal: stop.signal,
        tell: (event) => {
          told.push(event);
          stop.abort();
        },
      },
    );
    expect(result).toEqual({ kind: 'cancelled' });
    expect(told).toEqual([expect.objectContaining({ kind: 'progress', done: 1, total: 9 })]);
    expect(fs.existsSync(curveFile(file))).toBe(false);
  });
});
