import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { buildReport, parseStudy, type Report, readEvaluation } from '#engine';
import { evaluationFilesOf, evaluationsToWatch, watch } from '#engine/node';

/** What the newest evaluation of a study says. */
export type StudyReport =
  | { readonly kind: 'report'; readonly file: string; readonly report: Report }
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly message: string };

/** Reads the newest evaluation beside a study. Never rejects. */
export async function newestReport(study: vscode.Uri): Promise<StudyReport> {
  try {
    const { value } = parseStudy(await fs.promises.readFile(study.fsPath, 'utf8'));
    const [newest] = await evaluationFilesOf(study.fsPath, value.id.value);
    return newest === undefined ? { kind: 'none' } : await reportIn(newest.file);
  } catch (error) {
    return { kind: 'broken', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Reads the evaluation in a file; `none` when the file is not there any more. Never rejects. */
export async function reportIn(file: string): Promise<StudyReport> {
  try {
    const read = readEvaluation(await fs.promises.readFile(file, 'utf8'));
    return read.kind === 'evaluation'
      ? { kind: 'report', file, report: buildReport(read.evaluation) }
      : { kind: 'broken', message: `${path.basename(path.dirname(file))}/evaluation.json: ${read.reason}` };
  } catch (error) {
    if (!fs.existsSync(file)) {
      return { kind: 'none' };
    }
    return { kind: 'broken', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Calls `changed` when an evaluation beside the study is written, replaced or deleted. */
export function watchEvaluations(study: vscode.Uri, changed: () => void): vscode.Disposable {
  return new vscode.Disposable(watch(evaluationsToWatch(study.fsPath, idOf(study)), changed));
}

/** The id of the study as its file has it; empty when the file cannot be read. */
function idOf(study: vscode.Uri): string {
  try {
    return parseStudy(fs.readFileSync(study.fsPath, 'utf8')).value.id.value;
  } catch {
    return '';
  }
}
