import { answersSchema, evaluationSchema, learningCurveSchema, runSchema, studySchema } from '#engine';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type CommonOptions, stopped } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { envelope } from '../writers/json-envelope.ts';

const schemas = {
  study: studySchema,
  run: runSchema,
  answers: answersSchema,
  evaluation: evaluationSchema,
  'learning-curve': learningCurveSchema,
} as const;

export const schemaNames = Object.keys(schemas);

/** `understudy schema`: prints the JSON Schema of a study file or of a file of a run. */
export function schema(name: string, options: CommonOptions, terminal: Terminal): ExitCode {
  if (!isSchemaName(name)) {
    const message = `There is no schema \`${name}\`. There are ${schemaNames.join(', ')}.`;
    return stopped('schema', exitCodes.usage, 'no-schema', message, options, terminal).exitCode;
  }
  terminal.out(
    options.json === true
      ? envelope('schema', exitCodes.fine, { data: schemas[name] })
      : `${JSON.stringify(schemas[name], null, 2)}\n`,
  );
  return exitCodes.fine;
}

function isSchemaName(name: string): name is keyof typeof schemas {
  return Object.hasOwn(schemas, name);
}
