import { describe, expect, it, test } from 'vitest';
import { drawRespondents, prepareRespondents } from '#engine/respondents';
import { builtInModels } from '#engine/study';
import { codes, drawn, type Prepared, preparedStudy, share, values } from './helpers.ts';

const text = `
study: drawing
human:
  data: people.csv
  id: id
  pilot: { size: 400, seed: 3 }
personas:
  attributes:
    age: { ordered: true, levels: [young, middle, old] }
    city: { levels: [A, B, C] }
    income: { number: { min: 0, max: 100 } }
    note: {}
  prompt: You are {{age}}.
treatments:
  frame: { arms: { plain: {}, loud: { prompt: Listen! } } }
beliefs:
  mood: { ask: Mood?, scale: [low, mid, high] }
  colour: { ask: Colour?, options: [red, green, blue, never], also: [No idea] }
actions:
  spend: { ask: Spend?, number: { min: 0, max: 10, step: 0.5 } }
order: [mood, frame, colour, spend]
`;

/** 1,000 people: mood follows age, colour follows arm and mood, spend follows mood; nobody answers `never`. */
function columns(size = 1000): Record<string, string[]> {
  const ages = ['young', 'middle', 'old'];
  const made: Record<string, string[]> = {
    id: [],
    age: [],
    city: [],
    income: [],
    note: [],
    frame: [],
    mood: [],
    colour: [],
    spend: [],
  };
  for (let i = 0; i < size; i += 1) {
    const age = i % 3;
    const arm = Math.floor(i / 3) % 2;
    const noise = Math.floor(i / 6) % 10;
    const mood = noise < 8 ? age : (age + 1) % 3;
    const colour = noise === 9 ? 3 : arm === 1 ? (noise < 7 ? 1 : 0) : mood === 2 ? 2 : 0;
    made['id']?.push(`p${i}`);
    made['age']?.push(i % 50 === 7 ? '' : (ages[age] ?? ''));
    made['city']?.push(['A', 'B', 'C'][Math.floor(i / 7) % 3] ?? '');
    made['income']?.push(String((i * 37) % 101));
    made['note']?.push(`note ${i}`);
    made['frame']?.push(arm === 1 ? 'loud' : 'plain');
    made['mood']?.push(['low', 'mid', 'high'][mood] ?? '');
    made['colour']?.push(['red', 'green', 'blue', 'No idea'][colour] ?? '');
    made['spend']?.push(String(Math.min(10, 2 * mood + (noise % 5) / 2)));
  }
  return made;
}

const input = preparedStudy(text, columns());
const size = input.plan.respondents.size;
const pilotCodes = (id: string): readonly number[] =>
  Array.from(input.split.pilot, (row) => input.people.table.variables.get(id)?.codes[row] ?? -9);

