import path from 'node:path';
import {
  buildCodebook,
  type CodebookFile,
  type CsvCell,
  codebookMarkdown,
  csvText,
  type ExportedRespondents,
  type ExportFormat,
  exportedPeople,
  exportedRun,
  exportTable,
  looksLikeFormula,
  refitScript,
  type Study,
} from '#engine';
import { cannotStandBeside, codedAnswers, readRun, type StoredAnswersOfRun } from '../evaluation/stored-answers.ts';
import { splitOfRun, studyAsAsked } from '../evaluation/study-as-asked.ts';
import { fileReason, isFileError } from '../file-errors.ts';
import { makeFolder } from '../runs/make-folder.ts';
import { runsRoot, writeWhole } from '../runs/run-folder.ts';
import type { LoadedStudy } from '../study/load-study.ts';
import { understudyVersion } from '../version.ts';

export interface ExportRequest {
  readonly loaded: LoadedStudy;
  /** Runs whose answers are exported; the study is exported as the first of them was asked. */
  readonly runs: readonly string[];
  readonly what: 'people' | 'answers' | 'both';
  readonly format: ExportFormat;
  readonly forSpreadsheets: boolean;
  /** Whether an R script that refits the regressions goes with the tables; it reads wide ones that are not for spreadsheets. */
  readonly withScript: boolean;
  /** The folder with the runs, where it is not beside the study. */
  readonly out: string | null;
  /** The folder that the files are written into; files of the same names there are replaced. */
  readonly to: string;
}

export type ExportResult =
  | {
      readonly kind: 'exported';
      readonly files: readonly { readonly file: string; readonly content: string; readonly rows: number | null }[];
      /** What whoever uses the files should know, as sentences. */
      readonly notes: readonly string[];
    }
  /** `code` is stable; `message` says what to do. */
  | { readonly kind: 'impossible'; readonly code: string; readonly message: string };

/** Writes people and the answers of runs as CSV, with a codebook in Markdown and JSON. */
export async function exportStudy(request: ExportRequest): Promise<ExportResult> {
  try {
    return await exported(request);
  } catch (error) {
    if (!isFileError(error)) {
      throw error;
    }
    return {
      kind: 'impossible',
      code: 'not-written',
      message: `Files cannot be read or written: ${fileReason(error)}. The export was to go to ${request.to}.`,
    };
  }
}

