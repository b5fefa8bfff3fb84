import { type Diagnostic, diagnostic, type Result } from '#engine/diagnostics';
import type { Pilot, Study, Treatment } from '#engine/study';
import { contentBytes } from '#engine/text';
import type { CodedTable } from './coded-table.ts';
import type { People, Split } from './people.ts';

/**
 * Who is in the pilot and who is held out. People are ordered by a hash of the seed and their id, so that sorting the
 * file anew changes nothing and every machine draws the same pilot. With `stratify`, the named variables are crossed (a
 * missing value is a stratum of its own) and each stratum gives its share by largest remainder. Without `human.pilot`
 * all are held out. A pilot that leaves nobody to compare with is an error, and then all are held out too.
 */
export function splitPeople(study: Study, people: People): Result<Split> {
  const { table } = people;
  const pilot = study.human?.pilot ?? null;
  if (pilot === null) {
    return { value: splitAgain(table, null), diagnostics: [] };
  }
  if (pilot.size.value >= table.size) {
    const diagnostics = table.size === 0 ? [] : [tooLarge(pilot, table.size)];
    return { value: splitAgain(table, null), diagnostics };
  }
  const split = splitAgain(table, pilot);
  return { value: split, diagnostics: missingArms(study, pilot, table, split.pilot) };
}

/** The last split of each list of people: what was worked out for it can be found again while the study is edited. */
const lastSplits = new WeakMap<
  readonly string[],
  { readonly key: string; readonly strata: readonly (Int16Array | undefined)[]; readonly split: Split }
>();

function splitAgain(table: CodedTable, pilot: Pilot | null): Split {
  const key = pilot === null ? '' : `${pilot.size.value} ${pilot.seed}`;
  const strata = (pilot?.stratify ?? []).map(({ value }) => table.variables.get(value)?.codes);
  const last = lastSplits.get(table.ids);
  const isSame = last?.key === key && last.strata.length === strata.length;
  if (isSame && strata.every((codes, index) => codes === last.strata[index])) {
    return last.split;
  }
  const split = pilot === null ? everyoneHeldOut(table) : drawPilot(pilot, table);
  lastSplits.set(table.ids, { key, strata, split });
  return split;
}

function drawPilot(pilot: Pilot, table: CodedTable): Split {
  const inPilot = new Uint8Array(table.size);
  const strata = strataOf(pilot, table);
  const quotas = largestRemainder(
    strata.map((rows) => rows.length),
    pilot.size.value,
  );
  const left = [...quotas];
  const stratumOf = new Uint32Array(table.size);
  strata.forEach((rows, index) => {
    for (const row of rows) {
      stratumOf[row] = index;
    }
  });
  for (const row of drawingOrder(pilot.seed, table.ids)) {
    if (left[stratumOf[row]] > 0) {
      left[stratumOf[row]] -= 1;
      inPilot[row] = 1;
    }
  }
  return { pilot: rowsWith(inPilot, 1), heldOut: rowsWith(inPilot, 0) };
}

/**
 * `total` divided in proportion to `sizes`: whole parts first, then one each to the largest remainders, ties to the
 * earlier. Sums to `total` when `sizes` sum to at least that; no part exceeds its size.
 */
export function largestRemainder(sizes: readonly number[], total: number): readonly number[] {
  const sum = sizes.reduce((all, size) => all + size, 0);
  if (sum === 0) {
    return sizes.map(() => 0);
  }
  const parts = sizes.map((size) => Math.floor((size * total) / sum));
  const remainders = sizes.map((size, index) => size * total - parts[index] * sum);
  const order = sizes.map((_, index) => index).sort((a, b) => remainders[b] - remainders[a] || a - b);
  const left = total - parts.reduce((all, part) => all + part, 0);
  for (const index of order.slice(0, left)) {
    parts[index] += 1;
  }
  return parts;
}

function everyoneHeldOut(table: CodedTable): Split {
  return { pilot: new Int32Array(0), heldOut: Int32Array.from({ length: table.size }, (_, row) => row) };
}

function rowsWith(flags: Uint8Array, wanted: 0 | 1): Int32Array {
  const rows: number[] = [];
  flags.forEach((flag, row) => {
    if (flag === wanted) {
      rows.push(row);
    }
  });
  return Int32Array.from(rows);
}

