import { describe, expect, it } from 'vitest';
import { type CodedTable, selectRows } from '#engine/data';
import { type Evaluation, type ModelAnswers, type Rectified, validateEvaluation } from '#engine/evaluation';
import {
  type FurtherStage,
  furtherAnswers,
  furtherStage,
  inputWith,
  mimic,
  mostly,
  simulatedBy,
  useless,
} from './made-further.ts';
import { evaluated, studyText } from './made-people.ts';
import { stageWith } from './whole-path.ts';

const stage = furtherStage();

async function evaluationOf(at: FurtherStage, subject: ModelAnswers): Promise<Evaluation> {
  return evaluated(inputWith(at, subject), { permutations: 200, bootstrap: 200, refits: 5, subsamples: 5 });
}

async function rectifiedOf(at: FurtherStage, subject: ModelAnswers): Promise<Rectified> {
  const { rectified = [] } = await evaluationOf(at, subject);
  expect(rectified.map(({ model }) => model)).toEqual([subject.id]);
  return rectified[0];
}

describe('a simulation that knows its people', () => {
  it('makes means, shares and coefficients more certain, in the valid form', async () => {
    const evaluation = await evaluationOf(stage, mimic(stage, mostly, stage.others));
    expect(validateEvaluation(evaluation), JSON.stringify(validateEvaluation.errors)).toBe(true);
    const [found] = evaluation.rectified ?? [];
    expect(found).toMatchObject({ status: 'estimated', n_further: 600, n_further_planned: 600 });
    expect(found?.items.map(({ item, option }) => [item, option])).toEqual([
      ['worry', null],
      ['trust', null],
      ['risk', null],
      ['share', 'Share'],
    ]);
    for (const item of found?.items ?? []) {
      const width = (interval: readonly number[] | null = null) => (interval?.[1] ?? 0) - (interval?.[0] ?? 0);
      expect(item.helps).toBe(true);
      expect(item.ppi_correlation).toBeGreaterThan(0.5);
      expect(item.effective_n_people).toBeGreaterThan(item.n_people * 1.1);
      expect(width(item.rectified?.interval)).toBeLessThan(0.96 * width(item.people_alone?.interval));
      expect(item.advice).toMatch(/^Rectified: with the simulation \d+ people tell as much as \d+ alone\.$/);
    }
    const [best] = [...(found?.items ?? [])].sort(
      (left, right) =>
        (right.effective_n_people ?? 0) / right.n_people - (left.effective_n_people ?? 0) / left.n_people,
    );
    expect(found?.summary).toContain(
      `At best, ${best?.n_people} people with the simulation tell as much as ${Math.round(best?.effective_n_people ?? 0)} alone`,
    );
    expect(found?.summary).not.toContain('too narrow');
    const slope = found?.regressions.find(({ id }) => id === 'harm')?.coefficients.find(({ name }) => name === 'worry');
    expect(slope).toMatchObject({ kind: 'term', term_path: 'regressions/harm/terms/worry', n_draws_used: 200 });
    expect(found?.regressions.map(({ id, problem }) => [id, problem])).toEqual([
      ['sharing', null],
      ['harm', null],
    ]);
    expect(found?.summary).toMatch(
      /^The simulation makes 4 of 4 means and shares and \d of 8 coefficients more certain.*\. At best, \d+ people with the simulation tell as much as \d+ alone \(means and shares\)(?: or|, and \d+ as much as) \d+ alone \(coefficients\)\.$/,
    );
  });

  it('is said to have intervals of coefficients that are a little too narrow where people are few', async () => {
    const { people, study, others } = stage;
    const few = selectRows(
      people.table,
      Int32Array.from({ length: 300 }, (_, row) => row),
    );
    const at = { ...stageWith(study, { ...people, table: few }), others };
    const found = await rectifiedOf(at, mimic(at, mostly, others));
    expect(found.regressions[0]?.n_people).toBeLessThan(200);
    expect(found.summary).toMatch(
      /With fewer than 200 people the intervals of coefficients are a little too narrow\.$/,
    );
  });

  it('has derived variables, computed for further personas too', async () => {
    const at = furtherStage(300, `${studyText}derived: { doubt: "mean(worry, reverse(trust))" }\n`);
    const found = await rectifiedOf(at, mimic(at, mostly, at.others));
    expect(found.items.at(-1)).toMatchObject({ item: 'doubt', path: 'derived/doubt', helps: true });
    expect(found.items.at(-1)?.n_further).toBeGreaterThan(250);
  });

  it('counts who answered, and people without a twin who did', async () => {
    const found = await rectifiedOf(stage, mimic(stage, mostly, stage.others));
    const [worry] = found.items;
    const people = selectRows(stage.people.table, stage.split.heldOut).variables.get('worry')?.codes ?? [];
    const twins = mostly(
      selectRows(stage.people.table, stage.split.heldOut).variables.get('worry') ?? never(),
      0,
    ).codes;
    const pairs = Array.from(people).filter((code, row) => code >= 0 && (twins[row] ?? -1) >= 0).length;
    expect(worry?.n_people).toBe(pairs);
    expect(worry?.n_left_out).toBe(Array.from(people).filter((code) => code >= 0).length - pairs);
    expect(worry?.n_left_out).toBeGreaterThan(0);
  });

  it('enters no figure in which people are compared', async () => {
    const [alone, together] = await Promise.all([
      evaluationOf(stage, mimic(stage, mostly, null)),
      evaluationOf(stage, mimic(stage, mostly, stage.others)),
    ]);
    const { rectified, ...others } = together;
    expect(alone.rectified).toBeUndefined();
    expect(rectified).toHaveLength(1);
    expect(others).toEqual(alone);
  });

  it('is the mean of its repeats', async () => {
    const once = mimic(stage, mostly, stage.others);
    const [first] = once.seeds;
    const heldOut = selectRows(stage.people.table, stage.split.heldOut);
    const again = simulatedBy(stage, heldOut, mostly, 1);
    const twice: ModelAnswers = {
      ...once,
      repeats: 2,
      seeds: [
        {
          table: together(first.table, again),
          twins: [...heldOut.ids, ...heldOut.ids],
          repeatOf: Int32Array.from({ length: 2 * heldOut.size }, (_, row) => (row < heldOut.size ? 1 : 2)),
        },
      ],
      further: {
        n_planned: stage.others.size,
        table: together(simulatedBy(stage, stage.others, mostly), simulatedBy(stage, stage.others, mostly, 1)),
        personas: Int32Array.from({ length: 2 * stage.others.size }, (_, row) => row % stage.others.size),
      },
    };
    const [one, two] = [await rectifiedOf(stage, once), await rectifiedOf(stage, twice)];
    expect(two.n_further).toBe(600);
    // What is left of chance in a mean of two is less: twins are nearer to their people.
    expect(
      two.items.map(({ ppi_correlation }, index) => (ppi_correlation ?? 0) > (one.items[index]?.ppi_correlation ?? 1)),
    ).toEqual(two.items.map(() => true));
    expect(two.regressions.map(({ problem, n_people }) => [problem, n_people > 400])).toEqual([
      [null, true],
      [null, true],
    ]);
  });
});

