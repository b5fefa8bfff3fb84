import { type RandomStream, randomStream } from '#engine/random';
import type { Item } from '#engine/study';
import type { Fitted, ItemDraw, RespondentsInput } from './input.ts';
import { gridSize, gridValue, numericCode, numericGrid } from './numeric-grid.ts';

/** `uniform`: every substantive answer is equally likely; numbers on the `step` grid, or anywhere in the range without one. */
export function fitUniform(input: RespondentsInput): Fitted {
  const size = input.plan.respondents.size;
  const drawers: { readonly id: string; readonly draw: (random: RandomStream) => ItemDraw }[] = [];
  for (const item of input.study.items) {
    const draw = drawerFor(item, input, size);
    if (draw === null) {
      return {
        kind: 'unavailable',
        reason: `\`uniform\` cannot answer \`${item.id.value}\`: give its \`number\` a \`min\` and a \`max\`.`,
      };
    }
    drawers.push({ id: item.id.value, draw });
  }
  return {
    kind: 'ready',
    notes: [],
    drawOnce: (seed, repeat) =>
      new Map(drawers.map(({ id, draw }) => [id, draw(randomStream(seed, 'uniform', id, repeat))])),
  };
}

function drawerFor(item: Item, input: RespondentsInput, size: number): ((random: RandomStream) => ItemDraw) | null {
  const { measure } = item;
  if (measure.kind !== 'numeric') {
    const count = measure.categories.length;
    return (random) => ({ codes: Int16Array.from({ length: size }, () => random.integer(count)), values: null });
  }
  const grid = numericGrid(
    measure.number,
    input.people?.table.variables.get(item.id.value),
    input.split?.pilot ?? new Int32Array(0),
  );
  if (grid === null) {
    return null;
  }
  const answers = gridSize(grid);
  return (random) => {
    const values = Float64Array.from({ length: size }, () =>
      answers === null ? grid.min + random.next() * (grid.max - grid.min) : gridValue(grid, random.integer(answers)),
    );
    return { codes: Int16Array.from(values, (value) => numericCode(item, value)), values };
  };
}
