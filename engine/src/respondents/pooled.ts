import type { CodedVariable } from '#engine/data';
import { type RandomStream, randomStream } from '#engine/random';
import { isAnswered } from './given-answers.ts';
import type { Fitted, ItemDraw, Pilot, RespondentsInput } from './input.ts';
import { rowPicker } from './weighted-pick.ts';

/**
 * `pooled`: each item apart from the pilot's distribution of it, blind to persona and treatment. "Don't know" and its like
 * (`also`) are drawn as often as the pilot gave them. Survey weights count, where the pilot has them.
 */
export function fitPooled(input: RespondentsInput, pilot: Pilot): Fitted {
  const size = input.plan.respondents.size;
  const sources: {
    readonly id: string;
    readonly variable: CodedVariable;
    readonly pick: (random: RandomStream) => number;
  }[] = [];
  for (const item of input.study.items) {
    const id = item.id.value;
    const variable = pilot.table.variables.get(id);
    const rows =
      variable === undefined ? pilot.rows.subarray(0, 0) : pilot.rows.filter((row) => isAnswered(variable, row));
    if (variable === undefined || rows.length === 0) {
      return { kind: 'unavailable', reason: `\`pooled\` cannot answer \`${id}\`: nobody in the pilot did.` };
    }
    sources.push({ id, variable, pick: rowPicker(rows, pilot.table.weights) });
  }
  const drawOnce = (seed: number, repeat: number): ReadonlyMap<string, ItemDraw> =>
    new Map(
      sources.map(({ id, variable: { codes, values }, pick }) => {
        const random = randomStream(seed, 'pooled', id, repeat);
        const drawn: ItemDraw = {
          codes: new Int16Array(size),
          values: values === null ? null : new Float64Array(size),
        };
        for (let row = 0; row < size; row += 1) {
          const source = pick(random);
          drawn.codes[row] = codes[source];
          if (values !== null && drawn.values !== null) {
            drawn.values[row] = values[source];
          }
        }
        return [id, drawn];
      }),
    );
  return { kind: 'ready', drawOnce, notes: [] };
}
