// Identity, symmetry, bounds, other names, order of rows and twice the data, for every number of evaluation.json.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Distribution, type Evaluation, evaluationSchema, type RectifiedItem } from '#engine/evaluation';
import { effectivePeople } from '#engine/statistics';
import {
  alike,
  doubled,
  evaluationOf,
  type Made,
  made,
  renamed,
  type Scenario,
  shuffled,
  swapped,
  unmoved,
} from './law-scenarios.ts';
import { type Law, measureLaws } from './measure-laws.ts';

/** Shrinking a made-up sample makes it no easier to read. */
const runs = {
  numRuns: 3,
  seed: 20_117,
  endOnFailure: true,
  examples: (['matched', 'independent'] as const).map((sample): [Scenario] => [{ seed: 7, n: 120, sample }]),
};
const scenario: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  n: fc.integer({ min: 90, max: 130 }),
  sample: fc.constantFrom('matched', 'independent'),
});

/** A number or truth value of an evaluation: where it stands, and which law is its own. */
interface Leaf {
  readonly path: string;
  readonly definition: string;
  readonly name: string;
  readonly value: number;
}

interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
}

const schema = evaluationSchema as unknown as SchemaNode;
const definitions = schema.definitions ?? {};

/** Laws by definition and name as the schema has them. */
function namesInSchema(): ReadonlySet<string> {
  const isNumber = (node: SchemaNode): boolean =>
    [node.type ?? []].flat().some((type) => type === 'number' || type === 'integer' || type === 'boolean') ||
    node.$ref === '#/definitions/Interval' ||
    (node.anyOf ?? []).some(isNumber) ||
    (node.items !== undefined && node.items.$ref === undefined && isNumber(node.items));
  return new Set(
    [['Evaluation', schema] as const, ...Object.entries(definitions)].flatMap(([definition, node]) =>
      Object.entries(node.properties ?? {}).flatMap(([name, property]) =>
        isNumber(property) ? [`${definition}.${name}`] : [],
      ),
    ),
  );
}

/** Every number and truth value, with the definition of the schema in which it stands. */
function leavesOf(evaluation: Evaluation): ReadonlyMap<string, Leaf> {
  const found = new Map<string, Leaf>();
  const walk = (value: unknown, node: SchemaNode, definition: string, name: string, path: string): void => {
    if (node.$ref !== undefined && node.$ref !== '#/definitions/Interval') {
      const own = node.$ref.replace('#/definitions/', '');
      walk(value, definitions[own] ?? {}, own, name, path);
    } else if (typeof value === 'number' || typeof value === 'boolean') {
      if (!elsewhere.some((one) => one.test(`${definition}.${name}`))) {
        found.set(path, { path, definition, name, value: Number(value) });
      }
    } else if (Array.isArray(value)) {
      const items = node.items ?? (node.anyOf ?? []).find((one) => one.items !== undefined)?.items ?? {};
      value.forEach((one, at) => {
        walk(one, items, definition, name, `${path}/${at}`);
      });
    } else if (typeof value === 'object' && value !== null) {
      const own = node.properties === undefined ? (node.anyOf ?? []).find((one) => one.$ref !== undefined) : undefined;
      if (own !== undefined) {
        walk(value, own, definition, name, path);
        return;
      }
      for (const [key, one] of Object.entries(value).filter(([key]) => key !== 'format')) {
        walk(one, node.properties?.[key] ?? {}, definition, key, `${path}/${key}`);
      }
    }
  };
  walk(evaluation, schema, 'Evaluation', '', '');
  return found;
}

function lawOf({ definition, name, path }: Leaf): Law {
  const law = measureLaws[definition]?.[name];
  if (law === undefined) {
    throw new Error(`${definition}.${name} (${path}) has no law in measure-laws.ts`);
  }
  return law;
}

/** Equal to the digits that sums in another order leave. */
function isSame(value: number, other: number, slack = 0): boolean {
  return Math.abs(value - other) <= slack + 2e-6 * Math.max(1e-3, Math.abs(value), Math.abs(other));
}

const say = ({ path, value }: Leaf, was: number): string => `${path}: ${value}, was ${was}`;

/** Numbers of both that stand in the same place; the one beside it that its law names. */
function broken(
  before: Evaluation,
  after: Evaluation,
  holds: (leaf: Leaf, was: number, law: Law) => boolean,
  partner: (law: Law) => string | undefined = () => undefined,
): readonly string[] {
  const old = leavesOf(before);
  return [...leavesOf(after).values()].flatMap((leaf) => {
    const law = lawOf(leaf);
    const other = partner(law);
    const place =
      other === undefined ? leaf.path : leaf.path.replace(new RegExp(`/${leaf.name}(/\\d+)?$`), `/${other}$1`);
    const was = old.get(place)?.value;
    return was === undefined || holds(leaf, was, law) ? [] : [say(leaf, was)];
  });
}

