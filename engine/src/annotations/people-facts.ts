import { type NoiseFloor, noiseFloors } from '#engine/checks';
import { alsoCode, type CodedTable, type CodedVariable, MISSING, type People, type Split } from '#engine/data';
import { type Study, type Variable, variablesOf } from '#engine/study';

/** What an editor shows of the people in the data: numbers of people only, however many these are. */
export interface PeopleFacts {
  readonly people: number;
  readonly heldOut: number;
  readonly pilot: number;
  /** By id; what the data have no column for is left out. */
  readonly variables: ReadonlyMap<string, VariableFacts>;
  /** What the held-out people can show, item by item; empty where nobody is held out. */
  readonly floors: readonly NoiseFloor[];
}

/** How people are spread over one variable. */
export interface VariableFacts {
  /** Levels, arms, answers or bins, in the order of the study. */
  readonly labels: readonly string[];
  readonly all: Spread;
  /** For each label, how many have it in the pilot. */
  readonly pilot: readonly number[];
  /** How many in the pilot have a value. */
  readonly inPilot: number;
  /** Those in each arm of the treatments; empty for a treatment itself, and where there are too many arms. */
  readonly arms: readonly ArmFacts[];
  /** Null unless it is a number. */
  readonly numbers: NumberFacts | null;
  /** Null unless it is a text. */
  readonly texts: { readonly n: number; readonly different: number } | null;
  /** For derived variables, how many have each value, ascending, or each class where there are many; else empty. */
  readonly values: readonly ValueCount[];
}

export interface Spread {
  /** One number of people a label. */
  readonly labels: readonly number[];
  /** One a further answer (`also`). */
  readonly also: readonly number[];
  readonly missing: number;
}

export interface ArmFacts extends Spread {
  readonly label: string;
  /** People with a number, and their mean (NaN without any). */
  readonly n: number;
  readonly mean: number;
}

/** `low` to `mean` say nothing where `n` is 0. */
export interface NumberFacts {
  readonly n: number;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
}

