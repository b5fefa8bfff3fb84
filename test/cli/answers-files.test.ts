import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Evaluation, RespondentAnswers } from '#engine';
import { cli } from '../tools/built-cli.ts';
import { endpoint, journalOf, runFolderOf, studyFolder, temporaryFolder } from './helpers.ts';

/** The answers of a run as somebody else would hand them over. */
function csvOf(lines: readonly RespondentAnswers[], items: readonly string[]): string {
  const rows = lines.map(({ respondent, answers }) =>
    [respondent.replace('twin:', ''), ...items.map((item) => answers[item] ?? '')].join(','),
  );
  return `${['id', ...items].join(',')}\n${rows.join('\n')}\n`;
}

function evaluationOf(folder: string): Evaluation {
  return JSON.parse(fs.readFileSync(path.join(folder, 'evaluation.json'), 'utf8'));
}

/** The small study with an endpoint's answers, judged, and the same answers as a file. */
async function judgedEndpoint() {
  const concerns = ['none', 'little', 'some', 'much', 'very much'];
  const server = await endpoint(({ number }) => ({
    kind: 'answers',
    answers: { concern: concerns[(number * 3) % 5], share: number % 3 === 0 ? 'Share' : 'Decline' },
  }));
  const file = studyFolder(server);
  await cli(['simulate', file, '--model', 'gpt', '--evaluate', '--concurrency', '1']);
  const answers = path.join(path.dirname(file), 'gpt.csv');
  fs.writeFileSync(answers, csvOf(journalOf(file, 'gpt'), ['concern', 'share']));
  return { file, answers, run: runFolderOf(file, 'gpt') };
}

