import {
  alsoCode,
  binOf,
  type CodedTable,
  type CodedVariable,
  type FailureKind,
  failureCode,
  failureKinds,
  MISSING,
  selectRows,
  variableShape,
} from '#engine/data';
import type { Category, Item, Study } from '#engine/study';
import type { RespondentAnswers } from './answers.ts';
import type { Plan } from './plan.ts';

/** The answers of a run in the form of people's data: one row a call that has been answered, in the order of the plan. */
export interface CodedAnswers {
  /** Attributes, arms and answers. Ids are those of the plan, followed by `#2` and so on from the second repeat. */
  readonly table: CodedTable;
  /** For each row the row of `plan.respondents`. */
  readonly personas: Int32Array;
  /** For each row the repeat, from 1. */
  readonly repeats: Int32Array;
  /** For matched samples the id of each row's human twin, empty for further personas. */
  readonly twins: readonly string[] | null;
  /** Calls of the plan, and those of them that have a line. */
  readonly calls: { readonly planned: number; readonly answered: number };
  /**
   * For each item with a scale or options, row by row, how its answers were offered: for scales 0 as in the study and 1
   * reversed; for options the place, from 0, at which the chosen one stood. −1 without such an answer.
   */
  readonly orders: ReadonlyMap<string, Int16Array>;
  /** For each item how many answers failed, by kind. */
  readonly failures: ReadonlyMap<string, Readonly<Record<FailureKind, number>>>;
  /** Lines that belong to no call of the plan, or repeat one: left out. */
  readonly ignored: number;
}

/** Brings stored answers into the form of people's data. Answers that the study does not know count as invalid. */
export function codeAnswers(study: Study, plan: Plan, lines: Iterable<RespondentAnswers>): CodedAnswers {
  const size = plan.respondents.size;
  const rowOf = new Map(plan.respondents.ids.map((id, row) => [id, row]));
  const byCall = new Map<number, RespondentAnswers>();
  let ignored = 0;
  for (const line of lines) {
    const row = rowOf.get(line.respondent);
    const call = row === undefined ? -1 : (line.repeat - 1) * size + row;
    if (call < 0 || line.repeat < 1 || line.repeat > plan.repeats || byCall.has(call)) {
      ignored += 1;
    } else {
      byCall.set(call, line);
    }
  }
  const calls = [...byCall.keys()].sort((a, b) => a - b);
  const personas = Int32Array.from(calls, (call) => call % size);
  const repeats = Int32Array.from(calls, (call) => Math.floor(call / size) + 1);
  const asked = selectRows(plan.respondents, personas);
  const variables = new Map<string, CodedVariable>(asked.variables);
  const failures = new Map<string, Record<FailureKind, number>>();
  const answered = calls.map((call) => byCall.get(call));
  for (const item of study.items) {
    const counts: Record<FailureKind, number> = { refused: 0, invalid: 0, missing: 0, error: 0 };
    variables.set(item.id.value, codedItem(item, answered, counts));
    failures.set(item.id.value, counts);
  }
  const ids = asked.ids.map((id, index) => ((repeats[index] ?? 1) === 1 ? id : `${id}#${repeats[index]}`));
  const { twins } = plan;
  return {
    table: { ...asked, ids, variables },
    personas,
    repeats,
    twins: twins === null ? null : Array.from(personas, (row) => twins[row] ?? ''),
    calls: { planned: size * plan.repeats, answered: calls.length },
    orders: new Map(
      study.items.flatMap((item) =>
        item.measure.kind === 'numeric'
          ? []
          : [[item.id.value, offeredOrders(item, item.measure.categories, answered)]],
      ),
    ),
    failures,
    ignored,
  };
}

function offeredOrders(
  item: Item,
  categories: readonly Category[],
  lines: readonly (RespondentAnswers | undefined)[],
): Int16Array {
  const id = item.id.value;
  const labels = categories.map((category) => category.label.value);
  const isScale = item.measure.kind === 'ordinal';
  return Int16Array.from(lines, (line) => {
    const answer = line !== undefined && Object.hasOwn(line.answers, id) ? String(line.answers[id]) : null;
    if (answer === null || !labels.includes(answer)) {
      return -1;
    }
    const shown = line?.shown !== undefined && Object.hasOwn(line.shown, id) ? (line.shown[id] ?? labels) : labels;
    return isScale ? Number(shown[0] !== labels[0]) : shown.indexOf(answer);
  });
}

function codedItem(
  item: Item,
  lines: readonly (RespondentAnswers | undefined)[],
  counts: Record<FailureKind, number>,
): CodedVariable {
  const id = item.id.value;
  const shape = variableShape(item);
  const codeOf = new Map<string, number>();
  item.also.forEach((category, index) => {
    codeOf.set(category.label.value, alsoCode(index));
  });
  shape.labels.forEach((label, index) => {
    codeOf.set(label, index);
  });
  const bins = item.measure.kind === 'numeric' ? item.measure.bins : null;
  const codes = new Int16Array(lines.length).fill(MISSING);
  const values = bins === null ? null : new Float64Array(lines.length).fill(Number.NaN);
  const fail = (row: number, kind: FailureKind): void => {
    counts[kind] += 1;
    codes[row] = failureCode(kind);
  };
  lines.forEach((line, row) => {
    const failure = line?.failures !== undefined && Object.hasOwn(line.failures, id) ? line.failures[id] : undefined;
    const answer = line !== undefined && Object.hasOwn(line.answers, id) ? line.answers[id] : undefined;
    if (failure !== undefined && failureKinds.includes(failure)) {
      fail(row, failure);
    } else if (answer === undefined) {
      fail(row, 'missing');
    } else if (bins !== null && values !== null && typeof answer === 'number') {
      values[row] = answer;
      codes[row] = binOf(bins, answer);
    } else {
      const code =
        bins !== null && typeof answer === 'string' && !item.also.some((a) => a.label.value === answer)
          ? undefined
          : codeOf.get(String(answer));
      if (code === undefined) {
        fail(row, 'invalid');
      } else {
        codes[row] = code;
      }
    }
  });
  return { ...shape, codes, values, texts: null };
}

/**
 * The other way round: the lines that a table of answers would have in a journal, in the order of the plan. `table` has
 * one row a call, as built-in respondents draw it.
 */
export function answerLines(study: Study, plan: Plan, table: CodedTable): readonly RespondentAnswers[] {
  const size = plan.respondents.size;
  const columns = study.items.map((item) => ({ item, column: table.variables.get(item.id.value) }));
  return Array.from({ length: table.size }, (_, index) => {
    const answers: Record<string, string | number> = {};
    for (const { item, column } of columns) {
      const answer = column === undefined ? null : answerAt(item, column, index);
      if (answer !== null) {
        answers[item.id.value] = answer;
      }
    }
    return { respondent: plan.respondents.ids[index % size] ?? '', repeat: Math.floor(index / size) + 1, answers };
  });
}

function answerAt(item: Item, column: CodedVariable, row: number): string | number | null {
  const code = column.codes[row] ?? MISSING;
  const value = column.values?.[row] ?? Number.NaN;
  if (column.values !== null && !Number.isNaN(value)) {
    return value;
  }
  if (code < MISSING) {
    return item.also[-2 - code]?.label.value ?? null;
  }
  return column.labels[code] ?? null;
}
