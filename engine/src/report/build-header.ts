import type { Evaluation, ModelCompared } from '#engine/evaluation';
import { indexed, quotes } from './indexed.ts';
import type { ReportHeader, VerdictLine } from './report.ts';

/** Study, subject, the three lines of the verdict, and what was found in words. */
export function buildHeader(evaluation: Evaluation): ReportHeader {
  const subject = evaluation.models.find(({ id }) => id === evaluation.subject);
  const sentences = quotes(evaluation.verdict.sentences, '/verdict/sentences');
  return {
    study: evaluation.study.id,
    title: evaluation.study.title,
    source: evaluation.study.source,
    subject: evaluation.subject,
    subjectKind: subject === undefined ? '' : modelDescription(subject),
    lines: indexed(evaluation.verdict.lines, '/verdict/lines').map(({ entry, path }) => ({
      id: entry.name,
      ...lineWords[entry.name],
      outcome: entry.outcome,
      reasons: quotes(entry.reasons, `${path}/reasons`),
    })),
    findings: sentences.slice(0, -1),
    conclusion: sentences.at(-1) ?? null,
  };
}

type LineName = Evaluation['verdict']['lines'][number]['name'];

/** How the lines of the verdict are called. */
export const lineWords: Readonly<Record<LineName, Pick<VerdictLine, 'title' | 'question'>>> = {
  marginal: {
    title: 'Answers',
    question: 'Are the answers to each item distributed as people’s are, in every arm, and is no subgroup misaligned?',
  },
  structural: {
    title: 'Regressions',
    question: 'Do the coefficients of the study’s regressions come out as they do for people?',
  },
  'heterogeneity-and-coherence': {
    title: 'Heterogeneity and coherence',
    question: 'Do the simulated respondents vary as people do, and act on their beliefs as people do?',
  },
};

/** What a model is, in a few words. */
export function modelDescription(model: ModelCompared): string {
  const builtIn: Readonly<Record<string, string>> = {
    uniform: 'any answer, equally likely',
    pooled: 'the pilot’s answers to each item, whoever is asked',
    resample: 'answers as the most similar person of the pilot',
    regression: 'answers item by item, from regressions fitted on the pilot',
  };
  switch (model.kind) {
    case 'built-in':
      return builtIn[model.id] ?? 'built in';
    case 'endpoint':
      return 'a model behind an endpoint';
    case 'tuned':
      return 'a model tuned on the pilot';
    case 'answers':
      return 'answers that were simulated elsewhere';
  }
}
