// What depends on how a model was asked: the order of answers, seed and wording, what it may have known.
import { describe, expect, it } from 'vitest';
import type { Evaluation, ModelAnswers } from '#engine/evaluation';
import { randomStream } from '#engine/random';
import { evaluated, judged, madeStage, scripted, studyText } from './made-people.ts';
import type { Stage } from './whole-path.ts';

const stage = madeStage(500);
const draws = { permutations: 400, bootstrap: 40, refits: 4, subsamples: 2 };

function plain(id: string, seed: number, on: Stage = stage): ModelAnswers {
  const random = randomStream(seed, 'how asked');
  return scripted(on, id, (item) =>
    item === 'risk' ? 5 * random.integer(20) : random.integer(item === 'share' ? 2 : 5),
  );
}

/** The same answers, with the places and directions in which they were offered. */
function offered(model: ModelAnswers, orderOf: (item: string, code: number, row: number) => number): ModelAnswers {
  const [answers] = model.seeds;
  const orders = new Map(
    ['worry', 'trust', 'share'].map((item) => {
      const codes = answers.table.variables.get(item)?.codes ?? new Int16Array(0);
      return [item, Int16Array.from(codes, (code, row) => orderOf(item, code, row))] as const;
    }),
  );
  return { ...model, seeds: [{ ...answers, orders }] };
}

const codesOf = (evaluation: Evaluation): readonly string[] => evaluation.warnings.map(({ code }) => code);

