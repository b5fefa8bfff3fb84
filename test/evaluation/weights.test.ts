// Survey weights through the whole evaluation: people and their twins count by weight.
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { type Columns, evaluated, fewDraws, madeStage, scripted, studyText } from './made-people.ts';
import { builtIn, inputOf, type Stage } from './whole-path.ts';

const weightedText = studyText.replace('  id: id\n', '  id: id\n  weights: w\n');
const withoutPilot = (text: string): string => text.replace(/ {2}pilot: .*\n/, '');

/** A model that answers in its own way, whatever the number of rows: by a hash of the person's id without what follows `+`. */
function evaluatedWith(stage: Stage): Promise<Evaluation> {
  const twins = stage.plan.twins;
  const model = scripted(stage, 'gpt', (item, row) => {
    const name = (twins?.[row] ?? `${row}`).replace(/\+.*/, '');
    const hash = [...`${item} ${name}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
    return item === 'risk' ? 5 * (hash % 21) : item === 'share' ? hash % 2 : (hash % 7) % 5;
  });
  return evaluated(inputOf(stage, model, 1, ['uniform']), fewDraws);
}

/** Figures that estimate something: they do not come from draws. */
const estimates = new Set([
  ...['distance', 'js_distance', 'mean_difference', 'share_differences', 'shares', 'mean'],
  ...['belief_action_gap', 'chance_gap', 'human', 'simulated', 'kappa', 'rho', 'estimate', 'effect_correlation'],
  ...['calibration_slope', 'human_top_profile_share', 'simulated_top_profile_share', 'n_h', 'n_s', 'n_pairs', 'n_when'],
]);

/** These reckon with the number of people, too, so that doubling a person says a little more than weight 2. */
const byNumbers = new Set([
  ...['sd', 'human_sd', 'simulated_sd', 'sd_ratio', 'human_entropy', 'simulated_entropy', 'entropy_ratio'],
  ...['human_welch_p', 'human_eta_squared', 'simulated_eta_squared', 'delta_eta_squared', 'within_ratio'],
  ...['between_ratio', 'gap_inflation', 'error', 'p', 'df_residual', 'r_squared', 'log_likelihood', 'z', 'rmse'],
  ...['standardized_coefficient_difference', 'ci_overlap', 'scale', 'p_holm', 'human_unique_profiles', 'difference'],
]);

/** All numbers under these names, by where they stand. */
function numbersOf(value: unknown, names: ReadonlySet<string>, path = '', wanted = false): [string, number][] {
  if (typeof value === 'number') {
    return wanted ? [[path, value]] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((one, at) => numbersOf(one, names, `${path}/${at}`, wanted));
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, one]) => numbersOf(one, names, `${path}/${name}`, names.has(name)))
    : [];
}

function expectAlike(own: [string, number][], other: [string, number][], digits: number): void {
  expect(own.map(([path]) => path)).toEqual(other.map(([path]) => path));
  const apart = own.filter(([, value], at) => Math.abs(value - (other[at]?.[1] ?? 0)) > digits * (1 + Math.abs(value)));
  expect(apart).toEqual([]);
}

const by = (weight: (row: number) => string) => (columns: Columns) => ({
  ...columns,
  w: (columns['id'] ?? []).map((_, row) => weight(row)),
});

describe('weights that are all equal', () => {
  it('give the figures without weights', async () => {
    const plain = await evaluatedWith(madeStage());
    const weighted = await evaluatedWith(
      madeStage(
        750,
        weightedText,
        by(() => '2.5'),
      ),
    );
    const all = new Set([...estimates, ...byNumbers]);
    const numbers = numbersOf(weighted, all);
    expect(numbers.length).toBeGreaterThan(600);
    expectAlike(numbers, numbersOf(plain, all), 1e-9);
    expect(weighted.people.weights).toMatchObject({ column: 'w', n_left_out: 0 });
    expect(weighted.people.weights?.n_effective).toBeCloseTo(600, 9);
    const floors = (evaluation: Evaluation) => evaluation.cells.filter(({ status }) => status === 'tested');
    floors(weighted).forEach((cell, at) => {
      const other = floors(plain)[at];
      expect(Math.abs((cell.floor_mean ?? 0) / (other?.floor_mean ?? 0) - 1)).toBeLessThan(0.2);
      expect(Math.abs((cell.interval?.[1] ?? 0) - (other?.interval?.[1] ?? 1))).toBeLessThan(0.04);
    });
    expect(plain.people).not.toHaveProperty('weights');
    expect(plain.cells.every((cell) => !('n_h_effective' in cell))).toBe(true);
  });
});

describe('a weight of 2', () => {
  it('is a person who stands in the data twice', async () => {
    // Cells are large enough by the number of people, which differs here.
    const of = (text: string): string => withoutPilot(text).replace('min_n: 30', 'min_n: 2');
    const twice = (row: number): boolean => row % 3 === 0;
    const weighted = await evaluatedWith(
      madeStage(
        400,
        of(weightedText),
        by((row) => (twice(row) ? '2' : '1')),
      ),
    );
    const doubled = await evaluatedWith(
      madeStage(400, of(studyText), (columns) =>
        Object.fromEntries(
          Object.entries(columns).map(([name, cells]) => [
            name,
            [...cells, ...cells.filter((_, row) => twice(row)).map((cell) => (name === 'id' ? `${cell}+` : cell))],
          ]),
        ),
      ),
    );
    const own = new Set([...estimates].filter((name) => !/^n_|^kappa|^rho|top_profile/.test(name)));
    const comparable = (evaluation: Evaluation) => ({
      cells: evaluation.cells.filter(({ model }) => model === 'gpt'),
      items: evaluation.items.map(({ human, by_arm, simulated }) => ({
        human,
        by_arm: by_arm.map((arm) => arm.human),
        simulated: simulated.filter(({ model }) => model === 'gpt'),
      })),
      coherence: evaluation.coherence
        .filter(({ model }) => model === 'gpt')
        .map(({ human, simulated }) => ({ human, simulated })),
      effects: evaluation.treatment_effects.effects.filter(({ model }) => model === 'gpt'),
      // Cramér's V is corrected for the number of people; Spearman's ρ is not.
      associations: evaluation.associations.filter(
        ({ model, measure }) => model === 'gpt' && measure === 'spearman_rho',
      ),
      regressions: evaluation.regressions
        .filter(({ model }) => model === 'gpt')
        .map(({ coefficients }) => coefficients.map(({ human, simulated }) => ({ human, simulated }))),
      agreement: evaluation.twin_agreement.filter(({ model }) => model === 'gpt'),
    });
    const numbers = numbersOf(comparable(weighted), new Set([...own, 'kappa', 'rho']));
    expect(numbers.length).toBeGreaterThan(150);
    expectAlike(numbers, numbersOf(comparable(doubled), new Set([...own, 'kappa', 'rho'])), 1e-7);
    // It says less than two people.
    expect(weighted.people.weights?.n_effective).toBeCloseTo((134 * 2 + 266) ** 2 / (134 * 4 + 266), 6);
  });
});

describe('unequal weights', () => {
  it('move the human side towards those who weigh more, and the twins with it', async () => {
    const text = withoutPilot(weightedText);
    const heavyWomen = (columns: Columns): Columns => ({
      ...columns,
      w: (columns['gender'] ?? []).map((gender) => (gender === 'Female' ? '4' : '0.5')),
    });
    const plain = await evaluatedWith(madeStage(600, withoutPilot(studyText)));
    const weighted = await evaluatedWith(madeStage(600, text, heavyWomen));
    const worry = (evaluation: Evaluation) => evaluation.items.find(({ id }) => id === 'worry');
    // Women worry more.
    expect((worry(weighted)?.human.mean ?? 0) - (worry(plain)?.human.mean ?? 0)).toBeGreaterThan(0.2);
    expect(worry(weighted)?.human.counts).toEqual(worry(plain)?.human.counts);
    expect(weighted.cells.find(({ id }) => id === 'gpt/worry/gender=Female')?.distance).toBeCloseTo(
      plain.cells.find(({ id }) => id === 'gpt/worry/gender=Female')?.distance ?? Number.NaN,
      9,
    );
    const everyone = weighted.cells.find(({ id }) => id === 'gpt/worry/everyone');
    expect(everyone?.n_h).toBe(plain.cells.find(({ id }) => id === 'gpt/worry/everyone')?.n_h);
    expect(everyone?.n_h_effective).toBeLessThan((everyone?.n_h ?? 0) * 0.7);
    expect(weighted.warnings.map(({ code }) => code)).not.toContain('weights-not-used');
  });

  it.each(['pooled', 'resample', 'regression'] as const)('are what %s learns by', (model) => {
    const heavyDecliners = (columns: Columns): Columns => ({
      ...columns,
      w: (columns['share'] ?? []).map((answer) => (answer === 'Decline' ? '6' : '1')),
    });
    const declining = (stage: Stage): number => {
      const codes = builtIn(stage, model, 1).seeds[0].table.variables.get('share')?.codes ?? new Int16Array(0);
      return codes.reduce((sum, code) => sum + code, 0) / codes.length;
    };
    expect(declining(madeStage(750, weightedText, heavyDecliners))).toBeGreaterThan(declining(madeStage()) + 0.03);
  });

  it('leave respondents who are nobody’s twin as they are', async () => {
    const text = weightedText.replace('sample: matched', 'sample: { n: 300 }');
    const stage = madeStage(
      750,
      text,
      by((row) => (row % 2 === 0 ? '3' : '1')),
    );
    const evaluation = await evaluatedWith(stage);
    const heldOut = Array.from(stage.split.heldOut, (row) => [
      stage.people.table.variables.get('share')?.codes[row] ?? -1,
      stage.people.table.weights?.[row] ?? 0,
    ]);
    const weight = (code: number): number => heldOut.reduce((sum, [own, w]) => sum + (own === code ? (w ?? 0) : 0), 0);
    const share = evaluation.items.find(({ id }) => id === 'share');
    expect(share?.human.shares[0]).toBeCloseTo(weight(0) / (weight(0) + weight(1)), 12);
    const simulated = share?.simulated.find(({ model }) => model === 'gpt')?.distribution;
    expect(simulated?.shares[0]).toBeCloseTo((simulated?.counts[0] ?? 0) / 300, 12);
    const cell = evaluation.cells.find(({ id }) => id === 'gpt/share/everyone');
    expect(cell?.distance).toBeCloseTo(Math.abs((share?.human.shares[0] ?? 0) - (simulated?.shares[0] ?? 0)), 12);
    expect(cell?.status).toBe('tested');
    expect(cell?.p_permutation).toBeGreaterThan(0);
  });

  it('are warned about where a few people carry most of them', async () => {
    const stage = madeStage(
      750,
      weightedText,
      by((row) => (row % 20 === 0 ? '30' : '0.2')),
    );
    const evaluation = await evaluatedWith(stage);
    const warning = evaluation.warnings.find(({ code }) => code === 'unequal-weights');
    expect(warning?.message).toMatch(
      /^Survey weights are very unequal: the 600 people compared tell as much as \d+ of equal weight\. /,
    );
    expect(warning?.path).toBe('human/weights');
  });

  it('are left out where they are no weights, and counted', async () => {
    const odd = (row: number): string => (row === 3 ? '' : row === 4 ? '-1' : row === 5 ? '0' : '1.5');
    const evaluation = await evaluatedWith(madeStage(750, weightedText, by(odd)));
    expect(evaluation.people).toMatchObject({ rows: 750, excluded: 0, people: 747, n_held_out: 597 });
    expect(evaluation.people.weights?.n_left_out).toBe(3);
  });
});