/** The same people, with survey weights. */
function weightedBy(at: FurtherStage, weightOf: (row: number) => number): FurtherStage {
  const { table } = at.people;
  const weights = Float64Array.from(table.ids, (_, row) => weightOf(row));
  return { ...stageWith(at.study, { ...at.people, table: { ...table, weights } }), others: at.others };
}

describe('with survey weights', () => {
  it('equal ones change nothing', async () => {
    const at = weightedBy(stage, () => 3);
    const [plain, weighted] = [
      await rectifiedOf(stage, mimic(stage, mostly, stage.others)),
      await rectifiedOf(at, mimic(at, mostly, at.others)),
    ];
    const rounded = (found: Rectified) =>
      JSON.parse(JSON.stringify(found), (_, value) =>
        typeof value === 'number' ? Number(value.toPrecision(8)) : value,
      );
    expect(rounded(weighted)).toEqual(rounded(plain));
  });

  it('unequal ones make weighted means and coefficients more certain', async () => {
    const at = weightedBy(stage, (row) => 1 + (row % 5));
    const found = await rectifiedOf(at, mimic(at, mostly, at.others));
    expect(found.status).toBe('estimated');
    const people = selectRows(at.people.table, at.split.heldOut);
    const values = people.variables.get('risk')?.values ?? [];
    const twins = mostly(people.variables.get('risk') ?? never(), 0).values ?? [];
    let [sum, all] = [0, 0];
    values.forEach((value, row) => {
      if (!Number.isNaN(value) && !Number.isNaN(twins[row] ?? Number.NaN)) {
        sum += (people.weights?.[row] ?? 0) * value;
        all += people.weights?.[row] ?? 0;
      }
    });
    const risk = found.items.find(({ item }) => item === 'risk');
    expect(risk?.people_alone?.estimate).toBeCloseTo(sum / all, 9);
    expect(risk?.rectified?.error).toBeLessThan(0.96 * (risk?.people_alone?.error ?? 0));
    expect(risk?.effective_n_people).toBeGreaterThan(1.1 * (risk?.n_people ?? 0));
    const [own, plain] = [found, await rectifiedOf(stage, mimic(stage, mostly, stage.others))].map((one) =>
      one.regressions[0]?.coefficients.map(({ people_alone }) => people_alone?.estimate),
    );
    expect(own).not.toEqual(plain);
  });
});

