import { binOf, type CodedTable, type CodedVariable, MISSING, variableShape } from '#engine/data';
import { randomStream } from '#engine/random';
import type { Attribute, Study } from '#engine/study';
import { attributeAt } from './draw-personas.ts';
import { numberInBin } from './number-in-bin.ts';

/** Every combination of levels and bins. Numbers without bins and texts are not crossed: see `variablesFor`. */
export interface CrossedPersonas {
  readonly combinations: number;
  /**
   * The attributes of respondents, given the number of each one's combination. A bin becomes a number in it. What is not
   * crossed is drawn from held-out people, and not stated where there are none.
   */
  variablesFor(combinationOf: Int32Array): ReadonlyMap<string, CodedVariable>;
}

export function crossPersonas(study: Study, heldOut: CodedTable | null): CrossedPersonas {
  const counts = study.attributes.map(categoryCount);
  const combinations = counts.reduce((product, count) => product * Math.max(1, count), 1);
  const variablesFor = (combinationOf: Int32Array): ReadonlyMap<string, CodedVariable> => {
    const variables = new Map<string, CodedVariable>();
    let below = combinations;
    study.attributes.forEach((attribute, index) => {
      const count = Math.max(1, counts[index] ?? 1);
      below /= count;
      const divisor = below;
      const codes = Int16Array.from(combinationOf, (combination) => Math.floor(combination / divisor) % count);
      variables.set(attribute.id.value, crossedColumn(study, attribute, codes, heldOut));
    });
    return variables;
  };
  return { combinations, variablesFor };
}

function crossedColumn(
  study: Study,
  attribute: Attribute,
  codes: Int16Array,
  heldOut: CodedTable | null,
): CodedVariable {
  const id = attribute.id.value;
  const random = randomStream(study.simulation.seed, 'plan', 'crossed', id);
  const shape = variableShape(attribute);
  const source = heldOut?.variables.get(id);
  const { measure } = attribute;
  if (measure.kind === 'levels') {
    return { ...shape, codes, values: null, texts: null };
  }
  if (measure.kind === 'number' && measure.bins.length > 0) {
    const values = Float64Array.from(codes, (bin) => numberInBin(measure, bin, source, random));
    const bins = Int16Array.from(values, (value) => (Number.isNaN(value) ? MISSING : binOf(measure.bins, value)));
    return { ...shape, codes: bins, values, texts: null };
  }
  if (source !== undefined && heldOut !== null && heldOut.size > 0) {
    return attributeAt(
      source,
      Int32Array.from(codes, () => random.integer(heldOut.size)),
    );
  }
  return {
    ...shape,
    codes: new Int16Array(codes.length).fill(MISSING),
    values: measure.kind === 'number' ? new Float64Array(codes.length).fill(Number.NaN) : null,
    texts: measure.kind === 'text' ? Array.from(codes, () => '') : null,
  };
}

function categoryCount(attribute: Attribute): number {
  const { measure } = attribute;
  return measure.kind === 'levels' ? measure.levels.length : measure.kind === 'number' ? measure.bins.length : 0;
}
