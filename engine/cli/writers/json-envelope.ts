import type { Diagnostic, Study } from '#engine';
import { understudyVersion } from '#engine/node';
import type { ExitCode } from '../exit-codes.ts';
import { positionAt } from '../positions.ts';

/** Something that went wrong, by a stable code. */
export interface CommandError {
  readonly code: string;
  readonly message: string;
}

/** What every command prints with `--json`: one object, whose keys never change their meaning. */
export interface Envelope {
  readonly understudy: string;
  readonly command: string;
  readonly exit_code: ExitCode;
  readonly data: unknown;
  readonly diagnostics: readonly JsonDiagnostic[];
  readonly errors: readonly CommandError[];
}

export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly end_line: number;
  readonly end_column: number;
}

export function envelope(
  command: string,
  exitCode: ExitCode,
  content: {
    readonly data?: unknown;
    readonly diagnostics?: readonly JsonDiagnostic[];
    readonly errors?: readonly CommandError[];
  },
): string {
  const whole: Envelope = {
    understudy: understudyVersion,
    command,
    exit_code: exitCode,
    data: content.data ?? null,
    diagnostics: content.diagnostics ?? [],
    errors: content.errors ?? [],
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

export function jsonDiagnostics(
  file: string,
  text: Study['text'],
  diagnostics: readonly Diagnostic[],
): readonly JsonDiagnostic[] {
  return diagnostics.map((one) => {
    const start = positionAt(text, one.range.start);
    const end = positionAt(text, one.range.end);
    return {
      code: one.code,
      severity: one.severity,
      message: one.message,
      file,
      line: start.line,
      column: start.column,
      end_line: end.line,
      end_column: end.column,
    };
  });
}