async function exported(request: ExportRequest): Promise<ExportResult> {
  const gathered = await gather(request);
  if (gathered.kind === 'impossible') {
    return gathered;
  }
  const { study, people, runs } = gathered;
  const notes = [...gathered.notes];
  const written: { name: string; content: string; rows: number | null; text: string }[] = [];
  const described: CodebookFile[] = [];
  let formulas = 0;
  const add = (name: string, content: string, respondents: readonly ExportedRespondents[]): void => {
    const { columns, rows } = exportTable(study, request.format, respondents);
    let count = 0;
    const counted = function* (): Generator<readonly CsvCell[]> {
      for (const row of rows) {
        count += 1;
        formulas += row.filter((cell) => typeof cell === 'string' && looksLikeFormula(cell)).length;
        yield row;
      }
    };
    const header = columns.map((column) => column.name);
    const text = csvText(header, counted(), { forSpreadsheets: request.forSpreadsheets });
    written.push({ name, content, rows: count, text });
    described.push({
      name,
      content,
      rows: count,
      columns: columns.map(({ name: column, variable, description }) => ({ name: column, variable, description })),
    });
  };
  const suffix = request.format === 'wide' ? '' : '-long';
  const each = request.format === 'wide' ? 'One row a respondent.' : 'One row a respondent and item.';
  if (people !== null) {
    add(`people${suffix}.csv`, `The people of the study. ${each}`, [people]);
  }
  if (runs.length > 0) {
    add(
      `answers${suffix}.csv`,
      `The simulated respondents of ${runs.map(({ run }) => run?.name).join(', ')}. ${each}`,
      runs,
    );
  }
  if (formulas > 0 && !request.forSpreadsheets) {
    notes.push(
      `${formulas} ${formulas === 1 ? 'cell begins' : 'cells begin'} with a character by which spreadsheets know a formula. Export with --spreadsheet before you open the files in one.`,
    );
  }
  const codebook = buildCodebook(study, {
    understudy: understudyVersion,
    files: described,
    respondents: [...(people === null ? [] : [people]), ...runs],
  });
  written.push(
    {
      name: `codebook${suffix}.md`,
      content: 'What every file, column and variable is',
      rows: null,
      text: codebookMarkdown(codebook),
    },
    {
      name: `codebook${suffix}.json`,
      content: 'The same for programs',
      rows: null,
      text: `${JSON.stringify(codebook, null, 1)}\n`,
    },
  );
  const script = request.withScript
    ? refitScript(study, { understudy: understudyVersion, runs: runs.flatMap(({ run }) => run?.name ?? []) })
    : null;
  if (script !== null) {
    written.push({ name: 'refit.R', content: 'Refits the regressions in R', rows: null, text: script });
  } else if (request.withScript) {
    notes.push('The study has no regressions, so there is no R script to refit them.');
  }
  makeFolder(request.to);
  for (const { name, text } of written) {
    writeWhole(path.join(request.to, name), text);
  }
  return {
    kind: 'exported',
    files: written.map(({ name, content, rows }) => ({ file: path.join(request.to, name), content, rows })),
    notes,
  };
}

interface Gathered {
  readonly kind: 'gathered';
  readonly study: Study;
  readonly people: ExportedRespondents | null;
  readonly runs: readonly ExportedRespondents[];
  readonly notes: readonly string[];
}

/** The respondents that were asked for. Without a run: the people of the study as it is now. */
async function gather({
  loaded,
  runs,
  what,
  out,
}: ExportRequest): Promise<Gathered | (ExportResult & { kind: 'impossible' })> {
  const root = runsRoot(loaded.file, loaded.study.id.value, out);
  const read: StoredAnswersOfRun[] = [];
  for (const name of new Set(runs)) {
    const one = readRun(root, name);
    if (one.kind === 'impossible') {
      return one;
    }
    read.push(one.read);
  }
  const [first, ...others] = read;
  if (first === undefined) {
    const { study, people, split } = loaded;
    if (people === null || split === null) {
      return {
        kind: 'impossible',
        code: 'nothing-to-export',
        message: `The study has neither people nor a finished run. Name people’s data under \`human\`, or make a run with: understudy simulate ${loaded.fileName}`,
      };
    }
    return { kind: 'gathered', study, people: exportedPeople(people, split), runs: [], notes: [] };
  }
  const { study, people, isEarlier } = await studyAsAsked(loaded, first.run, first.plan);
  const refusal = others.map((other) => cannotStandBeside(other.run, first.run, study)).find((one) => one !== null);
  if (refusal !== undefined) {
    return refusal;
  }
  const incomplete = read.flatMap((one) => {
    const calls = one.plan.respondents.size * one.plan.repeats;
    return one.lines.length < calls
      ? [`${one.run.run} has ${one.lines.length} of ${calls} answers; these are exported.`]
      : [];
  });
  return {
    kind: 'gathered',
    study,
    people: people === null || what === 'answers' ? null : exportedPeople(people, splitOfRun(people, first.plan)),
    runs:
      what === 'people'
        ? []
        : read.map((one) =>
            exportedRun(
              study,
              { model: one.run.model.id, name: one.run.run },
              one.plan,
              codedAnswers(study, one),
              people,
            ),
          ),
    notes: [
      ...(isEarlier
        ? [`The study or its data have changed since ${first.run.run} was made; it is exported as it was asked.`]
        : []),
      ...incomplete,
    ],
  };
}
