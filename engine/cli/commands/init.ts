import fs from 'node:fs';
import path from 'node:path';
import { type DraftResult, draftFromData, fileReason } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type CommonOptions, stopped } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { shownPath } from '../writers/human-diagnostics.ts';
import { envelope } from '../writers/json-envelope.ts';

export interface InitOptions extends CommonOptions {
  /** Where the study goes, instead of beside the data. */
  readonly out?: string;
}

/** `understudy init`: writes a study for a data file. Never over a file that is there. */
export async function init(argument: string | undefined, options: InitOptions, terminal: Terminal): Promise<ExitCode> {
  const stop = (code: ExitCode, name: string, message: string): ExitCode =>
    stopped('init', code, name, message, options, terminal).exitCode;
  const found = findData(argument);
  if (found.kind === 'not-found') {
    return stop(exitCodes.usage, 'no-data', found.message);
  }
  if (options.out !== undefined && !options.out.endsWith('.study.yaml')) {
    return stop(exitCodes.usage, 'usage', `The name of a study ends in .study.yaml: --out ${options.out}.study.yaml`);
  }
  const file = path.resolve(options.out ?? `${found.file.replace(/\.[^./\\]*$/, '')}.study.yaml`);
  if (fs.existsSync(file)) {
    return stop(exitCodes.usage, 'file-exists', `${shownPath(file)} is there already. Name another file with --out.`);
  }
  const made = await draftFromData(found.file, path.dirname(file));
  if (made.kind === 'impossible') {
    return stop(exitCodes.failed, 'no-draft', made.reason);
  }
  const { draft, people, study, encoding } = made;
  try {
    fs.writeFileSync(file, draft.text, { flag: 'wx' });
  } catch (error) {
    return stop(exitCodes.failed, 'not-written', `${shownPath(file)} cannot be written: ${fileReason(error)}`);
  }
  if (options.json === true) {
    const { attributes, treatments, beliefs, actions, leftOut, todo } = draft;
    const data = { file, study, people, encoding, attributes, treatments, beliefs, actions, left_out: leftOut, todo };
    terminal.out(envelope('init', exitCodes.fine, { data }));
    return exitCodes.fine;
  }
  terminal.out(summary(shownPath(found.file), shownPath(file), made));
  return exitCodes.fine;
}

type Drafted = Extract<DraftResult, { readonly kind: 'drafted' }>;

type FoundData =
  | { readonly kind: 'found'; readonly file: string }
  | { readonly kind: 'not-found'; readonly message: string };

/** The data file that an argument means: the file, or the only one of this folder. */
function findData(argument: string | undefined): FoundData {
  if (argument !== undefined) {
    return fs.statSync(argument, { throwIfNoEntry: false })?.isFile() === true
      ? { kind: 'found', file: path.resolve(argument) }
      : { kind: 'not-found', message: `There is no file ${argument}.` };
  }
  const files = fs
    .readdirSync('.')
    .filter((name) => /\.(?:csv|tsv)$/i.test(name))
    .sort();
  const [only] = files;
  if (only === undefined) {
    return { kind: 'not-found', message: 'This folder has no CSV or TSV file. Name one: understudy init people.csv' };
  }
  return files.length === 1
    ? { kind: 'found', file: path.resolve(only) }
    : { kind: 'not-found', message: `This folder has several data files: ${files.join(', ')}. Name one of them.` };
}

function summary(data: string, file: string, { people, draft, encoding }: Drafted): string {
  const rows = [
    ['attributes', draft.attributes],
    ['treatments', draft.treatments],
    ['beliefs', draft.beliefs],
    ['actions', draft.actions],
    ['left out', draft.leftOut.map(({ column, why }) => `${column === '' ? 'a column' : column} (${why})`)],
  ] as const;
  const lines = rows.map(([title, names]) => `  ${title.padEnd(11)} ${names.length === 0 ? 'none' : shortList(names)}`);
  const places = draft.todo === 1 ? '1 place wants' : `${draft.todo} places want`;
  return [
    `Wrote ${file}, drafted from ${data} (${people === 1 ? '1 person' : `${people} people`}).`,
    ...(encoding === null ? [] : [`${data} was read as ${encoding}: look whether its letters are right.`]),
    ...lines,
    'All of it is a guess at what the columns mean. Move what is in the wrong place.',
    `${places} your words: search the file for TODO. Then: understudy check ${file}`,
    '',
  ].join('\n');
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(', ');
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown;
}
