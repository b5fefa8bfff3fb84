// The sample with synthetic people and three scripted models: does the evaluation tell the models apart, and why?
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation, RespondentAnswers } from '#engine';
import { buildReport, terminalReport } from '#engine/report';
import { codeAnswers } from '#engine/simulation';
import { startEndpoints } from '../../samples/disclosure-game/endpoints.mjs';
import { peopleFile } from '../../samples/disclosure-game/make-people.mjs';
import { evaluated } from '../evaluation/made-people.ts';
import { inputOf, type Stage, stageOf } from '../evaluation/whole-path.ts';
import { cli } from '../tools/built-cli.ts';

const models = ['base', 'tuned', 'lifelike'] as const;
type Model = (typeof models)[number];

interface Judged {
  readonly out: string;
  readonly evaluation: Evaluation;
}

const judged = new Map<Model, Judged>();
let folder = '';

/**
 * A copy of the sample whose models are at the address of our own endpoints; all three are asked, every question. `base` is judged
 * as a user judges it, without subgroups, of which nothing is said below; the others' stored answers are judged here, by fewer draws.
 */
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-disclosure-'));
  const endpoints = await startEndpoints(0);
  try {
    fs.cpSync('samples/disclosure-game/data', path.join(folder, 'data'), { recursive: true });
    const study = fs
      .readFileSync('samples/disclosure-game/disclosure-game.study.yaml', 'utf8')
      .replaceAll('http://127.0.0.1:8311/v1', endpoints.base_url);
    const file = path.join(folder, 'disclosure-game.study.yaml');
    fs.writeFileSync(file, study.replace('subgroups: [ethnicity]\n', ''));
    const asked = await cli(['simulate', file, ...models.flatMap((model) => ['--model', model])]);
    expect(asked.code, asked.err).toBe(0);
    const runs = path.join(folder, '.understudy', 'disclosure-game');
    const runOf = (model: Model): string =>
      fs.readdirSync(runs).find((name) => name.startsWith(`${model}-`)) ?? 'there is none';
    const { code, out, err } = await cli(['evaluate', file, '--run', runOf('base')]);
    expect(code, err).toBe(0);
    const stored = /Evaluation +(\S+evaluation\.json)/.exec(out)?.[1] ?? '';
    judged.set('base', { out, evaluation: JSON.parse(fs.readFileSync(stored, 'utf8')) });
    const stage = await stageOf(study, path.join(folder, 'data', 'disclosure-game.csv'));
    for (const model of ['tuned', 'lifelike'] as const) {
      const evaluation = await judgedHere(stage, model, path.join(runs, runOf(model), 'answers.jsonl'));
      judged.set(model, { out: terminalReport(buildReport(evaluation), { color: false, width: 100 }), evaluation });
    }
  } finally {
    await endpoints.close();
  }
}, 240_000);

