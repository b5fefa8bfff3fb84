import { describe, expect, it } from 'vitest';
import { buildReport, markdownReport, terminalReport } from '#engine/report';
import { exampleEvaluation, rectifiedEvaluation, refusedEvaluation } from './example.ts';
import { at, objectsIn } from './pointer.ts';

function section(text: string): string {
  const from = text.indexOf('Rectified estimates');
  return from < 0 ? '' : text.slice(from, text.indexOf('\n\nBefore you use', from));
}

describe('rectified estimates in the report', () => {
  it('are numbers of the evaluation, at their places', async () => {
    const evaluation = await rectifiedEvaluation();
    const { rectified } = buildReport(evaluation);
    let figures = 0;
    for (const found of objectsIn(rectified)) {
      if (typeof found['path'] === 'string') {
        const stored = at(evaluation, found['path']) ?? null;
        expect('value' in found ? found['value'] : found['text']).toEqual(stored);
        figures += 1;
      }
    }
    expect(figures).toBeGreaterThan(100);
    expect(rectified?.means.map(({ builtIn }) => builtIn?.id)).toEqual(['pooled', 'pooled', 'pooled', 'pooled']);
  });

  it('are printed with what to use', async () => {
    const text = section(terminalReport(buildReport(await rectifiedEvaluation()), { color: false, width: 100 }));
    expect(text).toMatch(
      /^Rectified estimates {3}what is true of people, estimated from them and from simulated answers of 400\s+further personas/,
    );
    expect(text).toMatch(
      /\n {2}worry +\d\.\d+ \(\d\.\d+ to \d\.\d+\) +\d\.\d+ \(\d\.\d+ to \d\.\d+\) +\.\d{3} +\d+ +\d+ +rectified\n/,
    );
    // A share has no zero before its point, as everywhere.
    expect(text).toMatch(/\n {2}share: Share +\.\d{3} \(\.\d{3} to \.\d{3}\) +\.\d{3} \(/);
    expect(text).toContain('The simulation makes 4 of 4 means and shares');
    expect(text.split('\n').filter((line) => Array.from(line).length > 100)).toEqual([]);
  });

  it('are given within each arm, on the terminal where these are few', async () => {
    const evaluation = await rectifiedEvaluation();
    const report = buildReport(evaluation);
    expect(report.rectified?.arms.map(({ label, means }) => [label, means.length])).toEqual([
      ['none', 4],
      ['shown', 4],
    ]);
    const printed = (one: typeof report) => section(terminalReport(one, { color: false, width: 100 }));
    expect(printed(report)).toMatch(/\n {2}shown +people alone/);
    expect(markdownReport(report)).toContain('| shown: mean or share |');
    const [arm] = report.rectified?.arms ?? [];
    const many = Array.from({ length: 8 }, () => arm).filter((one) => one !== undefined);
    const rectified = report.rectified === null ? null : { ...report.rectified, arms: many };
    expect(printed({ ...report, rectified })).toContain('each arm is in the full report');
    expect(printed({ ...report, rectified })).not.toMatch(/\n {2}none +people alone/);
  });

  it('are refused in a sentence', async () => {
    const text = section(terminalReport(buildReport(await refusedEvaluation()), { color: false, width: 100 }));
    expect(text.replace(/\s+/g, ' ')).toContain('they seem to be the same people once more');
    expect(text).not.toContain('people alone');
  });

  it('are left out where nobody but twins was simulated', async () => {
    const report = buildReport(await exampleEvaluation());
    expect(report.rectified).toBeNull();
    expect(section(terminalReport(report, { color: false, width: 100 }))).toBe('');
    expect(report.reading.map(({ term }) => term)).not.toContain('Rectified estimates');
  });
});
