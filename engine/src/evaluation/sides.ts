import { type CodedTable, rowsOfAll, type Slice, selectRows, slicesOf, withDerived } from '#engine/data';
import type { Study } from '#engine/study';
import type { AnswerTable, EvaluationFailure, EvaluationInput, ModelAnswers } from './input.ts';
import { type MeasuredItem, measuredItems, positions } from './measured-items.ts';
import { type Places, placesAmong, placesOf } from './places.ts';

/** Held-out people and models, made ready to be counted: every answer a position on its item's grid. */
export interface Sides {
  readonly study: Study;
  readonly items: readonly MeasuredItem[];
  readonly slices: readonly Slice[];
  /** The held-out people who are compared with: all, or for a matched run that is not complete those who were asked for. */
  readonly people: CodedTable;
  /** The row of each of them in `people`, by id. */
  readonly persons: Places;
  readonly n_held_out: number;
  readonly pilot: CodedTable | null;
  /** For each item the position of each person's answer, −1 where there is none. */
  readonly human: readonly Int32Array[];
  /** For each slice the people in it. */
  readonly humanRows: readonly Int32Array[];
  /** The subject first, then those that stand beside it. */
  readonly models: readonly ModelSide[];
}

/** One model. */
export interface ModelSide {
  readonly id: string;
  readonly source: ModelAnswers;
  readonly role: 'subject' | 'beside' | 'ladder';
  /** Whether row i of `seeds` belongs to person i. */
  readonly matched: boolean;
  readonly seeds: readonly SeedSide[];
}

/** The answers of one seed. */
export interface SeedSide {
  /**
   * For each item and repeat a position for each row. Matched models have a row for every person compared with, −1 where
   * the twin was not asked; others have their own rows, and only repeat 1.
   */
  readonly answers: readonly (readonly Int32Array[])[];
  /** Which rows were asked at all. */
  readonly asked: Uint8Array;
  /** For each slice the rows in it; for matched models the same as people's. */
  readonly sliceRows: readonly Int32Array[];
  /** One row for each respondent asked in repeat 1, with attributes and arms; twins have the weights of their people. */
  readonly table: CodedTable;
  /** For each row of `table` the person whose twin it is; null for models without twins. */
  readonly persons: Int32Array | null;
}

export type Prepared = { readonly kind: 'ready'; readonly sides: Sides } | EvaluationFailure;

/** Brings people and models into one form, and refuses what must not be compared. */
export function prepareSides(input: EvaluationInput): Prepared {
  const { study, people, split } = input;
  const pilotIds = new Set(Array.from(split.pilot, (row) => people.table.ids[row] ?? ''));
  const heldOutIds = isInOrder(split.heldOut, people.table.size)
    ? people.table.ids
    : Array.from(split.heldOut, (row) => people.table.ids[row] ?? '');
  const shared = pilotIds.size === 0 ? [] : heldOutIds.filter((id) => pilotIds.has(id));
  if (shared.length > 0) {
    return leakage(shared, 'is both in the pilot and among the held-out people');
  }
  if (heldOutIds.length === 0) {
    return { kind: 'no-people', message: 'There is nobody to compare with: the data hold no held-out people.' };
  }
  const named = [input.subject, ...(input.beside ?? [])];
  const all = [...named, ...input.ladder.filter((model) => named.every(({ id }) => id !== model.id))];
  const models = withWeights(
    all.map((model) => withDerivedVariables(study, model)),
    people.table,
  );
  const known = placesAmong(heldOutIds);
  for (const model of models) {
    const failure = refusedTwins(model, pilotIds, known);
    if (failure !== null) {
      return failure;
    }
  }
  const compared = comparedPeople(input.subject, known);
  if (input.subject.seeds[0].table.size === 0 || compared.length === 0) {
    return { kind: 'no-answers', message: `There are no answers of ${input.subject.id} to compare with people.` };
  }
  const heldOut = compared.map((index) => split.heldOut[index]);
  const humanTable = rowsInOrder(people.table, heldOut);
  const tables = models.flatMap((model) => model.seeds.map((seed) => seed.table));
  const items = measuredItems(study, people.table, tables);
  const slices = slicesOf(study);
  const humanRows = rowsOfAll(slices, humanTable);
  const persons = compared.length === heldOutIds.length ? known : placesAmong(humanTable.ids);
  return {
    kind: 'ready',
    sides: {
      study,
      items,
      slices,
      people: humanTable,
      persons,
      n_held_out: heldOutIds.length,
      pilot: split.pilot.length === 0 ? null : selectRows(people.table, split.pilot),
      human: items.map((item) => positions(item, humanTable)),
      humanRows,
      models: models.map((source, index) => ({
        id: source.id,
        source,
        role: index === 0 ? 'subject' : index < named.length ? 'beside' : 'ladder',
        matched: source.seeds[0].twins !== null,
        seeds: source.seeds.map((seed) =>
          seed.twins === null
            ? independentSeed(seed, items, slices)
            : matchedSeed(seed, placesOf(seed.twins, persons), items, humanTable.size, humanRows),
        ),
      })),
    },
  };
}

/** The rows of a table; the table itself where they are all of it. */
function rowsInOrder(table: CodedTable, rows: Int32Array): CodedTable {
  return isInOrder(rows, table.size) ? table : selectRows(table, rows);
}

/** Whether rows are all of a table, each in its place. */
function isInOrder(rows: Int32Array, size: number): boolean {
  return rows.length === size && rows.every((row, index) => row === index);
}