/** People with one value (`from` is `to`), or with `from` ≤ value < `to` (the last class: ≤ `to`). */
export interface ValueCount {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** With more arms than this people are not divided by them. */
const mostArms = 6;

/** More values than this are put into classes. */
const mostValues = 12;
const classes = 10;

/** Counts people for every variable of a study. What has not changed since the last call for these people is not counted again. */
export function peopleFacts(study: Study, { table }: People, split: Split): PeopleFacts {
  const arms = armsOf(study, table);
  const variables = new Map<string, VariableFacts>();
  for (const variable of variablesOf(study)) {
    const coded = table.variables.get(variable.id.value);
    if (coded !== undefined && !variables.has(coded.id)) {
      variables.set(coded.id, factsAgain(variable, coded, variable.kind === 'treatment' ? [] : arms, split.pilot));
    }
  }
  const { length: heldOut } = split.heldOut;
  return {
    people: table.size,
    heldOut,
    pilot: split.pilot.length,
    variables,
    floors: heldOut === 0 ? [] : noiseFloors(study, table, split.heldOut, heldOut),
  };
}

/** One arm of one treatment: those with this code. */
interface Arm {
  readonly coded: CodedVariable;
  readonly code: number;
}

function armsOf({ treatments }: Study, table: CodedTable): readonly Arm[] {
  const arms = treatments.flatMap(({ id }) => {
    const coded = table.variables.get(id.value);
    return coded === undefined ? [] : coded.labels.map((_, code) => ({ coded, code }));
  });
  return arms.length > mostArms ? [] : arms;
}

interface Counted {
  readonly arms: readonly Arm[];
  readonly pilot: Int32Array;
  readonly key: string;
  readonly facts: VariableFacts;
}

const lastCounted = new WeakMap<CodedVariable, Counted>();

function factsAgain(variable: Variable, coded: CodedVariable, arms: readonly Arm[], pilot: Int32Array): VariableFacts {
  const range = variable.kind === 'derived' ? variable.measure.number : null;
  const key = range === null ? '' : `${range.min} ${range.max}`;
  const last = lastCounted.get(coded);
  if (
    last?.pilot === pilot &&
    last.key === key &&
    last.arms.length === arms.length &&
    last.arms.every(({ coded: known, code }, index) => known === arms[index]?.coded && code === arms[index]?.code)
  ) {
    return last.facts;
  }
  const alsoCount = variable.kind === 'item' ? variable.also.length : 0;
  const facts: VariableFacts = {
    labels: coded.labels,
    all: spreadOf(coded, alsoCount, null),
    pilot: labelCounts(coded, pilot),
    inPilot: pilot.filter((row) => coded.codes[row] !== MISSING).length,
    arms: arms.map((arm) => armFacts(coded, alsoCount, arm)),
    numbers: coded.values === null ? null : numberFacts(coded.values),
    texts: coded.texts === null ? null : textFacts(coded.texts),
    values: range === null || coded.values === null ? [] : valueCounts(coded.values, range),
  };
  lastCounted.set(coded, { arms, pilot, key, facts });
  return facts;
}

function spreadOf({ codes, labels }: CodedVariable, alsoCount: number, arm: Arm | null): Spread {
  const first = MISSING - alsoCount;
  const counts = new Uint32Array(labels.length - first);
  const armCodes = arm?.coded.codes ?? null;
  for (let row = 0; row < codes.length; row += 1) {
    const index = (codes[row] ?? MISSING) - first;
    if (index >= 0 && (armCodes === null || armCodes[row] === arm?.code)) {
      counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  const countOf = (code: number): number => counts[code - first] ?? 0;
  return {
    labels: labels.map((_, code) => countOf(code)),
    also: Array.from({ length: alsoCount }, (_, index) => countOf(alsoCode(index))),
    missing: countOf(MISSING),
  };
}

function labelCounts({ codes, labels }: CodedVariable, rows: Int32Array): readonly number[] {
  const counts = labels.map(() => 0);
  for (const row of rows) {
    const code = codes[row] ?? MISSING;
    if (code >= 0 && code < counts.length) {
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
  return counts;
}

function armFacts(coded: CodedVariable, alsoCount: number, arm: Arm): ArmFacts {
  const { values } = coded;
  let n = 0;
  let sum = 0;
  for (let row = 0; row < (values?.length ?? 0); row += 1) {
    const value = values?.[row] ?? Number.NaN;
    if (!Number.isNaN(value) && arm.coded.codes[row] === arm.code) {
      n += 1;
      sum += value;
    }
  }
  return { label: arm.coded.labels[arm.code] ?? '', ...spreadOf(coded, alsoCount, arm), n, mean: sum / n };
}

function numberFacts(values: Float64Array): NumberFacts {
  let n = 0;
  let sum = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isNaN(value)) {
      n += 1;
      sum += value;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return { n, low, high, mean: sum / n };
}

function textFacts(texts: readonly string[]): { readonly n: number; readonly different: number } {
  const different = new Set<string>();
  let n = 0;
  for (const text of texts) {
    if (text !== '') {
      n += 1;
      different.add(text);
    }
  }
  return { n, different: different.size };
}

function valueCounts(
  values: Float64Array,
  { min, max }: { readonly min: number | null; readonly max: number | null },
): readonly ValueCount[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    if (!Number.isNaN(value)) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const known = [...counts].sort(([a], [b]) => a - b);
  if (known.length <= mostValues) {
    return known.map(([value, count]) => ({ from: value, to: value, count }));
  }
  const low = min ?? known[0]?.[0] ?? 0;
  const high = max ?? known.at(-1)?.[0] ?? 0;
  const width = (high - low) / classes;
  const inClasses = new Array<number>(classes).fill(0);
  for (const [value, count] of known) {
    const index = Math.min(classes - 1, Math.floor((value - low) / width));
    if (index >= 0) {
      inClasses[index] = (inClasses[index] ?? 0) + count;
    }
  }
  return inClasses.map((count, index) => ({ from: low + index * width, to: low + (index + 1) * width, count }));
}