describe('every built-in model', () => {
  test.each(builtInModels)('%s: one answer to each item for each respondent, known answers only', (model) => {
    const table = drawn(model, input);
    expect(table.ids).toEqual(input.plan.respondents.ids);
    for (const [id, count] of [
      ['mood', 3],
      ['colour', 4],
      ['spend', 1],
    ] as const) {
      expect(table.variables.get(id)?.codes).toHaveLength(size);
      expect(codes(table, id).filter((code) => code >= count || (code < 0 && code !== -2))).toEqual([]);
    }
    expect(values(table, 'spend').filter((x) => !(x >= 0 && x <= 10 && Number.isInteger(x * 2)))).toEqual([]);
    expect(table.variables.get('age')).toEqual(input.plan.respondents.variables.get('age'));
  });

  test.each(builtInModels)('%s: the same seed gives the same answers, another seed others', (model) => {
    expect(drawn(model, input, 5)).toEqual(drawn(model, input, 5));
    expect(codes(drawn(model, input, 6), 'mood')).not.toEqual(codes(drawn(model, input, 5), 'mood'));
  });

  test.each(builtInModels)('%s: the first respondents do not depend on how many follow', (model) => {
    const { respondents } = input.plan;
    const few = { ...input.plan, respondents: { ...respondents, size: 20, ids: respondents.ids.slice(0, 20) } };
    const first = drawn(model, { ...input, plan: few });
    expect(codes(first, 'colour')).toEqual(codes(drawn(model, input), 'colour').slice(0, 20));
  });

  test.each(builtInModels)('%s: repeats follow one another, differ, and have ids of their own', (model) => {
    const table = drawn(model, { ...input, plan: { ...input.plan, repeats: 2 } });
    expect(table.size).toBe(2 * size);
    expect(table.ids[size]).toBe(`${input.plan.respondents.ids[0]}#2`);
    expect(new Set(table.ids).size).toBe(2 * size);
    const mood = codes(table, 'mood');
    expect(mood.slice(0, size)).toEqual(codes(drawn(model, input), 'mood'));
    expect(mood.slice(size)).not.toEqual(mood.slice(0, size));
    expect(codes(table, 'age').slice(size)).toEqual(codes(input.plan.respondents, 'age'));
  });

  it('cannot be anything but uniform without a pilot', () => {
    const without = { ...input, split: { pilot: new Int32Array(0), heldOut: input.split.heldOut } };
    const kinds = builtInModels.map((model) => prepareRespondents(model, without).kind);
    expect(kinds).toEqual(['ready', 'unavailable', 'unavailable', 'unavailable']);
    const alone = drawRespondents('uniform', { ...input, people: null, split: null, seed: 1 });
    expect(alone.kind).toBe('drawn');
  });
});

describe('uniform', () => {
  const table = drawn('uniform', input);

  it('gives every substantive answer about equally often, and no other', () => {
    for (const code of [0, 1, 2, 3]) {
      expect(share(size, (row) => codes(table, 'colour')[row] === code)).toBeCloseTo(0.25, 1);
    }
    expect(codes(table, 'colour')).not.toContain(-2);
  });

  it('uses the whole grid of a number', () => {
    expect([...new Set(values(table, 'spend'))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 21 }, (_, index) => index / 2),
    );
  });

  it('cannot answer a number without a range when there are no people', () => {
    const open = preparedStudy(text.replace('{ min: 0, max: 10, step: 0.5 }', '{ min: 0 }'), columns());
    const result = prepareRespondents('uniform', { ...open, people: null, split: null });
    expect(result).toMatchObject({ kind: 'unavailable', reason: expect.stringContaining('`spend`') });
  });
});

describe('a number without a declared range', () => {
  const text = `study: open
human: { data: a.csv, id: id, pilot: { size: 40, seed: 2 } }
personas:
  attributes: { group: { levels: [a, b] } }
  sample: matched
beliefs:
  guess: { ask: How many?, number: { step: 1 } }
`;

  it.each(['uniform', 'regression'] as const)('takes it from the pilot only: %s', (model) => {
    const rows = Array.from({ length: 200 }, (_, row) => row);
    const guesses = rows.map((row) => 10 + (row % 11));
    const of = (given: readonly number[]) =>
      preparedStudy(text, {
        id: rows.map((row) => `p${row}`),
        group: rows.map((row) => (row % 2 === 0 ? 'a' : 'b')),
        guess: given.map(String),
      });
    const plain = of(guesses);
    const odd = plain.split.heldOut[7];
    const pilot = Array.from(plain.split.pilot, (row) => guesses[row]);
    const leaky = of(guesses.map((guess, row) => (row === odd ? 1_000_000 : guess)));
    const answers = values(drawn(model, leaky), 'guess');
    expect(answers).toEqual(values(drawn(model, plain), 'guess'));
    expect(Math.max(...answers)).toBeLessThanOrEqual(Math.max(...pilot));
    expect(Math.min(...answers)).toBeGreaterThanOrEqual(Math.min(...pilot));
  });
});

