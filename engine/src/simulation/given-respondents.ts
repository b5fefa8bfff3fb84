import { plainNumber } from '#engine/data';
import { FURTHER_PREFIX } from './further-personas.ts';
import { TWIN_PREFIX } from './given-columns.ts';
import { type GivenFile, type GivenRespondents, rowsOf, valueAt } from './given-file.ts';
import { ownPersonas } from './given-personas.ts';
import { countOf, lineOf, namedLines } from './given-problems.ts';
import { twins } from './given-twins.ts';
import { planOf } from './make-plan.ts';
import type { Plan } from './plan.ts';
import { stacked } from './stacked-tables.ts';

/**
 * Who answered: twins of held-out people, who have their person's attributes and arms, or respondents of their own, whose
 * attributes and arms stand in the file; or both, and then those who are nobody's twin are further personas. Null where that
 * cannot be said; it has been told why.
 */
export function givenRespondents(file: GivenFile): GivenRespondents | null {
  const repeats = repeatsOf(file);
  const names = namesOf(file);
  if (repeats === null || names === null || !eachOnce(file, names, repeats)) {
    return null;
  }
  const most = repeats.reduce((largest, repeat) => Math.max(largest, repeat), 1);
  const ofTwins = rowsOf(file.table).filter((row) => isTwin(file, row));
  const others = rowsOf(file.table).filter((row) => !isTwin(file, row));
  const plan =
    ofTwins.length === 0
      ? planOfPersonas(file, others, names, most)
      : others.length === 0
        ? twins(file, ofTwins, names, most)
        : planOfBoth(file, ofTwins, others, names, most);
  const ownPrefix = ofTwins.length === 0 ? OWN_PREFIX : '';
  const idOf = (name: string, row: number): string => `${isTwin(file, row) ? TWIN_PREFIX : ownPrefix}${name}`;
  return plan === null ? null : { plan, respondents: names.map(idOf), repeats };
}

/** The ids of respondents of their own begin so. */
const OWN_PREFIX = 'answers:';

/** A name as an earlier export may have it. */
function withoutPrefix(name: string): string {
  return name.startsWith(FURTHER_PREFIX) ? name.slice(FURTHER_PREFIX.length) : name;
}

function isTwin({ columns: { who } }: GivenFile, row: number): boolean {
  return who.kind === 'twin' && (who.others === null || valueAt(who.column, row) !== '');
}

function planOfPersonas(
  file: GivenFile,
  rows: readonly number[],
  names: readonly string[],
  repeats: number,
): Plan | null {
  const own = ownPersonas(file, rows, names);
  if (own === null) {
    return null;
  }
  const respondents = { ...own, ids: own.ids.map((name) => `${OWN_PREFIX}${name}`) };
  return planOf(file.people, file.split, { respondents, twins: null, repeats });
}

function planOfBoth(
  file: GivenFile,
  ofTwins: readonly number[],
  others: readonly number[],
  names: readonly string[],
  repeats: number,
): Plan | null {
  const line = lineOf(file.table, others[0] ?? 0);
  const matched = twins(file, ofTwins, names, repeats);
  const own = ownPersonas(file, others, names);
  if (matched === null || own === null) {
    return null;
  }
  const message = `${countOf(own.size, 'respondent')} ${own.size === 1 ? 'is' : 'are'} nobody's twin: further personas, for rectified estimates. Only twins are compared with people.`;
  file.tell({ severity: 'information', code: 'answers-further', line, message });
  const respondents = stacked(matched.respondents, own);
  return planOf(file.people, file.split, { respondents, twins: matched.twins, repeats });
}

