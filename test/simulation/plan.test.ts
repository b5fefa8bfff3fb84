import { describe, expect, it, test } from 'vitest';
import { mapFurtherPeople } from '#engine/data';
import { callsOf, makePlan, planColumns, planFromColumns, settingsHash } from '#engine/simulation';
import { tableOf } from '../data/helpers.ts';
import { plannedBy, planOf, studyOf, type WithPeople, withPeople } from './helpers.ts';

const study = (sample: string, more = ''): string => `
study: planning
human: { data: people.csv, id: id, pilot: { size: 10, seed: 1 } }
personas:
  attributes:
    gender: { levels: [Female, Male] }
    age: { number: { min: 18, max: 80 }, bins: [18, 40, 60] }
    town: {}
  sample: ${sample}
treatments:
  frame: { arms: { a: {}, b: {} } }
  price: { arms: { low: {}, high: {}, none: {} } }
beliefs:
  mood: { ask: Mood?, scale: [low, high] }
${more}`;

const people = {
  id: Array.from({ length: 50 }, (_, i) => `p${i}`),
  gender: Array.from({ length: 50 }, (_, i) => (i % 5 === 0 ? 'Male' : 'Female')),
  age: Array.from({ length: 50 }, (_, i) => String(20 + i)),
  town: Array.from({ length: 50 }, (_, i) => `town ${i % 7}`),
  frame: Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 'a' : 'b')),
  price: Array.from({ length: 50 }, (_, i) => ['low', 'high', 'none'][i % 3] ?? ''),
  mood: Array.from({ length: 50 }, () => 'low'),
};

const column = (one: WithPeople, id: string): readonly number[] =>
  Array.from(planOf(one).respondents.variables.get(id)?.codes ?? []);
const count = (codes: readonly number[], code: number): number => codes.filter((one) => one === code).length;
const withoutHuman = (text: string): WithPeople => ({
  study: studyOf(text.replace(/^human:.*\n/m, '')),
  people: null,
  split: null,
});

describe('matched, with further personas', () => {
  const panel = {
    id: Array.from({ length: 30 }, (_, i) => (i < 5 ? `p${i}` : `q${i}`)),
    gender: Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 'Male' : 'Female')),
    age: Array.from({ length: 30 }, (_, i) => String(30 + i)),
    town: Array.from({ length: 30 }, () => 'elsewhere'),
  };
  const planWith = (sample: string, more = '') => {
    const one = withPeople(study(sample, more), people);
    const source = one.study.sample.kind === 'matched' ? one.study.sample.further : undefined;
    const further = source === undefined ? null : mapFurtherPeople(one.study, source, one.people, tableOf(panel)).value;
    return makePlan(one.study, one.people, one.split, further);
  };
  const twins = planOf(withPeople(study('matched'), people));

  it('asks the twins first, then each of the others once, in the arms that twins have', () => {
    const plan = plannedBy(planWith('{ further: panel.csv }'));
    expect(plan.twins).toEqual(twins.twins);
    expect(plan.respondents.ids).toEqual([...twins.respondents.ids, ...panel.id.slice(5).map((id) => `further:${id}`)]);
    const ages = Array.from(plan.respondents.variables.get('age')?.values ?? []);
    expect(ages.slice(40)).toEqual(panel.age.slice(5).map(Number));
    expect(plan.respondents.variables.get('town')?.texts?.slice(40)).toEqual(panel.town.slice(5));
    const arms = Array.from(plan.respondents.variables.get('frame')?.codes ?? []);
    const share = (codes: readonly number[]) => count(codes, 0) / codes.length;
    expect(Math.abs(share(arms.slice(40)) - share(arms.slice(0, 40)))).toBeLessThan(0.2);
    expect(count(arms.slice(40), -1)).toBe(0);
  });

  it('takes `n` of them, nobody twice, the same every time', () => {
    const plan = plannedBy(planWith('{ further: panel.csv, n: 12 }'));
    expect(plan.respondents.size).toBe(52);
    expect(new Set(plan.respondents.ids).size).toBe(52);
    expect(plannedBy(planWith('{ further: panel.csv, n: 12 }')).hash).toBe(plan.hash);
    expect(plannedBy(planWith('{ further: panel.csv, n: 12 }', 'simulation: { seed: 8 }')).hash).not.toBe(plan.hash);
    expect(planFromColumns(JSON.parse(JSON.stringify(planColumns(plan))))).toEqual(plan);
  });

  it.each([['more than there are', '{ further: panel.csv, n: 26 }', 'ask for 25 or fewer']])(
    '%s are refused',
    (_, sample, reason) => {
      const one = withPeople(study(sample), people);
      const source = one.study.sample.kind === 'matched' ? one.study.sample.further : undefined;
      const further =
        source === undefined ? null : mapFurtherPeople(one.study, source, one.people, tableOf(panel)).value;
      expect(makePlan(one.study, one.people, one.split, further)).toMatchObject({
        kind: 'impossible',
        reason: expect.stringContaining(reason),
      });
    },
  );

  it('cannot be planned without the file', () => {
    const one = withPeople(study('{ further: panel.csv }'), people);
    expect(makePlan(one.study, one.people, one.split)).toMatchObject({
      kind: 'impossible',
      reason: expect.stringContaining('`panel.csv`'),
    });
  });
});