/** Derived variables are computed from simulated answers as they are from people's. */
function withDerivedVariables(study: Study, model: ModelAnswers): ModelAnswers {
  const computed = (answers: AnswerTable): AnswerTable => ({ ...answers, table: withDerived(study, answers.table) });
  const [first, ...further] = model.seeds;
  const others = model.further;
  return {
    ...model,
    seeds: [computed(first), ...further.map(computed)],
    ...(others === undefined ? {} : { further: { ...others, table: withDerived(study, others.table) } }),
  };
}

/** Twins have the weights of their people; respondents who are nobody's twin all count alike. */
function withWeights(models: readonly ModelAnswers[], people: CodedTable): readonly ModelAnswers[] {
  const { weights } = people;
  if (weights === null) {
    return models;
  }
  const weightOf = new Map(people.ids.map((id, row) => [id, weights[row]]));
  const weighted = ({ table, twins, repeatOf }: AnswerTable): AnswerTable => {
    const own = twins === null ? null : Float64Array.from(twins, (twin) => weightOf.get(twin) ?? 0);
    return { table: { ...table, weights: own }, twins, repeatOf };
  };
  return models.map((model) => {
    const [first, ...further] = model.seeds;
    return { ...model, seeds: [weighted(first), ...further.map(weighted)] };
  });
}

function refusedTwins(model: ModelAnswers, pilotIds: ReadonlySet<string>, known: Places): EvaluationFailure | null {
  const nobody = new Set(
    model.seeds.flatMap(({ twins }) => {
      const places = placesOf(twins ?? [], known);
      return places.some((place) => place < 0) ? (twins ?? []).filter((_, row) => places[row] < 0) : [];
    }),
  );
  const learned = [...nobody].filter((id) => pilotIds.has(id));
  if (learned.length > 0) {
    return leakage(learned, `is in the pilot, and \`${model.id}\` answers for them`);
  }
  const unknown = [...nobody];
  if (unknown.length > 0) {
    const message =
      `${countOf(unknown.length, 'simulated respondent')} of \`${model.id}\` ${unknown.length === 1 ? 'answers' : 'answer'} for people who are not in today's ` +
      `data (such as ${examples(unknown)}). The data have changed since the run; simulate again.`;
    return { kind: 'unknown-twins', ids: unknown, message };
  }
  return null;
}

function leakage(ids: readonly string[], what: string): EvaluationFailure {
  const unique = [...new Set(ids)];
  const who = unique.length === 1 ? 'One person' : `${unique.length} people, each of whom`;
  const message =
    `${who} ${what} (${examples(unique)}). Nobody may be both learned from and compared with, so nothing was evaluated. ` +
    'Simulate again with the pilot of today.';
  return { kind: 'leakage', ids: unique, message };
}

function examples(ids: readonly string[]): string {
  return ids.slice(0, 3).join(', ') + (ids.length > 3 ? ', …' : '');
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Indices of the held-out people whom a matched subject was asked for; all of them otherwise. */
function comparedPeople(subject: ModelAnswers, known: Places): Int32Array {
  const { twins } = subject.seeds[0];
  const asked = new Uint8Array(known.ids.length).fill(twins === null ? 1 : 0);
  for (const index of placesOf(twins ?? [], known)) {
    asked[index] = 1;
  }
  return Int32Array.from(asked.keys()).filter((index) => asked[index] === 1);
}

function repeatOf(seed: AnswerTable, row: number): number {
  return seed.repeatOf === null ? 1 : (seed.repeatOf[row] ?? 1);
}

function firstRepeat(seed: AnswerTable): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < seed.table.size; row += 1) {
    if (repeatOf(seed, row) === 1) {
      rows.push(row);
    }
  }
  return Int32Array.from(rows);
}

function independentSeed(seed: AnswerTable, items: readonly MeasuredItem[], slices: readonly Slice[]): SeedSide {
  const rows = firstRepeat(seed);
  const table = rows.length === seed.table.size ? seed.table : selectRows(seed.table, rows);
  return {
    answers: items.map((item) => [positions(item, table)]),
    asked: new Uint8Array(table.size).fill(1),
    sliceRows: rowsOfAll(slices, table),
    table,
    persons: null,
  };
}

function matchedSeed(
  seed: AnswerTable,
  person: Int32Array,
  items: readonly MeasuredItem[],
  n: number,
  sliceRows: readonly Int32Array[],
): SeedSide {
  const repeats =
    seed.repeatOf === null ? 1 : Array.from(seed.repeatOf).reduce((most, repeat) => Math.max(most, repeat), 1);
  const asked = new Uint8Array(n);
  const isEveryone = repeats === 1 && isInOrder(person, n);
  const answers = items.map((item) => {
    const given = positions(item, seed.table);
    if (isEveryone) {
      asked.fill(1);
      return [given];
    }
    const byRepeat = Array.from({ length: repeats }, () => new Int32Array(n).fill(-1));
    for (let row = 0; row < person.length; row += 1) {
      const at = person[row];
      if (at >= 0) {
        asked[at] = 1;
        byRepeat[repeatOf(seed, row) - 1][at] = given[row];
      }
    }
    return byRepeat;
  });
  const first = firstRepeat(seed).filter((row) => person[row] >= 0);
  return {
    answers,
    asked,
    sliceRows,
    table: first.length === seed.table.size ? seed.table : selectRows(seed.table, first),
    persons: Int32Array.from(first, (row) => person[row]),
  };
}