/** The evaluation of the answers in a journal, beside the built-in respondents. */
async function judgedHere(stage: Stage, model: Model, journal: string): Promise<Evaluation> {
  const lines: readonly RespondentAnswers[] = fs
    .readFileSync(journal, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { table } = codeAnswers(stage.study, stage.plan, lines);
  expect(table.size).toBe(729);
  const seeds = [{ table, twins: stage.plan.twins, repeatOf: null }] as const;
  const subject = { id: model, kind: 'endpoint', run: model, n_planned: 729, repeats: 1, seeds } as const;
  return evaluated(inputOf(stage, subject, 5), { permutations: 2000, bootstrap: 400, refits: 100, subsamples: 10 });
}

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function of(model: Model): Judged {
  const found = judged.get(model);
  if (found === undefined) {
    throw new Error(`${model} was not judged`);
  }
  return found;
}

/** Entries about the judged model itself. */
function own<T extends { readonly model: string }>(model: Model, entries: readonly T[]): readonly T[] {
  return entries.filter((entry) => entry.model === model);
}

const outcomes = (model: Model): readonly string[] =>
  of(model).evaluation.verdict.lines.map(({ name, outcome }) => `${name} ${outcome}`);

const said = (model: Model): string => of(model).evaluation.verdict.sentences.join('\n');

/** The levels of an attribute with an item: excess over the floor, all arms together. */
function excessOf(model: Model, item: string, level: string): number {
  const cell = own(model, of(model).evaluation.cells).find(
    (one) => one.item === item && one.treatment === null && one.subgroup[0]?.level === level,
  );
  return cell?.excess_distance ?? Number.NaN;
}

describe('the people of the sample', () => {
  it('come out of their generator byte for byte, and are called synthetic wherever they are shown', () => {
    expect(fs.readFileSync('samples/disclosure-game/data/disclosure-game.csv', 'utf8')).toBe(peopleFile());
    for (const model of models) {
      expect(of(model).out).toContain('(synthetic people)');
      expect(of(model).evaluation.study.source).toContain('Synthetic people');
    }
    expect(fs.readFileSync('samples/disclosure-game/README.md', 'utf8')).toContain('synthetic people');
  });

  it('have the shape of the experiment: 929 people, eight arms, five groups of unequal size', () => {
    const { people, cells } = of('tuned').evaluation;
    expect(people.people).toBe(929);
    expect(people.arms).toHaveLength(8);
    const groups = own('tuned', cells)
      .filter((cell) => cell.treatment === null && cell.item === 'attack')
      .slice(1);
    const sizes = groups.map(({ n_h }) => n_h);
    expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
    expect((sizes[0] ?? 0) / (sizes.at(-1) ?? 0)).toBeGreaterThan(8);
    expect(sizes.at(-1)).toBeGreaterThanOrEqual(30);
  });

  it('act against their beliefs about as often as the people of that experiment, by chance far more often', () => {
    for (const rule of own('lifelike', of('lifelike').evaluation.coherence).slice(0, 2)) {
      expect(rule.human.belief_action_gap).toBeGreaterThan(0.2);
      expect(rule.human.belief_action_gap).toBeLessThan(0.3);
      expect(rule.human.chance_gap).toBeGreaterThan(0.4);
      expect(rule.informative).toBe(true);
    }
  });
});

describe('the base model', () => {
  it('fails every line: few sets of beliefs, acting against them, furthest from people of all on the ladder', () => {
    expect(outcomes('base')).toEqual(['marginal FAIL', 'structural FAIL', 'heterogeneity-and-coherence FAIL']);
    const { evaluation } = of('base');
    const [profiles] = own('base', evaluation.profiles);
    expect(profiles?.simulated_unique_profiles).toBeLessThan(30);
    expect(profiles?.human_unique_profiles).toBeGreaterThan(250);
    for (const rule of own('base', evaluation.coherence)) {
      expect(rule.verdict).toBe('different');
      expect(rule.simulated.belief_action_gap).toBeGreaterThan(0.95);
    }
    expect(evaluation.comparisons.map(({ verdict }) => verdict)).toEqual(['worse', 'worse', 'worse', 'worse']);
    expect(evaluation.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['worse-than-pooled', 'not-better-than-resample', 'unused-options', 'spread-differs']),
    );
    expect(said('base')).toMatch(/`believing-a-attack-b`: 100 % of the simulated respondents/);
    expect(said('base')).toMatch(/hold 2\d different sets of beliefs, far fewer than the 300 of people/);
    expect(said('base')).toContain('`truthful`: the simulated answers vary less than those of people');
  });
});

