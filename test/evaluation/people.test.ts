// Who is compared: people, with and without twins.
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { unmatched, warning } from './made-inputs.ts';
import { evaluated, madeStage, scripted, studyText } from './made-people.ts';
import { inputOf } from './whole-path.ts';

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

function warningCodes(evaluation: Evaluation): readonly string[] {
  return evaluation.warnings.map(({ code }) => code);
}