describe('evaluate --answers', () => {
  it('says of answers from a file exactly what it says of the run that they were taken from', async () => {
    const { file, answers, run } = await judgedEndpoint();
    const out = path.join(path.dirname(file), 'elsewhere');
    const result = await cli(['evaluate', file, '--answers', answers, '--out', out, '--json']);
    expect(result).toMatchObject({ code: 0 });
    const [judged] = JSON.parse(result.out).data.evaluations;
    const ofFile: Evaluation = JSON.parse(fs.readFileSync(judged.evaluation, 'utf8'));
    const ofRun = evaluationOf(run);
    expect(ofFile.cells.filter(({ status }) => status === 'tested').length).toBeGreaterThan(20);
    // How the answers were laid out, and how the model was asked, is known of a run alone.
    const { models, warnings, answer_order, ...figures } = ofRun;
    expect(ofFile).toMatchObject(figures);
    expect(answer_order.length).toBeGreaterThan(0);
    expect(ofFile.answer_order).toEqual([]);
    const unknown = { asked: null, settings: null, source: path.basename(answers) };
    expect(ofFile.models[0]).toEqual({ ...models[0], kind: 'answers', run: judged.run, ...unknown });
    expect(ofFile.models.slice(1)).toEqual(models.slice(1));
    expect(warnings.length).toBeGreaterThan(0);
    await cli(['evaluate', file, '--answers', answers, '--out', out]);
    expect(fs.readdirSync(path.join(out, 'sharing'))).toEqual([judged.run]);
    expect(JSON.parse(fs.readFileSync(judged.evaluation, 'utf8'))).toEqual(ofFile);
  });

  it('reads a resample of media-influence by data columns, and measures what the run itself measures', async () => {
    const folder = path.join(temporaryFolder(), 'media-influence');
    fs.cpSync('samples/media-influence', folder, { recursive: true, filter: (name) => !name.includes('.understudy') });
    await cli(['simulate', folder, '--model', 'resample', '--evaluate']);
    const runs = path.join(folder, '.understudy', 'media-influence');
    const resample = path.join(runs, fs.readdirSync(runs).find((name) => name.startsWith('resample-')) ?? '');
    const lines: readonly RespondentAnswers[] = fs
      .readFileSync(path.join(resample, 'answers.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const csv = csvOf(lines, ['presumed_influence', 'importance', 'reaction'])
      .replace('presumed_influence', 'pmi')
      .replace('importance', 'import');
    fs.writeFileSync(path.join(folder, 'tuned elsewhere.csv'), csv);
    const judged = await cli(['evaluate', '--answers', 'tuned elsewhere.csv'], { cwd: folder });
    expect(judged).toMatchObject({ code: 0, out: expect.stringContaining('answers that were simulated elsewhere') });
    const run = fs.readdirSync(runs).find((name) => name.startsWith('tuned-elsewhere-')) ?? '';
    const measured = ({ cells }: Evaluation, model: string) =>
      cells
        .filter((cell) => cell.model === model)
        .map((cell) => [
          cell.path,
          cell.n_h,
          cell.n_s,
          cell.n_pairs,
          cell.distance,
          cell.js_distance,
          cell.mean_difference,
          cell.share_differences,
        ]);
    const cells = measured(evaluationOf(path.join(runs, run)), 'tuned-elsewhere');
    expect(cells).toEqual(measured(evaluationOf(resample), 'resample'));
    expect(cells).toHaveLength(45);
    expect((await cli(['runs', folder])).out).toMatch(/tuned-elsewhere-[0-9a-f]{8} +finished +93\/93 .* evaluated/);
    expect((await cli(['report', folder, '--run', run])).out).toBe(
      judged.out.replaceAll('.understudy', path.join(folder, '.understudy')),
    );
  });

  it('names file, line and count of what is wrong, for people and for programs', async () => {
    const file = studyFolder();
    const folder = path.dirname(file);
    fs.writeFileSync(path.join(folder, 'bad.csv'), 'id,concern,share\np0,some,Share\nq1,some,Share\nq1,some,Share\n');
    const told = await cli(['evaluate', '--answers', 'bad.csv'], { cwd: folder });
    expect(told).toMatchObject({ code: 3, out: '' });
    expect(told.err).toMatch(/^error bad\.csv:4:1 1 row speaks for a respondent who has answered already/m);
    const { out, code } = await cli(['evaluate', '--answers', 'bad.csv', '--json'], { cwd: folder });
    expect(JSON.parse(out)).toMatchObject({
      exit_code: code,
      data: null,
      errors: [{ code: 'answers-duplicates', message: expect.stringMatching(/^bad\.csv:4:1 /) }],
    });
    expect(fs.existsSync(path.join(folder, '.understudy'))).toBe(false);
  });

  test.each([
    ['a file that is not there', ['--answers', 'nowhere.csv'], 2, /no file nowhere\.csv/],
    ['a name of a built-in respondent', ['--answers', 'good.csv', '--model-name', 'pooled'], 2, /built-in respondent/],
    ['a name that is none', ['--answers', 'good.csv', '--model-name', '../x'], 2, /cannot be the name of a model/],
    ['more names than files', ['--model-name', 'x'], 2, /given more often than --answers/],
    ['one name for two', ['--answers', 'good.csv', '--answers', 'good.csv'], 2, /Two files would be called `good`/],
  ])('says no to %s', async (_, args, code, message) => {
    const folder = path.dirname(studyFolder());
    fs.writeFileSync(path.join(folder, 'good.csv'), 'id,concern,share\np0,some,Share\n');
    const result = await cli(['evaluate', ...args], { cwd: folder });
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).toMatch(message);
  });
});

describe('several at once', () => {
  it('stand side by side in the evaluation of the first, compared with each other on the same cells', async () => {
    const { file, answers, run } = await judgedEndpoint();
    await cli(['simulate', file, '--model', 'pooled']);
    const pooled = path.basename(runFolderOf(file, 'pooled'));
    const args = ['--answers', answers, '--model-name', 'other', '--run', path.basename(run), '--run', pooled];
    const result = await cli(['evaluate', file, ...args, '--json']);
    const [judged] = JSON.parse(result.out).data.evaluations;
    expect(judged).toMatchObject({
      run: expect.stringMatching(/^other-/),
      beside: [path.basename(run), pooled],
    });
    const { subject, models, comparisons, ladder, cells }: Evaluation = JSON.parse(
      fs.readFileSync(judged.evaluation, 'utf8'),
    );
    expect(subject).toBe('other');
    expect(models.map(({ id, role }) => [id, role])).toEqual([
      ['other', 'subject'],
      ['gpt', 'beside'],
      ['pooled', 'beside'],
      ['uniform', 'ladder'],
      ['resample', 'ladder'],
      ['regression', 'ladder'],
    ]);
    const pairs = comparisons.map(({ model, against }) => `${model} ${against}`);
    expect(pairs).toEqual([
      ...['gpt', 'pooled', 'uniform', 'resample', 'regression'].map((against) => `other ${against}`),
      ...['pooled', 'uniform', 'resample', 'regression'].map((against) => `gpt ${against}`),
      ...['uniform', 'resample', 'regression'].map((against) => `pooled ${against}`),
    ]);
    // The same answers twice: no difference, and none in any draw of people.
    expect(comparisons[0]).toMatchObject({ difference: 0, interval: [0, 0], verdict: 'cannot-be-told-apart' });
    const against = (model: string, other: string) =>
      comparisons.find((one) => one.model === model && one.against === other);
    expect(against('gpt', 'uniform')).toMatchObject({ interval: against('other', 'uniform')?.interval });
    const distanceOf = (id: string) => ladder[0]?.models.find(({ model }) => model === id)?.distance ?? Number.NaN;
    expect(against('gpt', 'pooled')?.difference).toBeCloseTo(distanceOf('gpt') - distanceOf('pooled'), 12);
    expect(new Set(cells.map(({ model }) => model)).size).toBe(6);
  });

  it('have names of their own where models have one name, and are refused where pilots or questions differ', async () => {
    const file = studyFolder();
    await cli(['simulate', file, '--model', 'pooled']);
    await cli(['simulate', file, '--model', 'pooled', '--seed', '9']);
    const root = path.join(path.dirname(file), '.understudy', 'sharing');
    const [first = '', second = ''] = fs.readdirSync(root);
    const both = await cli(['evaluate', file, '--run', first, '--run', second, '--run', first]);
    expect(both.code).toBe(0);
    expect(
      evaluationOf(path.join(root, first))
        .models.map(({ id }) => id)
        .slice(0, 2),
    ).toEqual([first, second]);
    const text = fs.readFileSync(file, 'utf8');
    const addAnother = async (was: string | RegExp, is: string) => {
      fs.writeFileSync(file, text.replace(was, is));
      const { out } = await cli(['simulate', file, '--model', 'pooled', '--json']);
      const [{ run }] = JSON.parse(out).data.runs;
      return cli(['evaluate', file, '--run', first, '--run', run]);
    };
    expect(await addAnother('seed: 3', 'seed: 4')).toMatchObject({
      code: 3,
      err: expect.stringContaining('different pilots'),
    });
    expect(await addAnother('[Share, Decline]', '[Share, Decline, Ask me later]')).toMatchObject({
      code: 3,
      err: expect.stringContaining('asked for other answers'),
    });
    expect(await addAnother('You are {{gender}}.', 'Play a person who is {{gender}}.')).toMatchObject({ code: 0 });
  });
});
