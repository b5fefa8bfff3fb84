import { type DataColumn, type DataTable, mapPeople } from '#engine/data';
import { namesInCondition, namesInDerivation } from '#engine/formula';
import type { Study } from '#engine/study';

const known = new WeakMap<Study, { readonly table: DataTable; readonly rows: readonly number[] | null }>();

/** How many of the people who take part have each value of a column: those whom `where` and a weight of 0 leave out do not count. */
export function countsOfThoseWhoStay(study: Study, table: DataTable, column: DataColumn): readonly number[] {
  const rows = rowsOf(study, table);
  if (rows === null) {
    return Array.from(column.counts);
  }
  const counts = column.values.map(() => 0);
  for (const row of rows) {
    const code = column.codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** The rows of those who take part; null where all do. */
function rowsOf(study: Study, table: DataTable): readonly number[] | null {
  const last = known.get(study);
  if (last?.table === table) {
    return last.rows;
  }
  const { human } = study;
  const isEverybody = human === null || (human.where === null && human.weights === null);
  const rows = isEverybody ? null : chosenRows(study, table);
  known.set(study, { table, rows });
  return rows;
}

/** Without ids people are called by the number of their row. Only the columns that `where` needs are mapped, as of a file of its own. */
function chosenRows(study: Study, table: DataTable): readonly number[] {
  const names = namesForWhere(study);
  const isNamed = ({ id }: { readonly id: { readonly value: string } }): boolean => names.has(id.value);
  const { human } = study;
  const people = mapPeople(
    {
      ...study,
      human: human === null ? null : { ...human, id: null },
      attributes: study.attributes.filter(isNamed),
      treatments: study.treatments.filter(isNamed),
      items: study.items.filter(isNamed),
      derived: study.derived.filter(isNamed),
      regressions: [],
    },
    { ...table },
  );
  return people.value.table.ids.map((id) => Number(id) - 1);
}

function namesForWhere({ human, derived }: Study): ReadonlySet<string> {
  const condition = human?.where?.condition ?? null;
  const names = new Set(condition === null ? [] : namesInCondition(condition).map(({ name }) => name));
  for (const { id, value } of [...derived].reverse()) {
    for (const { name } of value !== null && names.has(id.value) ? namesInDerivation(value) : []) {
      names.add(name);
    }
  }
  return names;
}
