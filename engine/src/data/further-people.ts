import { type Diagnostic, diagnostic, type Result } from '#engine/diagnostics';
import { namesInCondition } from '#engine/formula';
import type { FurtherSource, Study } from '#engine/study';
import { type CodedTable, selectRows } from './coded-table.ts';
import { mapPeople } from './map-people.ts';
import type { People } from './people.ts';
import { columnNamed, type DataTable } from './table.ts';

/** People of the held-outs' population who were not asked: attributes only. */
export interface FurtherPeople {
  readonly table: CodedTable;
  readonly flow: {
    readonly rows: number;
    /** Left out by `human.where`. */
    readonly excluded: number;
    /** Left out because they are among the people of the study. */
    readonly asked: number;
    readonly people: number;
  };
}

/**
 * The people of the file that `sample: { further }` names, read as the people of the study are: columns, levels, `where` and
 * `missing` are those of the study. Who stands in the study's own data, by the id column, is left out: nobody can be both
 * asked and further. Answers and arms are not read. What does not fit is said at `further`, and names the file.
 */
export function mapFurtherPeople(
  study: Study,
  source: FurtherSource,
  people: People | null,
  table: DataTable,
): Result<FurtherPeople> {
  const { human } = study;
  const idColumn = human?.id ?? null;
  const hasIds = idColumn !== null && columnNamed(table, idColumn.value.trim()) !== undefined;
  const condition = human?.where?.condition ?? null;
  const screened = new Set(condition === null ? [] : namesInCondition(condition).map(({ name }) => name));
  const attributesOnly: Study = {
    ...study,
    human: human === null ? null : { ...human, id: hasIds ? idColumn : null, weights: null, pilot: null },
    treatments: study.treatments.filter(({ id }) => screened.has(id.value)),
    items: study.items.filter(({ id }) => screened.has(id.value)),
    regressions: [],
  };
  const mapped = mapPeople(attributesOnly, table);
  const known = new Set(hasIds ? people?.table.ids : []);
  const everyone = mapped.value.table;
  const rows = Int32Array.from(everyone.ids, (_, row) => row).filter((row) => !known.has(everyone.ids[row]));
  const left = rows.length === everyone.size ? everyone : selectRows(everyone, rows);
  const attributes = new Set(study.attributes.map(({ id }) => id.value));
  return {
    value: {
      table: { ...left, variables: new Map([...left.variables].filter(([id]) => attributes.has(id))), weights: null },
      flow: {
        rows: table.rows,
        excluded: mapped.value.flow.excluded,
        asked: everyone.size - left.size,
        people: left.size,
      },
    },
    diagnostics: mapped.diagnostics.map((one) => atSource(one, source)),
  };
}

/** The same, said at `further`: a fix for the study's own data would not fit there. */
function atSource({ code, severity, message }: Diagnostic, { data }: FurtherSource): Diagnostic {
  return diagnostic(code, data.range, `In \`${data.value}\`: ${message}`, { severity, data: { subject: data.value } });
}