describe('pooled', () => {
  const table = drawn('pooled', input);

  it("has the pilot's distribution of each item, with its `also` answers", () => {
    for (const id of ['mood', 'colour']) {
      for (const code of [-2, 0, 1, 2, 3]) {
        const expected = pilotCodes(id).filter((one) => one === code).length / pilotCodes(id).length;
        expect(Math.abs(share(size, (row) => codes(table, id)[row] === code) - expected)).toBeLessThan(0.06);
      }
    }
    expect(codes(table, 'colour')).toContain(-2);
    expect(codes(table, 'colour')).not.toContain(3);
  });

  it('is blind to persona and treatment', () => {
    const age = codes(table, 'age');
    const high = (row: number): boolean => codes(table, 'mood')[row] === 2;
    const young = share(size, high, (row) => age[row] === 0);
    const old = share(size, high, (row) => age[row] === 2);
    expect(Math.abs(young - old)).toBeLessThan(0.12);
  });
});

describe('resample', () => {
  /** Every pilot person that may answer for a respondent, from the definition: same arm, complete, nearest by Gower. */
  function expectedDonors(one: Prepared, row: number): readonly number[] {
    const { variables } = one.people.table;
    const asked = one.plan.respondents.variables;
    const number = (id: string, pilotRow: number): number => variables.get(id)?.values?.[pilotRow] ?? Number.NaN;
    const incomes = Array.from(one.split.pilot, (pilotRow) => number('income', pilotRow)).filter(
      (x) => !Number.isNaN(x),
    );
    const range = Math.max(...incomes) - Math.min(...incomes);
    const distance = (pilotRow: number): number => {
      const parts: number[] = [];
      const ageA = asked.get('age')?.codes[row] ?? -1;
      const ageB = variables.get('age')?.codes[pilotRow] ?? -1;
      if (ageA >= 0 && ageB >= 0) {
        parts.push(Math.abs(ageA - ageB) / 2);
      }
      parts.push(asked.get('city')?.codes[row] === variables.get('city')?.codes[pilotRow] ? 0 : 1);
      parts.push(Math.abs((asked.get('income')?.values?.[row] ?? 0) - number('income', pilotRow)) / range);
      return parts.reduce((sum, part) => sum + part, 0) / parts.length;
    };
    const sameArm = Array.from(one.split.pilot).filter(
      (pilotRow) => variables.get('frame')?.codes[pilotRow] === asked.get('frame')?.codes[row],
    );
    const least = Math.min(...sameArm.map(distance));
    return sameArm.filter((pilotRow) => distance(pilotRow) <= least + 1e-9);
  }

  const answersOf = (one: Prepared['people']['table'], row: number): string =>
    ['mood', 'colour', 'spend']
      .map((id) => `${one.variables.get(id)?.codes[row]}/${one.variables.get(id)?.values?.[row]}`)
      .join(' ');

  it('answers as one whole nearest pilot person of the same arm', () => {
    const table = drawn('resample', input);
    for (let row = 0; row < 150; row += 1) {
      const allowed = expectedDonors(input, row).map((donor) => answersOf(input.people.table, donor));
      expect(allowed).toContain(answersOf(table, row));
    }
  });

  it('breaks ties at random for each respondent, and over seeds uses all of them', () => {
    const coarse = preparedStudy(text.replace(/ {4}income:.*\n/, '').replace(/ {4}city:.*\n/, ''), columns());
    const seen = new Set<string>();
    for (let seed = 1; seed <= 60; seed += 1) {
      seen.add(answersOf(drawn('resample', coarse, seed), 0));
    }
    expect(seen.size).toBeGreaterThan(3);
  });

  it('never answers as somebody who left an item out', () => {
    const holes = columns();
    holes['spend'] = (holes['spend'] ?? []).map((value, row) => (row % 2 === 0 ? '' : value));
    const table = drawn('resample', preparedStudy(text, holes));
    expect(values(table, 'spend').filter(Number.isNaN)).toEqual([]);
  });

  it('says so when an arm has no complete pilot person, and takes others', () => {
    const holes = columns();
    holes['mood'] = (holes['mood'] ?? []).map((value, row) => (holes['frame']?.[row] === 'loud' ? '' : value));
    const prepared = prepareRespondents('resample', preparedStudy(text, holes));
    expect(prepared).toMatchObject({
      kind: 'ready',
      notes: [expect.stringMatching(/^\d+ of 600 respondents were resampled/)],
    });
  });

  it('is not available when nobody in the pilot answered everything', () => {
    const holes = columns();
    holes['mood'] = (holes['mood'] ?? []).map(() => '');
    expect(prepareRespondents('resample', preparedStudy(text, holes)).kind).toBe('unavailable');
  });
});