describe('matched', () => {
  const one = withPeople(study('matched'), people);
  const plan = planOf(one);

  it('asks one respondent for each held-out person, with their attributes and arms and without answers', () => {
    expect(plan.respondents.size).toBe(40);
    expect(plan.pilotIds).toHaveLength(10);
    expect(plan.twins).toHaveLength(40);
    expect(plan.twins?.filter((id) => plan.pilotIds.includes(id))).toEqual([]);
    expect([...plan.respondents.variables.keys()].sort()).toEqual(['age', 'frame', 'gender', 'price', 'town']);
    plan.twins?.forEach((twin, row) => {
      const person = people.id.indexOf(twin);
      expect(plan.respondents.variables.get('age')?.values?.[row]).toBe(20 + person);
      expect(plan.respondents.variables.get('frame')?.codes[row]).toBe(person % 2);
      expect(plan.respondents.variables.get('town')?.texts?.[row]).toBe(`town ${person % 7}`);
      expect(plan.respondents.ids[row]).toBe(`twin:${twin}`);
    });
  });

  it('is the same plan every time, and another one when anything in it changes', () => {
    expect(planOf(withPeople(study('matched'), people)).hash).toBe(plan.hash);
    const older = { ...people, age: people.age.map((age) => String(Number(age) + 1)) };
    expect(planOf(withPeople(study('matched'), older)).hash).not.toBe(plan.hash);
    expect(planOf(withPeople(study('matched', 'simulation: { repeats: 2 }'), people)).hash).not.toBe(plan.hash);
  });

  it('needs people', () => {
    const { study: alone } = withoutHuman(study('{ each: 1 }'));
    expect(makePlan({ ...alone, sample: { kind: 'matched' } }, null, null)).toMatchObject({
      kind: 'impossible',
      reason: expect.stringContaining('sample: { each: 1 }'),
    });
  });

  it('goes through a run file and comes back', () => {
    expect(planFromColumns(JSON.parse(JSON.stringify(planColumns(plan))))).toEqual(plan);
  });

  it('lists calls by repeat, then by respondent', () => {
    const calls = callsOf({ ...plan, repeats: 2 });
    expect(calls).toHaveLength(80);
    expect(calls[0]).toEqual({ row: 0, respondent: plan.respondents.ids[0], repeat: 1 });
    expect(calls[40]).toEqual({ row: 0, respondent: plan.respondents.ids[0], repeat: 2 });
  });
});

describe('n', () => {
  const one = withPeople(study('{ n: 600 }'), people);

  it('draws whole rows of held-out people', () => {
    const { respondents, twins, pilotIds } = planOf(one);
    expect(respondents.size).toBe(600);
    expect(twins).toBeNull();
    const pilotAges = pilotIds.map((id) => 20 + people.id.indexOf(id));
    for (let row = 0; row < respondents.size; row += 1) {
      const age = respondents.variables.get('age')?.values?.[row] ?? 0;
      expect(pilotAges).not.toContain(age);
      expect(respondents.variables.get('gender')?.codes[row]).toBe((age - 20) % 5 === 0 ? 1 : 0);
    }
  });

  it('crosses all arms evenly, whatever the people were shown', () => {
    const frame = column(one, 'frame');
    const price = column(one, 'price');
    for (let a = 0; a < 2; a += 1) {
      for (let b = 0; b < 3; b += 1) {
        expect(frame.filter((code, row) => code === a && price[row] === b)).toHaveLength(100);
      }
    }
  });

  it('keeps to quotas exactly and draws what has none from people', () => {
    const quotas = withPeople(
      study('{ n: 200, quotas: { gender: { Female: 0.25, Male: 0.75 }, age: { 60 or more: 0.5, 18 – 40: 0.5 } } }'),
      people,
    );
    expect([count(column(quotas, 'gender'), 0), count(column(quotas, 'gender'), 1)]).toEqual([50, 150]);
    expect([0, 1, 2].map((bin) => count(column(quotas, 'age'), bin))).toEqual([100, 0, 100]);
    const ages = Array.from(planOf(quotas).respondents.variables.get('age')?.values ?? []);
    expect(ages.filter((age) => (age >= 40 && age < 60) || age < 18 || age > 80)).toEqual([]);
    expect(
      planOf(quotas)
        .respondents.variables.get('town')
        ?.texts?.every((town) => town.startsWith('town ')),
    ).toBe(true);
  });

  it('serves without people when there are quotas, and says what to do when there are none', () => {
    const quotas = withoutHuman(study('{ n: 100, quotas: { gender: { Female: 0.5, Male: 0.5 } } }'));
    expect(count(column(quotas, 'gender'), 1)).toBe(50);
    expect(planOf(quotas).respondents.variables.get('town')?.codes[0]).toBe(-1);
    const { study: alone } = withoutHuman(study('{ n: 100 }'));
    expect(makePlan(alone, null, null)).toMatchObject({
      kind: 'impossible',
      reason: expect.stringContaining('quotas'),
    });
  });

  it('follows survey weights', () => {
    const heavy = { ...people, w: people.id.map((_, i) => (i % 5 === 0 ? '96' : '1')) };
    const text = study('{ n: 1000 }').replace('id: id,', 'id: id, weights: w,');
    expect(count(column(withPeople(text, heavy), 'gender'), 1)).toBeGreaterThan(900);
  });
});

