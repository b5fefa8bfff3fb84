import { type Diagnostic, type DiagnosticCode, diagnostic, type Severity } from '#engine/diagnostics';
import type { Evaluation } from '#engine/evaluation';
import { fingerprintOfPath, placeOfPath, type Study } from '#engine/study';
import { contentHash } from '#engine/text';
import { coefficientFindings, coherenceFindings, varianceFindings } from './finding-behaviour.ts';
import { cellFindings } from './finding-cells.ts';

/** One thing that the subject gets wrong, and the path in the study where it belongs. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly path: string;
  readonly message: string;
  /** Weaker than its code's usual severity, where the evidence is. */
  readonly severity?: Severity;
}

export interface FindingOptions {
  /** The file of the evaluation, to be named in stale findings. */
  readonly fileName?: string;
}

/**
 * What an evaluation says about places of the study, as diagnostics on today's text: a misaligned item, arm or persona
 * level, a coherence gap, a coefficient that is not recovered, answers that vary less or more than people's. A finding
 * whose text has changed since is a `stale-finding` hint; one whose place is gone is left out. Empty where the subject
 * differs from people nowhere.
 */
export function findings(evaluation: Evaluation, study: Study, options: FindingOptions = {}): readonly Diagnostic[] {
  const isSameText = evaluation.study.hash === contentHash(study.text);
  return allFindings(evaluation).flatMap((finding) => {
    const range = placeOfPath(study, finding.path);
    if (range === null) {
      return [];
    }
    const data = { subject: finding.path, model: evaluation.subject, finding: finding.code };
    if (isSameText || isCurrent(evaluation, study, finding.path)) {
      const severity = finding.severity === undefined ? {} : { severity: finding.severity };
      return [diagnostic(finding.code, range, finding.message, { ...severity, data })];
    }
    const source = options.fileName === undefined ? 'An earlier evaluation' : `The evaluation in ${options.fileName}`;
    const message = `${source} found here: ${finding.message} The text has changed since; simulate again to see whether it still holds.`;
    return [diagnostic('stale-finding', range, message, { data })];
  });
}

function allFindings(evaluation: Evaluation): readonly Finding[] {
  return [
    ...cellFindings(evaluation),
    ...varianceFindings(evaluation),
    ...coherenceFindings(evaluation),
    ...coefficientFindings(evaluation),
  ];
}

function isCurrent(evaluation: Evaluation, study: Study, path: string): boolean {
  const then = evaluation.fingerprints[path];
  return then !== undefined && then === fingerprintOfPath(study, path);
}