/** The rows `within` (all, if left out) of each combination that occurs, combinations in the order of the study. Names the table lacks do not divide. */
export function strataOf(
  pilot: Pilot,
  table: CodedTable,
  within: Int32Array = Int32Array.from({ length: table.size }, (_, row) => row),
): readonly Int32Array[] {
  let strata: readonly Int32Array[] = [within];
  for (const { value } of pilot.stratify) {
    const codes = table.variables.get(value)?.codes;
    strata = codes === undefined ? strata : strata.flatMap((rows) => divided(rows, codes));
  }
  return strata;
}

/** The rows of each code, codes ascending. */
function divided(rows: Int32Array, codes: Int16Array): readonly Int32Array[] {
  const present = [...new Set(codes)].sort((a, b) => a - b);
  return present.map((code) => rows.filter((row) => codes[row] === code)).filter((part) => part.length > 0);
}

/** The last order of each list of people: an editor asks for it at every edit, and hashing takes most of a split. */
const lastOrders = new WeakMap<readonly string[], { readonly seed: number; readonly order: Int32Array }>();

/** The rows in the order in which people are drawn, which only seed and ids decide. */
function drawingOrder(seed: number, ids: readonly string[]): Int32Array {
  const last = lastOrders.get(ids);
  if (last?.seed === seed) {
    return last.order;
  }
  const keys = hashes(seed, ids);
  const order = Int32Array.from(ids, (_, row) => row).sort((a, b) => compareHashes(keys, a, b));
  lastOrders.set(ids, { seed, order });
  return order;
}

/** 64 bits a person, from the seed and the id. */
function hashes(seed: number, ids: readonly string[]): Uint32Array {
  const keys = new Uint32Array(ids.length * 2);
  ids.forEach((id, row) => {
    const bytes = contentBytes(JSON.stringify(['pilot', seed, id]));
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    keys[row * 2] = words.getUint32(0);
    keys[row * 2 + 1] = words.getUint32(4);
  });
  return keys;
}

function compareHashes(keys: Uint32Array, a: number, b: number): number {
  return keys[a * 2] - keys[b * 2] || keys[a * 2 + 1] - keys[b * 2 + 1];
}

function tooLarge(pilot: Pilot, people: number): Diagnostic {
  const size = pilot.size.value;
  const message =
    size > people
      ? `The pilot asks for ${size} people, but the data have ${people}. Ask for fewer, so that people are left to compare with.`
      : `The pilot takes all ${people} people of the data and leaves nobody to compare with. Ask for fewer.`;
  return diagnostic('pilot-too-large', pilot.size.range, message, { data: { subject: String(size), count: people } });
}

function missingArms(study: Study, pilot: Pilot, table: CodedTable, rows: Int32Array): readonly Diagnostic[] {
  const missing = study.treatments.flatMap((treatment) => armsWithout(treatment, table, rows));
  if (missing.length === 0) {
    return [];
  }
  const names = missing.map(({ arm, treatment }) => `"${arm}" of \`${treatment}\``).join(', ');
  const nobody = missing.filter(({ inData }) => inData === 0);
  const why =
    nobody.length === missing.length
      ? 'Nobody in the data was in that arm.'
      : `Take a larger pilot, or stratify it by \`${missing.find(({ inData }) => inData > 0)?.treatment}\`.`;
  return [
    diagnostic('pilot-misses-arm', pilot.size.range, `Nobody in the pilot was in ${names}. ${why}`, {
      data: {
        subject: missing[0].treatment,
        arm: missing[0].arm,
        ...(nobody.length === missing.length ? { inData: 0 } : {}),
      },
    }),
  ];
}

function armsWithout(
  treatment: Treatment,
  table: CodedTable,
  rows: Int32Array,
): readonly { readonly treatment: string; readonly arm: string; readonly inData: number }[] {
  const variable = table.variables.get(treatment.id.value);
  if (variable === undefined) {
    return [];
  }
  const inPilot = new Set(Array.from(rows, (row) => variable.codes[row]));
  return treatment.arms.flatMap((arm, code) =>
    inPilot.has(code)
      ? []
      : [
          {
            treatment: treatment.id.value,
            arm: arm.label.value,
            inData: variable.codes.reduce((count, known) => count + Number(known === code), 0),
          },
        ],
  );
}
