import path from 'node:path';
import {
  checkStudy,
  commentsOf,
  type Diagnostic,
  diagnostic,
  type FurtherPeople,
  findings,
  heedComments,
  mapFurtherPeople,
  mapPeople,
  type People,
  type Result,
  type Split,
  type StudyData,
  splitPeople,
} from '#engine';
import type { DataFileResult } from '#engine/node';
import type { DataFiles } from './data-files.ts';
import type { EvaluationFiles, StudyEvaluation } from './evaluation-files.ts';
import type { OpenStudies, OpenStudy } from './open-studies.ts';

/**
 * One version of a study, its data and its newest evaluation, and all that there is to say about them. What takes time
 * is worked out when it is first asked for: completion while typing needs none of it.
 */
export interface Analysis {
  readonly open: OpenStudy;
  /** The data file as it was read; null where the study names none, and while a large one is being read. */
  readonly file: DataFileResult | null;
  /** The file of further personas as it was read; null where the study names none. */
  readonly furtherFile: DataFileResult | null;
  readonly evaluation: StudyEvaluation;
  /** Whether plain YAML syntax errors are left out. */
  readonly withoutSyntax: boolean;
  /** The people in the data, as the study describes them; null without readable data. */
  readonly people: () => Result<People> | null;
  /** Who of them is the pilot; null without readable data. */
  readonly split: () => Result<Split> | null;
  /** Further personas; null where the study names none, or they cannot be read. */
  readonly further: () => Result<FurtherPeople> | null;
  readonly diagnostics: () => readonly Diagnostic[];
}

export interface Analyst {
  /**
   * Analyses the newest version of an open study. `closed` when it is not open (or not a study), `outdated` when it was
   * edited meanwhile: what was found then is of no use any more.
   */
  readonly analyse: (uri: string) => Promise<Analysis | 'closed' | 'outdated'>;
}

export interface AnalystParts {
  readonly studies: OpenStudies;
  readonly data: DataFiles;
  readonly evaluations: EvaluationFiles;
  /** Another extension reports plain YAML syntax errors. */
  readonly yamlSyntaxReportedElsewhere: () => boolean;
}

export function analyst({ studies, data, evaluations, yamlSyntaxReportedElsewhere }: AnalystParts): Analyst {
  const latest = new Map<string, Analysis>();
  return {
    async analyse(uri) {
      const open = studies.get(uri);
      if (open === null) {
        latest.delete(uri);
        return 'closed';
      }
      const [found, further, evaluation] = await Promise.all([
        data.of(open),
        data.furtherOf(open),
        evaluations.of(open),
      ]);
      // People and further personas are judged together: the one that is there waits for the other.
      const isReading = found === 'reading' || further === 'reading';
      const file = isReading ? null : found;
      const furtherFile = isReading ? null : further;
      if (studies.get(uri) !== open) {
        return 'outdated';
      }
      const withoutSyntax = yamlSyntaxReportedElsewhere();
      const known = latest.get(uri);
      if (
        known?.open === open &&
        known.file === file &&
        known.furtherFile === furtherFile &&
        known.evaluation === evaluation &&
        known.withoutSyntax === withoutSyntax
      ) {
        return known;
      }
      const analysis = analysisOf(open, { file, furtherFile }, evaluation, withoutSyntax);
      latest.set(uri, analysis);
      return analysis;
    },
  };
}

function analysisOf(
  open: OpenStudy,
  { file, furtherFile }: Pick<Analysis, 'file' | 'furtherFile'>,
  evaluation: StudyEvaluation,
  withoutSyntax: boolean,
): Analysis {
  const { study } = open;
  const people = once(() => (file?.kind === 'table' ? mapPeople(study, file.table) : null));
  const split = once(() => {
    const known = people();
    return known === null ? null : splitPeople(study, known.value);
  });
  const further = once(() => {
    const source = study.sample.kind === 'matched' ? study.sample.further : undefined;
    return source === undefined || furtherFile?.kind !== 'table'
      ? null
      : mapFurtherPeople(study, source, people()?.value ?? null, furtherFile.table);
  });
  const diagnostics = once(() => {
    const data = studyData(file, people(), split(), furtherFile?.kind === 'error' ? furtherFile : further());
    const aboutRuns = aboutEvaluation(open, evaluation);
    const isCurrent = evaluation.newest !== null && !aboutRuns.some(({ code }) => code === 'stale-finding');
    const found = heedComments([...open.diagnostics, ...checkStudy(study, data), ...aboutRuns], {
      text: study.text,
      comments: commentsOf(study),
      looked: { data: data.kind === 'table', evaluation: isCurrent },
    });
    return found.filter(({ code }) => code !== 'yaml-syntax' || !withoutSyntax);
  });
  return { open, file, furtherFile, evaluation, withoutSyntax, people, split, further, diagnostics };
}

function studyData(
  file: DataFileResult | null,
  people: Result<People> | null,
  split: Result<Split> | null,
  further: Result<FurtherPeople> | Extract<DataFileResult, { readonly kind: 'error' }> | null,
): StudyData {
  if (file?.kind === 'table' && people !== null && split !== null) {
    const known = further === null || 'kind' in further ? further : ({ kind: 'table', further } as const);
    return { kind: 'table', table: file.table, people, split, ...(known === null ? {} : { further: known }) };
  }
  return file?.kind === 'error' ? file : { kind: 'none' };
}

/** The function, which works out its value at its first call. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
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
