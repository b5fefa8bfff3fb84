import path from 'node:path';
import {
  type Evaluation,
  type EvaluationTableName,
  evaluationCsv,
  evaluationTables,
  markdownMethods,
  markdownReport,
  methodsText,
  type Report,
} from '#engine';
import { htmlReportText } from '#engine/node';

export const reportFormats = ['text', 'markdown', 'csv', 'json', 'html', 'methods'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface WrittenFormats {
  /** The report of the evaluation as it is shown. */
  readonly report: Report;
  readonly evaluation: Evaluation;
  readonly format: Exclude<ReportFormat, 'text' | 'json'>;
  /** One table of the evaluation; null for all. */
  readonly table: EvaluationTableName | null;
  /** The file to write, or for all tables the folder; null for standard output. */
  readonly to: string | null;
  readonly programFolder: string;
}

export type ReportTexts =
  /** Text for standard output. */
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'files';
      readonly files: readonly { readonly file: string; readonly text: string; readonly content: string }[];
    }
  | { readonly kind: 'impossible'; readonly reason: string };

/** The report in one of its formats, for standard output or for files. All tables of CSV always go to a folder. */
export function reportTexts(request: WrittenFormats): ReportTexts {
  const { report, evaluation, format, table, to, programFolder } = request;
  if (format === 'csv') {
    const tables = evaluationTables(evaluation).filter(({ name }) => table === null || name === table);
    const [only] = tables;
    if (table !== null && only !== undefined) {
      return single(evaluationCsv(only), to, only.content);
    }
    const folder = to ?? `${evaluation.study.id}-tables`;
    return {
      kind: 'files',
      files: tables
        .filter(({ rows }) => rows.length > 0)
        .map((one) => ({
          file: path.resolve(folder, `${one.name}.csv`),
          text: evaluationCsv(one),
          content: `${one.content} ${one.rows.length} ${one.rows.length === 1 ? 'row' : 'rows'}.`,
        })),
    };
  }
  if (format === 'html') {
    const text = htmlReportText(report, programFolder);
    return text === null
      ? {
          kind: 'impossible',
          reason: `There is no panel.js beside the program in ${programFolder}. Build Understudy first.`,
        }
      : single(text, to, 'The report as one HTML file.');
  }
  if (format === 'markdown') {
    return single(markdownReport(report), to, 'The report in Markdown.');
  }
  const methods =
    to !== null && /\.(md|markdown)$/i.test(to) ? markdownMethods(report) : `${methodsText(report.methods)}\n`;
  return single(methods, to, 'A draft of the Methods section.');
}

function single(text: string, to: string | null, content: string): ReportTexts {
  return to === null ? { kind: 'text', text } : { kind: 'files', files: [{ file: path.resolve(to), text, content }] };
}
