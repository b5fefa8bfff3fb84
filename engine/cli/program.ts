import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { evaluationTableNames } from '#engine';
import { type CheckOptions, check, checkFormats } from './commands/check.ts';
import { type EvaluateOptions, evaluate, type NamedAnswers } from './commands/evaluate.ts';
import { type ExportOptions, exportCommand, exportContents, exportFormats } from './commands/export.ts';
import { type InitOptions, init } from './commands/init.ts';
import { lsp } from './commands/lsp.ts';
import { type PlanOptions, plan } from './commands/plan.ts';
import { type ReportOptions, report } from './commands/report.ts';
import { type RunsOptions, runs } from './commands/runs.ts';
import { schema, schemaNames } from './commands/schema.ts';
import { type SimulateOptions, simulate } from './commands/simulate.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { CommonOptions } from './load.ts';
import type { Terminal } from './terminal.ts';
import { envelope } from './writers/json-envelope.ts';
import { reportFormats } from './writers/report-files.ts';

const exitCodeHelp = `
Exit codes: 0 fine, 1 the study has something to correct, 2 usage, 3 failed, 130 interrupted.`;

/** The command line as a whole. `run` comes back with the exit code and never rejects. */
export function program(
  terminal: Terminal,
  version: string,
): { readonly run: (args: readonly string[]) => Promise<ExitCode> } {
  let exitCode: ExitCode = exitCodes.fine;
  const root = commands(terminal, version, (code) => {
    exitCode = code;
  });
  const run = async (args: readonly string[]): Promise<ExitCode> => {
    try {
      await root.parseAsync(args, { from: 'user' });
      return exitCode;
    } catch (error) {
      if (error instanceof CommanderError) {
        // Help and version come this way too, with code 0.
        if (error.exitCode === 0) {
          return exitCodes.fine;
        }
        if (args.includes('--json')) {
          const message = error.message.replace(/^error: /, '');
          terminal.out(envelope(commandOf(args), exitCodes.usage, { errors: [{ code: 'usage', message }] }));
        }
        return exitCodes.usage;
      }
      const message = error instanceof Error ? error.message : String(error);
      if (args.includes('--json')) {
        terminal.out(envelope(commandOf(args), exitCodes.failed, { errors: [{ code: 'unexpected', message }] }));
      } else {
        const stack =
          process.env['UNDERSTUDY_DEBUG'] === undefined || !(error instanceof Error) ? message : error.stack;
        terminal.err(`${terminal.paint.red('error')} ${stack ?? message}\n`);
      }
      return exitCodes.failed;
    }
  };
  return { run };
}

