import { type CodedTable, type CodedVariable, selectRows } from '#engine/data';
import { homogeneity, quantile, totalVariation } from '#engine/statistics';
import type { Study } from '#engine/study';
import type { FurtherComposition } from './generated/evaluation-types.ts';
import { finite } from './numbers.ts';
import { listed, number, probability } from './words.ts';

/** Whether further personas can be taken for a random sample of the population that the people are from. */
export interface CheckedComposition {
  readonly compared: readonly FurtherComposition[];
  /** P that two independent samples are at least as alike; null where there are too few to say. */
  readonly p_closer: number | null;
  /** Why not, in a sentence; null where nothing speaks against it. */
  readonly refusal: string | null;
}

/** A difference, or likeness, that one pair of random samples in a thousand shows is taken for none of chance. */
const LEVEL = 0.001;

/**
 * Compares people and further personas in every attribute, arm, and pair of these (Pearson's χ² test of homogeneity,
 * Bonferroni). They may also not be too alike: the people's own rows drawn once more, or quotas cut to them, say nothing new
 * about the population, and intervals that count them as new are too short. `personas` has one row a persona. With survey weights
 * the differences are those of the weighted people, whose number is divided by the design effect (Rao and Scott 1981, first order);
 * likeness is that of the people as they were asked.
 */