describe('the order in which answers are offered', () => {
  it('is no effect where it is random', async () => {
    const random = randomStream(104, 'order');
    const evaluation = await evaluated(
      judged(
        stage,
        offered(plain('gpt', 1), () => random.integer(2)),
        1,
      ),
      draws,
    );
    expect(evaluation.answer_order.map(({ item, kind }) => [item, kind])).toEqual([
      ['worry', 'reversed-scale'],
      ['trust', 'reversed-scale'],
      ['share', 'shown-position'],
    ]);
    for (const { effect, floor_q95 } of evaluation.answer_order) {
      expect(effect).toBeLessThan(1.6 * (floor_q95 ?? 0));
    }
    expect(codesOf(evaluation)).not.toContain('answer-order');
  });

  it('is said where the first option is favoured, and where a reversed scale moves answers', async () => {
    const random = randomStream(5, 'order');
    const biased = offered(plain('gpt', 1), (item, code) =>
      item === 'share' ? Number(random.next() < 0.25) : item === 'worry' ? Number(code >= 3) : random.integer(2),
    );
    const evaluation = await evaluated(judged(stage, biased, 1), draws);
    const said = evaluation.warnings.filter(({ code }) => code === 'answer-order');
    expect(said.map(({ path }) => path)).toEqual(['beliefs/worry', 'actions/share']);
    expect(said[0]?.message).toMatch(
      /`worry`: answers depend on whether the scale was shown reversed \(distance \.\d{3}/,
    );
    expect(said[1]?.message).toMatch(
      /`share`: .* what is shown first was chosen by 7\d(\.\d)? %, 50 % would be chance/,
    );
    const share = evaluation.answer_order.find(({ item }) => item === 'share');
    expect([share?.most_chosen_place, share?.n_reversed, share?.mean_difference]).toEqual([1, null, null]);
    expect(evaluation.answer_order.find(({ item }) => item === 'worry')?.mean_difference).toBeGreaterThan(1);
  });

  it('is nothing for built-in respondents, and cannot be seen where it was not varied', async () => {
    const fixed = madeStage(
      500,
      studyText.replace('simulation: { seed: 5 }', 'simulation: { seed: 5, shuffle: false }'),
    );
    const evaluation = await evaluated(judged(fixed, plain('gpt', 1, fixed), 1), draws);
    expect(evaluation.answer_order).toEqual([]);
    expect(codesOf(evaluation)).toContain('order-not-varied');
  });
});

describe('other seeds and wordings', () => {
  const withRuns = (runs: readonly { readonly seed: number; readonly wording: string }[]) => ({
    ...judged(stage, plain('gpt', 1), 1),
    sensitivity: {
      wording: 'a',
      runs: runs.map(({ seed, wording }) => ({ model: plain(`gpt-${seed}`, seed), seed, wording })),
    },
  });

  it('show their spread beside the figures of the run', async () => {
    const evaluation = await evaluated(
      withRuns([
        { seed: 2, wording: 'a' },
        { seed: 3, wording: 'b' },
      ]),
      draws,
    );
    const { sensitivity } = evaluation;
    expect([sensitivity?.n_runs, sensitivity?.n_prompts]).toEqual([3, 2]);
    expect(sensitivity?.runs).toEqual([
      { run: 'gpt-2-1', seed: 2, same_prompt: true },
      { run: 'gpt-3-1', seed: 3, same_prompt: false },
    ]);
    expect(sensitivity?.figures.map(({ name, about }) => [name, about])).toEqual([
      ['mean_distance', null],
      ['belief_action_gap', 'the-worried-decline'],
      ['sd_ratio', 'worry'],
      ['sd_ratio', 'trust'],
      ['sd_ratio', 'risk'],
      ['entropy_ratio', 'share'],
      ['unique_profiles', null],
    ]);
    for (const { value, lowest, highest, n_runs, sd } of sensitivity?.figures ?? []) {
      expect(n_runs).toBe(3);
      expect(lowest).toBeLessThanOrEqual(value ?? 0);
      expect(highest).toBeGreaterThanOrEqual(value ?? 0);
      expect(sd).toBeGreaterThanOrEqual(0);
    }
    const gap = evaluation.coherence.find(({ model }) => model === 'gpt')?.simulated.belief_action_gap;
    expect(sensitivity?.figures[1]?.value).toBe(gap);
    expect(codesOf(evaluation)).not.toContain('one-prompt-one-seed');
  });

  it('are missed in words: both, or the one that is not there', async () => {
    const none = await evaluated(judged(stage, plain('gpt', 1), 1), draws);
    expect(none.sensitivity).toBeNull();
    expect(none.warnings.find(({ code }) => code === 'one-prompt-one-seed')?.message).toContain(
      'one prompt and one seed',
    );
    const seeds = await evaluated(
      withRuns([
        { seed: 2, wording: 'a' },
        { seed: 3, wording: 'a' },
      ]),
      draws,
    );
    const message = seeds.warnings.find(({ code }) => code === 'one-prompt-one-seed')?.message;
    expect(message).toMatch(
      /over 3 runs in 1 wording the mean distance goes from \.\d{3} to \.\d{3}\. Still missing: a second wording\./,
    );
  });
});

describe('what a model may have known', () => {
  const asked = async (human: string, model: string): Promise<string | undefined> => {
    const text = studyText
      .replace('  id: id\n', `  id: id\n${human}`)
      .concat(`models: { gpt: { provider: openai, model: m${model} } }\n`);
    const own = madeStage(500, text);
    const evaluation = await evaluated(judged(own, plain('gpt', 1, own), 1), draws);
    return evaluation.warnings.find(({ code }) => code === 'data-may-be-known')?.message;
  };

  it.each([
    ['', '', /Name `human.published` and the model's `knowledge_cutoff`/],
    [
      '  published: 2024-03\n',
      ', knowledge_cutoff: 2024-06',
      /were public \(2024-03\) before the model's knowledge ends \(2024-06\)/,
    ],
    ['  published: 2024\n', ', knowledge_cutoff: 2024-06', /were public \(2024\)/],
    ['  published: 2024-06-30\n', ', knowledge_cutoff: 2024-06', /were public/],
  ])('warns with %j and %j', async (human, model, said) => {
    expect(await asked(human, model)).toMatch(said);
  });

  it.each([
    ['  published: 2024-07\n', ', knowledge_cutoff: 2024-06'],
    ['  published: 2025-01-02\n', ', knowledge_cutoff: 2024'],
    ['  synthetic: true\n', ''],
  ])('says nothing with %j and %j', async (human, model) => {
    expect(await asked(human, model)).toBeUndefined();
  });

  it('says that people are synthetic', async () => {
    const own = madeStage(500, studyText.replace('  id: id\n', '  id: id\n  synthetic: true\n'));
    const evaluation = await evaluated(judged(own, plain('gpt', 1, own), 1), draws);
    expect(evaluation.study.synthetic).toBe(true);
    expect(evaluation.warnings[0]).toMatchObject({ code: 'synthetic-people', path: 'human/synthetic' });
  });
});
