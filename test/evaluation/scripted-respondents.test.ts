// Scripted respondents are called what they are.
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { randomStream } from '#engine/random';
import { evaluated, fewDraws, judged, madeStage, scripted } from './made-people.ts';
import { inputOf, type Stage } from './whole-path.ts';

describe('respondents who all believe one thing and act against it', () => {
  const subject = async (): Promise<Evaluation> => {
    const stage = madeStage();
    const collapsed = scripted(stage, 'gpt', (item) => ({ worry: 4, trust: 0, risk: 90, share: 0 })[item] ?? 0);
    return evaluated(judged(stage, collapsed));
  };

  it('have a collapsed variance, a gap near 100 % and misaligned cells', async () => {
    const evaluation = await subject();
    const own = <T extends { model: string }>(entries: readonly T[]): readonly T[] =>
      entries.filter(({ model }) => model === 'gpt');
    expect(own(evaluation.heterogeneity).map(({ item, state }) => [item, state])).toEqual([
      ['worry', 'collapsed'],
      ['trust', 'collapsed'],
      ['risk', 'collapsed'],
      ['share', 'collapsed'],
    ]);
    expect(own(evaluation.coherence)[0]).toMatchObject({
      rule: 'the-worried-decline',
      verdict: 'different',
      simulated: { belief_action_gap: 1 },
      informative: true,
    });
    const tested = own(evaluation.cells).filter(({ status }) => status === 'tested');
    expect(tested.length).toBeGreaterThan(40);
    expect(new Set(tested.map(({ verdict }) => verdict))).toEqual(new Set(['misaligned']));
    expect(own(evaluation.profiles)[0]).toMatchObject({ simulated_observed: 1, simulated_top_profile_share: 1 });
  });

  it('fail every line, in plain words', async () => {
    const { verdict, warnings } = await subject();
    expect(verdict.lines.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['marginal', 'FAIL'],
      ['structural', 'FAIL'],
      ['heterogeneity-and-coherence', 'FAIL'],
    ]);
    const said = verdict.sentences.join('\n');
    expect(said).toContain(
      '`worry`: the variance has collapsed: nearly everybody simulated answers alike (sd ratio 0.00).',
    );
    expect(said).toContain(
      '`the-worried-decline`: 100 % of the simulated respondents who hold its belief act against it',
    );
    expect(said).toContain('`gpt` is further from people than resampling the pilot');
    expect(said).toContain("`gpt` is further from people than the pilot's overall answers");
    expect(verdict.lines[1]?.reasons.join(' ')).toContain('no coefficient can be estimated from the simulated answers');
    expect(verdict.sentences.at(-1)).toMatch(/`gpt` fails on answers, regression coefficients/);
    expect(warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['not-better-than-resample', 'worse-than-pooled', 'unused-options', 'spread-differs']),
    );
  });
});

describe('respondents who answer as a held-out person of the same arm and gender', () => {
  it('fail no line for the number of comparisons alone, however few people there are', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const stage = madeStage(260);
      const { verdict } = await evaluated(inputOf(stage, resampler(stage, seed), 1, ['uniform']));
      expect(verdict.lines[0]?.outcome).not.toBe('FAIL');
      expect(verdict.lines[1]?.outcome).not.toBe('FAIL');
    }
  });

  it('are nowhere called misaligned, whatever the draw', async () => {
    const stage = madeStage(1200);
    const evaluations = await Promise.all(
      [1, 2, 3, 4].map((seed) => evaluated(inputOf(stage, resampler(stage, seed), 1, ['uniform']))),
    );
    const verdicts = evaluations.flatMap(({ cells }) =>
      cells
        .filter(({ model, status }) => model === 'people-again' && status === 'tested')
        .map(({ verdict }) => verdict),
    );
    expect(verdicts.length).toBeGreaterThan(4 * 50);
    expect(verdicts.filter((verdict) => verdict === 'misaligned').length / verdicts.length).toBeLessThanOrEqual(
      0.05 / 4,
    );
    for (const evaluation of evaluations) {
      const [marginal] = evaluation.verdict.lines;
      expect(marginal?.outcome).not.toBe('FAIL');
      const spread = evaluation.heterogeneity.filter(({ model }) => model === 'people-again');
      expect(spread.map(({ state }) => state)).not.toContain('collapsed');
      expect(evaluation.comparisons.find(({ against }) => against === 'uniform')?.verdict).toBe('better');
    }
  });

  it('have p values that are not too small too often', async () => {
    const stage = madeStage(1200);
    const evaluations = await Promise.all(
      [11, 12, 13, 14].map((seed) => evaluated(inputOf(stage, resampler(stage, seed), 1, ['uniform']), fewDraws)),
    );
    const p = evaluations.flatMap(({ cells }) =>
      cells.flatMap(({ model, p_permutation }) =>
        model === 'people-again' && p_permutation !== null ? [p_permutation] : [],
      ),
    );
    expect(p.filter((value) => value <= 0.05).length / p.length).toBeLessThan(0.1);
    expect(p.reduce((sum, value) => sum + value, 0) / p.length).toBeGreaterThan(0.35);
  });
});

/** Takes the whole row of another held-out person of the same arm and gender. */
function resampler(stage: Stage, seed: number): ReturnType<typeof scripted> {
  const random = randomStream(seed, 'resampler');
  const { table } = stage.people;
  const keyOf = (row: number): string => ['notice', 'gender'].map((id) => table.variables.get(id)?.codes[row]).join();
  const heldOut = Array.from(stage.split.heldOut);
  const groups = new Map<string, number[]>();
  for (const row of heldOut) {
    groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  }
  const chosen = heldOut.map((row) => {
    const group = groups.get(keyOf(row)) ?? [row];
    return group[random.integer(group.length)] ?? row;
  });
  return scripted(stage, 'people-again', (item, row) => {
    const variable = table.variables.get(item);
    const person = chosen[row] ?? 0;
    const answer = variable?.values?.[person] ?? variable?.codes[person] ?? -1;
    return answer < 0 || Number.isNaN(answer) ? 'refused' : answer;
  });
}
