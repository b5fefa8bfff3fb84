// Derived variables against R (derived/make-golden.R), the whole way from the text of a study, and how they are judged.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Evaluation, evaluate, inlineExecutor } from '#engine/evaluation';
import { buildReport, findings } from '#engine/report';
import { settingsHash } from '#engine/simulation';
import { parseStudy } from '#engine/study';
import { root } from '../tools/places.mjs';
import { evaluated, judged, madeStage, scripted, studyText } from './made-people.ts';
import { builtIn, inputOf, sampleText, stageOf } from './whole-path.ts';

interface Golden {
  readonly variables: Readonly<Record<string, { readonly n: number; readonly mean: number; readonly sd: number }>>;
  readonly regressions: Readonly<
    Record<
      string,
      {
        readonly names: readonly string[];
        readonly estimate: readonly number[];
        readonly error: readonly number[];
        readonly p: readonly number[];
        readonly n: number;
        readonly left_out: number;
      }
    >
  >;
}

const golden: Readonly<Record<string, Golden>> = JSON.parse(
  fs.readFileSync(path.join(root, 'test/evaluation/golden/derived.json'), 'utf8'),
);

const studies: Readonly<Record<string, { readonly text: () => string; readonly data: string }>> = {
  'media-influence': {
    data: 'samples/media-influence/data/media-influence.csv',
    text: () =>
      `${sampleText('media-influence')
        .replace(/ {2}pilot: .*\n/, '')
        .replace(/^regressions:[\s\S]*?^subgroups:/m, 'subgroups:')}
derived:
  expects: mean(presumed_influence, importance)
  calm: mean(presumed_influence, importance, reverse(reaction))
regressions:
  on_index: { formula: reaction ~ placement + expects, errors: HC3 }
  of_index: { formula: expects ~ placement * gender + age, errors: HC2 }
  of_calm: { formula: calm ~ placement + scale(age) }
  buying: { formula: reaction >= 4 ~ expects + gender, errors: HC0 }
`,
  },
  panel: {
    data: 'test/evaluation/formulas/panel.csv',
    text: () => `${fs.readFileSync(path.join(root, 'test/evaluation/formulas/panel.study.yaml'), 'utf8')}
derived:
  distrust: reverse(trust)
  unease: mean(worry, distrust)
  unease_of_one: { value: 'mean(worry, reverse(trust))', at_least: 1 }
  reached: count(contacts >= 2, share == "Share", worry >= "Agree")
  reached_of_two: { value: 'count(contacts >= 2, share == "Share", worry >= 4)', at_least: 2 }
  load: sum(worry, distrust, risk / 25) + 2 * (choice == "Neither") - min(age / 20, 3)
  worst: max(worry, distrust)
regressions:
  index: { formula: unease ~ notice * frame + age + gender, errors: HC3 }
  of_one: { formula: unease_of_one ~ notice + education }
  sharing: { formula: share == "Share" ~ unease + scale(load), errors: HC0 }
  counted: { formula: reached ~ notice + age, family: poisson, errors: HC0 }
  burden: { formula: load ~ worst + log(reached_of_two + 1), errors: HC1 }
  uneasy: { formula: unease >= 3 ~ notice + education }
`,
  },
};