describe('within an arm', () => {
  it('stand the estimates of those who are in it, as in a study of that arm alone', async () => {
    const found = await rectifiedOf(stage, mimic(stage, mostly, stage.others));
    const arms = stage.study.treatments.flatMap(({ id, arms: own }) =>
      own.map(({ label }) => [id.value, label.value] as const),
    );
    expect(found.by_arm.map(({ treatment, arm }) => [treatment, arm])).toEqual(arms);
    for (const { items } of found.by_arm) {
      expect(items.map(({ item, option }) => [item, option])).toEqual(
        found.items.map(({ item, option }) => [item, option]),
      );
      expect(items.every(({ helps, rectified }) => helps && rectified !== null)).toBe(true);
    }
    const [worry] = found.items;
    for (const key of ['n_people', 'n_left_out', 'n_further'] as const) {
      const sum = found.by_arm
        .filter(({ treatment }) => treatment === arms[0]?.[0])
        .reduce((all, { items }) => all + (items[0]?.[key] ?? 0), 0);
      expect(sum).toBe(worry?.[key]);
    }
    const people = selectRows(stage.people.table, stage.split.heldOut);
    const inArm = Array.from(people.ids, (_, row) => row).filter(
      (row) => people.variables.get(arms[1]?.[0] ?? '')?.codes[row] === 1,
    );
    const values = people.variables.get('risk')?.values ?? [];
    const mean = inArm.reduce((sum, row) => sum + (values[row] ?? 0), 0) / inArm.length;
    expect(found.by_arm[1]?.items.find(({ item }) => item === 'risk')?.people_alone?.estimate).toBeCloseTo(mean, 9);
  });

  it('there are none where few are in it, and the reason', async () => {
    const few = selectRows(
      stage.others,
      Int32Array.from({ length: 50 }, (_, row) => row * 7),
    );
    const found = await rectifiedOf(stage, mimic(stage, mostly, few));
    const advice = found.by_arm.flatMap(({ items }) => items.map((one) => one.advice));
    expect(advice.filter((one) => /^Only \d+ further personas answered: too few\.$/.test(one)).length).toBeGreaterThan(
      0,
    );
  });
});

describe('people alone', () => {
  it('are better than a simulation that knows nothing of them, and the numbers are said', async () => {
    const found = await rectifiedOf(stage, mimic(stage, useless, stage.others));
    const unhelpful = found.items.filter(({ helps }) => !helps);
    expect(unhelpful.length).toBeGreaterThan(1);
    for (const { advice, ppi_correlation, gain, gain_needed } of unhelpful) {
      expect(advice).toMatch(/^Use the people alone: .*ρ̃ −?\.\d{3}/);
      expect((ppi_correlation ?? 0) <= 0 || (gain ?? 0) <= (gain_needed ?? 0)).toBe(true);
    }
  });

  it('are left as they are by answers that never change', async () => {
    const same = (variable: Parameters<typeof mostly>[0]) => ({
      ...variable,
      codes: variable.codes.map(() => 1),
      values: variable.values?.map(() => 50) ?? null,
    });
    const found = await rectifiedOf(stage, mimic(stage, same, stage.others));
    for (const { lambda, rectified, people_alone, helps, ppi_correlation } of found.items) {
      expect({ lambda, rectified, helps, ppi_correlation }).toEqual({
        lambda: 0,
        rectified: people_alone,
        helps: false,
        ppi_correlation: null,
      });
    }
    expect(found.regressions.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/^The simulated answers cannot be fitted\. The left side is/),
      expect.stringMatching(/^The simulated answers cannot be fitted\. The left side is/),
    ]);
    expect(found.summary).toBe('Use the people alone: the simulation makes none of 4 means and shares more certain.');
  });
});

