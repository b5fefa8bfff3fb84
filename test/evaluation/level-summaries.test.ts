import { expect, it } from 'vitest';
import { randomStream } from '#engine/random';
import { evaluated, judged, madeStage, scripted } from './made-people.ts';

it('are means over the items that could be tested, with their floors and counts', async () => {
  const stage = madeStage(500);
  const random = randomStream(3, 'levels');
  const evaluation = await evaluated(
    judged(
      stage,
      scripted(stage, 'gpt', (item) => (item === 'risk' ? 50 : item === 'share' ? random.integer(2) : 2)),
    ),
  );
  const own = evaluation.level_summaries.filter(({ model }) => model === 'gpt');
  expect(own.map(({ attribute, level }) => [attribute, level])).toEqual([
    ['gender', 'Female'],
    ['gender', 'Male'],
    ['gender', 'Other'],
    ['age', '18 to under 40'],
    ['age', '40 to under 60'],
    ['age', '60 or more'],
  ]);
  for (const summary of own) {
    const cells = evaluation.cells.filter(
      ({ model, treatment, subgroup }) =>
        model === 'gpt' && treatment === null && subgroup.length === 1 && subgroup[0]?.level === summary.level,
    );
    const tested = cells.filter(({ status }) => status === 'tested');
    expect(summary.n_items).toBe(tested.length);
    expect(summary.n_misaligned).toBe(tested.filter(({ verdict }) => verdict === 'misaligned').length);
    if (tested.length === 0) {
      expect([summary.distance, summary.js_floor_mean]).toEqual([null, null]);
      continue;
    }
    const mean = (pick: (cell: (typeof tested)[number]) => number | null): number =>
      tested.reduce((sum, cell) => sum + (pick(cell) ?? Number.NaN), 0) / tested.length;
    expect(summary.distance).toBeCloseTo(
      mean(({ distance }) => distance),
      12,
    );
    expect(summary.excess_distance).toBeCloseTo(
      mean(({ excess_distance }) => excess_distance),
      12,
    );
    expect(summary.js_distance).toBeCloseTo(
      mean(({ js_distance }) => js_distance),
      12,
    );
    expect(summary.js_floor_mean).toBeCloseTo(
      mean(({ js_floor_mean }) => js_floor_mean),
      12,
    );
  }
  const [female, , other] = own;
  expect(other?.n_h).toBeLessThan(female?.n_h ?? 0);
});

it('says in words which levels fare worse than others, and how few sets of beliefs there are', async () => {
  const stage = madeStage(600);
  // Everybody is taken for a man: men's answers for women are wrong, and all answer alike.
  const evaluation = await evaluated(
    judged(
      stage,
      scripted(stage, 'gpt', (item, row) => (item === 'risk' ? 40 : item === 'share' ? row % 2 : 1)),
    ),
  );
  const said = evaluation.verdict.sentences.join('\n');
  const worst = evaluation.subgroups.find(
    ({ model, item, attribute }) => model === 'gpt' && item === 'worry' && attribute === 'gender',
  );
  expect(worst?.worst_group).toBe('Female');
  expect(worst?.group_disparity).toBeGreaterThan(worst?.group_disparity_q95 ?? 1);
  expect(said).toMatch(
    /`worry`: some levels of `gender` are simulated worse than others; the worst is Female \(\.\d{3} of the range above the floor\)/,
  );
  expect(said).toMatch(
    /Among 438 respondents on each side, the simulated hold 1 different set of beliefs, far fewer than the \d+ of people\./,
  );
});
