// Items whose answers are numbers.
import { describe, expect, it } from 'vitest';
import { wasserstein1NormalizedSamples } from '#engine/statistics';
import { mixed } from './made-inputs.ts';
import { evaluated, madeStage, scripted, studyText } from './made-people.ts';
import { inputOf } from './whole-path.ts';

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
