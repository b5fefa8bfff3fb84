import type { Item, Study } from '#engine/study';
import type { CsvCell } from '#engine/text';
import { columnsOf, missingAt, respondentColumns, scoreAt, valueAt, variableColumns } from './columns.ts';
import type { ExportColumn, ExportedRespondents, ExportTable } from './exported.ts';

export type ExportFormat = 'wide' | 'long';

/** One row a respondent with a column or more for every variable, or one a respondent and item with attributes and arms. */
export function exportTable(study: Study, format: ExportFormat, all: readonly ExportedRespondents[]): ExportTable {
  if (format === 'wide') {
    const columns = [...respondentColumns(study), ...variableColumns(study)];
    return { columns, rows: wideRows(columns, all) };
  }
  const about = [...respondentColumns(study), ...[...study.attributes, ...study.treatments].flatMap(columnsOf)];
  const columns = [...about, ...answerColumns.map((column) => ({ ...column, variable: null }))];
  return { columns, rows: longRows(study.items, about, all) };
}

function* wideRows(columns: readonly ExportColumn[], all: readonly ExportedRespondents[]) {
  for (const respondents of all) {
    for (let row = 0; row < respondents.table.size; row += 1) {
      yield columns.map(({ cell }) => cell(respondents, row));
    }
  }
}

const answerColumns = [
  { name: 'answer.item', description: 'The item.' },
  { name: 'answer.role', description: '“belief” or “action”.' },
  { name: 'answer.label', description: 'The label of the answer, or the number; empty where there is none.' },
  {
    name: 'answer.score',
    description: 'The score of a scale’s answer, or the number; empty for answers without an order.',
  },
  { name: 'answer.missing', description: 'Why there is no answer; empty where there is one.' },
] as const;

function* longRows(
  items: readonly Item[],
  about: readonly ExportColumn[],
  all: readonly ExportedRespondents[],
): Generator<readonly CsvCell[]> {
  for (const respondents of all) {
    for (let row = 0; row < respondents.table.size; row += 1) {
      const known = about.map(({ cell }) => cell(respondents, row));
      for (const item of items) {
        const variable = respondents.table.variables.get(item.id.value);
        const answer =
          variable === undefined
            ? [null, null, null]
            : [valueAt(variable, row), scoreAt(variable, row), missingAt(item, variable, row)];
        yield [...known, item.id.value, item.role, ...answer];
      }
    }
  }
}
