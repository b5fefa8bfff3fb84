import { builtInModels, makePlan, type Plan, promptPreview, respondentRow, type Study, turnsEach } from '#engine';
import type { LoadedStudy } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type CommonOptions, stopped, studyFor } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { envelope } from '../writers/json-envelope.ts';

export interface PlanOptions extends CommonOptions {
  /** Shows what this respondent would get: a number from 1, or an id. */
  readonly respondent?: string;
  /** In which repeat, from 1. */
  readonly repeat?: number;
}

/** `understudy plan`: whom a run would ask, and what one of them would read. Asks nobody. */
export async function plan(argument: string | undefined, options: PlanOptions, terminal: Terminal): Promise<ExitCode> {
  const found = await studyFor('plan', argument, options, terminal);
  if (found.kind === 'stopped') {
    return found.exitCode;
  }
  const { loaded } = found;
  const made = makePlan(loaded.study, loaded.people, loaded.split, loaded.further);
  if (made.kind === 'impossible') {
    return stopped('plan', exitCodes.failed, 'no-plan', made.reason, options, terminal).exitCode;
  }
  if (options.respondent !== undefined) {
    return showPrompt(loaded.study, made.plan, options.respondent, options, terminal);
  }
  const summary = summaryOf(loaded, made.plan);
  terminal.out(options.json === true ? envelope('plan', exitCodes.fine, { data: summary }) : humanSummary(summary));
  return exitCodes.fine;
}

function showPrompt(study: Study, made: Plan, wanted: string, options: PlanOptions, terminal: Terminal): ExitCode {
  const row = respondentRow(made, wanted);
  const preview = row === null ? null : promptPreview(study, made, row, options.repeat ?? 1);
  if (row !== null && preview === null) {
    const asked = made.repeats === 1 ? 'once' : `${made.repeats} times`;
    const message = `There is no repeat ${options.repeat ?? 1}: each respondent is asked ${asked}.`;
    return stopped('plan', exitCodes.usage, 'no-repeat', message, options, terminal).exitCode;
  }
  if (preview === null) {
    const message = `There is no respondent ${wanted}: the plan has ${made.respondents.size}, such as ${made.respondents.ids[0] ?? ''}.`;
    return stopped('plan', exitCodes.usage, 'no-respondent', message, options, terminal).exitCode;
  }
  const { respondent, number, repeat, messages, schemas, text } = preview;
  const data = { respondent, number, repeat, messages, response_schemas: schemas };
  terminal.out(options.json === true ? envelope('plan', exitCodes.fine, { data }) : text);
  return exitCodes.fine;
}

function summaryOf(loaded: LoadedStudy, made: Plan) {
  const { study, people, split } = loaded;
  const { respondents } = made;
  return {
    study: study.id.value,
    people: people === null ? null : people.flow.people,
    excluded: people === null ? null : people.flow.excluded,
    ...(people?.flow.excluded_unknown === undefined ? {} : { excluded_unknown: people.flow.excluded_unknown }),
    ...(people?.flow.without_weight === undefined ? {} : { without_weight: people.flow.without_weight }),
    pilot: split?.pilot.length ?? null,
    held_out: split?.heldOut.length ?? null,
    sample: study.sample.kind,
    respondents: respondents.size,
    ...(made.twins === null || made.twins.length === respondents.size
      ? {}
      : { further: respondents.size - made.twins.length }),
    repeats: made.repeats,
    calls: respondents.size * made.repeats * turnsEach(study),
    turns: turnsEach(study),
    arms: study.treatments.map((treatment) => {
      const codes = respondents.variables.get(treatment.id.value)?.codes ?? new Int16Array(0);
      return {
        treatment: treatment.id.value,
        arms: treatment.arms.map((arm, index) => ({
          arm: arm.label.value,
          respondents: codes.filter((code) => code === index).length,
        })),
      };
    }),
    items: study.items.map((item) => item.id.value),
    models: [...builtInModels, ...study.models.map((model) => model.id.value)],
    hash: made.hash,
  };
}

function humanSummary(summary: ReturnType<typeof summaryOf>): string {
  const lines = [`Study        ${summary.study}`];
  if (summary.people !== null) {
    const unknown = (summary.excluded_unknown ?? 0) === 0 ? '' : ` (${summary.excluded_unknown} for a missing value)`;
    const excluded = summary.excluded === 0 ? '' : `, ${summary.excluded} excluded${unknown}`;
    const weightless = (summary.without_weight ?? 0) === 0 ? '' : `, ${summary.without_weight} without a weight`;
    lines.push(
      `People       ${summary.people}${excluded}${weightless}: ${summary.pilot} pilot, ${summary.held_out} held out`,
    );
  }
  lines.push(`Respondents  ${summary.respondents} (${sampleText(summary.sample, summary.further)})`);
  for (const { treatment, arms } of summary.arms) {
    lines.push(`${treatment.padEnd(12)} ${arms.map((arm) => `${arm.arm} ${arm.respondents}`).join(', ')}`);
  }
  lines.push(`Items        ${summary.items.join(', ')}`);
  lines.push(
    `Calls        ${summary.calls} to an endpoint, ${summary.turns === 1 ? 'one' : `${summary.turns} (one an item)`} a respondent${summary.repeats === 1 ? '' : ` and repeat (${summary.repeats})`}`,
  );
  lines.push(`Models       ${summary.models.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

function sampleText(kind: string, further = 0): string {
  const others = further === 0 ? '' : `, and ${further} further persona${further === 1 ? '' : 's'}`;
  return kind === 'matched' ? `one for each held-out person${others}` : kind === 'draw' ? 'drawn' : 'every combination';
}
