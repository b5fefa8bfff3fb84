import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { splitPeople, withDerived } from '#engine/data';
import {
  buildCodebook,
  codebookMarkdown,
  type ExportedRespondents,
  type ExportFormat,
  exportedPeople,
  exportedRun,
  exportTable,
} from '#engine/export';
import { codeAnswers, makePlan, type RespondentAnswers } from '#engine/simulation';
import { csvText } from '#engine/text';
import { peopleOf, studyOf } from '../data/helpers.ts';

const text = `study: small
title: A small study
human: { data: people.csv, id: id, missing: [no answer], weights: w, pilot: { size: 2, seed: 1 } }
personas:
  attributes:
    gender: { levels: { "Woman, or girl": F, Man: [M, m] } }
    region: { column: where, levels: [north, south], ordered: true }
    age: { number: { min: 18, max: 90, unit: years }, bins: [18, 40] }
    state: {}
  prompt: You are {{gender}}.
treatments:
  frame: { arms: { hidden: { values: 0 }, shown: { values: 1 } } }
beliefs:
  concern: { ask: "How concerned are you, {{gender}}?", scale: { 1: not, 4: some, 9: very }, also: [Don't know] }
actions:
  share: { ask: Do you share?, options: [Share, Decline] }
  price: { ask: For how much?, number: { min: 0, max: 100, step: 5, unit: "€" } }
regressions:
  main: { formula: price ~ concern, errors: cluster(city) }
`;

const study = studyOf(text);
const people = peopleOf(text, {
  id: ['a', 'b', 'c', 'd', 'e'],
  w: ['1', '2', '0.5', '1', '1'],
  gender: ['F', 'm', '', 'M', 'F'],
  where: ['north', 'south', 'south', 'north', 'north'],
  age: ['20', '41', '39', '', '90'],
  state: ['Ohio', 'Maine', '', 'Utah', '=1+1'],
  frame: ['0', '1', '0', '1', '0'],
  concern: ['1', 'very', "Don't know", 'no answer', '4'],
  share: ['Share', 'Decline', '', 'Share', 'Share'],
  price: ['5', '100', '0', '', '50'],
  city: ['x', 'y', 'x', '', 'y'],
}).value;
const split = splitPeople(study, people).value;

function simulated(): ExportedRespondents {
  const planned = makePlan(study, people, split);
  if (planned.kind !== 'planned') {
    throw new Error(planned.reason);
  }
  const [first, second, third] = planned.plan.respondents.ids as readonly [string, string, string];
  const lines: readonly RespondentAnswers[] = [
    { respondent: first, repeat: 1, answers: { concern: 'some', share: 'Decline', price: 35 } },
    {
      respondent: second,
      repeat: 1,
      answers: { concern: "Don't know" },
      failures: { share: 'refused', price: 'error' },
    },
    { respondent: third, repeat: 1, answers: { concern: 'nonsense', share: 'Share' } },
  ];
  return exportedRun(
    study,
    { model: 'gpt', name: 'gpt-1' },
    planned.plan,
    codeAnswers(study, planned.plan, lines),
    people,
  );
}

function read(format: ExportFormat, respondents: ExportedRespondents): readonly Readonly<Record<string, string>>[] {
  const { columns, rows } = exportTable(study, format, [respondents]);
  const csv = csvText(
    columns.map(({ name }) => name),
    rows,
  );
  return Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
}

const asked = exportedPeople(people, split);

describe('the wide table', () => {
  it('has a row a person in study words, with scores, classes and reasons', () => {
    const rows = read('wide', asked);
    expect(rows).toHaveLength(5);
    expect(rows[1]).toEqual({
      'respondent.id': 'b',
      'respondent.part': rows[1]?.['respondent.part'],
      'respondent.model': '',
      'respondent.run': '',
      'respondent.persona': '',
      'respondent.twin': '',
      'respondent.repeat': '',
      'respondent.weight': '2',
      'cluster.city': '1',
      gender: 'Man',
      region: 'south',
      'region.score': '2',
      age: '41',
      'age.class': '40 or more',
      state: 'Maine',
      frame: 'shown',
      concern: 'very',
      'concern.score': '9',
      'concern.missing': '',
      share: 'Decline',
      'share.missing': '',
      price: '100',
      'price.missing': '',
    });
    expect(rows[2]).toMatchObject({
      gender: '',
      state: '',
      concern: '',
      'concern.score': '',
      'concern.missing': "Don't know",
    });
    expect(rows[3]).toMatchObject({ age: '', 'age.class': '', 'concern.missing': 'no answer', 'cluster.city': '' });
  });

  it('marks the pilot', () => {
    const parts = read('wide', asked).map((row) => row['respondent.part']);
    expect(parts).toEqual(parts.map((_, row) => (split.pilot.includes(row) ? 'pilot' : 'held-out')));
    expect(parts.filter((part) => part === 'pilot')).toHaveLength(2);
  });

  it('says of simulated rows whose twin they are, and why there is no answer', () => {
    const rows = read('wide', simulated());
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const twin = read('wide', asked).find((person) => person['respondent.id'] === row['respondent.twin']);
      expect(row).toMatchObject({
        'respondent.part': 'simulated',
        'respondent.model': 'gpt',
        'respondent.run': 'gpt-1',
        'respondent.repeat': '1',
        'respondent.persona': `twin:${row['respondent.twin']}`,
        'cluster.city': twin?.['cluster.city'],
        gender: twin?.['gender'],
        frame: twin?.['frame'],
      });
    }
    expect(rows[0]).toMatchObject({ concern: 'some', 'concern.score': '4', share: 'Decline', price: '35' });
    expect(rows[1]).toMatchObject({
      concern: '',
      'concern.missing': "Don't know",
      'share.missing': 'refused',
      'price.missing': 'error',
    });
    expect(rows[2]).toMatchObject({ 'concern.missing': 'invalid', share: 'Share', 'price.missing': 'missing' });
  });
});

