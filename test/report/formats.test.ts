import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import {
  buildReport,
  type EvaluationTableName,
  evaluationCsv,
  evaluationTableNames,
  evaluationTables,
  markdownMethods,
  markdownReport,
  methodsText,
} from '#engine/report';
import {
  bareEvaluation,
  besideEvaluation,
  exampleEvaluation,
  rectifiedEvaluation,
  refusedEvaluation,
} from './example.ts';

let evaluation: Evaluation;

beforeAll(async () => {
  evaluation = await exampleEvaluation();
});

function rowsOf(name: EvaluationTableName, of: Evaluation = evaluation): readonly Readonly<Record<string, string>>[] {
  const table = evaluationTables(of).find((one) => one.name === name);
  const csv = table === undefined ? '' : evaluationCsv(table);
  return Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
}

describe('the tables of an evaluation', () => {
  it('are all there, once each, and each row has a cell for each column', () => {
    const tables = evaluationTables(evaluation);
    expect(tables.map(({ name }) => name)).toEqual(evaluationTableNames);
    for (const { name, columns, rows } of tables) {
      expect(new Set(columns).size, name).toBe(columns.length);
      expect(rows.filter((row) => row.length !== columns.length)).toEqual([]);
    }
  });

  it('hold every cell of every model, unrounded, with both ends of its interval', () => {
    const rows = rowsOf('cells');
    expect(rows).toHaveLength(evaluation.cells.length);
    evaluation.cells.forEach((cell, index) => {
      const row = rows[index];
      expect(row?.['id']).toBe(cell.id);
      expect(row?.['subgroup']).toBe(cell.subgroup.map((one) => `${one.attribute}=${one.level}`).join(' & '));
      expect(numberOf(row?.['distance'])).toBe(cell.distance);
      expect(numberOf(row?.['detectable'])).toBe(cell.detectable);
      expect(numberOf(row?.['interval_lower'])).toBe(cell.interval?.[0] ?? null);
      expect(numberOf(row?.['interval_upper'])).toBe(cell.interval?.[1] ?? null);
    });
  });

  it('hold coefficients of people, pilot and model beside each other', () => {
    const wanted = evaluation.regressions.flatMap(({ coefficients }) => coefficients);
    const rows = rowsOf('coefficients');
    expect(rows).toHaveLength(wanted.length);
    wanted.forEach((coefficient, index) => {
      expect(rows[index]?.['name']).toBe(coefficient.name);
      expect(numberOf(rows[index]?.['human_estimate'])).toBe(coefficient.human?.estimate ?? null);
      expect(numberOf(rows[index]?.['simulated_interval_upper'])).toBe(coefficient.simulated?.interval?.[1] ?? null);
    });
  });

  it('hold who was asked and what became of it', () => {
    expect(rowsOf('flow')).toMatchObject([{ rows: '123', n_pilot: '30', n_held_out: '93', n_without_id: '0' }]);
    const refused = rowsOf('arms').filter(({ respondents }) => respondents === 'gpt');
    expect(refused.map((row) => [row['arm'], row['answered'], row['refused']])).toEqual([
      ['front', '131', '1'],
      ['interior', '145', '2'],
    ]);
  });

  it('add up: the shares of the answers of each item, arm and respondents make 1', () => {
    const sums = new Map<string, number>();
    for (const { item, treatment, arm, respondents, kind, share } of rowsOf('answers')) {
      if (kind === 'substantive') {
        const key = [item, treatment, arm, respondents].join('/');
        sums.set(key, (sums.get(key) ?? 0) + Number(share));
      }
    }
    expect([...sums.values()].filter((sum) => Math.abs(sum - 1) > 1e-9)).toEqual([]);
    expect(sums.size).toBe(rowsOf('items').length);
  });

  it('hold all that an evaluation has but what is said of the whole of it', async () => {
    const whole = [
      'format',
      'version',
      'understudy',
      'study',
      'subject',
      'seed',
      'draws',
      'alignment',
      'attributes',
      'fingerprints',
    ];
    for (const of of [evaluation, await rectifiedEvaluation()]) {
      const asText = (one: Evaluation): string => JSON.stringify(evaluationTables(one));
      const all = asText(of);
      const empty = (part: unknown): unknown => (Array.isArray(part) ? [] : null);
      const untold = Object.entries(of).filter(
        ([key, part]) =>
          !whole.includes(key) &&
          JSON.stringify(part) !== JSON.stringify(empty(part)) &&
          // A part is told if the tables are others without it, or cannot be made.
          !differs(() => asText({ ...of, [key]: empty(part) }), all),
      );
      expect(untold.map(([key]) => key)).toEqual([]);
    }
  });

  it('hold rectified estimates, and why a regression has none', async () => {
    const of = await rectifiedEvaluation();
    const [found] = of.rectified ?? [];
    const rows = rowsOf('rectified-means', of).filter(({ model }) => model === found?.model);
    expect(rows.map(({ rectified_estimate }) => numberOf(rectified_estimate))).toEqual(
      [found, ...(found?.by_arm ?? [])].flatMap(
        (part) => part?.items.map((one) => one.rectified?.estimate ?? null) ?? [],
      ),
    );
    expect(rowsOf('rectified-coefficients', of)).toHaveLength(
      (of.rectified ?? []).flatMap(({ regressions }) =>
        regressions.flatMap(({ coefficients }) => (coefficients.length === 0 ? [null] : coefficients)),
      ).length,
    );
  });

  it('have no rows where the evaluation has nothing', async () => {
    const bare = await bareEvaluation();
    expect(rowsOf('coherence', bare)).toEqual([]);
    expect(rowsOf('coefficients', bare)).toEqual([]);
    expect(rowsOf('cells', bare).length).toBeGreaterThan(0);
  });
});