describe('each', () => {
  it('takes every combination of levels, bins and arms, as often as asked', () => {
    const one = withPeople(study('{ each: 5 }'), people);
    const plan = planOf(one);
    expect(plan.respondents.size).toBe(2 * 3 * 2 * 3 * 5);
    const ids = ['gender', 'age', 'frame', 'price'];
    const combinations = Array.from({ length: plan.respondents.size }, (_, row) =>
      ids.map((id) => plan.respondents.variables.get(id)?.codes[row]).join(),
    );
    const counts = [...new Set(combinations)].map((key) => combinations.filter((one) => one === key).length);
    expect(counts).toEqual(Array.from({ length: 36 }, () => 5));
  });

  it('works without people', () => {
    const plan = planOf(withoutHuman(study('{ each: 1 }')));
    expect(plan.respondents.size).toBe(36);
    expect(plan.respondents.variables.get('town')?.texts?.[0]).toBe('');
    expect(plan.respondents.variables.get('age')?.values?.every((age) => age >= 18 && age <= 80)).toBe(true);
  });

  it('refuses to be endless', () => {
    const { study: alone } = withoutHuman(study('{ each: 1000000 }'));
    expect(makePlan(alone, null, null)).toMatchObject({
      kind: 'impossible',
      reason: expect.stringContaining('36000000'),
    });
  });
});

describe('what a run depends on', () => {
  const one = withPeople(study('matched'), people);
  const plan = planOf(one);
  const model = {
    kind: 'openai',
    id: 'm',
    model: 'm',
    base_url: null,
    key_env: 'K',
    temperature: 1,
    max_tokens: null,
    seed: null,
  } as const;
  const hash = (text: string): string => settingsHash(withPeople(text, people).study, plan, model, null);
  const same = hash(study('matched'));

  test.each([
    ['another title', study('matched', 'title: Other'), true],
    ['a comment', `# comment\n${study('matched')}`, true],
    ['a subgroup', study('matched', 'subgroups: [gender]'), true],
    ['another question', study('matched').replace('Mood?', 'Your mood?'), false],
    ['another label', study('matched').replace('[low, high]', '[low, top]'), false],
    ['another seed', study('matched', 'simulation: { seed: 9 }'), false],
    ['no shuffling', study('matched', 'simulation: { shuffle: false }'), false],
  ])('%s', (_, text, isSame) => {
    expect(hash(text) === same).toBe(isSame);
  });

  it('is another one for another model setting, but not for another key variable', () => {
    expect(settingsHash(one.study, plan, { ...model, temperature: 0 }, null)).not.toBe(same);
    expect(settingsHash(one.study, plan, { ...model, key_env: 'OTHER' }, null)).toBe(same);
  });

  it('is another one for a built-in model when the pilot answered otherwise', () => {
    const builtIn = { ...model, kind: 'built-in' as const };
    const changed = withPeople(study('matched'), { ...people, mood: people.mood.map(() => 'high') });
    const table = (from: WithPeople) => from.people?.table ?? null;
    expect(plannedBy(makePlan(changed.study, changed.people, changed.split)).hash).toBe(plan.hash);
    expect(settingsHash(one.study, plan, builtIn, table(one))).not.toBe(
      settingsHash(one.study, plan, builtIn, table(changed)),
    );
  });
});
