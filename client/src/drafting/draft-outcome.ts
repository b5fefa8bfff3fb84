/** How drafting a study has ended. */
export type DraftOutcome =
  | {
      readonly kind: 'drafted';
      readonly file: string;
      readonly people: number;
      /** What the file was taken for, where its bytes do not say it; null for UTF-8. */
      readonly encoding: string | null;
      /** How many places wait for the author's words. */
      readonly todo: number;
      readonly attributes: number;
      readonly treatments: number;
      readonly items: number;
    }
  /** `code` is that of the command line: `file-exists`, `no-draft`, … */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** The outcome in what `understudy init --json` has printed; `failed` also where that is not what it should be. */
export function readDraftOutcome(output: string): DraftOutcome {
  const envelope = parsed(output);
  const data = part(envelope, 'data');
  const file = part(data, 'file');
  const people = part(data, 'people');
  if (typeof file === 'string' && typeof people === 'number') {
    const encoding = part(data, 'encoding');
    const todo = part(data, 'todo');
    return {
      kind: 'drafted',
      file,
      people,
      encoding: typeof encoding === 'string' ? encoding : null,
      todo: typeof todo === 'number' ? todo : 0,
      attributes: lengthOf(part(data, 'attributes')),
      treatments: lengthOf(part(data, 'treatments')),
      items: lengthOf(part(data, 'beliefs')) + lengthOf(part(data, 'actions')),
    };
  }
  const errors = part(envelope, 'errors');
  const [first]: readonly unknown[] = Array.isArray(errors) ? errors : [];
  const code = part(first, 'code');
  const message = part(first, 'message');
  return typeof code === 'string' && typeof message === 'string'
    ? { kind: 'failed', code, message }
    : { kind: 'failed', code: 'unexpected', message: 'Drafting ended without a result.' };
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

function part(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
