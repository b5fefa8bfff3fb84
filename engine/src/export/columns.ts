import { alsoCode, type CodedVariable, failureCode, failureKinds, variableShape } from '#engine/data';
import { type Item, type Study, type Variable, variablesOf } from '#engine/study';
import type { CsvCell } from '#engine/text';
import type { ExportColumn } from './exported.ts';

/** What is known of the respondents themselves. The names hold a dot, so that no variable of a study can have them. */
export function respondentColumns(study: Study): readonly ExportColumn[] {
  const clusters = new Set(
    study.regressions.flatMap(({ errors }) => (errors.value.kind === 'cluster' ? [errors.value.column] : [])),
  );
  return [
    about(
      'respondent.id',
      'Who answered: the person’s id, or that of the simulated respondent; unique in a run.',
      ({ table }, row) => table.ids[row] ?? '',
    ),
    about(
      'respondent.part',
      '“pilot”: a person whom models may have learned from. “held-out”: a person who is compared with. “simulated”: answered by a model.',
      ({ parts }, row) => parts[row] ?? '',
    ),
    about('respondent.model', 'The model that answered; empty for people.', ({ run }) => run?.model ?? null),
    about('respondent.run', 'The run of the model; empty for people.', ({ run }) => run?.name ?? null),
    about(
      'respondent.persona',
      'The persona that the model played, the same for all its repeats; empty for people.',
      ({ personas }, row) => personas?.[row] ?? null,
    ),
    about(
      'respondent.twin',
      'The id of the person whose attributes and arms the persona has; empty where there is none.',
      ({ twins }, row) => twins?.[row] ?? null,
    ),
    about(
      'respondent.repeat',
      'Which time the persona was asked, from 1; empty for people.',
      ({ repeats }, row) => repeats?.[row] ?? null,
    ),
    about(
      'respondent.weight',
      'The survey weight as it stands in the data; empty where there is none.',
      ({ table }, row) => table.weights?.[row] ?? null,
    ),
    ...Array.from(clusters, (column) =>
      about(
        `cluster.${column}`,
        `The cluster in the data column “${column}”, as a number; for a simulated respondent that of the twin; empty where it is missing.`,
        ({ clusters: known }, row) => {
          const cluster = known.get(column)?.[row] ?? -1;
          return cluster < 0 ? null : cluster;
        },
      ),
    ),
  ];
}

function about(name: string, description: string, cell: ExportColumn['cell']): ExportColumn {
  return { name, variable: null, description, cell };
}

/** The columns of every attribute, treatment, item and derived variable, in the order of the study. */
export function variableColumns(study: Study): readonly ExportColumn[] {
  return variablesOf(study).flatMap(columnsOf);
}

/**
 * The columns of one variable: its label or number under its id; `.score` where labels have an order; `.class` where
 * numbers have classes; `.missing` for an item, which says why there is no answer.
 */
export function columnsOf(variable: Variable): readonly ExportColumn[] {
  const id = variable.id.value;
  const { measure, labels } = variableShape(variable);
  const column = (
    name: string,
    description: string,
    cell: (known: CodedVariable, row: number) => CsvCell,
  ): ExportColumn => ({
    name,
    variable: id,
    description,
    cell: ({ table }, row) => {
      const known = table.variables.get(id);
      return known === undefined ? null : cell(known, row);
    },
  });
  return [
    column(id, `${valueWords[measure]}; empty where there is none.`, valueAt),
    ...(measure === 'ordinal' ? [column(`${id}.score`, `The score of ${id}.`, scoreAt)] : []),
    ...(measure === 'numeric' && labels.length > 0
      ? [
          column(
            `${id}.class`,
            `The class that ${id} falls in.`,
            (known, row) => known.labels[known.codes[row] ?? -1] ?? null,
          ),
        ]
      : []),
    ...(variable.kind === 'item'
      ? [
          column(`${id}.missing`, `Why ${id} is empty; empty where there is an answer.`, (known, row) =>
            missingAt(variable, known, row),
          ),
        ]
      : []),
  ];
}

const valueWords = {
  nominal: 'The label',
  ordinal: 'The label',
  numeric: 'The number',
  text: 'The text',
} as const;

/** The label, number or text of a row; null where there is none. */
export function valueAt({ codes, labels, values, texts }: CodedVariable, row: number): CsvCell {
  if (values !== null) {
    const value = values[row] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  }
  if (texts !== null) {
    return texts[row] === '' ? null : (texts[row] ?? null);
  }
  return labels[codes[row] ?? -1] ?? null;
}

/** The number of a numeric answer, the score of an ordinal one; null for other answers and where there is none. */
export function scoreAt({ codes, measure, scores, values }: CodedVariable, row: number): number | null {
  if (values !== null) {
    const value = values[row] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  }
  return measure === 'ordinal' ? (scores[codes[row] ?? -1] ?? null) : null;
}

/** What stands in `.missing` for a person who gave no answer that the study knows. */
export const noAnswer = 'no answer';

/** What can stand in the column `.missing` of an item, each with what it means and the code behind it. */
export function missingCodes(
  item: Item,
): readonly { readonly text: string; readonly code: number; readonly meaning: string }[] {
  return [
    ...item.also.map(({ label }, index) => ({
      text: label.value,
      code: alsoCode(index),
      meaning: 'An answer that is offered beside the others and is no point among them.',
    })),
    {
      text: noAnswer,
      code: -1,
      meaning: 'A person without an answer: empty, named as missing, or a value that the study does not know.',
    },
    ...failureKinds.map((kind) => ({ text: kind, code: failureCode(kind), meaning: failureMeanings[kind] })),
  ];
}

const failureMeanings = {
  refused: 'The model, or a filter, declined.',
  invalid: 'The model’s answer is not one of the item’s.',
  missing: 'The model’s reply leaves the item out.',
  error: 'No reply came.',
} as const;

/** Why an item has no answer in a row; null where it has one. */
export function missingAt(item: Item, known: CodedVariable, row: number): string | null {
  if (valueAt(known, row) !== null) {
    return null;
  }
  const code = known.codes[row] ?? -1;
  return missingCodes(item).find((one) => one.code === code)?.text ?? noAnswer;
}