describe('the tuned model', () => {
  it('acts on its beliefs as people do, and gets minorities and coefficients wrong', () => {
    expect(outcomes('tuned').slice(0, 2)).toEqual(['marginal FAIL', 'structural FAIL']);
    expect(outcomes('tuned')[2]).not.toBe('heterogeneity-and-coherence FAIL');
    const { evaluation } = of('tuned');
    const [profiles] = own('tuned', evaluation.profiles);
    expect(profiles?.simulated_unique_profiles).toBeGreaterThan(244);
    expect(profiles?.simulated_unique_profiles).toBeLessThan(profiles?.human_unique_profiles ?? 0);
    for (const rule of own('tuned', evaluation.coherence)) {
      expect(rule.verdict).not.toBe('different');
      expect(Math.abs(rule.difference ?? 1)).toBeLessThan(0.06);
    }
    const majority = excessOf('tuned', 'truthful', 'White');
    for (const minority of ['Hispanic', 'Black', 'Other']) {
      expect(excessOf('tuned', 'truthful', minority)).toBeGreaterThan(majority + 0.1);
    }
    expect(said('tuned')).toMatch(
      /`truthful`: some levels of `ethnicity` are simulated worse than others; the worst is Other \(\.\d{3} of the range above the floor\)/,
    );
    expect(said('tuned')).toContain('`trust`: 0 of 8 coefficients that are significant for people recovered');
    expect(evaluation.warnings.map(({ code }) => code)).toContain('not-better-than-resample');
  });
});

describe('the lifelike model', () => {
  it('fails nothing and beats all that costs nothing, and what so few people cannot show stays undecided', () => {
    const { evaluation } = of('lifelike');
    expect(outcomes('lifelike').join()).not.toContain('FAIL');
    expect(said('lifelike')).toContain('None of 132 tested cells is misaligned');
    expect(evaluation.comparisons.map(({ verdict }) => verdict)).toEqual(['better', 'better', 'better', 'better']);
    expect(own('lifelike', evaluation.heterogeneity).map(({ state }) => state)).toEqual(Array(6).fill('alike'));
  });
});

describe("where the experiment's own measures mislead", () => {
  it('Jensen–Shannon distance favours the largest group, though all five answer by one law; the floor says so', () => {
    const groups = own('lifelike', of('lifelike').evaluation.level_summaries);
    expect(groups.map(({ level }) => level)).toEqual(['White', 'Hispanic', 'Black', 'Asian', 'Other']);
    const distances = groups.map(({ js_distance }) => js_distance ?? 0);
    const floors = groups.map(({ js_floor_mean }) => js_floor_mean ?? 0);
    expect(Math.min(...distances)).toBe(distances[0]);
    expect(Math.max(...distances)).toBeGreaterThan(3 * (distances[0] ?? 1));
    expect(floors).toEqual([...floors].sort((left, right) => left - right));
    for (const group of groups) {
      expect(group.n_misaligned).toBe(0);
      expect(Math.abs((group.js_distance ?? 1) - (group.js_floor_mean ?? 0))).toBeLessThan(0.05);
    }
    for (const summary of own('lifelike', of('lifelike').evaluation.subgroups)) {
      expect(summary.group_disparity).toBeLessThan(summary.group_disparity_q95 ?? 0);
    }
  });

  it('F1 without counts ranks the base model above resamples of the people themselves', () => {
    const scores = (model: Model, id: string) =>
      own(model, of(model).evaluation.regressions).find((one) => one.id === id)?.agreement;
    const base = scores('base', 'belief');
    expect(base?.sign_f1).toBeGreaterThan(base?.sign_f1_people ?? 1);
    expect(base?.fp).toBeGreaterThan(0);
    expect(said('base')).toMatch(/`belief`: 5 of 5 coefficients that are significant for people recovered; 2 invented/);
    // The sizes that F1 does not look at are far off.
    const sizes = own('base', of('base').evaluation.regressions).find(({ id }) => id === 'belief')?.coefficients;
    expect(sizes?.filter(({ kind, p_holm }) => kind === 'term' && (p_holm ?? 1) <= 0.05).length).toBeGreaterThan(4);
    // The tuned model and the law itself have one F1 here.
    expect(scores('tuned', 'attack-a')?.sign_f1).toBe(scores('lifelike', 'attack-a')?.sign_f1);
  });
});
