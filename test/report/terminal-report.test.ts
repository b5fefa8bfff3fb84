import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildReport, type Report, terminalReport } from '#engine/report';
import { exampleEvaluation } from './example.ts';

let report: Report;

beforeAll(async () => {
  report = buildReport(await exampleEvaluation());
});

/** The report with its quotes of the evaluation replaced by where they stand, so that their wording is free to change. */
function withPlainQuotes<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'object' && part !== null && 'text' in part && 'path' in part && !('value' in part)
      ? {
          ...part,
          text: `The text at ${String(part.path)} of the evaluation, which may be long enough to need two lines.`,
        }
      : part,
  );
}

const files = [
  { label: 'evaluation', path: '.understudy/buying-sugar/run/evaluation.json' },
  { label: 'report', path: '.understudy/buying-sugar/run/report.html' },
];

describe('the report for the terminal', () => {
  it('reads as before', async () => {
    const text = terminalReport(withPlainQuotes(report), { color: false, width: 100, files });
    await expect(text).toMatchFileSnapshot('../fixtures/report/terminal.txt');
  });

  it.each([80, 100, 240])('stays within the page of a terminal %d wide', (width) => {
    const page = Math.min(100, width);
    const tooLong = terminalReport(report, { color: false, width, files })
      .split('\n')
      .filter((line) => !/^ {2}(evaluation|report) /.test(line))
      .filter((line) => Array.from(line).length > page);
    expect(tooLong).toEqual([]);
  });

  it('says the same with and without colours', () => {
    const plain = terminalReport(report, { color: false, width: 100, files });
    const coloured = terminalReport(report, { color: true, width: 100, files });
    expect(plain).toBe(stripVTControlCharacters(plain));
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  it('names every section that the evaluation has something of', () => {
    const text = terminalReport(report, { color: false, width: 100 });
    const sections = [
      'Who was compared',
      'The ladder',
      'Misaligned cells',
      'Heterogeneity',
      'Coherence gaps',
      'Coefficients',
      'Treatment effects',
      'Before you use a figure',
      'Verdict',
    ];
    const places = sections.map((title) => text.search(new RegExp(`^${title}`, 'm')));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('keeps coefficients apart whose long names begin alike', () => {
    const levels = ['some college', 'college graduate'];
    const long = report.regressions.map((regression) => ({
      ...regression,
      coefficients: regression.coefficients.map((coefficient, index) => ({
        ...coefficient,
        name: `factor(education, ref = "finished high school")${levels[index] ?? index}`,
      })),
    }));
    const text = terminalReport({ ...report, regressions: long }, { color: false, width: 80 });
    expect(text).toMatch(/^ {2}fact.*….*college {2}/m);
    expect(text).toMatch(/^ {2}fact.*….*raduate {2}/m);
  });

  it('leaves out what a study does not have', () => {
    const text = terminalReport(
      { ...report, regressions: [], effects: { rows: [], summary: null }, coherence: { rules: [], pairs: [] } },
      { color: false, width: 100 },
    );
    expect(text).not.toMatch(/^(Coefficients|Treatment effects|Coherence gaps)/m);
  });
});
