// What every evaluation has to be, on people who do not exist.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { selectRows } from '#engine/data';
import {
  type Evaluation,
  type EvaluationInput,
  evaluate,
  inlineExecutor,
  type ModelAnswers,
  validateEvaluation,
} from '#engine/evaluation';
import { wasserstein1NormalizedSamples } from '#engine/statistics';
import { placeOfPath } from '#engine/study';
import { root } from '../tools/places.mjs';
import { answerTable, evaluated, fewDraws, judged, madeStage, scripted, studyText } from './made-people.ts';
import { inputOf, type Stage, sampleText, stageOf } from './whole-path.ts';

const mixed = (item: string, row: number): number =>
  item === 'risk' ? 5 * (row % 20) : row % (item === 'share' ? 2 : 5);

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

describe('people', () => {
  it('of the pilot are compared with nobody', async () => {
    const { people, items } = await evaluated(inputOf(madeStage(), 'pooled', 1));
    expect(people).toMatchObject({
      rows: 750,
      excluded: 0,
      people: 750,
      n_pilot: 150,
      n_held_out: 600,
      n_compared: 600,
    });
    for (const { human, pilot } of items) {
      expect(human.n + human.n_missing).toBe(600);
      expect((pilot?.n ?? 0) + (pilot?.n_missing ?? 0)).toBe(150);
    }
  });

  it('who answer beside the scale, or not, are counted apart', async () => {
    const { items } = await evaluated(inputOf(madeStage(), 'pooled', 1));
    const [worry, trust] = items;
    expect(worry?.also).toEqual(['Do not know']);
    expect(worry?.human.also_counts[0]).toBe(worry?.human.n_missing);
    expect(worry?.human.n_missing).toBeGreaterThan(5);
    expect(trust?.human).toMatchObject({ also_counts: [] });
    expect(trust?.human.n_missing).toBeGreaterThan(3);
  });

  it('with an unknown level are in no subgroup of it', async () => {
    const evaluation = await evaluated(inputOf(madeStage(), 'pooled', 1));
    const risk = evaluation.cells.filter(
      ({ model, item, treatment }) => model === 'pooled' && item === 'risk' && treatment === null,
    );
    const everyone = risk.find(({ subgroup }) => subgroup.length === 0)?.n_h ?? 0;
    const byAge = risk
      .filter(({ subgroup }) => subgroup[0]?.attribute === 'age')
      .reduce((sum, { n_h }) => sum + n_h, 0);
    const byGender = risk
      .filter(({ subgroup }) => subgroup[0]?.attribute === 'gender')
      .reduce((sum, { n_h }) => sum + n_h, 0);
    expect(byGender).toBe(everyone);
    expect(everyone - byAge).toBeGreaterThan(5);
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

describe('the ladder', () => {
  it('has every model on every item, over all seeds, and compares the subject with each', async () => {
    const evaluation = await evaluated(inputOf(madeStage(), 'pooled', 4));
    expect(evaluation.ladder.map(({ item }) => item)).toEqual([null, 'worry', 'trust', 'risk', 'share']);
    for (const { models } of evaluation.ladder) {
      expect(models.map(({ model }) => model)).toEqual(['pooled', 'uniform', 'resample', 'regression']);
      for (const figure of models) {
        expect(figure).toMatchObject({ n_seeds: 4 });
        expect(figure.distance_sd).toBeGreaterThan(0);
        expect(figure.distance).toBeGreaterThan(0);
      }
    }
    const [uniform, resample] = evaluation.comparisons;
    expect(uniform).toMatchObject({ model: 'pooled', against: 'uniform', verdict: 'better' });
    expect(uniform?.sentence).toMatch(
      /^`pooled` is nearer to people than answering at random \(difference of mean distances −\.\d+, 90 % interval −\.\d+ to −\.\d+\)\.$/,
    );
    expect(resample?.against).toBe('resample');
    expect(evaluation.draws.ladder_seeds).toBe(4);
  });

  it('says of the subject only what its stored run shows, however many seeds stand on the ladder', async () => {
    const one = await evaluated(inputOf(madeStage(), 'uniform', 1, ['uniform']));
    const many = await evaluated(inputOf(madeStage(), 'uniform', 12, ['uniform']));
    const ofOne = (evaluation: Evaluation) => ({
      cells: evaluation.cells.map(({ mean_distance_over_seeds: _, ...cell }) => cell),
      subgroups: evaluation.subgroups,
      profiles: evaluation.profiles,
      effects: evaluation.treatment_effects.effects,
      coherence: evaluation.coherence.map(({ rule, simulated, interval }) => ({ rule, simulated, interval })),
      regressions: evaluation.regressions,
      ratios: evaluation.heterogeneity.map(({ sd_ratio, entropy_ratio, groups }) => ({
        sd_ratio,
        entropy_ratio,
        groups,
      })),
      associations: evaluation.associations.map(({ human, simulated }) => ({ human, simulated })),
    });
    expect(ofOne(many)).toEqual(ofOne(one));
    const cell = ({ cells }: Evaluation) => cells.find(({ id }) => id === 'uniform/share/everyone');
    expect(cell(one)?.mean_distance_over_seeds).toBeNull();
    expect(cell(many)?.mean_distance_over_seeds).not.toBe(cell(many)?.distance);
    expect(Math.abs((cell(many)?.mean_distance_over_seeds ?? 9) - (cell(one)?.distance ?? 1))).toBeLessThan(0.05);
    expect(one.ladder[0]?.models[0]?.distance).not.toBe(many.ladder[0]?.models[0]?.distance);
    expect(many.coherence[0]).toMatchObject({ n_seeds_in_mean: 12 });
  });

  it('compares by the figures of the ladder, inside an interval that knows the luck of the draw', async () => {
    const evaluation = await evaluated(inputOf(madeStage(), 'regression', 4));
    const figures = new Map(evaluation.ladder[0]?.models.map(({ model, distance }) => [model, distance ?? Number.NaN]));
    expect(evaluation.comparisons).toHaveLength(3);
    for (const { model, against, difference, interval } of evaluation.comparisons) {
      expect(difference).toBe((figures.get(model) ?? 9) - (figures.get(against) ?? 9));
      expect(interval?.[0]).toBeLessThan(difference ?? Number.NEGATIVE_INFINITY);
      expect(interval?.[1]).toBeGreaterThan(difference ?? Number.POSITIVE_INFINITY);
    }
    const single = await evaluated(inputOf(madeStage(), 'regression', 1));
    expect(evaluation.comparisons[0]?.interval).not.toEqual(single.comparisons[0]?.interval);
  });
});

describe('respondents without twins', () => {
  it('are compared as their own sample, with who they are', async () => {
    const evaluation = await evaluated(inputOf(madeStage(500, unmatched), 'regression', 1));
    expect(evaluation.models.every(({ matched, n_respondents }) => !matched && n_respondents === 300)).toBe(true);
    expect(evaluation.cells.every(({ n_pairs }) => n_pairs === null)).toBe(true);
    const gender = evaluation.composition.find(
      ({ model, attribute }) => model === 'regression' && attribute === 'gender',
    );
    expect(gender?.levels.map(({ level }) => level)).toEqual(['Female', 'Male', 'Other']);
    expect(gender?.levels[2]?.simulated_share).toBeCloseTo(0.5, 1);
    expect(gender?.exceeds_margin).toBe(true);
    expect(warning(evaluation, 'composition-differs')).toContain('`gender`');
  });
});

describe('models with unequal numbers of respondents', () => {
  it('are compared on a random part of the larger, whatever the order of its rows', async () => {
    const stage = madeStage(700, unmatched);
    const notice = stage.plan.respondents.variables.get('notice')?.codes ?? [];
    const all = Array.from({ length: stage.plan.respondents.size }, (_, row) => row);
    const byArm = [...all].sort((left, right) => notice[left] - notice[right]);
    const answers = (item: string, row: number) =>
      item === 'risk' ? 5 * (row % 20) : item === 'share' ? row % 2 : row % 5;
    const small = scripted(
      stage,
      'gpt',
      answers,
      all.filter((row) => (row * 7919) % 11 < 5),
    );
    const large = (rows: readonly number[]) => scripted(stage, 'ordered', answers, rows);
    const { comparisons } = await evaluated({ ...inputOf(stage, small, 1, []), ladder: [large(byArm)] });
    expect(comparisons[0]).toMatchObject({ n_s: small.seeds[0].table.size, n_cells: 12 });
    expect(Math.abs(comparisons[0]?.difference ?? 9)).toBeLessThan(0.03);
    expect(comparisons[0]?.verdict).toBe('cannot-be-told-apart');
  });
});

describe('the slope of human effects on simulated ones', () => {
  const nominal = studyText
    .replace('scale: &agreement', 'options: &agreement')
    .replace('scale: *agreement', 'options: *agreement')
    .replace('worry >= "Agree"', 'worry == "Agree"');

  it.each(['uniform', 'pooled', 'resample', 'regression'] as const)(
    'has an interval around it or a reason for none, and words that follow: %s',
    async (subject) => {
      const evaluation = await evaluated(inputOf(madeStage(750, nominal), subject, 2));
      const summary = evaluation.treatment_effects.summary.find(({ model }) => model === subject);
      const { calibration_slope: slope, calibration_interval: ends, calibration_interval_missing: why } = summary ?? {};
      expect(summary).toMatchObject({ n_effects: 10, too_few: false });
      expect(ends === null).toBe(typeof why === 'string');
      expect((ends?.[0] ?? -99) <= (slope ?? 0) && (slope ?? 0) <= (ends?.[1] ?? 99)).toBe(true);
      const said = evaluation.warnings.find(({ code }) => code === 'effects-miscalibrated')?.message ?? '';
      const [low, high] = ends ?? [-99, 99];
      expect(said.includes('exaggerates')).toBe((slope ?? 1) < 0.8 && low > 0 && high < 1);
      expect(said.includes("do not follow people's")).toBe((slope ?? 1) < 0.8 && low <= 0 && high < 1);
    },
  );
});

describe('people below the first bin of an attribute', () => {
  it('are counted and said: they are in no subgroup', async () => {
    const late = studyText.replace('bins: [18, 40, 60]', 'bins: [25, 40, 60]');
    const stage = madeStage(750, late);
    const evaluation = await evaluated(inputOf(stage, 'uniform', 1, ['uniform']));
    const ages = Array.from(stage.split.heldOut, (row) => stage.people.table.variables.get('age')?.values?.[row] ?? 99);
    const below = ages.filter((age) => age < 25).length;
    expect(below).toBeGreaterThan(20);
    expect(warning(evaluation, 'below-first-bin')).toBe(
      `${below} people lie below the first bin of \`age\` and are in no subgroup of it.`,
    );
    expect(warningCodes(await evaluated(inputOf(madeStage(), 'uniform', 1, ['uniform'])))).not.toContain(
      'below-first-bin',
    );
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

describe('numeric items', () => {
  it('are shown in ten classes, or in the bins of the study with what lies below the first', async () => {
    const plain = await evaluated(inputOf(madeStage(), 'uniform', 1, ['uniform']));
    expect(plain.items[2]?.labels).toEqual([
      '0 to under 10',
      '10 to under 20',
      '20 to under 30',
      '30 to under 40',
      '40 to under 50',
      '50 to under 60',
      '60 to under 70',
      '70 to under 80',
      '80 to under 90',
      '90 to 100',
    ]);
    const binned = madeStage(400, studyText.replace('unit: "%" } }', 'unit: "%" }, bins: [50, 75] }'));
    const { items } = await evaluated(inputOf(binned, 'uniform', 1, ['uniform']));
    expect(items[2]?.labels).toEqual(['0 to under 50', '50 to under 75', '75 or more']);
    expect(items[2]?.human.n).toBe(items[2]?.human.counts.reduce((sum, count) => sum + count, 0));
    expect(items[2]?.human.n).toBe(250);
  });
});

describe('twins', () => {
  it('agree wholly where each answers as its person, and by chance where all are random', async () => {
    const stage = madeStage();
    const { table } = stage.people;
    const copy = scripted(stage, 'copy', (item, row) => {
      const variable = table.variables.get(item);
      const person = stage.split.heldOut[row] ?? 0;
      const answer = variable?.values?.[person] ?? variable?.codes[person] ?? -1;
      return answer < 0 ? 'refused' : answer;
    });
    const { twin_agreement } = await evaluated(inputOf(stage, copy, 2, ['uniform']));
    const of = (model: string) => twin_agreement.filter((entry) => entry.model === model);
    expect(of('copy').map(({ kappa, rho }) => [kappa, rho])).toEqual(of('copy').map(() => [1, 1]));
    expect(of('copy').map(({ n_pairs }) => n_pairs)).toEqual(of('uniform').map(({ n_pairs }) => n_pairs));
    for (const { kappa, rho } of of('uniform')) {
      expect(Math.abs(kappa ?? 1)).toBeLessThan(0.1);
      expect(Math.abs(rho ?? 1)).toBeLessThan(0.1);
    }
    expect((await evaluated(inputOf(madeStage(500, unmatched), 'uniform', 1, ['uniform']))).twin_agreement).toEqual([]);
  });
});

describe('a numeric item with thousands of different answers', () => {
  it('is measured on a grid, as close to the whole as three decimals', async () => {
    const fine = studyText.replace('number: { min: 0, max: 100, step: 5, unit: "%" }', 'number: { min: 0, max: 100 }');
    const stage = madeStage(1800, fine);
    const human = stage.people.table.variables.get('risk')?.values ?? new Float64Array(0);
    human.forEach((value, row) => {
      human[row] = Math.min(100, value + ((row * 7919) % 5000) / 1000);
    });
    const subject = scripted(stage, 'gpt', (item, row) =>
      item === 'risk' ? ((row * 104_729) % 100_000) / 1000 : mixed(item, row),
    );
    const evaluation = await evaluated(inputOf(stage, subject, 1, ['uniform']));
    const cell = evaluation.cells.find(({ id }) => id === 'gpt/risk/everyone');
    const people = Array.from(stage.split.heldOut, (row) => human[row] ?? 0);
    const simulated = Array.from(subject.seeds[0].table.variables.get('risk')?.values ?? []);
    expect(new Set([...people, ...simulated]).size).toBeGreaterThan(2000);
    expect(cell?.distance).toBeCloseTo(wasserstein1NormalizedSamples(people, simulated, [0, 100]), 3);
    const [, , risk] = evaluation.items;
    expect(risk?.human.mean).toBeCloseTo(people.reduce((sum, value) => sum + value, 0) / people.length, 9);
  });
});

const unmatched = studyText.replace(
  'sample: matched',
  'sample: { n: 300, quotas: { gender: { Female: 0.25, Male: 0.25, Other: 0.5 } } }',
);
const bare = `
study: bare
human: { data: people.csv, id: id }
beliefs:
  worry: { ask: Worried?, scale: [Strongly disagree, Disagree, Neutral, Agree, Strongly agree], also: [Do not know] }
personas: { sample: matched }
`;

function repeated(stage: Stage): EvaluationInput {
  const rows = Array.from({ length: 600 * 3 }, (_, index) => index % 600);
  const one = answerTable(
    stage,
    (item, row) => mixed(item, row),
    Array.from({ length: 600 }, (_, row) => row),
  );
  const table = selectRows(one.table, rows);
  const answers = table.variables.get('worry');
  if (answers !== undefined) {
    answers.codes.forEach((code, row) => {
      answers.codes[row] = (code + Math.floor(row / 600)) % 5;
    });
  }
  const subject: ModelAnswers = {
    ...scripted(stage, 'gpt', mixed),
    repeats: 3,
    seeds: [
      {
        table,
        twins: rows.map((row) => one.twins?.[row] ?? ''),
        repeatOf: rows.map((_, row) => Math.floor(row / 600) + 1),
      },
    ],
  };
  return judged(stage, subject, 1);
}

async function failure(input: EvaluationInput): Promise<Awaited<ReturnType<typeof evaluate>>> {
  return evaluate({ ...input, draws: fewDraws }, { executor: inlineExecutor() });
}

function warningCodes(evaluation: Evaluation): readonly string[] {
  return evaluation.warnings.map(({ code }) => code);
}

function warning(evaluation: Evaluation, code: string): string {
  return evaluation.warnings.find((one) => one.code === code)?.message ?? `there is no warning ${code}`;
}
