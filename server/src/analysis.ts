import path from 'node:path';
import { commentsOf, type Diagnostic, diagnostic, findings, heedComments, sharedStudyId } from '#engine';
import { once } from '#engine/node';
import type { DataFiles, Patience } from './data-files.ts';
import type { EvaluationFiles, StudyEvaluation } from './evaluation-files.ts';
import type { OpenStudies, OpenStudy } from './open-studies.ts';
import type { SameNamedStudies } from './same-named.ts';
import type { SeenData } from './seen-data.ts';

/**
 * One version of a study, its data and its newest evaluation, and all that there is to say about them. What takes time
 * is worked out when it is first asked for: completion while typing needs none of it.
 */
export interface Analysis {
  readonly open: OpenStudy;
  readonly data: SeenData;
  readonly evaluation: StudyEvaluation;
  /** The other study files in the folder that have the name of this one. */
  readonly sameNamed: readonly string[];
  /** Whether plain YAML syntax errors are left out. */
  readonly withoutSyntax: boolean;
  readonly diagnostics: () => readonly Diagnostic[];
}

export interface Analyst {
  /**
   * Analyses the newest version of an open study. `closed` when it is not open (or not a study), `outdated` when it was
   * edited meanwhile: what was found then is of no use any more.
   */
  readonly analyse: (uri: string, patience?: Patience) => Promise<Analysis | 'closed' | 'outdated'>;
}

export interface AnalystParts {
  readonly studies: OpenStudies;
  readonly data: DataFiles;
  readonly evaluations: EvaluationFiles;
  readonly sameNamed: SameNamedStudies;
  /** Another extension reports plain YAML syntax errors. */
  readonly yamlSyntaxReportedElsewhere: () => boolean;
}

export function analyst({ studies, data, evaluations, sameNamed, yamlSyntaxReportedElsewhere }: AnalystParts): Analyst {
  const latest = new Map<string, Analysis>();
  return {
    async analyse(uri, patience = 'brief') {
      const open = studies.get(uri);
      if (open === null) {
        latest.delete(uri);
        return 'closed';
      }
      const [seen, evaluation, others] = await Promise.all([
        data.of(open, patience),
        evaluations.of(open),
        sameNamed.of(open),
      ]);
      if (studies.get(uri) !== open) {
        return 'outdated';
      }
      const withoutSyntax = yamlSyntaxReportedElsewhere();
      const known = latest.get(uri);
      if (
        known?.open === open &&
        known.data === seen &&
        known.evaluation === evaluation &&
        known.sameNamed === others &&
        known.withoutSyntax === withoutSyntax
      ) {
        return known;
      }
      const analysis = analysisOf({ open, data: seen, evaluation, sameNamed: others, withoutSyntax });
      latest.set(uri, analysis);
      return analysis;
    },
  };
}

/** What there is to say about what is known. */
export function analysisOf(known: Omit<Analysis, 'diagnostics'>): Analysis {
  const { open, data, evaluation, sameNamed, withoutSyntax } = known;
  const { study } = open;
  const diagnostics = once(() => {
    const aboutRuns = aboutEvaluation(open, evaluation);
    const isCurrent = evaluation.newest !== null && !aboutRuns.some(({ code }) => code === 'stale-finding');
    const aboutName = sharedStudyId(study, path.basename(open.path ?? ''), sameNamed);
    const found = heedComments([...open.diagnostics, ...data.checks(), ...aboutName, ...aboutRuns], {
      text: study.text,
      comments: commentsOf(study),
      looked: { data: data.state === 'seen', folder: true, evaluation: isCurrent },
    });
    return found.filter(({ code }) => code !== 'yaml-syntax' || !withoutSyntax);
  });
  return { ...known, diagnostics };
}

function aboutEvaluation(open: OpenStudy, { newest, broken }: StudyEvaluation): readonly Diagnostic[] {
  const nameOf = (file: string) => path.relative(path.dirname(open.path ?? ''), file);
  const found =
    newest === null ? [] : findings(newest.evaluation, open.study, { fileName: `\`${nameOf(newest.file)}\`` });
  if (broken === null) {
    return found;
  }
  const where = nameOf(broken.file);
  const message = `The evaluation \`${where}\` cannot be read. ${broken.reason} Evaluate the run again, or delete its folder.`;
  return [...found, diagnostic('run-file', open.study.id.range, message, { data: { subject: where } })];
}
