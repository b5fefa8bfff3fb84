import type { Diagnostic } from '#engine/diagnostics';
import type { Range } from '#engine/text';

/** A place where YAML reads a text in another way than it looks, and the stretch where all else follows from that. */
export interface Trap {
  readonly diagnostic: Diagnostic;
  readonly covers: Range;
}
