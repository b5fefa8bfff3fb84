import { columnNamed, type DataColumn, type DataTable } from '#engine/data';
import type { Study, Variable } from '#engine/study';

/** What each column of a file with answers holds. */
export interface GivenColumns {
  /** Attributes, treatments and items that the file has, by study id. */
  readonly variables: ReadonlyMap<string, DataColumn>;
  /** Who answered. */
  readonly who:
    | {
        readonly kind: 'twin';
        readonly column: DataColumn;
        readonly isHumanId: boolean;
        /** Names respondents who are nobody's twin: further personas. Null where the file has none. */
        readonly others: DataColumn | null;
      }
    | { readonly kind: 'respondent'; readonly column: DataColumn }
    | { readonly kind: 'row' };
  readonly repeat: DataColumn | null;
  /** Names of columns that mean nothing to the study, in the order of the file; derived variables are not read, but known. */
  readonly ignored: readonly string[];
}

/** The ids of twins in our own files begin so. */
export const TWIN_PREFIX = 'twin:';

/**
 * Finds the columns: those named like a variable of the study first, then those named like a variable's data column; of
 * what is left, `twin` or the study's id column, `respondent` and `repeat`, also under the names that `understudy export`
 * gives them. A column is taken once.
 */
export function givenColumns(study: Study, table: DataTable): GivenColumns {
  const taken = new Set<DataColumn>();
  const take = (name: string | undefined): DataColumn | null => {
    const column = name === undefined || name === '' ? undefined : columnNamed(table, name);
    if (column === undefined || taken.has(column)) {
      return null;
    }
    taken.add(column);
    return column;
  };
  const variables = new Map<string, DataColumn>();
  const all: readonly Variable[] = [...study.attributes, ...study.treatments, ...study.items];
  for (const nameOf of [idOf, columnOf]) {
    for (const variable of all) {
      const column = variables.has(idOf(variable)) ? null : take(nameOf(variable));
      if (column !== null) {
        variables.set(idOf(variable), column);
      }
    }
  }
  const twin = take('twin') ?? take(isFilled(columnNamed(table, 'respondent.twin')) ? 'respondent.twin' : undefined);
  const humanId = twin === null ? take(study.human?.id?.value.trim()) : null;
  const respondent = take('respondent') ?? take('respondent.persona');
  const repeat = take('repeat') ?? take('respondent.repeat');
  const computed = new Set(study.derived.map(idOf));
  return {
    variables,
    who: whoOf(twin, humanId, respondent),
    repeat,
    ignored: table.columns
      .filter((column) => !taken.has(column) && column.name !== '' && !computed.has(column.name))
      .map(({ name }) => name),
  };
}

function whoOf(
  twin: DataColumn | null,
  humanId: DataColumn | null,
  respondent: DataColumn | null,
): GivenColumns['who'] {
  if (twin !== null) {
    return { kind: 'twin', column: twin, isHumanId: false, others: respondent };
  }
  if (humanId !== null) {
    return { kind: 'twin', column: humanId, isHumanId: true, others: respondent };
  }
  if (respondent === null) {
    return { kind: 'row' };
  }
  const named = respondent.values.filter((value) => value !== '');
  return named.length > 0 && named.every((value) => value.startsWith(TWIN_PREFIX))
    ? { kind: 'twin', column: respondent, isHumanId: false, others: null }
    : { kind: 'respondent', column: respondent };
}

function isFilled(column: DataColumn | undefined): boolean {
  return column?.values.some((value) => value !== '') === true;
}

function idOf(variable: Variable): string {
  return variable.id.value;
}

function columnOf(variable: Variable): string | undefined {
  return variable.column?.value.trim();
}
