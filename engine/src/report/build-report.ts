import type { Evaluation, Warning as EvaluationWarning } from '#engine/evaluation';
import { buildSideBySide } from './build-beside.ts';
import { buildCoherence } from './build-coherence.ts';
import { buildCompared } from './build-compared.ts';
import { buildDistributions } from './build-distributions.ts';
import { buildEffects } from './build-effects.ts';
import { buildHeader } from './build-header.ts';
import { buildHeterogeneity } from './build-heterogeneity.ts';
import { buildLadder } from './build-ladder.ts';
import { buildRectified } from './build-rectified.ts';
import { buildRegressions } from './build-regressions.ts';
import { buildRobustness } from './build-robustness.ts';
import { buildMisaligned, buildSubgroups } from './build-subgroups.ts';
import { indexed } from './indexed.ts';
import { buildMethods } from './methods.ts';
import { readingNotes } from './reading-notes.ts';
import type { Report, Warning } from './report.ts';

/**
 * The evaluation as it is shown: what the subject did, beside people and the built-in respondents. Nothing is computed;
 * every `Figure` holds a number of the evaluation and the JSON pointer at which it stands. Sections of which the
 * evaluation has nothing are empty lists or null.
 */
export function buildReport(evaluation: Evaluation): Report {
  return {
    format: 'understudy-report',
    version: 1,
    header: buildHeader(evaluation),
    compared: buildCompared(evaluation),
    ladder: buildLadder(evaluation),
    sideBySide: buildSideBySide(evaluation),
    distributions: buildDistributions(evaluation),
    subgroups: buildSubgroups(evaluation),
    misaligned: buildMisaligned(evaluation),
    heterogeneity: buildHeterogeneity(evaluation),
    coherence: buildCoherence(evaluation),
    regressions: buildRegressions(evaluation),
    effects: buildEffects(evaluation),
    rectified: buildRectified(evaluation),
    robustness: buildRobustness(evaluation),
    warnings: indexed(evaluation.warnings, '/warnings')
      .filter(({ entry }) => entry.model === null || entry.model === evaluation.subject)
      .map(({ entry, path }) => warning(entry, path)),
    methods: buildMethods(evaluation),
    reading: readingNotes(evaluation),
  };
}

function warning(entry: EvaluationWarning, path: string): Warning {
  return {
    code: entry.code,
    message: { text: entry.message, path: `${path}/message` },
    model: entry.model,
    place: entry.path,
  };
}
