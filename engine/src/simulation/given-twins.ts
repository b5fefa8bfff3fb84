import { isMissing, meanings } from '#engine/data';
import type { Study, Variable } from '#engine/study';
import { type GivenFile, valueAt } from './given-file.ts';
import { countOf, lineOf, namedLines } from './given-problems.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';

/** One respondent for each held-out person, with that person's attributes and arms; null where these rows are nobody's twin, or another's. */
export function twins(
  file: GivenFile,
  rows: readonly number[],
  names: readonly string[],
  repeats: number,
): Plan | null {
  const { study, people, split } = file;
  if (!areHeldOut(file, rows, names)) {
    return null;
  }
  const matched: Study = {
    ...study,
    sample: { kind: 'matched' },
    simulation: { ...study.simulation, repeats },
  };
  const planned = makePlan(matched, people, split);
  if (planned.kind === 'impossible') {
    file.tell({ severity: 'error', code: 'no-plan', line: 1, message: planned.reason });
    return null;
  }
  const rowOfPerson = new Map(people.table.ids.map((id, row) => [id, row]));
  const personOf = (row: number): number => rowOfPerson.get(names[row] ?? '') ?? -1;
  const agree = [...study.treatments, ...study.attributes].map((variable) => agrees(file, variable, rows, personOf));
  return agree.every((one) => one) ? planned.plan : null;
}

/** Whether all twins are held-out people. One who is in the pilot would be learned from and compared with. */
function areHeldOut(
  { columns: { who }, people, split, table, tell }: GivenFile,
  rows: readonly number[],
  names: readonly string[],
): boolean {
  if (who.kind !== 'twin') {
    return true;
  }
  const pilot = new Set(Array.from(split.pilot, (row) => people.table.ids[row]));
  const known = new Set(people.table.ids);
  const learned = rows.filter((row) => pilot.has(names[row]));
  const unknown = rows.filter((row) => !known.has(names[row] ?? ''));
  const where = `in column \`${who.column.name}\``;
  if (learned[0] !== undefined) {
    tell({
      severity: 'error',
      code: 'leakage',
      line: lineOf(table, learned[0]),
      message: `${countOf(learned.length, 'row')} ${where} ${learned.length === 1 ? 'is the twin of a person' : 'are twins of people'} of the pilot: ${namedLines(table, learned, (row) => names[row] ?? '')}. Nobody may be both learned from and compared with: answer for held-out people only (\`understudy plan\` counts them), or leave these rows out.`,
    });
  }
  if (unknown[0] !== undefined) {
    const own =
      who.isHumanId && unknown.length === rows.length
        ? ' If these are ids of the simulated respondents, not of people, call the column `respondent`.'
        : '';
    tell({
      severity: 'error',
      code: 'unknown-twins',
      line: lineOf(table, unknown[0]),
      message: `${countOf(unknown.length, 'row')} ${where} ${unknown.length === 1 ? 'names nobody' : 'name nobody'} among the people of the study: ${namedLines(table, unknown, (row) => names[row] ?? '')}.${own}`,
    });
  }
  return learned.length === 0 && unknown.length === 0;
}

/**
 * Whether the file says of an attribute or arm what is known of the twins' people. Another arm than the person's is an
 * error: the two were not asked the same. Another attribute is a warning, and the person's counts.
 */
function agrees(
  file: GivenFile,
  variable: Variable,
  rows: readonly number[],
  personOf: (row: number) => number,
): boolean {
  const { columns, people, table, tell, missing } = file;
  const id = variable.id.value;
  const column = columns.variables.get(id);
  const known = people.table.variables.get(id);
  if (column === undefined || known === undefined || known.measure === 'text') {
    return true;
  }
  const meaning = meanings(variable, column, missing);
  const differs = rows.filter((row) => {
    if (isMissing(valueAt(column, row), missing)) {
      return false;
    }
    const said = meaning[column.codes[row] ?? 0];
    const person = personOf(row);
    return known.values === null || said === undefined
      ? said?.code !== known.codes[person]
      : !Object.is(said.number, known.values[person]);
  });
  const [first] = differs;
  if (first === undefined) {
    return true;
  }
  const isArm = variable.kind === 'treatment';
  const some = `${countOf(differs.length, 'row')} ${differs.length === 1 ? 'has' : 'have'}`;
  const list = namedLines(table, differs, (row) => `"${valueAt(column, row)}"`);
  tell({
    severity: isArm ? 'error' : 'warning',
    code: isArm ? 'answers-arm' : 'answers-attribute',
    line: lineOf(table, first),
    message: isArm
      ? `${some} in column \`${column.name}\` another arm of \`${id}\` than the person whose twin it is: ${list}. A twin answers in the arm of its person; leave the column out if it did.`
      : `${some} in column \`${column.name}\` another \`${id}\` than the person whose twin it is: ${list}. The person's counts.`,
  });
  return !isArm;
}
