import {
  type CodedTable,
  type CodedVariable,
  exampleList,
  MISSING,
  meanings,
  type ValueMeaning,
  variableShape,
} from '#engine/data';
import type { Variable } from '#engine/study';
import { examplesOf, type GivenFile, namesOfVariable, valueAt } from './given-file.ts';
import { countOf, lineOf, namedLines } from './given-problems.ts';

/**
 * The respondents of these rows with attributes and arms of their own, each once, in the order of their first row; their ids
 * are their names. Null where arms are not known: it has been told.
 */
export function ownPersonas(file: GivenFile, rows: readonly number[], names: readonly string[]): CodedTable | null {
  const firstRow = new Map<string, number>();
  for (const row of rows) {
    const name = names[row] ?? '';
    if (!firstRow.has(name)) {
      firstRow.set(name, row);
    }
  }
  const own: OwnRows = {
    all: rows,
    first: [...firstRow.values()],
    firstOf: (row) => firstRow.get(names[row] ?? '') ?? row,
  };
  const arms = file.study.treatments.map((treatment) => ownVariable(file, treatment, own));
  const attributes = file.study.attributes.map((attribute) => ownVariable(file, attribute, own));
  if (arms.some((arm) => arm === null)) {
    return null;
  }
  const variables = [...attributes, ...arms].flatMap((variable) => (variable === null ? [] : [variable]));
  return {
    size: own.first.length,
    ids: [...firstRow.keys()],
    variables: new Map(variables.map((variable) => [variable.id, variable])),
    weights: null,
  };
}

/** The rows of respondents of their own. */
interface OwnRows {
  readonly all: readonly number[];
  /** The first of each respondent. */
  readonly first: readonly number[];
  readonly firstOf: (row: number) => number;
}

/** The arms, or an attribute, of respondents whose rows are `rows`. Null for arms that are not known: it has been told. */
function ownVariable(
  file: GivenFile,
  variable: Variable,
  { all, first: rows, firstOf }: OwnRows,
): CodedVariable | null {
  const { columns, table, tell, missing } = file;
  const id = variable.id.value;
  const isArm = variable.kind === 'treatment';
  const column = columns.variables.get(id);
  const shape = variableShape(variable);
  if (column === undefined) {
    if (isArm) {
      const message = `There is no column \`${namesOfVariable(variable)}\`, so that nobody knows in which arm of \`${id}\` the respondents were. Add it, or say in a column \`twin\` whose twins they are.`;
      tell({ severity: 'error', code: 'answers-column', line: 1, message });
      return null;
    }
    if (shape.measure !== 'text') {
      const message = `There is no column \`${namesOfVariable(variable)}\`: \`${id}\` counts as not known of these respondents, and its subgroups cannot be compared.`;
      tell({ severity: 'warning', code: 'answers-column', line: 1, message });
    }
    return unknownVariable(variable, rows.length);
  }
  const meaning = meanings(variable, column, missing);

  const meaningAt = (row: number): ValueMeaning | undefined => meaning[column.codes[row] ?? 0];
  const meant = rows.map(meaningAt);
  const changing = all.filter((row) => {
    const [own, first] = [meaningAt(row), meaningAt(firstOf(row))];
    return own?.code !== first?.code || !Object.is(own?.number, first?.number);
  });
  const unread = rows.filter((_, index) => {
    const one = meant[index];
    return isArm ? (one?.code ?? MISSING) < 0 : one?.problem != null && one.problem.kind !== 'below-bins';
  });
  if (changing[0] !== undefined) {
    const message = `${countOf(changing.length, 'row')} ${changing.length === 1 ? 'has' : 'have'} another value in column \`${column.name}\` than the respondent's first row: ${namedLines(table, changing, (row) => `"${valueAt(column, row)}"`)}. Respondents keep their \`${id}\` when they are asked again.`;
    tell({ severity: 'error', code: 'answers-repeat', line: lineOf(table, changing[0]), message });
  }
  if (unread[0] !== undefined) {
    const list = exampleList(examplesOf(column, unread));
    const message = isArm
      ? `${countOf(unread.length, 'respondent')} ${unread.length === 1 ? 'has' : 'have'} no arm of \`${id}\` in column \`${column.name}\`: ${list}. Write one of its arms: ${shape.labels.join(', ')}.`
      : `${countOf(unread.length, 'respondent')} ${unread.length === 1 ? 'has a value' : 'have values'} in column \`${column.name}\` that \`${id}\` does not know: ${list}. It counts as not known of them.`;
    const severity = isArm ? 'error' : 'warning';
    tell({ severity, code: isArm ? 'answers-arm' : 'answers-attribute', line: lineOf(table, unread[0]), message });
  }
  if (changing.length > 0 || (isArm && unread.length > 0)) {
    return isArm ? null : unknownVariable(variable, rows.length);
  }
  return {
    ...shape,
    codes: Int16Array.from(meant, (one) => one?.code ?? MISSING),
    values: shape.measure === 'numeric' ? Float64Array.from(meant, (one) => one?.number ?? Number.NaN) : null,
    texts:
      shape.measure === 'text'
        ? rows.map((row, index) => (meant[index]?.code === MISSING ? '' : valueAt(column, row)))
        : null,
  };
}

function unknownVariable(variable: Variable, size: number): CodedVariable {
  const shape = variableShape(variable);
  return {
    ...shape,
    codes: new Int16Array(size).fill(MISSING),
    values: shape.measure === 'numeric' ? new Float64Array(size).fill(Number.NaN) : null,
    texts: shape.measure === 'text' ? Array.from({ length: size }, () => '') : null,
  };
}
