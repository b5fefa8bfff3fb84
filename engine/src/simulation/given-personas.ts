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
import { examplesOf, type GivenFile, type GivenRespondents, namesOfVariable, rowsOf, valueAt } from './given-file.ts';
import { countOf, lineOf, namedLines } from './given-problems.ts';
import { planOf } from './make-plan.ts';

/** Respondents with attributes and arms of their own, each in the order of their first row. */
export function ownPersonas(
  file: GivenFile,
  names: readonly string[],
  repeats: readonly number[],
  most: number,
): GivenRespondents | null {
  const { study, people, split } = file;
  const firstRow = new Map<string, number>();
  names.forEach((name, row) => {
    if (!firstRow.has(name)) {
      firstRow.set(name, row);
    }
  });
  const rows = [...firstRow.values()];
  const ofRow = names.map((name) => firstRow.get(name) ?? 0);
  const arms = study.treatments.map((treatment) => ownVariable(file, treatment, rows, ofRow));
  const attributes = study.attributes.map((attribute) => ownVariable(file, attribute, rows, ofRow));
  if (arms.some((arm) => arm === null)) {
    return null;
  }
  const variables = [...attributes, ...arms].flatMap((variable) => (variable === null ? [] : [variable]));
  const respondents: CodedTable = {
    size: rows.length,
    ids: [...firstRow.keys()].map((name) => `answers:${name}`),
    variables: new Map(variables.map((variable) => [variable.id, variable])),
    weights: null,
  };
  const plan = planOf(people, split, { respondents, twins: null, repeats: most });
  return { plan, respondents: names.map((name) => `answers:${name}`), repeats };
}

/** The arms, or an attribute, of respondents whose rows are `rows`. Null for arms that are not known: it has been told. */
function ownVariable(
  file: GivenFile,
  variable: Variable,
  rows: readonly number[],
  firstRowOf: readonly number[],
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
  const changing = rowsOf(table).filter((row) => {
    const [own, first] = [meaningAt(row), meaningAt(firstRowOf[row] ?? 0)];
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