describe.each(Object.entries(studies))('%s', (name, { text, data }) => {
  const wanted = golden[name] as Golden;

  it('has the values, the missing people and the regressions that R has', async () => {
    const stage = await stageOf(text(), path.join(root, data));
    const input = {
      ...inputOf(stage, builtIn(stage, 'uniform', 1), 1, ['uniform']),
      draws: { permutations: 1, bootstrap: 1, refits: 0, subsamples: 0 },
    };
    const result = await evaluate(input, { executor: inlineExecutor() });
    if (result.kind !== 'evaluated') {
      throw new Error(result.message);
    }
    for (const [id, { n, mean, sd }] of Object.entries(wanted.variables)) {
      const item = result.evaluation.items.find((one) => one.id === id);
      expect(item?.human, id).toMatchObject({ n, n_missing: stage.people.table.size - n });
      expect(item?.human.mean, id).toBeCloseTo(mean, 12);
      expect(item?.human.sd, id).toBeCloseTo(sd, 12);
    }
    for (const [id, fit] of Object.entries(wanted.regressions)) {
      const regression = result.evaluation.regressions.find((one) => one.id === id);
      expect(regression?.human, id).toMatchObject({ status: 'fitted', n_used: fit.n, n_left_out: fit.left_out });
      expect(
        regression?.coefficients.map((one) => one.name),
        id,
      ).toEqual(fit.names);
      regression?.coefficients.forEach(({ human }, index) => {
        const scale = Math.max(Math.abs(fit.estimate[index] ?? 0), fit.error[index] ?? 0);
        expect(Math.abs((human?.estimate ?? Number.NaN) - (fit.estimate[index] ?? 0)) / scale, id).toBeLessThan(1e-8);
        expect(Math.abs((human?.error ?? Number.NaN) - (fit.error[index] ?? 0)) / scale, id).toBeLessThan(1e-8);
        expect(human?.p, id).toBeCloseTo(fit.p[index] ?? 0, 8);
      });
    }
  });
});

const withDerived = studyText
  .replace('actions:\n', 'derived:\n  alarm: mean(worry, reverse(trust))\n  old: age / 10\nactions:\n')
  .replace('formula: risk ~ worry', 'formula: risk ~ alarm + old + worry');

