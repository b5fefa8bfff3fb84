import { type CountedValue, type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Human } from '#engine/study';
import { unknownColumn } from './named-columns.ts';
import { remembered } from './remembered.ts';
import { columnNamed, type DataColumn, type DataTable } from './table.ts';
import { countOfPeople, exampleList, valuesOfKind } from './value-diagnostics.ts';

/** The ids of all rows of a file. */
export interface Ids {
  readonly ids: readonly string[];
  /** How many of the rows asked for have none, and how many have one that stands in a row before. */
  readonly withoutId: number;
  readonly repeatedId: number;
}

/**
 * One id for every row of the file, unique whatever the file holds; repeated and empty ones are counted and reported. What
 * `human.missing` names are answers: somebody may well be number 999.
 */
export function idsOf(human: Human | null, table: DataTable, rows: Int32Array, diagnostics: Diagnostic[]): Ids {
  const rowIds = (): Ids => ({ ids: numbersAgain(table, [], () => rowNumbers(table)), withoutId: 0, repeatedId: 0 });
  const named = human?.id ?? null;
  if (named === null) {
    return rowIds();
  }
  const column = columnNamed(table, named.value.trim());
  if (column === undefined) {
    diagnostics.push(unknownColumn(named, table));
    return rowIds();
  }
  const { ids, repeated, empty, again } = madeAgain(column, [rows], () => idsIn(column, rows));
  if (repeated.length > 0) {
    diagnostics.push(
      diagnostic(
        'duplicate-ids',
        named.range,
        `${repeated.length === 1 ? '1 id stands' : `${repeated.length} ids stand`} in more than one row of column \`${column.name}\`: ${exampleList(repeated)}. One row is one person.`,
        { data: { subject: column.name, count: repeated.length, example: repeated[0].value } },
      ),
    );
  }
  if (empty > 0) {
    diagnostics.push(
      diagnostic(
        'duplicate-ids',
        named.range,
        `${countOfPeople(empty)} ${empty === 1 ? 'has' : 'have'} no id in column \`${column.name}\`. Give everyone an id of their own.`,
        { data: { subject: column.name, count: empty } },
      ),
    );
  }
  return { ids, withoutId: empty, repeatedId: again };
}

interface MadeIds {
  readonly ids: readonly string[];
  /** Ids of more than one person, most frequent first. */
  readonly repeated: readonly CountedValue[];
  /** How many people have none. */
  readonly empty: number;
  /** How many people have an id that somebody before them has. */
  readonly again: number;
}

const numbersAgain = remembered<DataTable, readonly string[]>();
const madeAgain = remembered<DataColumn, MadeIds>();

function rowNumbers({ rows }: DataTable): readonly string[] {
  return Array.from({ length: rows }, (_, row) => String(row + 1));
}

/** The ids that a column gives these rows. */
function idsIn(column: DataColumn, rows: Int32Array): MadeIds {
  const ids = Array.from(column.codes, (code) => column.values[code]);
  const seen = new Uint32Array(column.values.length);
  let empty = 0;
  let again = 0;
  for (const row of rows) {
    const code = column.codes[row];
    if (ids[row] === '') {
      empty += 1;
      ids[row] = `row ${row + 1}`;
    } else {
      seen[code] += 1;
      again += seen[code] === 1 ? 0 : 1;
      ids[row] = seen[code] === 1 ? ids[row] : `${ids[row]} (row ${row + 1})`;
    }
  }
  return { ids, repeated: valuesOfKind(column, (code) => seen[code] > 1, seen), empty, again };
}
