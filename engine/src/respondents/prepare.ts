import { type CodedTable, type CodedVariable, selectRows, variableShape } from '#engine/data';
import type { BuiltInModel, Item } from '#engine/study';
import type { Fitted, ItemDraw, Pilot, RespondentsInput } from './input.ts';
import { fitPooled } from './pooled.ts';
import { fitRegression } from './regression.ts';
import { fitResample } from './resample.ts';
import { fitUniform } from './uniform.ts';

/** A built-in model, fitted once. `draw` is cheap and can be repeated with other seeds. */
export type PreparedRespondents =
  | {
      readonly kind: 'ready';
      readonly model: BuiltInModel;
      /** What a reader of its answers should know, in sentences. */
      readonly notes: readonly string[];
      /**
       * The respondents of the plan with their answers, one row a call: all respondents for repeat 1, then repeat 2, and
       * so on. Ids are those of the plan, followed by `#2` and so on from the second repeat. The same seed gives the
       * same answers, and the first respondents' answers do not depend on how many follow.
       */
      readonly draw: (seed: number) => CodedTable;
    }
  | { readonly kind: 'unavailable'; readonly model: BuiltInModel; readonly reason: string };

/** Fits a built-in model on the pilot, as measures.md, section 6, describes it. */
export function prepareRespondents(model: BuiltInModel, input: RespondentsInput): PreparedRespondents {
  const fitted = fitModel(model, input);
  if (fitted.kind === 'unavailable') {
    return { kind: 'unavailable', model, reason: fitted.reason };
  }
  const asked = repeated(input.plan.respondents, input.plan.repeats);
  const draw = (seed: number): CodedTable => {
    const draws: ReadonlyMap<string, ItemDraw>[] = [];
    for (let repeat = 1; repeat <= input.plan.repeats; repeat += 1) {
      draws.push(fitted.drawOnce(seed, repeat));
    }
    const variables = new Map<string, CodedVariable>(asked.variables);
    for (const item of input.study.items) {
      variables.set(
        item.id.value,
        answersTo(
          item,
          draws.map((one) => one.get(item.id.value)),
          input.plan.respondents.size,
        ),
      );
    }
    return { ...asked, variables };
  };
  return { kind: 'ready', model, notes: fitted.notes, draw };
}

/** The answers of a built-in model to a plan, or why there are none: `prepareRespondents` and one draw. */
export function drawRespondents(
  model: BuiltInModel,
  input: RespondentsInput & { readonly seed: number },
):
  | { readonly kind: 'drawn'; readonly table: CodedTable; readonly notes: readonly string[] }
  | { readonly kind: 'unavailable'; readonly reason: string } {
  const prepared = prepareRespondents(model, input);
  return prepared.kind === 'ready'
    ? { kind: 'drawn', table: prepared.draw(input.seed), notes: prepared.notes }
    : { kind: 'unavailable', reason: prepared.reason };
}

function fitModel(model: BuiltInModel, input: RespondentsInput): Fitted {
  if (model === 'uniform') {
    return fitUniform(input);
  }
  if (input.people === null || input.split === null || input.split.pilot.length === 0) {
    return { kind: 'unavailable', reason: `\`${model}\` learns from a pilot, and this study has none.` };
  }
  const pilot: Pilot = { table: input.people.table, rows: input.split.pilot };
  switch (model) {
    case 'pooled':
      return fitPooled(input, pilot);
    case 'resample':
      return fitResample(input, pilot);
    case 'regression':
      return fitRegression(input, pilot);
  }
}

/** One row a call: the table, `repeats` times, with ids that stay unique. */
function repeated(table: CodedTable, repeats: number): CodedTable {
  if (repeats === 1) {
    return table;
  }
  const rows = Int32Array.from({ length: table.size * repeats }, (_, index) => index % table.size);
  const all = selectRows(table, rows);
  const ids = all.ids.map((id, index) => (index < table.size ? id : `${id}#${Math.floor(index / table.size) + 1}`));
  return { ...all, ids };
}

function answersTo(item: Item, draws: readonly (ItemDraw | undefined)[], size: number): CodedVariable {
  const shape = variableShape(item);
  const codes = new Int16Array(size * draws.length).fill(-1);
  const values = shape.measure === 'numeric' ? new Float64Array(size * draws.length).fill(Number.NaN) : null;
  draws.forEach((draw, index) => {
    if (draw !== undefined) {
      codes.set(draw.codes, index * size);
      if (values !== null && draw.values !== null) {
        values.set(draw.values, index * size);
      }
    }
  });
  return { ...shape, codes, values, texts: null };
}
