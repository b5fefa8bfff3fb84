import { describe, expect, it, test } from 'vitest';
import {
  type AnswerSpace,
  countsOfMatched,
  distanceFloor,
  distanceInterval,
  drawMultinomial,
  type MatchedTypes,
  matchedTypesFromPairs,
  matchedTypesOf,
  mergeTallies,
  type PermutationScheme,
  permutationBlock,
  primaryDistance,
  quantile,
} from '#engine/statistics';
import { seededSource } from './seeded-source.ts';

const scale5: AnswerSpace = { kind: 'line', scores: [1, 2, 3, 4, 5] };

describe('the floor under equal truth (measures.md, section 1)', () => {
  test.each([
    { nHuman: 116, nSimulated: 929, js: 0.079, js95: 0.129, w1: 0.035, w195: 0.069 },
    { nHuman: 30, nSimulated: 929, js: 0.154, js95: 0.256, w1: 0.066, w195: 0.129 },
  ])('$nHuman against $nSimulated', ({ nHuman, nSimulated, js, js95, w1, w195 }) => {
    const source = seededSource(nHuman);
    const human = new Float64Array(5);
    const simulated = new Float64Array(5);
    let jsMean = 0;
    let jsSquared = 0;
    let w1Mean = 0;
    const js95s: number[] = [];
    const w195s: number[] = [];
    const cells = 60;
    for (let cell = 0; cell < cells; cell += 1) {
      drawMultinomial(nHuman, [1, 1, 1, 1, 1], human, source);
      drawMultinomial(nSimulated, [1, 1, 1, 1, 1], simulated, source);
      const tally = permutationBlock(
        { scheme: { kind: 'independent', human, simulated }, space: scale5 },
        2000,
        source,
      );
      const jsFloor = distanceFloor(tally.js);
      const w1Floor = distanceFloor(tally.primary);
      jsMean += jsFloor.floorMean / cells;
      w1Mean += w1Floor.floorMean / cells;
      js95s.push(jsFloor.floorQ95);
      w195s.push(w1Floor.floorQ95);
      jsSquared += tally.js.values.reduce((sum, value) => sum + value * value, 0) / tally.draws / cells;
    }
    const expectedDivergence = (4 / (8 * Math.LN2)) * (1 / nHuman + 1 / nSimulated);
    // The expectation is of first order in 1/n: with 30 people it is a little low.
    expect(Math.abs(jsSquared / expectedDivergence - 1)).toBeLessThan(nHuman < 100 ? 0.1 : 0.03);
    expect(Math.abs(jsMean - js)).toBeLessThan(0.002);
    expect(Math.abs(quantile(js95s, 0.5) - js95)).toBeLessThan(0.004);
    expect(Math.abs(w1Mean - w1)).toBeLessThan(0.002);
    expect(Math.abs(quantile(w195s, 0.5) - w195)).toBeLessThan(0.004);
  });
});

/** Every permutation of a tiny independent cell, by brute force. */
function exactIndependent(human: readonly number[], simulated: readonly number[], space: AnswerSpace) {
  const answers = [...human.keys()].flatMap((k) => new Array<number>(human[k] + simulated[k]).fill(k));
  const nHuman = human.reduce((a, b) => a + b);
  const distances: number[] = [];
  for (let mask = 0; mask < 1 << answers.length; mask += 1) {
    const one = human.map(() => 0);
    const other = human.map(() => 0);
    answers.forEach((answer, person) => {
      (mask & (1 << person) ? one : other)[answer] += 1;
    });
    if (one.reduce((a, b) => a + b) === nHuman) {
      distances.push(primaryDistance(one, other, space));
    }
  }
  return distances;
}

/** Every choice of a human answer in a tiny matched cell, by brute force. */
function exactMatched(matched: MatchedTypes, space: AnswerSpace) {
  const sets = matched.types.flatMap((type) =>
    new Array<number[]>(type.personas).fill([type.human, ...type.simulated]),
  );
  let states = [
    { human: new Array<number>(matched.answers).fill(0), simulated: new Array<number>(matched.answers).fill(0) },
  ];
  for (const set of sets) {
    states = states.flatMap((state) =>
      set.map((_, chosen) => {
        const next = { human: [...state.human], simulated: [...state.simulated] };
        set.forEach((answer, index) => {
          (index === chosen ? next.human : next.simulated)[answer] += 1;
        });
        return next;
      }),
    );
  }
  return states.map((state) => primaryDistance(state.human, state.simulated, space));
}

