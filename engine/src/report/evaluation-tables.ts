import type { Distribution, Evaluation } from '#engine/evaluation';
import { type CsvCell, csvText } from '#engine/text';

/** One tidy table of an evaluation: every number as it stands there, unrounded. */
export interface EvaluationTable {
  readonly name: EvaluationTableName;
  /** What one row is. */
  readonly content: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

export const evaluationTableNames = [
  'flow',
  'arms',
  'models',
  'items',
  'answers',
  'cells',
  'share-differences',
  'ladder',
  'comparisons',
  'levels',
  'subgroups',
  'composition',
  'heterogeneity',
  'variance',
  'unused-options',
  'profiles',
  'twins',
  'coherence',
  'associations',
  'fits',
  'coefficients',
  'rectified',
  'rectified-means',
  'rectified-coefficients',
  'further-personas',
  'effects',
  'effect-summaries',
  'sensitivity',
  'answer-order',
  'warnings',
  'verdict',
] as const;
export type EvaluationTableName = (typeof evaluationTableNames)[number];

/**
 * The whole evaluation as tidy tables, of all models. Columns are the names of `evaluation.json`; what lies inside another
 * object is joined by `_` (`human_estimate`), and both ends of an interval are `…_lower` and `…_upper`. A table of which
 * the evaluation has nothing has no rows, and no columns.
 */
export function evaluationTables(evaluation: Evaluation): readonly EvaluationTable[] {
  return evaluationTableNames.map((name) => {
    const { content, records } = sources[name];
    return { name, content, ...asTable(records(evaluation)) };
  });
}

/** A table as CSV (RFC 4180). */
export function evaluationCsv({ columns, rows }: EvaluationTable): string {
  return csvText(columns, rows);
}

interface Source {
  readonly content: string;
  readonly records: (evaluation: Evaluation) => readonly object[];
}

const sources: Readonly<Record<EvaluationTableName, Source>> = {
  flow: { content: 'The way of people from the rows of the data to those compared; one row.', records: flow },
  arms: {
    content: 'A row an arm and respondents: people of the pilot and held-out, and the answers of each model by kind.',
    records: arms,
  },
  models: {
    content: 'A row a model: what it is, how it was asked, what became of the questions.',
    records: ({ models }) => models.map(({ responses_by_arm: _, ...model }) => model),
  },
  items: {
    content:
      'A row an item, arm and respondents (people, pilot, models): numbers of answers, mean, standard deviation.',
    records: (evaluation) =>
      distributions(evaluation).map(({ distribution: { n, n_missing, mean, sd }, item, ...about }) => ({
        item: item.id,
        ...about,
        n,
        n_missing,
        mean,
        sd,
        unit: item.unit,
      })),
  },
  answers: {
    content:
      'A row an item, arm, respondents and answer: how many gave it, and their share of the substantive answers.',
    records: answers,
  },
  cells: {
    content: 'A row a model, item, arm and subgroup: distance, floor, p, interval, verdict.',
    records: ({ cells }) =>
      cells.map(({ share_differences: _, subgroup, id, path, ...cell }) => ({
        id,
        ...cell,
        subgroup: subgroup.map(({ attribute, level }) => `${attribute}=${level}`).join(' & '),
        path,
      })),
  },
  'share-differences': {
    content: 'A row a tested cell and answer: simulated share minus human share.',
    records: ({ cells, items }) =>
      cells.flatMap(({ id, item, share_differences }) =>
        (share_differences ?? []).map((difference, index) => ({
          cell: id,
          answer: items.find((one) => one.id === item)?.labels[index] ?? null,
          difference,
        })),
      ),
  },
  ladder: {
    content: 'A row an item (none: over all) and model: mean distance over everyone and each arm.',
    records: ({ ladder }) => ladder.flatMap(({ item, models }) => models.map((model) => ({ item, ...model }))),
  },
  comparisons: { content: 'A row two models: which is nearer to people.', records: ({ comparisons }) => comparisons },
  levels: {
    content: 'A row a model and level of an attribute: means over the items.',
    records: ({ level_summaries }) => level_summaries,
  },
  subgroups: {
    content: 'A row a model, item and attribute: worst group, disparity, gap inflation.',
    records: ({ subgroups }) => subgroups,
  },
  composition: {
    content: 'A row a model, attribute and level: who was simulated beside who was asked.',
    records: ({ composition }) =>
      composition.flatMap(({ levels, ...about }) => levels.map((level) => ({ ...about, ...level }))),
  },
  heterogeneity: {
    content: 'A row a model and item: spread of answers.',
    records: ({ heterogeneity }) => heterogeneity.map(({ groups: _, unused_options: __, ...row }) => row),
  },
  variance: {
    content: 'A row a model, item and attribute: variance within and between levels, simulated over human.',
    records: ({ heterogeneity }) =>
      heterogeneity.flatMap(({ model, item, groups }) => groups.map((group) => ({ model, item, ...group }))),
  },
  'unused-options': {
    content: 'A row a model, item and answer that at least 5 % of people gave and nobody simulated.',
    records: ({ heterogeneity }) =>
      heterogeneity.flatMap(({ model, item, unused_options }) =>
        unused_options.map((option) => ({ model, item, ...option })),
      ),
  },
  profiles: { content: 'A row a model: different sets of beliefs.', records: ({ profiles }) => profiles },
  twins: {
    content: 'A row a model and item: agreement of people and their twins, one by one.',
    records: ({ twin_agreement }) => twin_agreement,
  },
  coherence: {
    content: 'A row a model and coherence rule: belief–action gaps.',
    records: ({ coherence }) => coherence,
  },
  associations: {
    content: 'A row a model, belief and action: how strongly they go together.',
    records: ({ associations }) => associations,
  },
  fits: {
    content: 'A row a model and regression: the fits to people, pilot and model, and how well coefficients agree.',
    records: ({ regressions }) => regressions.map(({ coefficients: _, ...fit }) => fit),
  },
  coefficients: {
    content: 'A row a model, regression and coefficient: estimates of people, pilot and model, and their difference.',
    records: ({ regressions }) =>
      regressions.flatMap(({ id, model, coefficients }) =>
        coefficients.map((coefficient) => ({ regression: id, model, ...coefficient })),
      ),
  },
  rectified: {
    content: 'A row a model that answered for further personas: how many, and what came out.',
    records: ({ rectified = [] }) =>
      rectified.map(({ composition: _, items: __, by_arm: ___, regressions: ____, ...about }) => about),
  },
  'rectified-means': {
    content:
      'A row a model and mean or share, over all arms and in each: of the people alone, and of people and simulation together.',
    records: ({ rectified = [] }) =>
      rectified.flatMap(({ model, items, by_arm }) =>
        [{ treatment: null, arm: null, items }, ...by_arm].flatMap(({ items: means, ...arm }) =>
          means.map((one) => ({ model, ...arm, ...one })),
        ),
      ),
  },
  'rectified-coefficients': {
    content: 'A row a model, regression and coefficient: of the people alone, and of people and simulation together.',
    records: ({ rectified = [] }) =>
      rectified.flatMap(({ model, regressions }) =>
        regressions.flatMap(({ id, path: _, coefficients, ...fit }) =>
          // A regression without estimates has a row all the same, which says why.
          (coefficients.length === 0 ? [{}] : coefficients).map((one) => ({ regression: id, model, ...fit, ...one })),
        ),
      ),
  },
  'further-personas': {
    content: 'A row a model and attribute, arm or pair of these: people beside further personas.',
    records: ({ rectified = [] }) =>
      rectified.flatMap(({ model, composition }) => composition.map((one) => ({ model, ...one }))),
  },
  effects: {
    content: 'A row a model, item and arm: the treatment effect on people and on simulated respondents.',
    records: ({ treatment_effects }) => treatment_effects.effects,
  },
  'effect-summaries': {
    content: 'A row a model: agreement over all treatment effects.',
    records: ({ treatment_effects }) => treatment_effects.summary,
  },
  sensitivity: {
    content: 'A row a headline figure: its spread over further runs of the same model.',
    records: ({ sensitivity }) =>
      sensitivity === null ? [] : sensitivity.figures.map((one) => ({ model: sensitivity.model, ...one })),
  },
  'answer-order': {
    content: 'A row a model and item: effects of the order in which answers were offered.',
    records: ({ answer_order }) => answer_order,
  },
  warnings: { content: 'A row a warning.', records: ({ warnings }) => warnings },
  verdict: {
    content: 'A row a line of the verdict and reason.',
    records: ({ verdict }) =>
      verdict.lines.flatMap(({ name, outcome, reasons }) =>
        reasons.map((reason, index) => ({ line: name, outcome, number: index + 1, reason })),
      ),
  },
};

function flow({ people: { arms: _, ...people } }: Evaluation): readonly object[] {
  return [people];
}

function arms({ people, models }: Evaluation): readonly object[] {
  return people.arms.flatMap(({ treatment, arm, n_pilot, n_held_out, nonresponse }) => [
    { treatment, arm, respondents: 'pilot', n: n_pilot },
    { treatment, arm, respondents: 'held-out', n: n_held_out, nonresponse },
    ...models.flatMap(({ id, responses_by_arm }) =>
      responses_by_arm
        .filter((one) => one.treatment === treatment && one.arm === arm)
        .map((one) => ({
          treatment,
          arm,
          respondents: id,
          n: one.n_respondents,
          nonresponse: one.nonresponse,
          ...one.responses,
        })),
    ),
  ]);
}

interface OneDistribution {
  readonly item: Evaluation['items'][number];
  readonly treatment: string | null;
  readonly arm: string | null;
  readonly respondents: string;
  readonly distribution: Distribution;
}

function distributions({ items }: Evaluation): readonly OneDistribution[] {
  return items.flatMap((item) => {
    const all = { item, treatment: null, arm: null };
    return [
      { ...all, respondents: 'held-out', distribution: item.human },
      ...(item.pilot === null ? [] : [{ ...all, respondents: 'pilot', distribution: item.pilot }]),
      ...item.simulated.map(({ model, distribution }) => ({ ...all, respondents: model, distribution })),
      ...item.by_arm.flatMap(({ treatment, arm, human, simulated }) => [
        { item, treatment, arm, respondents: 'held-out', distribution: human },
        ...simulated.map(({ model, distribution }) => ({ item, treatment, arm, respondents: model, distribution })),
      ]),
    ];
  });
}

function answers(evaluation: Evaluation): readonly object[] {
  return distributions(evaluation).flatMap(({ item, treatment, arm, respondents, distribution }) => {
    const about = { item: item.id, treatment, arm, respondents };
    return [
      ...item.labels.map((answer, index) => ({
        ...about,
        answer,
        score: item.scores[index] ?? null,
        kind: 'substantive',
        count: distribution.counts[index] ?? 0,
        share: distribution.shares[index] ?? 0,
      })),
      ...item.also.map((answer, index) => ({
        ...about,
        answer,
        score: null,
        kind: 'beside the scale',
        count: distribution.also_counts[index] ?? 0,
        share: null,
      })),
    ];
  });
}

function asTable(records: readonly object[]): Pick<EvaluationTable, 'columns' | 'rows'> {
  const columns = columnsOf(records);
  return {
    columns: columns.map(({ name }) => name),
    rows: records.map((record) => columns.map(({ cell }) => cell(record))),
  };
}

interface TableColumn {
  readonly name: string;
  readonly cell: (record: object) => CsvCell;
}

/** The columns of all records, in the order in which they first occur. */
function columnsOf(records: readonly object[]): readonly TableColumn[] {
  const keys = new Set(records.flatMap((record) => Object.keys(record)));
  return [...keys].flatMap((key): readonly TableColumn[] => {
    const of = (record: object): unknown => (record as Readonly<Record<string, unknown>>)[key];
    if (/(^|_)interval(_\d+)?$/.test(key)) {
      const end = (index: 0 | 1) => (record: object) => {
        const value = of(record);
        return Array.isArray(value) ? asCell(value[index]) : null;
      };
      return [
        { name: `${key}_lower`, cell: end(0) },
        { name: `${key}_upper`, cell: end(1) },
      ];
    }
    const inner = records.map(of).filter(isRecord);
    return inner.length === 0
      ? [{ name: key, cell: (record) => asCell(of(record)) }]
      : columnsOf(inner).map(({ name, cell }) => ({
          name: `${key}_${name}`,
          cell: (record) => {
            const value = of(record);
            return isRecord(value) ? cell(value) : null;
          },
        }));
  });
}

/** A number or text as it is, a truth as a word, a list between semicolons. */
function asCell(value: unknown): CsvCell {
  if (typeof value === 'number' || typeof value === 'string') {
    return value;
  }
  return Array.isArray(value) ? value.map(String).join('; ') : typeof value === 'boolean' ? String(value) : null;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
