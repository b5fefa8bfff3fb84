import { nearest } from '#engine/text';
import { type DiagnosticCode, diagnosticCodes, isDiagnosticCode } from './codes.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';

/** What an author can make of a code: another severity, or nothing at all. */
export type SeveritySetting = Severity | 'off';

export const severitySettings: readonly SeveritySetting[] = ['off', 'hint', 'information', 'warning', 'error'];

/** Codes with the severity that an author gave them. */
export type Severities = ReadonlyMap<DiagnosticCode, SeveritySetting>;

export interface ReadSeverities {
  readonly severities: Severities;
  /** What cannot be used of what was given, one sentence each. */
  readonly problems: readonly string[];
}

/** Severities from an object `{ code: severity }`; whatever is no code or no severity is left out, and said. */
export function readSeverities(given: unknown): ReadSeverities {
  if (given === undefined || given === null) {
    return { severities: new Map(), problems: [] };
  }
  if (typeof given !== 'object' || Array.isArray(given)) {
    return { severities: new Map(), problems: ['Severities are given as `code: severity`.'] };
  }
  const severities = new Map<DiagnosticCode, SeveritySetting>();
  const problems: string[] = [];
  for (const [code, wanted] of Object.entries(given)) {
    const severity = severitySettings.find((one) => one === wanted);
    if (!isDiagnosticCode(code)) {
      const near = nearest(code, Object.keys(diagnosticCodes));
      problems.push(`\`${code}\` is no code of a message.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`);
    } else if (severity === undefined) {
      problems.push(`\`${code}\` can be ${severitySettings.join(', ')}, not \`${String(wanted)}\`.`);
    } else {
      severities.set(code, severity);
    }
  }
  return { severities, problems };
}

/** The diagnostics with the severities that an author gave their codes, in their order, without those that are off. */
export function withSeverities(diagnostics: readonly Diagnostic[], severities: Severities): readonly Diagnostic[] {
  if (severities.size === 0) {
    return diagnostics;
  }
  return diagnostics.flatMap((found) => {
    const severity = severities.get(found.code);
    return severity === 'off' ? [] : [severity === undefined ? found : { ...found, severity }];
  });
}
