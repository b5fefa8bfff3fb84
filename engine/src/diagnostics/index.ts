export { type DiagnosticCode, diagnostic, diagnosticCodes, isDiagnosticCode } from './codes.ts';
export { placesOfComments } from './comment-lines.ts';
export type { CountedValue, Diagnostic, DiagnosticData, RelatedPlace, Result, Severity } from './diagnostic.ts';
export {
  type ReadSeverities,
  readSeverities,
  type Severities,
  type SeveritySetting,
  severitySettings,
  withSeverities,
} from './severities.ts';
export { type CommentedText, heedComments } from './silence.ts';
