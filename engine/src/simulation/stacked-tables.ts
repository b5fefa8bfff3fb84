import { type CodedTable, type CodedVariable, MISSING } from '#engine/data';

/** The respondents of two tables, one after the other. What one of them lacks is missing there. */
export function stacked(first: CodedTable, second: CodedTable): CodedTable {
  const ids = new Set([...first.variables.keys(), ...second.variables.keys()]);
  const variables = new Map<string, CodedVariable>();
  for (const id of ids) {
    const [one, other] = [first.variables.get(id), second.variables.get(id)];
    const shape = one ?? other;
    if (shape !== undefined) {
      variables.set(id, {
        ...shape,
        codes: Int16Array.from([...codesOf(one, first.size), ...codesOf(other, second.size)]),
        values:
          shape.values === null
            ? null
            : Float64Array.from([...valuesOf(one, first.size), ...valuesOf(other, second.size)]),
        texts: shape.texts === null ? null : [...textsOf(one, first.size), ...textsOf(other, second.size)],
      });
    }
  }
  return { size: first.size + second.size, ids: [...first.ids, ...second.ids], variables, weights: null };
}

function codesOf(variable: CodedVariable | undefined, size: number): Int16Array {
  return variable?.codes ?? new Int16Array(size).fill(MISSING);
}

function valuesOf(variable: CodedVariable | undefined, size: number): Float64Array {
  return variable?.values ?? new Float64Array(size).fill(Number.NaN);
}

function textsOf(variable: CodedVariable | undefined, size: number): readonly string[] {
  return variable?.texts ?? Array.from({ length: size }, () => '');
}
