export { type DiagnosticCode, diagnostic, diagnosticCodes } from './codes.ts';
export type { Diagnostic, DiagnosticData, RelatedPlace, Result, Severity } from './diagnostic.ts';
export { withoutSilenced } from './silence.ts';
