import type { Warning } from './generated/evaluation-types.ts';

/** A warning: its stable code, what to know, the model that it speaks of and the path in the study, where there are any. */
export function warning(
  code: string,
  message: string,
  model: string | null = null,
  path: string | null = null,
): Warning {
  return { code, message, model, path };
}
