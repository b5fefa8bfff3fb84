import { beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { buildReport, type Report, sentenceText, terminalReport } from '#engine/report';
import { besideEvaluation } from './example.ts';
import { at, objectsIn } from './pointer.ts';

let evaluation: Evaluation;
let report: Report;

beforeAll(async () => {
  evaluation = await besideEvaluation();
  report = buildReport(evaluation);
});

const rowOf = (label: string) => {
  const row = report.sideBySide?.rows.find((one) => one.label === label);
  return row?.values.map(({ shown }) => sentenceText(shown));
};

describe('models side by side', () => {
  it('show numbers of the evaluation only', () => {
    const figures = Array.from(objectsIn(report.sideBySide)).filter((found) => 'value' in found);
    expect(figures.length).toBeGreaterThan(50);
    for (const { path, value } of figures) {
      expect({ path, value }).toEqual({ path, value: at(evaluation, String(path)) });
    }
  });

  it('have a column each, the subject first, and a row for each thing that is measured', () => {
    expect(report.sideBySide?.models.map(({ id, isSubject }) => [id, isSubject])).toEqual([
      ['gpt', true],
      ['resample', false],
      ['copy', false],
    ]);
    expect(report.sideBySide?.rows.map(({ label }) => label)).toEqual([
      'distance',
      'its floor',
      'JS distance',
      'misaligned cells',
      'SD ratio',
      'entropy ratio',
      'than pooled',
      'than regression',
      'worst subgroup',
      ...new Set(evaluation.coherence.map(({ rule }) => `gap: ${rule}`)),
      'sets of beliefs',
      ...new Set(evaluation.regressions.map(({ id }) => `coefficients: ${id}`)),
      'treatment effects (RMSE)',
    ]);
  });

  it('say the same of the same answers under another name, but for the luck of the floor', () => {
    for (const label of ['distance', 'JS distance', 'SD ratio', 'than pooled', 'sets of beliefs']) {
      const [gpt, resample, copy] = rowOf(label) ?? [];
      expect([label, copy]).toEqual([label, gpt]);
      expect(resample).toBeDefined();
    }
  });

  it('are compared two by two, people drawn jointly', () => {
    const pairs = report.sideBySide?.pairs ?? [];
    expect(pairs.map(({ model, against, verdict }) => [model, against, verdict])).toEqual([
      ['gpt', 'resample', 'worse'],
      ['gpt', 'copy', 'cannot be told apart'],
      ['resample', 'copy', 'better'],
    ]);
    const [first, same, last] = pairs.map(({ difference }) => difference);
    expect(same).toMatchObject({ estimate: { value: 0 }, lower: { value: 0 }, upper: { value: 0 } });
    expect(last?.estimate.value).toBeCloseTo(-(first?.estimate.value ?? 0), 12);
    expect(last?.lower?.value).toBeCloseTo(-(first?.upper?.value ?? 0), 12);
  });

  it('leave what is said of the subject to the subject', () => {
    const told = [...report.header.findings, ...report.warnings.map(({ message }) => message)];
    expect(told.filter(({ text }) => text.includes('`copy`'))).toEqual([
      expect.objectContaining({ text: expect.stringContaining('`gpt` cannot be told apart from `copy`') }),
    ]);
    expect(report.ladder.comparisons.map(({ against }) => against)).toEqual([
      'uniform',
      'pooled',
      'resample',
      'regression',
      'copy',
    ]);
  });

  it('stand in a table on the terminal, which keeps to its width', () => {
    const text = terminalReport(report, { color: false, width: 90 });
    expect(text).toMatch(/^Side by side /m);
    expect(text).toMatch(/people +▸ gpt +resample +copy$/m);
    expect(text).toMatch(/^ {2}resample +better +copy +−/m);
    expect(text.split('\n').filter((line) => Array.from(line).length > 90)).toEqual([]);
  });
});