describe('against every permutation of a tiny cell', () => {
  const pairs = matchedTypesFromPairs([1, 3, 1, 0, 1, 2, 1, 0, 1], 3);
  const repeats = matchedTypesOf(
    [0, 0, 1, 2, 2, 1, 0],
    [
      [1, 1, 1, 2, 0, 0, 2],
      [1, 0, 2, 1, 1, 0, 2],
    ],
    3,
  ).matched;
  const cells: {
    name: string;
    scheme: PermutationScheme;
    space: AnswerSpace;
    exact: (space: AnswerSpace) => number[];
  }[] = [
    {
      name: 'independent, ordinal',
      scheme: { kind: 'independent', human: [4, 1, 1], simulated: [2, 3, 4] },
      space: { kind: 'line', scores: [1, 2, 4] },
      exact: (space) => exactIndependent([4, 1, 1], [2, 3, 4], space),
    },
    {
      name: 'independent, nominal, more humans',
      scheme: { kind: 'independent', human: [5, 1, 3], simulated: [1, 3, 0] },
      space: { kind: 'nominal' },
      exact: (space) => exactIndependent([5, 1, 3], [1, 3, 0], space),
    },
    {
      name: 'matched, ordinal',
      scheme: { kind: 'matched', matched: pairs },
      space: { kind: 'line', scores: [1, 2, 3] },
      exact: (space) => exactMatched(pairs, space),
    },
    {
      name: 'matched, two repeats, nominal',
      scheme: { kind: 'matched', matched: repeats },
      space: { kind: 'nominal' },
      exact: (space) => exactMatched(repeats, space),
    },
  ];
  test.each(cells)('$name', ({ scheme, space, exact }) => {
    const all = exact(space);
    const floor = distanceFloor(permutationBlock({ scheme, space }, 40_000, seededSource(11)).primary);
    const p = all.filter((distance) => distance >= floor.observed - 1e-9).length / all.length;
    const mean = all.reduce((a, b) => a + b) / all.length;
    expect(Math.abs(floor.pPermutation - p)).toBeLessThan(0.012);
    expect(Math.abs(floor.floorMean - mean)).toBeLessThan(0.003);
    expect(floor.excessDistance).toBeCloseTo(floor.observed - floor.floorMean, 14);
    expect(floor.observed).toBeGreaterThan(0);
  });
});

describe('blocks', () => {
  it('merge into the tally of all draws', () => {
    const cell = {
      scheme: { kind: 'independent', human: [10, 20, 5], simulated: [12, 9, 30] },
      space: { kind: 'nominal' },
    } as const;
    const blocks = [1, 2, 3].map((block) => permutationBlock(cell, 500, seededSource(block)));
    const merged = mergeTallies([blocks[0], ...blocks.slice(1)]);
    expect(merged.draws).toBe(1500);
    expect(merged.primary.atLeast).toBe(blocks.reduce((sum, block) => sum + block.primary.atLeast, 0));
    const values = blocks.flatMap((block) => [...block.js.values]);
    expect(distanceFloor(merged.js).floorQ95).toBe(quantile(values, 0.95));
    expect(permutationBlock(cell, 500, seededSource(2)).js.values).toEqual(blocks[1].js.values);
  });

  it('count numeric answers in classes for js only', () => {
    const scheme = { kind: 'independent', human: [10, 0, 10, 0], simulated: [0, 10, 0, 10] } as const;
    const space: AnswerSpace = { kind: 'line', scores: [0, 1, 9, 10], range: [0, 10] };
    const tally = permutationBlock({ scheme, space, jsClasses: [0, 0, 1, 1] }, 100, seededSource(1));
    expect(tally.js.observed).toBe(0);
    expect(tally.primary.observed).toBeCloseTo(0.1, 12);
  });

  it('draw weighted people from the pooled shares', () => {
    // 100 people of two very unequal weights count as 50.2.
    const answers = Array.from({ length: 100 }, (_, person) => person % 2);
    const weights = answers.map((_, person) => (person < 50 ? 1 : 0.002));
    const scheme = { kind: 'weighted', people: { answers, weights }, simulated: [100, 100] } as const;
    const floor = distanceFloor(
      permutationBlock({ scheme, space: { kind: 'nominal' } }, 20_000, seededSource(8)).primary,
    );
    // Mean of |Z| times the standard error of a difference of two shares.
    expect(Math.abs(floor.floorMean - Math.sqrt(2 / Math.PI) * 0.5 * Math.sqrt(1 / 50 + 1 / 200))).toBeLessThan(0.002);
    expect(floor.pPermutation).toBe(1);
  });
});

describe('matched types', () => {
  it('leave out personas without a human or any simulated answer', () => {
    const { matched, leftOut } = matchedTypesOf(
      [0, -1, 1, 1, 0],
      [
        [1, 1, -1, 0, 1],
        [1, 1, -1, -1, 1],
      ],
      2,
    );
    expect(leftOut).toBe(2);
    expect(matched.types).toEqual([
      { human: 0, simulated: [1, 1], personas: 2 },
      { human: 1, simulated: [0], personas: 1 },
    ]);
    expect([...countsOfMatched(matched).human]).toEqual([2, 1]);
    expect([...countsOfMatched(matched).simulated]).toEqual([1, 4]);
  });
});

