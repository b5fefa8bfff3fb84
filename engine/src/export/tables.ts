import { comparedVariables, type Derived, type Item, type Study } from '#engine/study';
import type { CsvCell } from '#engine/text';
import { columnsOf, missingAt, respondentColumns, scoreAt, valueAt, variableColumns } from './columns.ts';
import type { ExportColumn, ExportedRespondents, ExportTable } from './exported.ts';

export type ExportFormat = 'wide' | 'long';

/**
 * One row a respondent with a column or more for every variable, or one a respondent and item (or derived variable that
 * rests on items) with attributes, arms and what is derived from these alone.
 */
export function exportTable(study: Study, format: ExportFormat, all: readonly ExportedRespondents[]): ExportTable {
  if (format === 'wide') {
    const columns = [...respondentColumns(study), ...variableColumns(study)];
    return { columns, rows: wideRows(columns, all) };
  }
  const ofPersonas = study.derived.filter(({ isAnswer }) => !isAnswer);
  const known = [...study.attributes, ...study.treatments, ...ofPersonas].flatMap(columnsOf);
  const about = [...respondentColumns(study), ...known];
  const columns = [...about, ...answerColumns.map((column) => ({ ...column, variable: null }))];
  return { columns, rows: longRows(comparedVariables(study), about, all) };
}

function* wideRows(columns: readonly ExportColumn[], all: readonly ExportedRespondents[]) {
  for (const respondents of all) {
    for (let row = 0; row < respondents.table.size; row += 1) {
      yield columns.map(({ cell }) => cell(respondents, row));
    }
  }
}

const answerColumns = [
  { name: 'answer.item', description: 'The item, or the derived variable.' },
  {
    name: 'answer.role',
    description: '“belief” or “action”; “derived” for what is computed from answers and not asked.',
  },
  { name: 'answer.label', description: 'The label of the answer, or the number; empty where there is none.' },
  {
    name: 'answer.score',
    description: 'The score of a scale’s answer, or the number; empty for answers without an order.',
  },
  { name: 'answer.missing', description: 'Why there is no answer; empty where there is one.' },
] as const;

function* longRows(
  items: readonly (Item | Derived)[],
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
            : [
                valueAt(variable, row),
                scoreAt(variable, row),
                item.kind === 'item' ? missingAt(item, variable, row) : null,
              ];
        yield [...known, item.id.value, item.kind === 'item' ? item.role : 'derived', ...answer];
      }
    }
  }
}