describe('an evaluation with derived variables', () => {
  const stage = madeStage(400, withDerived);
  /** Everyone trusts and nobody worries: the index is 1 for all, which no person need to have. */
  const calm = scripted(stage, 'gpt', (item, row) => (item === 'trust' ? 4 : item === 'worry' ? 0 : row % 2));
  let judgedOnce: Promise<Evaluation> | null = null;
  const run = (): Promise<Evaluation> => {
    judgedOnce ??= evaluated(judged(stage, calm));
    return judgedOnce;
  };

  it('compares an index as a numeric item with the range of its parts, and an index of attributes not at all', async () => {
    const evaluation = await run();
    const item = evaluation.items.find(({ id }) => id === 'alarm');
    expect(item).toMatchObject({ role: 'derived', path: 'derived/alarm', measure: 'numeric', minimum: 1, maximum: 5 });
    expect(item).toMatchObject({ ask: 'mean(worry, reverse(trust))', also: [] });
    expect(evaluation.items.map(({ id }) => id)).toEqual(['worry', 'trust', 'risk', 'share', 'alarm']);
    const own = item?.simulated.find(({ model }) => model === 'gpt')?.distribution;
    expect(own).toMatchObject({ mean: 1, sd: 0 });
    const everyone = evaluation.cells.find(
      (cell) => cell.model === 'gpt' && cell.item === 'alarm' && cell.treatment === null && cell.subgroup.length === 0,
    );
    // Everybody simulated stands at the lowest number, so the distance is how far people's mean is from it.
    expect(everyone?.distance).toBeCloseTo(-(everyone?.mean_difference ?? 0) / 4, 10);
    expect(everyone).toMatchObject({ verdict: 'misaligned', path: 'derived/alarm' });
  });

  it('counts it in no belief structure, no association, no non-response, and in no mean over items', async () => {
    const evaluation = await run();
    const plain = await evaluated(judged(madeStage(400), calm));
    expect(evaluation.profiles).toEqual(plain.profiles);
    expect(evaluation.associations.map(({ belief, action }) => [belief, action])).toEqual(
      plain.associations.map(({ belief, action }) => [belief, action]),
    );
    expect(evaluation.models.map(({ responses }) => responses)).toEqual(plain.models.map(({ responses }) => responses));
    const overall = ({ ladder }: Evaluation) =>
      ladder[0]?.models.map(({ model, distance, n_cells }) => [model, distance, n_cells]);
    expect(overall(evaluation)).toEqual(overall(plain));
    expect(evaluation.comparisons.map(({ difference, interval }) => [difference, interval])).toEqual(
      plain.comparisons.map(({ difference, interval }) => [difference, interval]),
    );
    expect(evaluation.treatment_effects.summary).toEqual(plain.treatment_effects.summary);
    expect(evaluation.treatment_effects.effects.filter(({ item }) => item === 'alarm').length).toBe(
      evaluation.models.length,
    );
    expect(evaluation.heterogeneity.find(({ model, item }) => model === 'gpt' && item === 'alarm')).toMatchObject({
      sd_ratio: 0,
      unused_options: [],
    });
  });

  it('points findings at the variable; they are stale once it, or a part of it, means something else', async () => {
    const evaluation = await run();
    const at = (text: string): readonly string[] =>
      findings(evaluation, parseStudy(text).value)
        .filter(({ data }) => data.subject === 'derived/alarm')
        .map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`);
    expect(at(withDerived)).toEqual(['misaligned-item alarm', 'collapsed-variance alarm']);
    const stale = ['stale-finding alarm', 'stale-finding alarm'];
    expect(at(withDerived.replace('reverse(trust)', 'trust'))).toEqual(stale);
    expect(at(withDerived.replace('Do you trust them?', 'Do you distrust them?'))).toEqual(stale);
    expect(at(withDerived.replace('How likely is harm?', 'How likely is it?'))).toEqual(at(withDerived));
    expect(at(withDerived.replace('  alarm: mean', '  fear: mean'))).toEqual([]);
  });

  it('is computed from the answers of every built-in respondent, which never predict it', async () => {
    const input = inputOf(stage, 'regression', 2);
    const evaluation = await evaluated(input);
    for (const model of evaluation.models) {
      const means = ['worry', 'trust', 'alarm'].map(
        (id) =>
          evaluation.items.find((one) => one.id === id)?.simulated.find((one) => one.model === model.id)?.distribution,
      );
      const [worry, trust, alarm] = means;
      expect(alarm?.n, model.id).toBeGreaterThan(0);
      if (worry?.n_missing === 0 && trust?.n_missing === 0) {
        expect(alarm?.mean).toBeCloseTo(((worry?.mean ?? 0) + 6 - (trust?.mean ?? 0)) / 2, 10);
      }
    }
    const drawn = input.ladder.flatMap(({ seeds }) => seeds.map(({ table }) => table.variables.has('alarm')));
    expect(drawn).not.toContain(true);
    expect(stage.plan.respondents.variables.has('old')).toBe(false);
  });

  it('may say in `where` who takes part; whom it cannot judge is counted apart, in the report too', async () => {
    const chosen = madeStage(600, withDerived.replace('  id: id\n', '  id: id\n  where: alarm > 1.5\n'));
    const { excluded, excluded_unknown: unknown = 0, people, rows } = chosen.people.flow;
    expect(excluded + people).toBe(rows);
    const all = madeStage(600, withDerived).people.table.variables.get('alarm')?.values ?? [];
    expect(unknown).toBe(all.filter((value) => Number.isNaN(value)).length);
    expect(people).toBe(all.filter((value) => value > 1.5).length);
    const evaluation = await evaluated(inputOf(chosen, 'uniform', 1, ['uniform']));
    expect(evaluation.people).toMatchObject({ rows, excluded, excluded_unknown: unknown, people });
    const flow = buildReport(evaluation).compared.flow.map(({ label, count }) => [label, count.value]);
    expect(flow.slice(0, 4)).toEqual([
      ['Rows read', rows],
      ['Excluded', excluded],
      ['… of these unknown', unknown],
      ['People', people],
    ]);
  });

  it('may be added to a study whose runs are made: they were asked the same', () => {
    const model = { id: 'gpt', kind: 'openai' } as Parameters<typeof settingsHash>[2];
    const before = madeStage(400);
    expect(stage.plan.hash).toBe(before.plan.hash);
    expect(settingsHash(stage.study, stage.plan, model, null)).toBe(
      settingsHash(before.study, before.plan, model, null),
    );
  });
});