export function checkComposition(study: Study, people: CodedTable, personas: CodedTable): CheckedComposition {
  const attributes = study.attributes.flatMap(({ id }) => classified(id.value, people, personas));
  const arms = study.treatments.flatMap(({ id }) => classified(id.value, people, personas));
  const single = [...attributes, ...arms];
  const pairs = single.flatMap((first, index) => single.slice(index + 1).map((second) => crossed(first, second)));
  const compared = [...single, ...pairs].flatMap((one) => compare(one, people.weights));
  const profile = profileOf(attributes, people.size);
  const closer = profile === null ? null : (homogeneity(profile.people, profile.personas)?.pCloser ?? null);
  const tested = compared.filter(({ p }) => p !== null);
  const [worst] = [...tested].sort((left, right) => (left.p ?? 1) - (right.p ?? 1));
  const apart = worst !== undefined && (worst.p ?? 1) * tested.length < LEVEL ? worst : null;
  return {
    compared,
    p_closer: finite(closer ?? Number.NaN),
    refusal:
      apart !== null
        ? `The further personas are no random sample of the held-outs' population: ${listed(apart.variables.map((id) => `\`${id}\``))} ${apart.variables.length === 1 ? 'differs' : 'together differ'} more than chance allows (total variation ${number(apart.total_variation)}, p ${probability(apart.p)}). Simulate people who were chosen as the held-out people were.`
        : closer !== null && closer < LEVEL
          ? `The further personas are more like the held-out people than any other sample of their population would be (p ${probability(closer)}): they seem to be the same people once more, or cut to quotas. That tells nothing new about the population. Simulate people who were not asked.`
          : null,
  };
}

/** Respondents of both sides counted in the same classes. */
interface Classified {
  readonly variables: readonly string[];
  readonly people: Int32Array;
  readonly personas: Int32Array;
  readonly classes: number;
}

/** An attribute or arm in classes, what is missing in one of its own; nothing for texts. */
function classified(id: string, people: CodedTable, personas: CodedTable): readonly Classified[] {
  const [own, other] = [people.variables.get(id), personas.variables.get(id)];
  if (own === undefined || own.measure === 'text') {
    return [];
  }
  const edges = own.labels.length === 0 && own.values !== null ? tenths(own.values, other?.values ?? null) : null;
  const classes = (edges === null ? own.labels.length : edges.length + 1) + 1;
  return [
    {
      variables: [id],
      people: classesOf(own, people.size, edges, classes - 1),
      personas: classesOf(other, personas.size, edges, classes - 1),
      classes,
    },
  ];
}

function classesOf(
  variable: CodedVariable | undefined,
  size: number,
  edges: readonly number[] | null,
  missing: number,
): Int32Array {
  return Int32Array.from({ length: size }, (_, row) => {
    const code = variable?.codes[row] ?? -1;
    const value = variable?.values?.[row] ?? Number.NaN;
    if (edges === null) {
      return code >= 0 ? code : missing;
    }
    return Number.isFinite(value) ? edges.filter((edge) => value > edge).length : missing;
  });
}

/** Nine numbers that cut all values into tenths. */
function tenths(own: Float64Array, other: Float64Array | null): readonly number[] {
  const all = [...own, ...(other ?? [])].filter((value) => Number.isFinite(value));
  return [...new Set(Array.from({ length: 9 }, (_, index) => quantile(all, (index + 1) / 10)))];
}

function crossed(first: Classified, second: Classified): Classified {
  const both = (left: Int32Array, right: Int32Array): Int32Array =>
    left.map((value, row) => value * second.classes + right[row]);
  return {
    variables: [...first.variables, ...second.variables],
    people: both(first.people, second.people),
    personas: both(first.personas, second.personas),
    classes: first.classes * second.classes,
  };
}

function compare(
  { variables, people, personas, classes }: Classified,
  weights: Float64Array | null,
): readonly FurtherComposition[] {
  const own = weights === null ? countsOf(people, classes) : weightedCounts(people, classes, weights);
  const other = countsOf(personas, classes);
  const test = homogeneity(own, other);
  return [
    { variables: [...variables], total_variation: finite(totalVariation(own, other)), p: test?.pFurtherApart ?? null },
  ];
}

/** The counts of as many attributes together, in their order, as leave ten people a class. */
function profileOf(
  attributes: readonly Classified[],
  people: number,
): { readonly people: Float64Array; readonly personas: Float64Array } | null {
  let profile: Classified | null = null;
  for (const attribute of attributes) {
    const next: Classified = profile === null ? attribute : renumbered(crossed(profile, attribute));
    if (next.classes * 10 <= people) {
      profile = next;
    }
  }
  return profile === null
    ? null
    : { people: countsOf(profile.people, profile.classes), personas: countsOf(profile.personas, profile.classes) };
}

/** Only classes that occur, so that further attributes can be crossed in. */
function renumbered(crossing: Classified): Classified {
  const known = new Map<number, number>();
  const number = (value: number): number => {
    const found = known.get(value) ?? known.size;
    known.set(value, found);
    return found;
  };
  const people = crossing.people.map(number);
  const personas = crossing.personas.map(number);
  return { ...crossing, people, personas, classes: known.size };
}

function countsOf(classes: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const value of classes) {
    counts[value] += 1;
  }
  return counts;
}

/**
 * Weighted shares times the number of people over their mean design effect, Σ n·Var(p)/p / (classes − 1), with which Pearson's
 * statistic is about χ² (Rao and Scott 1981). `n·Var(p) = Σw²(1 − p)²/n` with weights of mean 1; whatever calibrated the weights is not
 * taken into account, which makes the variance too large rather than too small.
 */
function weightedCounts(classOf: Int32Array, classes: number, weights: Float64Array): Float64Array {
  const n = weights.length;
  const centre = weights.reduce((sum, weight) => sum + weight, 0) / n;
  const shares = new Float64Array(classes);
  classOf.forEach((value, row) => {
    shares[value] += weights[row] / centre / n;
  });
  const squares = weights.map((weight) => (weight / centre) ** 2);
  const met = Array.from(shares, (_, value) => value).filter((value) => shares[value] > 0);
  const effects = met.reduce((sum, value) => {
    const variance = squares.reduce(
      (all, square, row) => all + square * (Number(classOf[row] === value) - shares[value]) ** 2,
      0,
    );
    return sum + variance / n / shares[value];
  }, 0);
  return shares.map((share) => (share * n) / (met.length > 1 ? effects / (met.length - 1) : 1));
}

/** One row for each persona: the first that it has. */
export function firstRows(table: CodedTable, personas: Int32Array): CodedTable {
  const seen = new Set<number>();
  const rows = Int32Array.from(personas, (_, row) => row).filter((row) => {
    const isNew = !seen.has(personas[row]);
    seen.add(personas[row]);
    return isNew;
  });
  return rows.length === table.size ? table : selectRows(table, rows);
}
