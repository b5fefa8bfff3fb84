import type { RespondentAnswers } from './answers.ts';
import { validate as validateAnswers } from './generated/answers-validator.js';
import type { RunFile } from './generated/run-types.ts';
import { validate as validateRun } from './generated/run-validator.js';

/** The version of `run.json` and `answers.jsonl` that this program writes. */
export const RUN_FORMAT = 1;

export type Readable<T> =
  | { readonly kind: 'read'; readonly value: T }
  /** What is wrong, in a sentence without the name of the file. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The content of a `run.json`. A format of a later version is refused by name. */
export function readRunFile(text: string): Readable<RunFile> {
  const value = parsed(text);
  if (value === undefined) {
    return { kind: 'unreadable', reason: 'it is not JSON; perhaps it was cut off' };
  }
  const format = isRecord(value) ? value['format'] : undefined;
  if (typeof format === 'number' && format !== RUN_FORMAT) {
    return {
      kind: 'unreadable',
      reason: `it has format ${format}, and this version of Understudy reads format ${RUN_FORMAT}`,
    };
  }
  if (!isRunFile(value)) {
    return { kind: 'unreadable', reason: firstError(validateRun.errors) };
  }
  const size = value.plan.ids.length;
  const odd = value.plan.variables.find(
    (column) =>
      column.codes.length !== size ||
      (column.values !== null && column.values.length !== size) ||
      (column.texts !== null && column.texts.length !== size),
  );
  return odd === undefined
    ? { kind: 'read', value }
    : {
        kind: 'unreadable',
        reason: `the plan's column \`${odd.id}\` has not one entry for each of ${size} respondents`,
      };
}

/** One line of `answers.jsonl`. */
export function readAnswersLine(line: string): Readable<RespondentAnswers> {
  const value = parsed(line);
  if (value === undefined) {
    return { kind: 'unreadable', reason: 'it is not JSON' };
  }
  return isAnswers(value)
    ? { kind: 'read', value }
    : { kind: 'unreadable', reason: firstError(validateAnswers.errors) };
}

/** `run.json` as text: readable, with every list of plain values on one line. */
export function runFileText(run: RunFile): string {
  return `${pretty(run, '')}\n`;
}

function pretty(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return value.every((entry) => !isRecord(entry) && !Array.isArray(entry))
      ? JSON.stringify(value)
      : `[\n${value.map((entry) => inner + pretty(entry, inner)).join(',\n')}\n${indent}]`;
  }
  if (!isRecord(value)) {
    return JSON.stringify(value);
  }
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return entries.length === 0
    ? '{}'
    : `{\n${entries.map(([key, entry]) => `${inner}${JSON.stringify(key)}: ${pretty(entry, inner)}`).join(',\n')}\n${indent}}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRunFile(value: unknown): value is RunFile {
  return validateRun(value);
}

function isAnswers(value: unknown): value is RespondentAnswers {
  return validateAnswers(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstError(
  errors: readonly { readonly instancePath: string; readonly message?: string }[] | null | undefined,
): string {
  const first = errors?.[0];
  const place = first === undefined || first.instancePath === '' ? 'it' : `\`${first.instancePath}\``;
  return `${place} ${first?.message ?? 'has another form than expected'}`;
}
