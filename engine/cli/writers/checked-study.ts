import type { Diagnostic } from '#engine';
import type { LoadedStudy } from '#engine/node';

/** One study and what there is to say about it, with the severities that were asked for. */
export interface CheckedStudy {
  readonly loaded: LoadedStudy;
  readonly diagnostics: readonly Diagnostic[];
}
