import { binOf, type CodedTable, type CodedVariable, MISSING, selectRows, variableShape } from '#engine/data';
import { type RandomStream, randomStream, shuffled } from '#engine/random';
import type { Attribute, Quota, Sample, Study } from '#engine/study';
import { numberInBin } from './number-in-bin.ts';

/**
 * The attributes of `n` drawn respondents. Without quotas whole persona rows of held-out people, with replacement (in
 * proportion to survey weights, where there are any). With quotas each attribute apart: to its shares by largest
 * remainder in random order, or, where it has no quota, as it is among held-out people; without people every level is
 * equally likely, and a number or text without a quota is not stated.
 */
export function drawPersonas(
  study: Study,
  sample: Extract<Sample, { kind: 'draw' }>,
  heldOut: CodedTable | null,
): ReadonlyMap<string, CodedVariable> {
  const { seed } = study.simulation;
  if (sample.quotas === null && heldOut !== null) {
    const random = randomStream(seed, 'plan', 'rows');
    const rows = Int32Array.from({ length: sample.n }, weightedRow(heldOut, random));
    return attributesOnly(study, selectRows(heldOut, rows));
  }
  const variables = new Map<string, CodedVariable>();
  for (const attribute of study.attributes) {
    const id = attribute.id.value;
    const random = randomStream(seed, 'plan', 'attribute', id);
    const quota = sample.quotas?.find((one) => one.attribute.value === id);
    const source = heldOut?.variables.get(id);
    variables.set(
      id,
      quota !== undefined
        ? toQuota(attribute, quota, sample.n, source, random)
        : source !== undefined && heldOut !== null && heldOut.size > 0
          ? attributeAt(source, Int32Array.from({ length: sample.n }, weightedRow(heldOut, random)))
          : withoutPeople(attribute, sample.n, random),
    );
  }
  return variables;
}

function attributesOnly(study: Study, table: CodedTable): ReadonlyMap<string, CodedVariable> {
  const ids = new Set(study.attributes.map((attribute) => attribute.id.value));
  return new Map([...table.variables].filter(([id]) => ids.has(id)));
}

/** One column at the given rows. */
export function attributeAt(source: CodedVariable, rows: Int32Array): CodedVariable {
  const { values, texts } = source;
  return {
    ...source,
    codes: Int16Array.from(rows, (row) => source.codes[row] ?? MISSING),
    values: values === null ? null : Float64Array.from(rows, (row) => values[row] ?? Number.NaN),
    texts: texts === null ? null : Array.from(rows, (row) => texts[row] ?? ''),
  };
}

function weightedRow(table: CodedTable, random: RandomStream): () => number {
  const { weights } = table;
  if (weights === null) {
    return () => random.integer(table.size);
  }
  let total = 0;
  const cumulative = Float64Array.from(weights, (weight) => {
    total += weight;
    return total;
  });
  return () => {
    const target = random.next() * total;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? 0) < target) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };
}

function toQuota(
  attribute: Attribute,
  quota: Quota,
  n: number,
  source: CodedVariable | undefined,
  random: RandomStream,
): CodedVariable {
  const shape = variableShape(attribute);
  const counts = largestRemainder(
    quota.shares.map((one) => one.share),
    n,
  );
  const labels = quota.shares.flatMap((one, index) =>
    Array.from({ length: counts[index] ?? 0 }, () => one.label.value),
  );
  const inOrder = shuffled(labels, random);
  const codes = Int16Array.from(inOrder, (label) => shape.labels.indexOf(label));
  if (attribute.measure.kind !== 'number') {
    const texts = shape.measure === 'text' ? inOrder : null;
    return { ...shape, codes: texts === null ? codes : codes.fill(0), values: null, texts };
  }
  const { measure } = attribute;
  const values = Float64Array.from(codes, (bin) => numberInBin(measure, bin, source, random));
  return { ...shape, codes: Int16Array.from(values, (value) => binOf(measure.bins, value)), values, texts: null };
}

function withoutPeople(attribute: Attribute, n: number, random: RandomStream): CodedVariable {
  const shape = variableShape(attribute);
  const { measure } = attribute;
  switch (measure.kind) {
    case 'levels':
      return {
        ...shape,
        codes: Int16Array.from({ length: n }, () => random.integer(shape.labels.length)),
        values: null,
        texts: null,
      };
    case 'number': {
      const bins = Int16Array.from({ length: n }, () => random.integer(Math.max(1, measure.bins.length)));
      const values = Float64Array.from(bins, (bin) => numberInBin(measure, bin, undefined, random));
      return {
        ...shape,
        codes: Int16Array.from(values, (v) => (Number.isNaN(v) ? MISSING : binOf(measure.bins, v))),
        values,
        texts: null,
      };
    }
    case 'text':
      return {
        ...shape,
        codes: new Int16Array(n).fill(MISSING),
        values: null,
        texts: Array.from({ length: n }, () => ''),
      };
  }
}

/** Whole numbers that sum to `n`, in proportion to `shares`, by largest remainder; the earlier share wins a tie. */
export function largestRemainder(shares: readonly number[], n: number): readonly number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const exact = shares.map((share) => (total > 0 ? (share / total) * n : 0));
  const counts = exact.map((value) => Math.floor(value + 1e-9));
  let left = n - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - (counts[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left > 0) {
      counts[index] = (counts[index] ?? 0) + 1;
      left -= 1;
    }
  }
  return counts;
}
