import type { Evaluation } from './generated/evaluation-types.ts';
import { validate } from './generated/evaluation-validator.js';

export type ReadEvaluation =
  | { readonly kind: 'evaluation'; readonly evaluation: Evaluation }
  /** `reason` is a sentence for people. */
  | { readonly kind: 'error'; readonly reason: string };

/** The format that this version reads and writes. */
const format = 1;

/** The evaluation that the text of an `evaluation.json` holds, checked against its schema. Never throws. */
export function readEvaluation(text: string): ReadEvaluation {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'error', reason: 'It is not valid JSON; perhaps it was not written to its end.' };
  }
  const given = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof given === 'number' && given !== format) {
    return {
      kind: 'error',
      reason: `It has format ${given}; this version of Understudy reads format ${format}.`,
    };
  }
  if (isEvaluation(value)) {
    return { kind: 'evaluation', evaluation: value };
  }
  const [first] = validate.errors ?? [];
  const where = first === undefined || first.instancePath === '' ? 'the top' : `\`${first.instancePath}\``;
  return {
    kind: 'error',
    reason: `It does not have the form of an evaluation: ${where} ${first?.message ?? 'is wrong'}.`,
  };
}

function isEvaluation(value: unknown): value is Evaluation {
  return validate(value);
}
