import { expect } from 'vitest';
import { type CodedVariable, type DataTable, mapPeople, type People } from '#engine/data';
import type { Result } from '#engine/diagnostics';
import { parseStudy, type Study } from '#engine/study';

/** The study of a text that the parser has nothing to say about. */
export function studyOf(text: string): Study {
  const { value, diagnostics } = parseStudy(text);
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  return value;
}

/** A data table as the reader makes it, from columns by name. */
export function tableOf(columns: Readonly<Record<string, readonly string[]>>): DataTable {
  const rows = Object.values(columns)[0]?.length ?? 0;
  return {
    rows,
    notes: [],
    columns: Object.entries(columns).map(([name, cells]) => {
      const values = [...new Set(cells)];
      const codes = Uint16Array.from(cells, (cell) => values.indexOf(cell));
      const counts = Uint32Array.from(values, (value) => cells.filter((cell) => cell === value).length);
      return { name, values, codes, counts };
    }),
  };
}

/** The people of a study text and columns. */
export function peopleOf(text: string, columns: Readonly<Record<string, readonly string[]>>): Result<People> {
  return mapPeople(studyOf(text), tableOf(columns));
}

export function variableOf(people: People, id: string): CodedVariable {
  const variable = people.table.variables.get(id);
  if (variable === undefined) {
    throw new Error(`no variable ${id}`);
  }
  return variable;
}

/** Each diagnostic as `code at "the text of its range": message`. */
export function reports(text: string, { diagnostics }: Result<unknown>): readonly string[] {
  return diagnostics.map(
    ({ code, range, message }) => `${code} at "${text.slice(range.start, range.end)}": ${message}`,
  );
}
