// Survey weights on the command line: several models side by side, and the learning curve.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Curve, Evaluation, LearningCurve } from '#engine';
import { cli } from '../tools/built-cli.ts';
import { people, runFolderOf, studyFolder } from './helpers.ts';

interface Person {
  readonly id: string;
  readonly gender: string;
  readonly frame: string;
  readonly concern: string;
  readonly share: string;
}

const everybody: readonly Person[] = people()
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [id = '', gender = '', frame = '', concern = '', share = ''] = line.split(',');
    return { id, gender, frame, concern, share };
  });

/** The small study with a weight for each person; without weights where there is no rule for them. */
function weightedStudy(weightOf: ((person: Person) => number) | null): string {
  const file = studyFolder();
  if (weightOf !== null) {
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace('id: id, pilot', 'id: id, weights: w, pilot'));
    const rows = everybody.map((person) => [...Object.values(person), weightOf(person)].join(','));
    fs.writeFileSync(
      path.join(path.dirname(file), 'people.csv'),
      `id,gender,frame,concern,share,w\n${rows.join('\n')}\n`,
    );
  }
  return file;
}

function read<T>(file: string): T {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/** Women weigh six times as much as men. */
const heavyWomen = ({ gender }: Person): number => (gender === 'Female' ? 3 : 0.5);

/** What a model answers for a person that it was not meant to know. */
const answersOf: Readonly<Record<string, (person: Person) => Pick<Person, 'concern' | 'share'>>> = {
  copies: ({ concern, share }) => ({ concern, share }),
  // Right about men alone.
  men: ({ gender, concern, share }) => (gender === 'Male' ? { concern, share } : { concern: 'none', share: 'Share' }),
};

/** Evaluates two files side by side. */
async function sideBySide(file: string): Promise<{ readonly evaluation: Evaluation; readonly out: string }> {
  const folder = path.dirname(file);
  await cli(['simulate', file, '--model', 'pooled']);
  const { plan } = read<{ plan: { ids: readonly string[] } }>(path.join(runFolderOf(file, 'pooled'), 'run.json'));
  const asked = new Set(plan.ids.map((id) => id.replace('twin:', '')));
  for (const [name, answers] of Object.entries(answersOf)) {
    const rows = everybody
      .filter(({ id }) => asked.has(id))
      .map((person) => [person.id, answers(person).concern, answers(person).share].join(','));
    fs.writeFileSync(path.join(folder, `${name}.csv`), `id,concern,share\n${rows.join('\n')}\n`);
  }
  const args = [
    'evaluate',
    file,
    ...Object.keys(answersOf).flatMap((name) => ['--answers', path.join(folder, `${name}.csv`)]),
  ];
  const told = await cli(args);
  expect(told).toMatchObject({ code: 0 });
  const [judged] = JSON.parse((await cli([...args, '--json'])).out).data.evaluations;
  return { evaluation: read(judged.evaluation), out: told.out };
}

/** The mean distance over both items and everyone and each arm, worked out from the people themselves. */
function meanDistance(asked: readonly Person[], model: string, weightOf: (person: Person) => number): number {
  const scale = ['none', 'little', 'some', 'much', 'very much'];
  const share = (rows: readonly Person[], holds: (person: Person) => boolean): number => {
    const sum = (some: readonly Person[]) => some.reduce((all, person) => all + weightOf(person), 0);
    return sum(rows.filter(holds)) / sum(rows);
  };
  const distances = [asked, ...['hidden', 'shown'].map((arm) => asked.filter(({ frame }) => frame === arm))].flatMap(
    (rows) => {
      const simulated = rows.map((person) => ({ ...person, ...answersOf[model]?.(person) }));
      const steps = scale.slice(1).map((_, step) => {
        const upTo = ({ concern }: Person): boolean => scale.indexOf(concern) <= step;
        return Math.abs(share(simulated, upTo) - share(rows, upTo));
      });
      const sharing = (person: Person): boolean => person.share === 'Share';
      return [
        steps.reduce((sum, one) => sum + one, 0) / steps.length,
        Math.abs(share(simulated, sharing) - share(rows, sharing)),
      ];
    },
  );
  return distances.reduce((sum, one) => sum + one, 0) / distances.length;
}

describe('two models side by side with survey weights', () => {
  it('are compared by distances in which every pair has its weight', async () => {
    const file = weightedStudy(heavyWomen);
    const { evaluation, out } = await sideBySide(file);
    const { plan } = read<{ plan: { ids: readonly string[] } }>(path.join(runFolderOf(file, 'copies'), 'run.json'));
    const ids = new Set(plan.ids.map((id) => id.replace('twin:', '')));
    const asked = everybody.filter(({ id }) => ids.has(id));
    const wanted = meanDistance(asked, 'men', heavyWomen);
    expect(wanted).toBeGreaterThan(1.3 * meanDistance(asked, 'men', () => 1));
    const [compared] = evaluation.comparisons;
    expect(compared).toMatchObject({ model: 'copies', against: 'men', distance: 0, verdict: 'better' });
    expect(compared?.distance_against).toBeCloseTo(wanted, 10);
    expect(compared?.difference).toBeCloseTo(-wanted, 10);
    expect(compared?.interval?.[0]).toBeLessThan(-wanted);
    expect(compared?.interval?.[1]).toBeGreaterThan(-wanted);
    for (const model of ['copies', 'men']) {
      const figures = evaluation.ladder[0]?.models.find((one) => one.model === model);
      expect(figures?.distance).toBeCloseTo(meanDistance(asked, model, heavyWomen), 10);
    }
    // Kish: half of them weigh 3, half .5.
    const effective = asked.reduce((sum, person) => sum + heavyWomen(person), 0) ** 2;
    const squares = asked.reduce((sum, person) => sum + heavyWomen(person) ** 2, 0);
    expect(evaluation.people.weights?.n_effective).toBeCloseTo(effective / squares, 8);
    expect(out).toMatch(/\bcopies\b.*\bmen\b/);
    expect(out).toContain(`${Math.round(effective / squares)}`);
    const gaps = evaluation.coherence.filter(({ model }) => model === 'copies');
    expect(gaps[0]?.difference).toBeCloseTo(0, 12);
  });

  it('say the same with weights that are all equal as without', async () => {
    const plain = (await sideBySide(weightedStudy(null))).evaluation;
    const equal = (await sideBySide(weightedStudy(() => 2.5))).evaluation;
    expect(equal.comparisons.map(({ model, against }) => [model, against])).toEqual(
      plain.comparisons.map(({ model, against }) => [model, against]),
    );
    equal.comparisons.forEach((one, at) => {
      for (const name of ['distance', 'distance_against', 'difference'] as const) {
        expect(one[name]).toBeCloseTo(plain.comparisons[at]?.[name] ?? Number.NaN, 10);
      }
      for (const end of [0, 1] as const) {
        expect(one.interval?.[end]).toBeCloseTo(plain.comparisons[at]?.interval?.[end] ?? Number.NaN, 8);
      }
    });
  });
});

describe('the learning curve with survey weights', () => {
  const figures = (file: string) =>
    read<LearningCurve>(path.join(path.dirname(file), '.understudy', 'sharing', 'learning-curve.json'));
  const draw = async (file: string): Promise<LearningCurve> => {
    expect(await cli(['evaluate', file, '--learning-curve', '15,all', '--resamples', '2'])).toMatchObject({ code: 0 });
    return figures(file);
  };

  it('is that without weights where all are equal', async () => {
    const [plain, equal] = [await draw(weightedStudy(null)), await draw(weightedStudy(() => 2.5))];
    const byDraws = /floor|disparity|excess|worst/;
    const points = ({ curves }: LearningCurve) =>
      curves
        .filter(({ measure }) => !byDraws.test(measure))
        .map(({ model, measure, of, points: all }) => [
          model,
          measure,
          of,
          all.map(({ values }) => values.map((value) => (value === null ? null : Number(value.toFixed(9))))),
        ]);
    expect(points(equal).length).toBeGreaterThan(60);
    expect(points(equal)).toEqual(points(plain));
  });

  it('says of the whole pilot what the evaluation of the run says', async () => {
    const file = weightedStudy(heavyWomen);
    await cli(['simulate', file, '--model', 'pooled', '--evaluate']);
    const evaluation = read<Evaluation>(path.join(runFolderOf(file, 'pooled'), 'evaluation.json'));
    const { curves } = await draw(file);
    const of = (measure: string, about: string | null) =>
      curves.find((one: Curve) => one.model === 'pooled' && one.measure === measure && one.of === about)?.points.at(-1)
        ?.values[0];
    const rule = evaluation.coherence.find(({ model }) => model === 'pooled');
    expect(of('belief_action_gap', 'the-concerned-decline')).toBe(rule?.simulated.belief_action_gap);
    expect(of('gap_difference', 'the-concerned-decline')).toBe(rule?.difference);
    const cells = evaluation.cells.filter(({ model, subgroup }) => model === 'pooled' && subgroup.length === 0);
    const mean = cells.reduce((sum, { distance }) => sum + (distance ?? Number.NaN), 0) / cells.length;
    expect(of('distance', null)).toBeCloseTo(mean, 10);
    const without = await draw(weightedStudy(null));
    expect(curves).not.toEqual(without.curves);
  });
});