function differs(make: () => string, from: string): boolean {
  try {
    return make() !== from;
  } catch {
    return true;
  }
}

function numberOf(text: string | undefined): number | null {
  return text === undefined || text === '' ? null : Number(text);
}

describe('the report in Markdown', () => {
  it('reads as before', async () => {
    await expect(markdownReport(buildReport(evaluation))).toMatchFileSnapshot('../fixtures/report/report.md');
  });

  it('has tables whose rows all have as many cells as their head', async () => {
    for (const report of [evaluation, await besideEvaluation(), await rectifiedEvaluation()].map((one) =>
      buildReport(one),
    )) {
      const tables = markdownReport(report)
        .split('\n\n')
        .filter((block) => block.startsWith('|'));
      expect(tables.length).toBeGreaterThan(15);
      for (const table of tables) {
        const sizes = new Set(
          table
            .trim()
            .split('\n')
            .map((line) => line.split(/(?<!\\)\|/).length),
        );
        expect(sizes.size, table).toBe(1);
      }
    }
  });

  it('leaves out sections of which there is nothing', async () => {
    const text = markdownReport(buildReport(await bareEvaluation()));
    expect(text).not.toContain('## Coefficients');
    expect(text).not.toContain('## Side by side');
    expect(text).toContain('## Methods');
  });
});

describe('the draft of a Methods section', () => {
  it('says of a language model how it was called, or that this is not known', () => {
    const [subject] = evaluation.models;
    const asked = { ask: 'questionnaire', seed: 4, shuffle: true, created: '2026-02-03T04:05:06.000Z' } as const;
    const settings = { model: 'm-1', base_url: 'http://localhost/v1', temperature: 0.7, max_tokens: null, seed: null };
    const called = { ...evaluation, models: [{ ...subject, asked, settings }, ...evaluation.models.slice(1)] };
    const text = methodsText(buildReport(called).methods);
    expect(text).toContain(
      'gpt is the model m-1 behind the endpoint http://localhost/v1, called with temperature .7, without a seed.',
    );
    expect(text).toContain('Options were shuffled for each respondent and scales reversed for half of them (seed 4).');
    expect(text).toContain('as run 2026-01-01-gpt on 2026-02-03 (UTC)');
    expect(text).toContain('Only one run of the model was evaluated');
    expect(methodsText(buildReport(evaluation).methods)).toContain('are not known to Understudy');
  });

  const sentences: readonly (readonly [string, string])[] = [
    ['who was asked', 'The data file (../../../samples/media-influence/data/media-influence.csv) has 123 rows'],
    ['the pilot', 'Of these people, 30 were drawn at random (seed '],
    ['who was held out', 'the other 93 were held out'],
    ['the answers', 'Of the questions put to them 276 got a usable answer'],
    ['the permutations', 'come from 2,000 permutations, in which person and twin change places'],
    ['the correction', 'corrected by Benjamini and Hochberg over all tested cells of the model, is at most .05'],
    ['the intervals', 'centred bootstrap, 400 draws'],
    ['the built-in respondents', 'uniform, pooled, resample and regression, each over 3 draws'],
    ['the version', 'evaluated with Understudy 0.0.0-test'],
  ];
  it.each(sentences)('says %s', (_, wanted) => {
    expect(methodsText(buildReport(evaluation).methods)).toContain(wanted);
  });

  it('says how people and simulation were put together, or that they were not', async () => {
    const together = methodsText(buildReport(await rectifiedEvaluation()).methods);
    expect(together).toContain('400 further personas were planned');
    expect(together).toContain('PPI++');
    expect(markdownReport(buildReport(await rectifiedEvaluation()))).toContain('## Rectified estimates');
    const refused = methodsText(buildReport(await refusedEvaluation()).methods);
    expect(refused).toContain('No rectified estimates were made.');
    expect(refused).not.toContain('PPI++');
    expect(methodsText(buildReport(evaluation).methods)).not.toContain('Rectified');
  });

  it('says what a small study did without', async () => {
    const text = methodsText(buildReport(await bareEvaluation()).methods);
    for (const wanted of [
      'No pilot was set apart',
      'uniform is not a language model',
      'No regressions were compared.',
      'No coherence rules were compared.',
      'No survey weights were used.',
    ]) {
      expect(text).toContain(wanted);
    }
    expect(text).not.toContain('Holm');
  });

  it('is the same in Markdown, with a title', () => {
    const markdown = markdownMethods(buildReport(evaluation));
    expect(markdown.startsWith('# Methods: ')).toBe(true);
    expect(markdown).toContain('**What was not done.**');
  });
});
