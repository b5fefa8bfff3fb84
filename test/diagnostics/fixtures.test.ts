import fs from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkStudy, type StudyData } from '#engine/checks';
import { type Diagnostic, type DiagnosticCode, diagnosticCodes, heedComments } from '#engine/diagnostics';
import type { Evaluation } from '#engine/evaluation';
import { findings } from '#engine/report';
import { commentsOf, parseStudy, type Study } from '#engine/study';
import { dataOf } from '../checks/fixtures.ts';
import { tableOf } from '../data/helpers.ts';
import { exampleEvaluation, exampleStudyText } from '../report/example.ts';
import { commentedAbove, type Fixture, fixtureFolder, fixturesOf, inEveryStyle } from './fixture-files.ts';

const codes = Object.keys(diagnosticCodes) as readonly DiagnosticCode[];
/** Findings need an evaluation: see below. What is about other files has tests of its own: test/server/diagnostics.test.ts, test/node/studies-named.test.ts. */
const fromText = codes.filter((code) => !['evaluation', 'folder'].includes(diagnosticCodes[code].needs));

function dataFor(study: Study, { cells, notes, error }: Fixture): StudyData {
  if (error !== null) {
    return { kind: 'error', error };
  }
  return cells === null ? { kind: 'none' } : dataOf({ ...tableOf(cells), notes })(study);
}

/** Everything that is said about a text, as the editor and the command line say it. */
function said(text: string, fixture: Fixture): readonly Diagnostic[] {
  const { value: study, diagnostics } = parseStudy(text);
  const data = dataFor(study, fixture);
  const looked = { data: data.kind === 'table', folder: false, evaluation: false };
  return heedComments([...diagnostics, ...checkStudy(study, data)], { text, comments: commentsOf(study), looked });
}

function places(text: string, found: readonly Pick<Diagnostic, 'code' | 'range'>[]): readonly string[] {
  return found
    .map(
      ({ code, range }) => `${range.start}–${range.end} ${JSON.stringify(text.slice(range.start, range.end))} ${code}`,
    )
    .sort();
}

describe.each(fromText)('%s', (code) => {
  const fixtures = fixturesOf(code);
  const firing = fixtures.filter(({ message }) => message !== null);

  it(`has a fixture that fires and one that is quiet, in ${fixtureFolder.pathname}`, () => {
    expect(firing.length).toBeGreaterThan(0);
    expect(fixtures.length).toBeGreaterThan(firing.length);
  });

  it('is said exactly where it should be, and nothing else, in every style', () => {
    for (const fixture of fixtures) {
      for (const { text, marked, style } of inEveryStyle(fixture.source)) {
        const wanted = fixture.message === null ? [] : marked.map((range) => ({ code, range }));
        const found = said(text, fixture);
        expect(places(text, found), `${style}\n${text}\n${found.map(({ message }) => message).join('\n')}`).toEqual(
          places(text, wanted),
        );
        const messages = found.map(({ message }) => message).join('\n');
        expect(messages).toContain(fixture.message ?? '');
      }
    }
  });

  it('is silenced by a comment, in every style', () => {
    for (const fixture of firing) {
      for (const written of inEveryStyle(fixture.source)) {
        const text = commentedAbove(written, `# understudy-ignore ${code}: reason`);
        expect(places(text, said(text, fixture)), `${written.style}\n${text}`).toEqual([]);
      }
    }
  });
});

it('has no fixture of a code that there is not', () => {
  const named = fs.readdirSync(fixtureFolder).map((file) => file.replace(/\.txt$/, ''));
  expect(named.sort()).toEqual([...fromText].sort());
});

describe('findings of an evaluation', () => {
  let evaluation: Evaluation;
  beforeAll(async () => {
    evaluation = await exampleEvaluation();
  });

  const fromEvaluation = codes.filter((code) => diagnosticCodes[code].needs === 'evaluation' && code !== 'run-file');

  /** What the example says of a text: the evaluation, heeding comments. */
  function found(text: string): readonly Diagnostic[] {
    const { value: study } = parseStudy(text);
    const looked = { data: false, folder: false, evaluation: false };
    return heedComments(findings(evaluation, study), { text, comments: commentsOf(study), looked });
  }

  const stale = exampleStudyText.replace('when: presumed_influence >= 6', 'when: presumed_influence >= 5');
  const textFor = (code: DiagnosticCode): string => (code === 'stale-finding' ? stale : exampleStudyText);

  it.each(fromEvaluation)('%s is said, and silenced above each of its places', (code) => {
    const text = textFor(code);
    const places = found(text).filter((one) => one.code === code);
    expect(places.length).toBeGreaterThan(0);
    for (const { range } of places) {
      const line = text.slice(0, range.start).split('\n').length - 1;
      const silenced = commentedAbove({ text, line }, `# understudy-ignore ${code}: known`);
      const left = found(silenced).filter((one) => one.code === code);
      const before = places.filter((one) => text.slice(0, one.range.start).split('\n').length - 1 === line);
      expect(left.length).toBe(places.length - before.length);
    }
  });

  it.each(fromEvaluation)('%s is not said of a model that answers as people do', (code) => {
    const agreeing: Evaluation = { ...evaluation, subject: 'nobody' };
    expect(findings(agreeing, parseStudy(textFor(code)).value).filter((one) => one.code === code)).toEqual([]);
  });

  it.each([
    ['single', (formula: string) => `'${formula}'`],
    ['double', (formula: string) => `"${formula.replaceAll('"', '\\"')}"`],
    ['folded', (formula: string) => `>-\n      ${formula}`],
    ['literal', (formula: string) => `|-\n      ${formula}`],
  ])('stand on the term of a formula in style %s, and are silenced at its key', (_style, written) => {
    const text = exampleStudyText.replace(/(?<=formula: )buying.*$/m, written);
    const [term] = found(text).filter(({ code }) => code === 'coefficient-differs');
    expect(text.slice(term?.range.start, term?.range.end)).toBe('importance');
    const line = text.slice(0, text.indexOf(`formula: ${written('').slice(0, 1)}`)).split('\n').length - 1;
    const silenced = commentedAbove({ text, line }, '# understudy-ignore coefficient-differs: known');
    expect(found(silenced).map(({ code }) => code)).not.toContain('coefficient-differs');
  });
});
