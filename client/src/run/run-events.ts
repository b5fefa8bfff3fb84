import type { RunEvent } from '#engine';

/**
 * The event that a line of the child process says, or null for a line that is none: not JSON, of a kind that this
 * version does not know, or with a field that is missing or of another type.
 */
export function parseRunEvent(line: string): RunEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  return isEvent(value) ? value : null;
}

/** The type of a field, or the words that it can be. */
type Field = 'string' | 'number' | readonly string[];

const fields: Readonly<Record<RunEvent['kind'], Readonly<Record<string, Field>>>> = {
  planned: { model: 'string', run: 'string', folder: 'string', calls: 'number', stored: 'number' },
  progress: {
    phase: ['simulating', 'evaluating'],
    model: 'string',
    done: 'number',
    total: 'number',
    failures: 'number',
  },
  notice: { severity: ['warning', 'information'], message: 'string' },
  simulated: {
    model: 'string',
    run: 'string',
    folder: 'string',
    status: ['running', 'finished', 'cancelled', 'failed'],
  },
  evaluated: { file: 'string', report: 'string' },
  failed: { code: 'string', message: 'string' },
  done: { exitCode: 'number' },
};

function isEvent(value: unknown): value is RunEvent {
  if (typeof value !== 'object' || value === null || !('kind' in value)) {
    return false;
  }
  const wanted = Object.entries(fields).find(([kind]) => kind === value.kind)?.[1];
  const given = new Map<string, unknown>(Object.entries(value));
  return wanted !== undefined && Object.entries(wanted).every(([name, field]) => fits(given.get(name), field));
}

function fits(value: unknown, field: Field): boolean {
  return typeof field === 'string' ? typeof value === field : typeof value === 'string' && field.includes(value);
}
