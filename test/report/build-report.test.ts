import { beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { buildReport, type Report, terminalReport } from '#engine/report';
import { bareEvaluation, exampleEvaluation } from './example.ts';
import { at, objectsIn } from './pointer.ts';

let evaluation: Evaluation;
let report: Report;

beforeAll(async () => {
  evaluation = await exampleEvaluation();
  report = buildReport(evaluation);
});

describe('a report', () => {
  it('shows only numbers and texts of the evaluation, each with its place', () => {
    let figures = 0;
    let quotes = 0;
    for (const found of objectsIn(report)) {
      if (typeof found['path'] !== 'string' || typeof found['text'] !== 'string') {
        continue;
      }
      if ('value' in found) {
        figures += 1;
        expect({ path: found['path'], value: found['value'] }).toEqual({
          path: found['path'],
          value: at(evaluation, found['path']) ?? null,
        });
      } else {
        quotes += 1;
        expect(found['text']).toBe(at(evaluation, found['path']));
      }
    }
    expect(figures).toBeGreaterThan(1000);
    expect(quotes).toBeGreaterThan(20);
  });

  it('points at numbers that exist, also where they are null', () => {
    const missing = Array.from(objectsIn(report))
      .filter((found) => 'value' in found && typeof found['path'] === 'string')
      .filter((found) => at(evaluation, String(found['path'])) === undefined)
      .map((found) => found['path']);
    expect(missing).toEqual([]);
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('has the models of the ladder in order, the subject last where it is not built in', () => {
    expect(report.ladder.models.map(({ id }) => id)).toEqual(['uniform', 'pooled', 'resample', 'regression', 'gpt']);
    expect(report.ladder.rungs.map(({ item }) => item)).toEqual([null, 'presumed_influence', 'importance', 'buying']);
    expect(report.ladder.comparisons.map(({ against }) => against)).toEqual([
      'uniform',
      'pooled',
      'resample',
      'regression',
    ]);
  });

  it('keeps a built-in subject at its place among the others', () => {
    const judged = buildReport({ ...evaluation, subject: 'resample' });
    expect(judged.ladder.models.map(({ id, isSubject }) => (isSubject ? `[${id}]` : id))).toEqual([
      'uniform',
      'pooled',
      '[resample]',
      'regression',
      'gpt',
    ]);
    expect(judged.header.subjectKind).toBe('answers as the most similar person of the pilot');
  });

  it('shows the cells of the subject alone', () => {
    const own = evaluation.cells.filter(({ model }) => model === 'gpt');
    expect(report.subgroups.groups.flatMap(({ cells }) => cells)).toHaveLength(own.length);
    expect(report.subgroups.arms).toEqual([
      { id: '', label: 'all arms' },
      { id: 'placement=front', label: 'front' },
      { id: 'placement=interior', label: 'interior' },
    ]);
    expect(report.subgroups.groups.map(({ label }) => label)).toEqual([
      'Everyone',
      'female',
      'male',
      '18 to under 25 years',
      '25 years or more',
      'female × 18 to under 25 years',
      'female × 25 years or more',
      'male × 18 to under 25 years',
      'male × 25 years or more',
    ]);
  });

  it('lists misaligned cells, the largest excess first', () => {
    const excesses = report.misaligned.rows.map(({ excess }) => excess?.value ?? 0);
    expect(excesses).toEqual([...excesses].sort((a, b) => b - a));
    expect(report.misaligned.rows.map(({ verdict }) => verdict)).toEqual(excesses.map(() => 'misaligned'));
    expect(excesses.length).toBeGreaterThan(5);
  });

  it('says so where no cell could be tested', async () => {
    const changed = await exampleEvaluation();
    for (const rung of changed.ladder) {
      for (const figure of rung.models) {
        figure.n_tested = 0;
      }
    }
    const words = buildReport({ ...changed, cells: [] }).misaligned.sentence.map((part) =>
      typeof part === 'string' ? part : part.text,
    );
    expect(words.join('')).toBe('No cell could be tested: every one has fewer than 20 respondents on either side.');
  });

  it('calls a coefficient with the other sign flipped', () => {
    const purchase = report.regressions.find(({ id }) => id === 'purchase');
    expect(purchase?.coefficients.map(({ name, recovery }) => [name, recovery])).toEqual([
      ['(Intercept)', 'not counted'],
      ['placementinterior', 'neither'],
      ['importance', 'flipped'],
    ]);
  });

  it('gives distributions in all arms and in each', () => {
    expect(report.distributions.map(({ item, groups }) => [item, groups.map(({ arm }) => arm)])).toEqual([
      ['presumed_influence', ['', 'placement=front', 'placement=interior']],
      ['importance', ['', 'placement=front', 'placement=interior']],
      ['buying', ['', 'placement=front', 'placement=interior']],
    ]);
    expect(report.distributions.map(({ groups }) => groups[0]?.moments === null)).toEqual([false, false, true]);
  });
});

describe('a report of weighted figures', () => {
  it('says so, with the effective number and who has no weight', () => {
    const weights = { column: 'w', n_left_out: 2, n_effective: 71.25 };
    const weighted = buildReport({ ...evaluation, people: { ...evaluation.people, people: 121, weights } });
    const flow = weighted.compared.flow.map(({ label, count }) => `${label} ${count.text}`);
    expect(flow).toEqual([
      'Rows read 123',
      'Without weight 2',
      'People 121',
      'Pilot 30',
      'Held-out people 93',
      'Effective number 71.3',
      'Simulated respondents 93',
    ]);
    expect(weighted.reading.map(({ term }) => term)).toContain('Weights');
    const text = terminalReport(weighted, { color: false, width: 100 });
    expect(text).toContain('figures are weighted by `w`');
    expect(report.reading.map(({ term }) => term)).not.toContain('Weights');
  });
});

describe('a report of a study that has little', () => {
  it('has empty sections, and words for what there is', async () => {
    const bare = buildReport(await bareEvaluation());
    expect(bare.compared.flow.map(({ label, count }) => `${label} ${count.text}`)).toEqual([
      'Rows read 123',
      'Pilot 0',
      'Held-out people 123',
      'Simulated respondents 123',
    ]);
    expect(bare.compared.arms).toEqual([]);
    expect(bare.regressions).toEqual([]);
    expect(bare.effects).toEqual({ rows: [], summary: null });
    expect(bare.coherence).toEqual({ rules: [], pairs: [] });
    expect(bare.subgroups.arms).toEqual([{ id: '', label: 'all arms' }]);
    expect(bare.ladder.comparisons).toEqual([]);
    const text = terminalReport(bare, { color: false, width: 100 });
    expect(text).toContain('no pilot: nothing could be learned from people');
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    expect(text.match(/^[A-Z][a-z ]+/gm)).toContain('Verdict');
  });
});