/** The repeat of each row: 1 where the file has no such column. */
function repeatsOf({ table, columns: { repeat }, tell }: GivenFile): readonly number[] | null {
  const rows = rowsOf(table);
  if (repeat === null) {
    return rows.map(() => 1);
  }
  const numbers = rows.map((row) => plainNumber(valueAt(repeat, row)));
  const wrong = rows.filter((row) => !Number.isInteger(numbers[row]) || (numbers[row] ?? 0) < 1);
  const [first] = wrong;
  if (first === undefined) {
    return numbers;
  }
  tell({
    severity: 'error',
    code: 'answers-repeat',
    line: lineOf(table, first),
    message: `${countOf(wrong.length, 'row')} ${wrong.length === 1 ? 'has' : 'have'} no whole number from 1 on in column \`repeat\`: ${namedLines(table, wrong, (row) => `"${valueAt(repeat, row)}"`)}.`,
  });
  return null;
}

/** What each row's respondent is called: the person whose twin it is, the respondent's own id, or the number of the row. */
function namesOf({ table, columns: { who }, people, tell }: GivenFile): readonly string[] | null {
  const rows = rowsOf(table);
  if (who.kind === 'row') {
    return rows.map((row) => String(row + 1));
  }
  const { column } = who;
  const others = who.kind === 'twin' ? who.others : null;
  const otherAt = (row: number): string => (others === null ? '' : valueAt(others, row));
  const nameless = rows.filter((row) => valueAt(column, row) === '' && otherAt(row) === '');
  const [first] = nameless;
  if (first !== undefined) {
    const noun = who.kind === 'twin' ? 'name no twin' : 'have no id';
    tell({
      severity: 'error',
      code: 'answers-ids',
      line: lineOf(table, first),
      message: `${countOf(nameless.length, 'row')} ${nameless.length === 1 ? noun.replace('name', 'names').replace('have', 'has') : noun} in column \`${column.name}\` (the first in line ${lineOf(table, first)}). Name one for every row.`,
    });
    return null;
  }
  if (who.kind === 'respondent') {
    return rows.map((row) => valueAt(column, row));
  }
  const known = new Set(people.table.ids);
  return rows.map((row) => {
    const value = valueAt(column, row);
    if (value === '') {
      return `${FURTHER_PREFIX}${withoutPrefix(otherAt(row))}`;
    }
    return known.has(value) || !value.startsWith(TWIN_PREFIX) ? value : value.slice(TWIN_PREFIX.length);
  });
}

/** Whether every respondent stands in the file once for each repeat, and repeats are counted without gaps that nobody fills. */
function eachOnce({ table, columns, tell }: GivenFile, names: readonly string[], repeats: readonly number[]): boolean {
  const seen = new Map<string, number>();
  const timesOf = new Map<string, number>();
  const twice: number[] = [];
  names.forEach((name, row) => {
    const call = `${repeats[row]} ${name}`;
    timesOf.set(name, (timesOf.get(name) ?? 0) + 1);
    if (seen.has(call)) {
      twice.push(row);
    } else {
      seen.set(call, row);
    }
  });
  const [first] = twice;
  if (first !== undefined) {
    const before = seen.get(`${repeats[first]} ${names[first]}`) ?? first;
    const hint =
      columns.repeat === null
        ? ' Where a respondent was asked several times, say which time in a column `repeat`: 1, 2, …'
        : ' Each of a respondent’s rows needs a `repeat` of its own.';
    tell({
      severity: 'error',
      code: 'answers-duplicates',
      line: lineOf(table, first),
      message: `${countOf(twice.length, 'row')} ${twice.length === 1 ? 'speaks' : 'speak'} for a respondent who has answered already: ${namedLines(table, twice, (row) => names[row] ?? '')}; ${names[first]} stands in line ${lineOf(table, before)} too.${hint}`,
    });
    return false;
  }
  const most = [...timesOf.values()].reduce((largest, times) => Math.max(largest, times), 0);
  const beyond = repeats.findIndex((repeat) => repeat > most);
  if (beyond >= 0) {
    tell({
      severity: 'error',
      code: 'answers-repeat',
      line: lineOf(table, beyond),
      message: `Column \`repeat\` says ${repeats[beyond]}, but nobody has more than ${countOf(most, 'row')}. Count each respondent's repeats from 1.`,
    });
    return false;
  }
  return true;
}