describe('the long table', () => {
  it('says the same, answer by answer', () => {
    for (const respondents of [asked, simulated()]) {
      const wide = new Map(read('wide', respondents).map((row) => [row['respondent.id'], row]));
      const long = read('long', respondents);
      expect(long).toHaveLength(3 * wide.size);
      for (const row of long) {
        const other = wide.get(row['respondent.id'] ?? '');
        const item = row['answer.item'] ?? '';
        expect(row).toMatchObject({
          'respondent.part': other?.['respondent.part'],
          gender: other?.['gender'],
          'region.score': other?.['region.score'],
          'answer.role': item === 'concern' ? 'belief' : 'action',
          'answer.label': other?.[item],
          'answer.missing': other?.[`${item}.missing`],
          'answer.score': item === 'price' ? other?.[item] : (other?.[`${item}.score`] ?? ''),
        });
      }
    }
  });
});

describe('the codebook', () => {
  const codebook = buildCodebook(study, { understudy: '0.0.0-test', files: [], respondents: [asked, simulated()] });

  it('counts every answer of everybody once', () => {
    expect(codebook.respondents.map(({ id, n }) => `${id} ${n}`)).toEqual(['pilot 2', 'held-out 3', 'gpt-1 3']);
    for (const variable of codebook.variables.filter(({ missing }) => missing.length > 0)) {
      codebook.respondents.forEach(({ n }, index) => {
        const missing = variable.missing.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0);
        expect((variable.counts[index] ?? 0) + missing).toBe(n);
      });
    }
    for (const variable of codebook.variables.filter(({ labels }) => labels.length > 0)) {
      codebook.respondents.forEach((_, index) => {
        expect(variable.labels.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0)).toBe(variable.counts[index]);
      });
    }
  });

  it('says what a label is in the data and in prompts', () => {
    const variable = (id: string) => codebook.variables.find((one) => one.id === id);
    expect(variable('gender')?.labels.map(({ values }) => values)).toEqual([
      ['F', 'Woman, or girl'],
      ['M', 'm', 'Man'],
    ]);
    expect(variable('concern')).toMatchObject({
      kind: 'belief',
      question: 'How concerned are you, {{gender}}?',
      column: 'concern',
    });
    expect(variable('concern')?.labels.map(({ label, score, values }) => [label, score, values])).toEqual([
      ['not', 1, ['not', '1']],
      ['some', 4, ['some', '4']],
      ['very', 9, ['very', '9']],
    ]);
    expect(variable('price')?.numbers?.[2]).toEqual({ mean: 35, min: 35, max: 35 });
    expect(variable('frame')?.labels.map(({ values }) => values[0])).toEqual(['0', '1']);
    expect(variable('region')).toMatchObject({ column: 'where', measure: 'ordinal' });
  });

  it('is readable', () => {
    const markdown = codebookMarkdown(codebook);
    expect(markdown).toContain('### concern\n\nBelief, labels in order; data column `concern`.');
    expect(markdown).toContain('> How concerned are you, {{gender}}?');
    expect(markdown).toContain('| very | 9 | very, 9 |');
    expect(markdown).toContain('Action, a number from 0 to 100, in steps of 5 (€)');
    expect(markdown).not.toMatch(/\n{3}|undefined|NaN/);
  });
});

describe('derived variables', () => {
  const derivedText = text.replace(
    'regressions:',
    `derived:
  worth: { title: What it is worth, value: price / 10 + concern, at_least: 1 }
  old: age / 10
regressions:`,
  );
  const own = studyOf(derivedText);
  const theirs = { ...simulated(), table: withDerived(own, simulated().table) };
  const columnsOf = (format: ExportFormat) => exportTable(own, format, [theirs]);

  it('have a column in the wide table, without a reason', () => {
    const { columns, rows } = columnsOf('wide');
    const names = columns.map(({ name }) => name);
    expect(names.slice(-2)).toEqual(['worth', 'old']);
    expect([...rows].map((row) => row[names.indexOf('worth')])).toEqual([7.5, null, null]);
  });

  it('are rows of the long table where they rest on items, and else known of the respondent', () => {
    const { columns, rows } = columnsOf('long');
    const names = columns.map(({ name }) => name);
    expect(names).toContain('old');
    const found = [...rows].filter((row) => row[names.indexOf('answer.item')] === 'worth');
    expect(found.map((row) => row.slice(names.indexOf('answer.role')))).toEqual([
      ['derived', 7.5, 7.5, null],
      ['derived', null, null, null],
      ['derived', null, null, null],
    ]);
  });

  it('are in the codebook with what they are computed from, and no data column', () => {
    const codebook = buildCodebook(own, { understudy: '0.1.0', files: [], respondents: [theirs] });
    expect(codebook.variables.find(({ id }) => id === 'worth')).toMatchObject({
      kind: 'derived',
      measure: 'numeric',
      question: null,
      column: null,
      computed: { from: 'price / 10 + concern', at_least: 1 },
      number: { min: 1, max: 19, step: null, unit: null },
      counts: [1],
    });
    expect(codebookMarkdown(codebook)).toContain(
      'What it is worth. Derived variable, a number from 1 to 19; computed as `price / 10 + concern` where at least 1 of its parts are there.',
    );
  });
});
