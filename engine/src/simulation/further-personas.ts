import {
  type CodedTable,
  type CodedVariable,
  type FurtherPeople,
  MISSING,
  selectRows,
  variableShape,
} from '#engine/data';
import { randomStream, shuffled } from '#engine/random';
import type { FurtherSource, Study } from '#engine/study';

export type FurtherPersonas =
  | { readonly kind: 'drawn'; readonly table: CodedTable }
  /** Why nobody can be asked, and what to do about it. */
  | { readonly kind: 'impossible'; readonly reason: string };

/** The ids of further personas begin so. */
export const FURTHER_PREFIX = 'further:';

/**
 * People of the held-outs' population who were not asked, to be simulated besides the twins: all of the file, or `n` of
 * them, each at most once. They are never drawn from the held-out people themselves: these once more say nothing new about
 * the population, and intervals that count them as new are too short. Arms are dealt to them in the shares that the
 * twins have.
 */
export function furtherPersonas(
  study: Study,
  source: FurtherSource,
  twins: CodedTable,
  further: FurtherPeople | null,
): FurtherPersonas {
  const file = `\`${source.data.value}\``;
  const impossible = (reason: string): FurtherPersonas => ({ kind: 'impossible', reason });
  if (further === null) {
    return impossible(`${file}, the file of further personas, cannot be read: \`understudy check\` says why.`);
  }
  const { size } = further.table;
  const n = source.n?.value ?? size;
  if (size === 0) {
    return impossible(`Nobody in ${file} can be a further persona: all are asked already, or left out by \`where\`.`);
  }
  if (n > size) {
    return impossible(
      `\`n\` asks for ${n} further personas, and ${file} has ${size} people who were not asked. Nobody is taken twice: ask for ${size} or fewer, or leave \`n\` out.`,
    );
  }
  const { seed } = study.simulation;
  const order = shuffled(
    Array.from({ length: size }, (_, row) => row),
    randomStream(seed, 'plan', 'further'),
  );
  const rows = order.slice(0, n).sort((a, b) => a - b);
  const chosen = selectRows(further.table, rows);
  const variables = new Map<string, CodedVariable>();
  for (const attribute of study.attributes) {
    const known = chosen.variables.get(attribute.id.value);
    if (known !== undefined) {
      variables.set(attribute.id.value, known);
    }
  }
  for (const [id, codes] of dealtArms(study, twins, n)) {
    const treatment = study.treatments.find((one) => one.id.value === id);
    if (treatment !== undefined) {
      variables.set(id, { ...variableShape(treatment), codes, values: null, texts: null });
    }
  }
  const ids = chosen.ids.map((id) => `${FURTHER_PREFIX}${id}`);
  return { kind: 'drawn', table: { size: n, ids, variables, weights: null } };
}

/** For each treatment the arms of `n` respondents: the twins' combinations in turn, over and over, in random order. */
function dealtArms(study: Study, twins: CodedTable, n: number): ReadonlyMap<string, Int16Array> {
  const columns = study.treatments.map(({ id }) => twins.variables.get(id.value)?.codes ?? null);
  const known = Array.from({ length: twins.size }, (_, row) => row).filter((row) =>
    columns.every((codes) => (codes?.[row] ?? MISSING) >= 0),
  );
  const random = randomStream(study.simulation.seed, 'plan', 'further', 'arms');
  const rows: number[] = [];
  while (known.length > 0 && rows.length < n) {
    for (const row of shuffled(known, random).slice(0, n - rows.length)) {
      rows.push(row);
    }
  }
  return new Map(
    study.treatments.map(({ id }, index) => [
      id.value,
      Int16Array.from({ length: n }, (_, at) => columns[index]?.[rows[at] ?? -1] ?? MISSING),
    ]),
  );
}
