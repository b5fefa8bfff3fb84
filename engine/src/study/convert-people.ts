import type { Range } from '#engine/text';
import type * as File from './generated/study-types.ts';
import { countAt, nodeAt, numberAt, numberIn, type TreeReader, textAt, textsIn, truthAt } from './readers.ts';
import type { Human, Pilot, Quota, Sample } from './study.ts';
import { entryOf, type TreeNode } from './tree.ts';

/** The section `human`; null when it is missing or names no data. */
export function readHuman(root: TreeNode | null, reader: TreeReader): Human | null {
  const entry = entryOf(root, 'human');
  const node = entry?.value ?? null;
  const data = textAt<File.Human>(node, 'data');
  if (entry === undefined || data === null) {
    return null;
  }
  const delimiter = textAt<File.Human>(node, 'delimiter');
  return {
    range: entry.range,
    data,
    id: textAt<File.Human>(node, 'id'),
    synthetic: truthAt<File.Human>(node, 'synthetic', false),
    published: textAt<File.Human>(node, 'published'),
    weights: textAt<File.Human>(node, 'weights'),
    where: reader.condition(nodeAt<File.Human>(node, 'where')),
    missing: textsIn(nodeAt<File.Human>(node, 'missing')),
    headerRows: countAt<File.Human>(node, 'header_rows') ?? { value: 1, range: entry.key.range },
    encoding: textAt<File.Human>(node, 'encoding'),
    delimiter: delimiter && (delimiter.value === 'tab' ? { ...delimiter, value: '\t' } : delimiter),
    pilot: readPilot(node),
  };
}

function readPilot(human: TreeNode | null): Pilot | null {
  const entry = entryOf(human, 'pilot');
  const size = countAt<File.Pilot>(entry?.value ?? null, 'size');
  if (entry?.value?.kind !== 'map' || size === null) {
    return null;
  }
  return {
    range: entry.range,
    size,
    seed: numberAt<File.Pilot>(entry.value, 'seed')?.value ?? 1,
    stratify: textsIn(nodeAt<File.Pilot>(entry.value, 'stratify')),
  };
}

/** `personas.sample`; without it, or when it cannot be read: one for each held-out person, or one of each combination. */
export function readSample(personas: TreeNode | null, hasHuman: boolean): Sample {
  const node = nodeAt<File.Personas>(personas, 'sample');
  const n = countAt<File.Sample>(node, 'n');
  const further = textAt<File.Sample>(node, 'further');
  if (further !== null) {
    return { kind: 'matched', further: { data: further, n } };
  }
  if (n !== null) {
    return { kind: 'draw', n: n.value, quotas: readQuotas(nodeAt<File.Sample>(node, 'quotas')) };
  }
  const each = countAt<File.Sample>(node, 'each');
  if (each !== null) {
    return { kind: 'each', n: each.value };
  }
  const isMatched = node?.kind === 'scalar' && node.text === 'matched';
  return isMatched || hasHuman ? { kind: 'matched' } : { kind: 'each', n: 1 };
}

/** Where `sample` asks for people although the file has no section `human`: `matched`, or a draw that nothing but people could give. */
export function readSampleWithoutPeople(root: TreeNode | null): Range | null {
  const node = nodeAt<File.Personas>(entryOf(root, 'personas')?.value ?? null, 'sample');
  const isOfPeople =
    node?.kind === 'scalar'
      ? node.text === 'matched'
      : textAt<File.Sample>(node, 'further') !== null ||
        (countAt<File.Sample>(node, 'n') !== null && nodeAt<File.Sample>(node, 'quotas') === null);
  return node !== null && isOfPeople && (entryOf(root, 'human')?.value ?? null) === null ? node.range : null;
}

function readQuotas(node: TreeNode | null): readonly Quota[] | null {
  if (node?.kind !== 'map') {
    return null;
  }
  return node.entries.map(({ key, value }) => ({
    attribute: { value: key.text, range: key.range },
    shares:
      value?.kind !== 'map'
        ? []
        : value.entries.flatMap((share) => {
            const number = numberIn(share.value);
            const label = { value: share.key.text, range: share.key.range };
            return number === null ? [] : [{ label, share: number.value }];
          }),
  }));
}