/** No measures of this comparison: settings and data are repeated as they are. */
const elsewhere: readonly RegExp[] = [
  /^(ModelSettings|Asked|AttributeNamed|EvaluatedStudy)\./,
  /^PeopleCompared\.(pilot_|n_repeated|n_without|excluded_)/,
];

const seen = new Set<string>();
const known = new Map<string, Promise<Evaluation>>();

/** The evaluation of a scenario before anything was done to it: every law draws the same ones. */
function asDrawn(drawn: Scenario): Promise<Evaluation> {
  const key = `${drawn.seed} ${drawn.n} ${drawn.sample}`;
  const evaluation = known.get(key) ?? evaluationOf(made(drawn));
  known.set(key, evaluation);
  return evaluation;
}

describe('every measure', { timeout: 180_000 }, () => {
  it('lies within its bounds', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (drawn) => {
        const leaves = [...leavesOf(await asDrawn(drawn)).values()];
        for (const { definition, name } of leaves) {
          seen.add(`${definition}.${name}`);
        }
        const outside = leaves.filter((leaf) => {
          const [least, most] = lawOf(leaf).within;
          return !(leaf.value >= least - 1e-9 && leaf.value <= most + 1e-9);
        });
        expect(outside.map((leaf) => say(leaf, Number.NaN))).toEqual([]);
      }),
      { ...runs, numRuns: 4 },
    );
  });

  it('says “alike” of respondents who answer as people do', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (drawn) => {
        const evaluation = await evaluationOf(alike(made(drawn)));
        const others = new Set(['/sensitivity', '/comparisons']);
        const wrong = [...leavesOf(ofSubject(evaluation)).values()].filter((leaf) => {
          const { alike: wanted } = lawOf(leaf);
          return (
            wanted !== undefined &&
            ![...others].some((place) => leaf.path.startsWith(place)) &&
            Math.abs(leaf.value - wanted) > 1e-6
          );
        });
        expect(wrong.map((leaf) => say(leaf, Number.NaN))).toEqual([]);
      }),
      runs,
    );
  });

  it('keeps its symmetry when people and simulation change places', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (drawn) => {
        const from = made(drawn);
        const [before, after] = [await asDrawn(drawn), await evaluationOf(swapped(from))].map(ofSubject);
        const wrong = broken(
          before,
          after,
          ({ value }, was, law) => {
            const slack = law.drawn ?? 0;
            switch (law.swapped) {
              case undefined:
                return true;
              case 'opposite':
                return isSame(value, -was, slack);
              case 'inverse':
                return isSame(value, 1 / was, slack) || isSame(value * was, 1, slack);
              default:
                return isSame(value, was, slack);
            }
          },
          ({ swapped: how }) => (how === 'same' || how === 'opposite' || how === 'inverse' ? undefined : how),
        );
        expect(wrong).toEqual([]);
      }),
      runs,
    );
  });

  it.each([
    ['the order of rows', (from: Made) => shuffled(from, 3), (evaluation: Evaluation) => evaluation],
    ['other names of labels', renamed, withoutOrderOfOptions],
  ])('does not depend on %s', async (_, change, shown) => {
    await fc.assert(
      fc.asyncProperty(scenario, async (drawn) => {
        const from = made(drawn);
        const before = shown(await asDrawn(drawn));
        const after = shown(await evaluationOf(change(from)));
        expect(broken(before, after, ({ value }, was, { drawn: slack = 0 }) => isSame(value, was, slack))).toEqual([]);
      }),
      runs,
    );
  });

  it('does with twice the data what it should', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (drawn) => {
        const from = made(drawn);
        const [before, after] = [await asDrawn(drawn), await evaluationOf(doubled(from))];
        const wrong = broken(before, after, ({ value }, was, law) => {
          const slack = 1e-6 * Math.max(1, Math.abs(was));
          switch (law.doubled) {
            case undefined:
              return true;
            case 'same':
              return isSame(value, was);
            case 'twice':
              return isSame(value, 2 * was);
            case 'larger':
              return Math.abs(value) >= Math.abs(was) - slack;
            default:
              return Math.abs(value) <= Math.abs(was) + slack;
          }
        });
        expect(wrong).toEqual([]);
      }),
      runs,
    );
  });

  it('of people and simulation together is what it is worth, and the people alone where the simulation says nothing', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ seed, n }) => {
        const drawn: Scenario = { seed, n, sample: 'matched' };
        const [{ rectified = [] }, silent] = [await asDrawn(drawn), await evaluationOf(unmoved(made(drawn)))];
        for (const { items, by_arm } of rectified) {
          for (const one of [...items, ...by_arm.flatMap((arm) => arm.items)].filter(({ lambda }) => lambda !== null)) {
            const [rho, gain] = [one.ppi_correlation ?? Number.NaN, one.gain ?? Number.NaN];
            expect(one.effective_n_people).toBeCloseTo(effectivePeople(one.n_people, one.n_further, rho), 9);
            expect(one.effective_n_people).toBeCloseTo(one.n_people / (1 - gain), 6);
            expect(one.helps).toBe(gain > (one.gain_needed ?? Number.NaN));
            expect(one.lambda === 0).toBe(rho <= 0);
            if (one.lambda === 0) {
              expect(one.rectified).toEqual(one.people_alone);
            }
          }
        }
        for (const { items, by_arm } of silent.rectified ?? []) {
          for (const one of [...items, ...by_arm.flatMap((arm) => arm.items)].filter(({ lambda }) => lambda !== null)) {
            expect(one).toMatchObject({ lambda: 0, gain: 0, helps: false, rectified: one.people_alone });
          }
        }
      }),
      runs,
    );
    // Broska, Howes and van Loon (2025): 10,000 people and 100,000 further personas.
    expect(Math.round(effectivePeople(10_000, 100_000, 0.35269))).toBe(11_275);
  });

  it('has a law, and every law a measure', () => {
    const laws = new Set(
      Object.entries(measureLaws).flatMap(([definition, own]) =>
        Object.keys(own).map((name) => `${definition}.${name}`),
      ),
    );
    const inSchema = namesInSchema();
    const lawless = [...inSchema].filter((name) => !laws.has(name) && !elsewhere.some((one) => one.test(name)));
    expect(lawless, 'add them to measure-laws.ts').toEqual([]);
    expect(
      [...laws].filter((name) => !inSchema.has(name)),
      'take them out of measure-laws.ts: the schema has no such measure',
    ).toEqual([]);
  });

  it('was seen in these samples, but for those that they have no weights, seeds or special answers for', () => {
    const unseen = [...namesInSchema()].filter((name) => !seen.has(name) && !elsewhere.some((one) => one.test(name)));
    const notMade = [
      ...['Cell.mean_distance_over_seeds', 'Coherence.mean_gap_over_seeds', 'LadderFigure.distance_sd'],
      ...['Cell.n_h_effective', 'SurveyWeights.n_effective', 'SurveyWeights.n_left_out'],
      ...['Distribution.also_counts', 'UnusedOption.human_share'],
    ];
    expect(unseen.filter((name) => !notMade.includes(name))).toEqual([]);
  });
});

