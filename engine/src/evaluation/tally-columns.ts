import { type Column, LARGE, type Population, type Tally } from './bootstrap-job.ts';

/** What is counted in one population, before it is known what can be counted together. */
export interface PlannedPopulation {
  readonly size: number;
  readonly weights: Float64Array | null;
  readonly tallies: readonly Tally[];
}

/**
 * The columns that a draw goes through. Of large populations those whose joint types are few are counted together, so that a draw
 * goes through the respondents a few times and not once for every tally. Counts are whole numbers and come out the same.
 */
export function inColumns({ size, weights, tallies }: PlannedPopulation): Population {
  const all = tallies.flatMap((tally, at) => tally.types.map((types) => ({ types, size: tally.size, tally: at })));
  return {
    size,
    weights,
    tallySizes: tallies.map((tally) => tally.size),
    columns: size < LARGE || weights !== null ? all.map(aloneColumn) : joined(all, size),
  };
}

/** More joint types than respondents divided by this cost more to take apart than they spare. */
const RESPONDENTS_PER_TYPE = 24;

/** A look-up of joint types does not become larger than this. */
const LARGEST_TABLE = 1 << 20;

interface OneTally {
  readonly types: Int32Array;
  readonly size: number;
  readonly tally: number;
}

interface Joint {
  /** The joint type of each respondent; nobody is without one. */
  readonly codes: Int32Array;
  readonly size: number;
  /** For each joint type the type in each member. */
  readonly members: readonly { readonly tally: number; readonly of: Int32Array }[];
}

function joined(all: readonly OneTally[], respondents: number): readonly Column[] {
  const joints: Joint[] = [];
  const columns: Column[] = [];
  const most = Math.floor(respondents / RESPONDENTS_PER_TYPE);
  for (const one of all) {
    let at = 0;
    let grown: Joint | null = null;
    while (grown === null && at < joints.length) {
      grown = joinedWith(joints[at], one, most);
      at += grown === null ? 1 : 0;
    }
    if (grown !== null) {
      joints[at] = grown;
    } else {
      const alone = joinedWith({ codes: new Int32Array(respondents), size: 1, members: [] }, one, respondents);
      if (alone === null) {
        columns.push(aloneColumn(one));
      } else {
        joints.push(alone);
      }
    }
  }
  return [...columns, ...joints.map(columnOf)];
}

function aloneColumn({ types, tally }: OneTally): Column {
  return { types, counts: { kind: 'tally', tally } };
}

function columnOf({ codes, size, members }: Joint): Column {
  return { types: codes, counts: { kind: 'joint', size, parts: members } };
}

/** The joint types with one more tally, in the order of their first appearance; null where they become too many. */
function joinedWith(
  { codes, size, members }: Joint,
  { types, size: kinds, tally }: OneTally,
  most: number,
): Joint | null {
  if (size * (kinds + 1) > LARGEST_TABLE) {
    return null;
  }
  const numbers = new Int32Array(size * (kinds + 1)).fill(-1);
  const keys: number[] = [];
  const next = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) {
    const key = codes[row] * (kinds + 1) + types[row] + 1;
    if (numbers[key] < 0) {
      if (keys.length === most) {
        return null;
      }
      numbers[key] = keys.length;
      keys.push(key);
    }
    next[row] = numbers[key];
  }
  const before = Int32Array.from(keys, (key) => Math.floor(key / (kinds + 1)));
  return {
    codes: next,
    size: keys.length,
    members: [
      ...members.map((member) => ({ tally: member.tally, of: before.map((code) => member.of[code]) })),
      { tally, of: Int32Array.from(keys, (key) => (key % (kinds + 1)) - 1) },
    ],
  };
}