describe('further personas are refused', () => {
  const heldOut = selectRows(stage.people.table, stage.split.heldOut);
  const repeated = (times: number): CodedTable =>
    selectRows(
      heldOut,
      Int32Array.from({ length: heldOut.size * times }, (_, row) => row % heldOut.size),
    );
  const only = (table: CodedTable, id: string, code: number): CodedTable =>
    selectRows(
      table,
      Array.from(table.ids, (_, row) => row).filter((row) => table.variables.get(id)?.codes[row] === code),
    );
  /** Every combination of gender and notice equally often: a grid. */
  const grid = (): CodedTable => {
    const size = 600;
    const variables = new Map(
      selectRows(
        stage.others,
        Int32Array.from({ length: size }, (_, row) => row),
      ).variables,
    );
    const dealt = (id: string, of: number, every: number): void => {
      const known = variables.get(id) ?? never();
      variables.set(id, {
        ...known,
        codes: Int16Array.from({ length: size }, (_, row) => Math.floor(row / every) % of),
      });
    };
    dealt('gender', 3, 1);
    dealt('notice', 2, 3);
    return { size, ids: Array.from({ length: size }, (_, row) => `g${row}`), variables, weights: null };
  };

  it.each([
    ['the held-out people once more', () => repeated(4), /more like the held-out people than any other sample/],
    ['a grid', grid, /`gender`.* more than chance allows \(total variation \.\d{3}, p < \.001\)/],
    ['women only', () => only(stage.others, 'gender', 0), /`gender`.* more than chance allows/],
    ['one arm only', () => only(stage.others, 'notice', 1), /`notice`.* more than chance allows/],
  ])('%s', async (_, table, message) => {
    const found = await rectifiedOf(stage, mimic(stage, mostly, table()));
    expect(found).toMatchObject({ status: 'refused', items: [], regressions: [] });
    expect(found.summary).toMatch(message);
  });

  it('where survey weights make the people stand for others', async () => {
    const at = weightedBy(stage, (row) => (stage.people.table.variables.get('gender')?.codes[row] === 0 ? 4 : 1));
    const found = await rectifiedOf(at, mimic(at, mostly, at.others));
    expect(found).toMatchObject({ status: 'refused', items: [], by_arm: [], regressions: [] });
    expect(found.summary).toMatch(/`gender`.* more than chance allows/);
  });

  it('where too few answered, item by item', async () => {
    const few = selectRows(
      stage.others,
      Int32Array.from({ length: 20 }, (_, row) => row * 7),
    );
    const found = await rectifiedOf(stage, mimic(stage, mostly, few));
    expect(found.items.map(({ rectified }) => rectified)).toEqual([null, null, null, null]);
    expect(found.items[0]?.advice).toMatch(/^Only \d+ further personas answered: too few\.$/);
    expect(found.regressions[0]?.problem).toMatch(/further personas have complete rows: too few\.$/);
  });

  it('not where they are a fresh sample, however often one is drawn', async () => {
    const at = furtherStage(1500);
    const refused: string[] = [];
    for (let start = 0; start + 300 <= 1500; start += 300) {
      const some = selectRows(
        at.others,
        Int32Array.from({ length: 300 }, (_, row) => start + row),
      );
      const found = await rectifiedOf(at, { ...mimic(at, mostly, null), further: furtherAnswers(at, some, mostly) });
      refused.push(...(found.status === 'refused' ? [found.summary] : []));
    }
    expect(refused).toEqual([]);
  });
});

function never(): never {
  throw new Error('the made-up study has this variable');
}

function together(first: CodedTable, second: CodedTable): CodedTable {
  const variables = new Map(
    [...first.variables].map(([id, variable]) => {
      const other = second.variables.get(id) ?? never();
      return [
        id,
        {
          ...variable,
          codes: Int16Array.from([...variable.codes, ...other.codes]),
          values: variable.values === null ? null : Float64Array.from([...variable.values, ...(other.values ?? [])]),
          texts: null,
        },
      ];
    }),
  );
  const ids = [...first.ids, ...second.ids.map((id) => `${id}#2`)];
  return { size: first.size + second.size, ids, variables, weights: null };
}