describe('interval', () => {
  it('is at least 3/min(n) wide for unanimous cells', () => {
    const interval = distanceInterval(
      { kind: 'independent', human: [60, 0], simulated: [300, 0] },
      { kind: 'nominal' },
      seededSource(1),
    );
    expect(interval).toEqual({ distance: 0, low: 0, high: 0.05, radius: 0.05 });
  });

  it('has for two options the half-width of a difference of shares', () => {
    const source = seededSource(2);
    const options = { draws: 20_000 };
    const independent = distanceInterval(
      { kind: 'independent', human: [150, 350], simulated: [500, 500] },
      { kind: 'nominal' },
      source,
      options,
    );
    expect(Math.abs(independent.radius - 1.645 * Math.sqrt((0.3 * 0.7) / 500 + 0.25 / 1000))).toBeLessThan(0.0015);
    const weights = new Array<number>(500).fill(1);
    const humanAnswers = weights.map((_, row) => (row < 150 ? 0 : 1));
    const weighted = distanceInterval(
      { kind: 'weighted', people: { answers: humanAnswers, weights }, simulated: [500, 500] },
      { kind: 'nominal' },
      source,
      { draws: 4000 },
    );
    expect(Math.abs(weighted.radius - independent.radius)).toBeLessThan(0.003);
    expect(weighted.distance).toBeCloseTo(independent.distance, 12);
    // McNemar: the variance of a difference of matched shares comes from the discordant pairs alone.
    const matched = matchedTypesFromPairs([200, 60, 30, 210], 2);
    const twins = distanceInterval({ kind: 'matched', matched }, { kind: 'nominal' }, source, options);
    expect(Math.abs(twins.radius - 1.645 * Math.sqrt((90 - 900 / 500) / 500 / 500))).toBeLessThan(0.0015);
    expect(twins.distance).toBeCloseTo(0.06, 12);
  });

  it('covers the true distance at its level', () => {
    const source = seededSource(6);
    const truthHuman = [0.1, 0.2, 0.3, 0.25, 0.15];
    const truthSimulated = [0.05, 0.15, 0.3, 0.3, 0.2];
    const truth = primaryDistance(truthHuman, truthSimulated, scale5);
    const human = new Float64Array(5);
    const simulated = new Float64Array(5);
    let covered = 0;
    for (let study = 0; study < 300; study += 1) {
      drawMultinomial(300, truthHuman, human, source);
      drawMultinomial(600, truthSimulated, simulated, source);
      const interval = distanceInterval({ kind: 'independent', human, simulated }, scale5, source, { draws: 400 });
      covered += interval.low <= truth && truth <= interval.high ? 1 : 0;
    }
    expect(covered / 300).toBeGreaterThan(0.85);
  });

  it('moves with repeats by personas', () => {
    const { matched } = matchedTypesOf(
      [0, 0, 1, 1, 0, 1],
      [
        [0, 1, 1, 1, 0, 0],
        [0, 1, 1, 0, 1, 0],
      ],
      2,
    );
    const interval = distanceInterval({ kind: 'matched', matched }, { kind: 'nominal' }, seededSource(3));
    expect(interval.distance).toBeCloseTo(Math.abs(3 / 6 - 6 / 12), 12);
    expect(interval.radius).toBe(0.5);
  });
});

describe('under no difference', () => {
  test.each(['independent', 'matched', 'repeats'] as const)('%s: p is at most .05 in about 5 of 100 cells', (kind) => {
    const source = seededSource(21);
    const answerOf = (leaning: number) => Math.min(4, Math.floor(5 * (0.6 * leaning + 0.4 * source.next())));
    let rejected = 0;
    const cells = 400;
    for (let cell = 0; cell < cells; cell += 1) {
      // Twins lean alike, so that matched answers agree more than chance; unrelated groups lean by themselves.
      const leanings = Array.from({ length: 150 }, () => source.next());
      const human = leanings.map(answerOf);
      const repeats = Array.from({ length: kind === 'repeats' ? 3 : 1 }, () =>
        leanings.map((leaning) => answerOf(kind === 'independent' ? source.next() : leaning)),
      );
      const { matched } = matchedTypesOf(human, repeats, 5);
      const scheme: PermutationScheme =
        kind === 'independent' ? { kind: 'independent', ...countsOfMatched(matched) } : { kind: 'matched', matched };
      const tally = permutationBlock({ scheme, space: scale5 }, 400, source);
      rejected += distanceFloor(tally.primary).pPermutation <= 0.05 ? 1 : 0;
    }
    expect(rejected / cells).toBeGreaterThan(0.02);
    expect(rejected / cells).toBeLessThan(0.085);
  });

  it('has an answer for cells without people, and for items with one answer', () => {
    const empty = permutationBlock(
      { scheme: { kind: 'independent', human: [0, 0], simulated: [3, 4] }, space: { kind: 'nominal' } },
      10,
      seededSource(1),
    );
    expect(empty.primary.observed).toBeNaN();
    const single = permutationBlock(
      { scheme: { kind: 'independent', human: [5], simulated: [9] }, space: { kind: 'line', scores: [1] } },
      10,
      seededSource(1),
    );
    expect(distanceFloor(single.primary)).toMatchObject({ observed: 0, floorQ95: 0, pPermutation: 1 });
  });
});