/** What is said of the subject alone. */
function ofSubject(evaluation: Evaluation): Evaluation {
  const own = <T extends { readonly model: string }>(list: readonly T[]): T[] =>
    list.filter(({ model }) => model === evaluation.subject);
  return {
    ...evaluation,
    cells: own(evaluation.cells),
    ladder: evaluation.ladder.map((rung) => ({ ...rung, models: own(rung.models) })),
    subgroups: own(evaluation.subgroups),
    level_summaries: own(evaluation.level_summaries),
    heterogeneity: own(evaluation.heterogeneity),
    twin_agreement: own(evaluation.twin_agreement),
    profiles: own(evaluation.profiles),
    coherence: own(evaluation.coherence),
    associations: own(evaluation.associations),
    regressions: own(evaluation.regressions),
    composition: own(evaluation.composition),
    answer_order: own(evaluation.answer_order),
    rectified: own(evaluation.rectified ?? []),
    treatment_effects: {
      effects: own(evaluation.treatment_effects.effects),
      summary: own(evaluation.treatment_effects.summary),
    },
  };
}

/** The options of `colour`, the rarest first. */
function byShare(items: readonly RectifiedItem[]): RectifiedItem[] {
  const estimate = ({ people_alone }: RectifiedItem): number => people_alone?.estimate ?? 0;
  return [
    ...items.filter(({ item }) => item !== 'colour'),
    ...items.filter(({ item }) => item === 'colour').sort((left, right) => estimate(left) - estimate(right)),
  ];
}

/**
 * With lists that have an entry for each option of `colour` in an order of their own. Effects are given for all options but the last,
 * and the sums over them with it, so that these depend on which is last.
 */
function withoutOrderOfOptions(evaluation: Evaluation): Evaluation {
  const sorted = (of: Distribution): Distribution => ({
    ...of,
    counts: of.counts.toSorted(),
    shares: of.shares.toSorted(),
  });
  const models = <T extends { distribution: Distribution }>(list: readonly T[]): T[] =>
    list.map((one) => ({ ...one, distribution: sorted(one.distribution) }));
  return {
    ...evaluation,
    items: evaluation.items.map((item) =>
      item.measure === 'nominal'
        ? {
            ...item,
            human: sorted(item.human),
            simulated: models(item.simulated),
            by_arm: item.by_arm.map((arm) => ({
              ...arm,
              human: sorted(arm.human),
              simulated: models(arm.simulated),
            })),
          }
        : item,
    ),
    cells: evaluation.cells.map((cell) => ({ ...cell, share_differences: cell.share_differences?.toSorted() ?? null })),
    rectified: (evaluation.rectified ?? []).map((one) => ({
      ...one,
      items: byShare(one.items),
      by_arm: one.by_arm.map((arm) => ({ ...arm, items: byShare(arm.items) })),
    })),
    treatment_effects: {
      effects: evaluation.treatment_effects.effects.filter(({ item }) => item !== 'colour'),
      summary: [],
    },
  };
}
