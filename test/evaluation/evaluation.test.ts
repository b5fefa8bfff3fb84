// What every evaluation has to be, on people who do not exist.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EvaluationInput, evaluate, inlineExecutor, validateEvaluation } from '#engine/evaluation';
import { placeOfPath } from '#engine/study';
import { root } from '../tools/places.mjs';
import { mixed, repeated, unmatched, warning } from './made-inputs.ts';
import { evaluated, fewDraws, judged, madeStage, scripted } from './made-people.ts';
import { inputOf, sampleText, stageOf } from './whole-path.ts';

describe('evaluation.json', () => {
  const cases: readonly (readonly [string, () => Promise<{ input: EvaluationInput }>])[] = [
    ['a scripted endpoint', async () => ({ input: judged(madeStage(), scripted(madeStage(), 'gpt', mixed)) })],
    ['a built-in subject', async () => ({ input: inputOf(madeStage(), 'regression', 3) })],
    ['respondents without twins', async () => ({ input: inputOf(madeStage(500, unmatched), 'regression', 2) })],
    ['repeats', async () => ({ input: repeated(madeStage()) })],
    [
      'refusals everywhere',
      async () => ({
        input: judged(
          madeStage(),
          scripted(madeStage(), 'gpt', () => 'refused'),
        ),
      }),
    ],
    [
      'a study with nothing but one item',
      async () => ({ input: inputOf(madeStage(300, bare), 'uniform', 1, ['uniform']) }),
    ],
    [
      'media-influence',
      async () => ({
        input: inputOf(
          await stageOf(
            sampleText('media-influence'),
            path.join(root, 'samples/media-influence/data/media-influence.csv'),
          ),
          'regression',
          3,
        ),
      }),
    ],
  ];

  it.each(cases)('has the form of its schema and only finite numbers: %s', async (_, make) => {
    const { input } = await make();
    const evaluation = await evaluated(input);
    const written: unknown = JSON.parse(JSON.stringify(evaluation));
    expect(validateEvaluation(written), JSON.stringify(validateEvaluation.errors)).toBe(true);
    expect(evaluation).toEqual(written);
  });

  it.each(cases)('points only at places of the study, and has a fingerprint for each: %s', async (_, make) => {
    const { input } = await make();
    const evaluation = await evaluated(input);
    const paths = [...evaluation.items, ...evaluation.cells, ...evaluation.coherence, ...evaluation.regressions]
      .map(({ path }) => path)
      .concat(evaluation.regressions.flatMap(({ coefficients }) => coefficients.map(({ term_path }) => term_path)));
    for (const path of new Set(paths)) {
      expect(placeOfPath(input.study, path), path).not.toBeNull();
      expect(evaluation.fingerprints[path], path).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});

describe('what stops an evaluation', () => {
  const stage = madeStage();
  const idOf = (row: number): string => stage.people.table.ids[row] ?? '';

  it('is one person in pilot and held-out', async () => {
    const shared = stage.split.pilot[0] ?? 0;
    const split = { ...stage.split, heldOut: Int32Array.from([...stage.split.heldOut, shared]) };
    expect(await failure({ ...inputOf(stage, 'uniform', 1, ['uniform']), split })).toMatchObject({
      kind: 'leakage',
      ids: [idOf(shared)],
    });
  });

  it('is a simulated twin of a person of the pilot', async () => {
    const learned = idOf(stage.split.pilot[3] ?? 0);
    const found = await failure(withTwin(learned));
    expect(found).toMatchObject({ kind: 'leakage', ids: [learned] });
    expect(found.kind === 'leakage' ? found.message : '').toContain(
      'Nobody may be both learned from and compared with',
    );
  });

  it('is a twin whom the data do not have', async () => {
    expect(await failure(withTwin('nobody'))).toMatchObject({ kind: 'unknown-twins', ids: ['nobody'] });
  });

  it('is a run without answers', async () => {
    const empty = scripted(stage, 'gpt', mixed, []);
    expect(await failure(judged(stage, empty, 1))).toMatchObject({ kind: 'no-answers' });
  });

  it('is a split without held-out people', async () => {
    const split = { pilot: stage.split.heldOut, heldOut: new Int32Array(0) };
    expect(await failure({ ...inputOf(stage, 'uniform', 1, ['uniform']), split })).toMatchObject({ kind: 'no-people' });
  });

  function withTwin(id: string): EvaluationInput {
    const subject = scripted(stage, 'gpt', mixed);
    const [first] = subject.seeds;
    const twins = (first.twins ?? []).map((twin, row) => (row === 7 ? id : twin));
    return judged(stage, { ...subject, seeds: [{ ...first, twins }] }, 1);
  }
});

describe('a run that is not complete', () => {
  it('is compared with the twins of those who were asked, and that is said', async () => {
    const stage = madeStage();
    const asked = Array.from({ length: 80 }, (_, row) => row * 3);
    const evaluation = await evaluated(judged(stage, scripted(stage, 'gpt', mixed, asked)));
    expect(evaluation.people.n_compared).toBe(80);
    expect(evaluation.models[0]).toMatchObject({ complete: false, n_respondents: 80, n_planned: 600 });
    const everyone = evaluation.cells.filter(
      ({ item, subgroup, treatment }) => item === 'risk' && subgroup.length === 0 && treatment === null,
    );
    expect(everyone.map(({ n_h, n_pairs }) => [n_h, n_pairs])).toEqual(everyone.map(() => [80, 80]));
    expect(warning(evaluation, 'incomplete-run')).toContain('80 of 600 respondents answered so far');
  });

  it('of five respondents tests nothing and decides nothing', async () => {
    const stage = madeStage();
    const evaluation = await evaluated(judged(stage, scripted(stage, 'gpt', mixed, [0, 1, 2, 3, 4])));
    expect(evaluation.cells.every(({ status, verdict }) => status === 'too-small' && verdict === null)).toBe(true);
    expect(evaluation.verdict.lines.map(({ outcome }) => outcome)).not.toContain('PASS');
    expect(evaluation.verdict.sentences.join(' ')).toContain(
      'No cell has the 30 respondents on both sides that a test wants.',
    );
  });
});

describe('answers that cannot be used', () => {
  it('leave their pairs and are warned about, by arm too', async () => {
    const stage = madeStage();
    const arm = stage.plan.respondents.variables.get('notice')?.codes;
    const subject = scripted(stage, 'gpt', (item, row) =>
      item === 'worry' && arm?.[row] === 1 && row % 3 === 0 ? 'refused' : mixed(item, row),
    );
    const evaluation = await evaluated(judged(stage, subject));
    const worry = evaluation.cells.find(({ id }) => id === 'gpt/worry/everyone');
    const refused = evaluation.models[0]?.responses.refused ?? 0;
    expect(refused).toBeGreaterThan(50);
    expect((worry?.n_pairs ?? 0) + (worry?.n_pairs_left_out ?? 0)).toBe(600);
    expect(worry?.n_pairs_left_out).toBeGreaterThanOrEqual(refused);
    expect(warning(evaluation, 'no-usable-answer')).toContain(`${refused} refused`);
    expect(warning(evaluation, 'pairs-left-out')).toContain('`worry`');
    expect(warning(evaluation, 'answers-lost-by-arm')).toContain('`notice`');
  });
});

describe('repeats', () => {
  it('stand together: one persona is one pair, and errors are clustered on personas', async () => {
    const evaluation = await evaluated(repeated(madeStage()));
    const cell = evaluation.cells.find(({ id }) => id === 'gpt/risk/everyone');
    expect(cell).toMatchObject({ n_pairs: 600, n_h: 600, n_s: 600 });
    expect(evaluation.models[0]).toMatchObject({ repeats: 3, n_respondents: 600, complete: true });
    const harm = evaluation.regressions.find(({ id, model }) => id === 'harm' && model === 'gpt');
    expect(harm?.simulated.n_used).toBeGreaterThan(1500);
    expect(harm?.simulated.problems.join()).toContain('clustered on respondents');
    expect(harm?.agreement?.n_subsamples).toBe(fewDraws.subsamples);
  });
});

const bare = `
study: bare
human: { data: people.csv, id: id }
beliefs:
  worry: { ask: Worried?, scale: [Strongly disagree, Disagree, Neutral, Agree, Strongly agree], also: [Do not know] }
personas: { sample: matched }
`;

async function failure(input: EvaluationInput): Promise<Awaited<ReturnType<typeof evaluate>>> {
  return evaluate({ ...input, draws: fewDraws }, { executor: inlineExecutor() });
}