function commands(terminal: Terminal, version: string, ended: (code: ExitCode) => void): Command {
  /** What `evaluate` is to judge, in the order in which its options name it. */
  const named: NamedAnswers[] = [];
  const root = new Command('understudy')
    .description('Write a survey experiment, simulate it, and see where simulated respondents get people wrong.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('(add --help for what there is)')
    .addHelpText('after', exitCodeHelp);
  const studyArgument = [
    '[study]',
    'a *.study.yaml, or the folder that holds the only one (default: this folder)',
  ] as const;
  const jsonOption = ['--json', 'print one JSON object instead of text'] as const;
  const outOption = ['--out <dir>', 'the folder for runs, instead of .understudy beside the study'] as const;

  command(root, 'init', 'Draft a study from a data file: its columns become attributes, treatments and items.')
    .argument('[data]', 'a CSV or TSV file, one row a person (default: the only one in this folder)')
    .option('--out <file>', 'the study to write, *.study.yaml (default: beside the data, named like them)')
    .option(...jsonOption)
    .action(async (data: string | undefined, options: InitOptions) => ended(await init(data, options, terminal)));

  command(root, 'check', 'Check studies and their data.')
    .argument('[studies...]', '*.study.yaml files, folders that hold them, or patterns (default: this folder)')
    .addOption(new Option('--format <name>', 'how to print what is found').choices(checkFormats).default('human'))
    .option('--severity <code=severity>', 'another severity for a code, or off; may be repeated', collected)
    .option(...jsonOption)
    .action(async (studies: readonly string[], options: CheckOptions) =>
      ended(await check(studies, options, terminal)),
    );

  command(root, 'plan', 'Show whom a run would ask, and with --respondent what one of them would read.')
    .argument(...studyArgument)
    .option('--respondent <which>', 'the prompt of one respondent: a number from 1, or an id')
    .option('--repeat <n>', 'with --respondent: in which repeat (default 1)', countFrom1)
    .option(...jsonOption)
    .action(async (study: string | undefined, options: PlanOptions) => ended(await plan(study, options, terminal)));

  command(root, 'simulate', 'Make models answer a study. What is there already is not asked again.')
    .argument(...studyArgument)
    .option(
      '--model <id>',
      'a model of the study or a built-in one; may be repeated (default: the built-in ones)',
      collected,
    )
    .option('--limit <n>', 'answer only the first n calls of the plan', countFrom1)
    .option('--evaluate', 'compare the answers with the held-out people afterwards')
    .option('--events', 'write what happens as lines of JSON, for an editor')
    .option('--fresh', 'begin another run even if there is one that asked the same')
    .option('--concurrency <n>', 'calls in flight at once (default 8)', countFrom1)
    .option('--seed <n>', 'another seed than the study has', wholeNumber)
    .option(...outOption)
    .option(...jsonOption)
    .action(async (study: string | undefined, options: SimulateOptions) =>
      ended(await simulate(study, options, terminal)),
    );

  command(root, 'evaluate', 'Compare finished runs with the held-out people. Calls no model.')
    .argument(...studyArgument)
    .option('--run <name>', 'the run to judge (default: the newest); further ones stand beside it', (run) => {
      named.push({ kind: 'run', run });
    })
    .option('--answers <file>', 'answers that were simulated elsewhere, as CSV; may be repeated', (file) => {
      named.push({ kind: 'file', file });
    })
    .option('--model-name <name>', 'what the model of the file is called (default: as the file)', collected)
    .option(
      '--learning-curve <sizes>',
      'instead: how well built-in respondents do by the size of the pilot, such as 10,20,30,all',
      pilotSizes,
    )
    .option('--resamples <n>', 'pilots drawn of each size for a learning curve (default 5)', countFrom1)
    .option(...outOption)
    .option(...jsonOption)
    .action(async (study: string | undefined, options: Omit<EvaluateOptions, 'named'>) =>
      ended(await evaluate(study, { ...options, named }, terminal)),
    );

  command(root, 'report', 'Print the report of an evaluation that was made before, or write it in another format.')
    .argument(...studyArgument)
    .option('--run <name>', 'the run (default: the one evaluated last)')
    .addOption(choice('--format <name>', 'how to write it', reportFormats, 'text'))
    .addOption(new Option('--table <name>', 'one table, with --format csv').choices(evaluationTableNames))
    .option(
      '--to <file>',
      'the file to write, or the folder for CSV (default: standard output, <study>-tables for CSV)',
    )
    .option(...outOption)
    .option(...jsonOption)
    .action(async (study: string | undefined, options: ReportOptions) => ended(await report(study, options, terminal)));

  command(root, 'export', 'Write people and simulated answers as CSV, with a codebook.')
    .argument(...studyArgument)
    .addOption(choice('--what <kind>', 'whose answers', exportContents, 'both'))
    .addOption(
      choice('--format <shape>', 'a row for each respondent (wide) or for each answer (long)', exportFormats, 'wide'),
    )
    .option('--run <name>', 'the run whose answers are written; may be repeated (default: the newest)', collected)
    .option('--to <dir>', 'the folder to write into (default: <study>-export)')
    .option('--r-script', 'add an R script that refits the regressions from these files')
    .option('--spreadsheet', 'make the files safe to open in Excel and its like')
    .option(...outOption)
    .option(...jsonOption)
    .action(async (study: string | undefined, options: ExportOptions) =>
      ended(await exportCommand(study, options, terminal)),
    );

  command(root, 'runs', 'List the runs of a study.')
    .argument(...studyArgument)
    .option(...outOption)
    .option(...jsonOption)
    .action(async (study: string | undefined, options: RunsOptions) => ended(await runs(study, options, terminal)));

  command(root, 'schema', 'Print the JSON Schema of a study file or of a file of a run.')
    .argument('[name]', schemaNames.join(', '), 'study')
    .option(...jsonOption)
    .action((name: string, options: CommonOptions) => ended(schema(name, options, terminal)));

  command(root, 'lsp', 'Start the language server on standard input and output.')
    .option('--stdio', 'the only way there is, and the default')
    .action(async () => ended(await lsp(terminal)));
  return root;
}

/** The command that was named, or nothing. */
function commandOf(args: readonly string[]): string {
  return args.find((word) => !word.startsWith('-')) ?? '';
}

function command(root: Command, name: string, description: string): Command {
  return root.command(name).description(description).addHelpText('after', exitCodeHelp);
}

/** An option with a few values. */
function choice(flags: string, description: string, values: readonly string[], usual: string): Option {
  return new Option(flags, description).choices(values).default(usual);
}

/** The values of an option that may be repeated. */
function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Sizes of pilots: whole numbers from 2, or `all`, between commas. */
function pilotSizes(text: string): readonly (number | 'all')[] {
  return text.split(',').map((part) => {
    const size = part.trim();
    if (size === 'all') {
      return size;
    }
    if (!/^\d{1,9}$/.test(size) || Number(size) < 2) {
      throw new InvalidArgumentError('It wants sizes of pilots, such as 10,20,30,all: each 2 or more, or all.');
    }
    return Number(size);
  });
}

function countFrom1(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) {
    throw new InvalidArgumentError('It must be 1 or more.');
  }
  return value;
}

function wholeNumber(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return Number(text);
}