describe('regression', () => {
  const table = drawn('regression', input);
  const mood = codes(table, 'mood');
  const age = codes(table, 'age');
  const frame = codes(table, 'frame');

  it('knows the persona', () => {
    expect(
      share(
        size,
        (row) => mood[row] === 2,
        (row) => age[row] === 2,
      ),
    ).toBeGreaterThan(
      share(
        size,
        (row) => mood[row] === 2,
        (row) => age[row] === 0,
      ) + 0.3,
    );
  });

  it('knows the arm only from where the treatment is shown', () => {
    const moved = preparedStudy(text, {
      ...columns(),
      mood: columns()['frame']?.map((arm) => (arm === 'loud' ? 'high' : 'low')) ?? [],
    });
    const blind = drawn('regression', moved);
    const high = (arm: number): number =>
      share(
        size,
        (row) => codes(blind, 'mood')[row] === 2,
        (row) => codes(blind, 'frame')[row] === arm,
      );
    expect(Math.abs(high(0) - high(1))).toBeLessThan(0.15);
    const told = drawn(
      'regression',
      preparedStudy(text.replace('order: [mood, frame, colour, spend]', 'order: [frame, mood, colour, spend]'), {
        ...columns(),
        mood: columns()['frame']?.map((arm) => (arm === 'loud' ? 'high' : 'low')) ?? [],
      }),
    );
    expect(
      share(
        size,
        (row) => codes(told, 'mood')[row] === 2,
        (row) => codes(told, 'frame')[row] === 1,
      ),
    ).toBeGreaterThan(0.9);
    expect(
      share(
        size,
        (row) => codes(table, 'colour')[row] === 1,
        (row) => frame[row] === 1,
      ),
    ).toBeGreaterThan(
      share(
        size,
        (row) => codes(table, 'colour')[row] === 1,
        (row) => frame[row] === 0,
      ) + 0.3,
    );
  });

  it('knows the answers given before', () => {
    const mean = (code: number): number => {
      const found = values(table, 'spend').filter((_, row) => mood[row] === code);
      return found.reduce((sum, value) => sum + value, 0) / found.length;
    };
    expect(mean(2) - mean(0)).toBeGreaterThan(2);
  });

  it('never draws an answer that the pilot did not give', () => {
    expect(codes(table, 'colour')).not.toContain(3);
    const two = { ...columns(), mood: columns()['mood']?.map((value) => (value === 'mid' ? 'low' : value)) ?? [] };
    expect(new Set(codes(drawn('regression', preparedStudy(text, two)), 'mood'))).toEqual(new Set([0, 2]));
    const one = { ...columns(), mood: columns()['mood']?.map(() => 'mid') ?? [] };
    expect(new Set(codes(drawn('regression', preparedStudy(text, one)), 'mood'))).toEqual(new Set([1]));
  });

  it('keeps the residual spread of numbers', () => {
    const flat = {
      ...columns(),
      spend: columns()['spend']?.map((_, row) => String(4 + (Math.floor(row / 6) % 5))) ?? [],
    };
    const spend = values(drawn('regression', preparedStudy(text, flat)), 'spend');
    const average = spend.reduce((sum, value) => sum + value, 0) / size;
    const sd = Math.sqrt(spend.reduce((sum, value) => sum + (value - average) ** 2, 0) / (size - 1));
    expect(average).toBeCloseTo(6, 0);
    expect(sd).toBeGreaterThan(1.1);
    expect(sd).toBeLessThan(1.8);
  });

  it('is not available when nobody in the pilot answered an item', () => {
    const empty = { ...columns(), colour: columns()['colour']?.map(() => '') ?? [] };
    expect(prepareRespondents('regression', preparedStudy(text, empty))).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('`colour`'),
    });
  });
});
