import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  debiasedCoefficient,
  effectivePeople,
  gainOf,
  gainThreshold,
  homogeneity,
  normalQuantile,
  rectificationHelps,
  rectifiedMean,
} from '#engine/statistics';
import { readGolden } from './golden.ts';
import { seededSource } from './seeded-source.ts';

interface Golden {
  readonly means: Readonly<
    Record<
      string,
      {
        readonly y: readonly number[];
        readonly f: readonly number[];
        readonly further: readonly number[];
        readonly lambda: number;
        readonly rho: number | null;
        readonly n0: number;
        readonly estimate: number;
        readonly se: number;
        readonly low: number;
        readonly high: number;
        readonly alone: number;
        readonly alone_se: number;
      }
    >
  >;
  readonly coefficients: readonly {
    readonly people: number;
    readonly simulated: number;
    readonly further: number;
    readonly draws: {
      readonly people: readonly number[];
      readonly simulated: readonly number[];
      readonly further: readonly number[];
    };
    readonly omega: number;
    readonly rho: number;
    readonly estimate: number;
    readonly low: number;
    readonly high: number;
    readonly alone_low: number;
    readonly alone_high: number;
  }[];
  readonly homogeneity: readonly {
    readonly first: readonly number[];
    readonly second: readonly number[];
    readonly statistic: number;
    readonly df: number;
    readonly p: number;
  }[];
}

const golden = readGolden<Golden>('rectified');

describe('against R', () => {
  it.each(Object.entries(golden.means))('PPI++: %s', (_, wanted) => {
    const found = rectifiedMean(wanted.y, wanted.f, wanted.further);
    expect(found.lambda).toBeCloseTo(wanted.lambda, 12);
    expect(found.effectivePeople).toBeCloseTo(wanted.n0, 9);
    expect(found.rectified.estimate).toBeCloseTo(wanted.estimate, 12);
    expect(found.rectified.standardError).toBeCloseTo(wanted.se, 12);
    expect(found.rectified.low).toBeCloseTo(wanted.low, 10);
    expect(found.rectified.high).toBeCloseTo(wanted.high, 10);
    expect(found.alone.estimate).toBeCloseTo(wanted.alone, 12);
    expect(found.alone.standardError).toBeCloseTo(wanted.alone_se, 12);
    if (wanted.rho === null) {
      expect(found.ppiCorrelation).toBeNaN();
    } else {
      expect(found.ppiCorrelation).toBeCloseTo(wanted.rho, 12);
    }
  });

  it('PPI++ relies on answers that are worth it, and on none that are not', () => {
    const lambdas = Object.entries(golden.means).map(([name, { lambda }]) => [name, Math.sign(lambda)]);
    expect(Object.fromEntries(lambdas)).toMatchObject({ good: 1, contrary: 0, overdone: 1, constant: 0 });
    expect(golden.means['overdone']?.lambda).toBe(1);
  });

  it.each(golden.coefficients.map((wanted, index) => [index, wanted] as const))(
    'predict-then-debias: coefficient %i',
    (_, wanted) => {
      const found = debiasedCoefficient(wanted, wanted.draws);
      expect(found.nDraws).toBe(60);
      expect(found.omega).toBeCloseTo(wanted.omega, 10);
      expect(found.ppiCorrelation).toBeCloseTo(wanted.rho, 10);
      expect(found.estimate).toBeCloseTo(wanted.estimate, 10);
      expect(found.interval[0]).toBeCloseTo(wanted.low, 10);
      expect(found.interval[1]).toBeCloseTo(wanted.high, 10);
      expect(found.intervalAlone[0]).toBeCloseTo(wanted.alone_low, 10);
      expect(found.intervalAlone[1]).toBeCloseTo(wanted.alone_high, 10);
    },
  );

  it('predict-then-debias expands percentiles for small samples, and leaves large ones alone', () => {
    const [{ draws, ...found }] = golden.coefficients;
    const width = (sample: { n: number; columns: number } | null): number => {
      const { interval } = debiasedCoefficient(found, draws, sample);
      return interval[1] - interval[0];
    };
    expect(width({ n: 1e6, columns: 4 })).toBeCloseTo(width(null), 3);
    expect(width({ n: 60, columns: 4 })).toBeGreaterThan(width(null));
    expect(width({ n: 30, columns: 4 })).toBeGreaterThan(width({ n: 60, columns: 4 }));
  });

  it.each(golden.homogeneity.map((wanted, index) => [index, wanted] as const))('χ² of homogeneity %i', (_, wanted) => {
    const found = homogeneity(wanted.first, wanted.second);
    expect(found?.statistic).toBeCloseTo(wanted.statistic, 10);
    expect(found?.df).toBe(wanted.df);
    expect(found?.pFurtherApart).toBeCloseTo(wanted.p, 10);
  });
});

describe('the effective number of people', () => {
  it('is 11,275 for 10,000 people, 100,000 further and a correlation of .35269', () => {
    expect(Math.round(effectivePeople(10_000, 100_000, 0.35269))).toBe(11_275);
  });

  it.each([
    { n: 100, further: 1000, rho: 0, people: 100, helps: false },
    { n: 100, further: 1000, rho: -0.9, people: 100, helps: false },
    { n: 100, further: 1000, rho: 1, people: 1100, helps: true },
    // ρ̃²N/(n + N) is .0101 and .0105; 1/(n − 2) is .0102.
    { n: 100, further: 1000, rho: 0.1054, people: 101, helps: false },
    { n: 100, further: 1000, rho: 0.1075, people: 101, helps: true },
    { n: 2, further: 1000, rho: 0.9, people: 10, helps: false },
    { n: 100, further: 1000, rho: Number.NaN, people: 100, helps: false },
  ])('n $n, N $further, ρ̃ $rho', ({ n, further, rho, people, helps }) => {
    expect(Math.round(effectivePeople(n, further, rho))).toBe(people);
    expect(rectificationHelps(n, further, rho)).toBe(helps);
    expect(rectificationHelps(n, further, rho)).toBe(gainOf(n, further, rho) > gainThreshold(n));
  });
});

const answers = (size: number) => fc.array(fc.integer({ min: 1, max: 7 }), { minLength: size, maxLength: size });

describe('properties of PPI++', () => {
  it('answers that never change leave the people alone', () => {
    fc.assert(
      fc.property(answers(20), fc.double({ min: -9, max: 9, noNaN: true }), (people, constant) => {
        const same = people.map(() => constant);
        const found = rectifiedMean(people, same, [...same, ...same]);
        expect(found.lambda).toBe(0);
        expect(found.rectified).toEqual(found.alone);
        expect(found.ppiCorrelation).toBeNaN();
      }),
    );
  });

  it('a shift of the simulated answers changes nothing', () => {
    fc.assert(
      fc.property(
        answers(20),
        answers(20),
        answers(50),
        fc.integer({ min: -99, max: 99 }),
        (people, simulated, further, by) => {
          const found = rectifiedMean(people, simulated, further);
          const shifted = rectifiedMean(
            people,
            simulated.map((value) => value + by),
            further.map((value) => value + by),
          );
          expect(shifted.lambda).toBeCloseTo(found.lambda, 9);
          expect(shifted.rectified.estimate).toBeCloseTo(found.rectified.estimate, 9);
          expect(shifted.rectified.standardError).toBeCloseTo(found.rectified.standardError, 9);
        },
      ),
    );
  });

  it('the order of people and of further personas changes nothing', () => {
    fc.assert(
      fc.property(answers(20), answers(20), answers(30), (people, simulated, further) => {
        const found = rectifiedMean(people, simulated, further);
        const turned = rectifiedMean(people.toReversed(), simulated.toReversed(), further.toReversed());
        expect(turned.lambda).toBeCloseTo(found.lambda, 9);
        expect(turned.rectified.estimate).toBeCloseTo(found.rectified.estimate, 9);
      }),
    );
  });

  it('perfect answers make the interval √(n / (n + N)) as wide, and people alone stay inside', () => {
    const source = seededSource(4);
    const people = Array.from({ length: 1000 }, () => normal(source));
    const further = Array.from({ length: 9000 }, () => normal(source));
    const found = rectifiedMean(people, people, further);
    const ratio = found.rectified.standardError / found.alone.standardError;
    expect(found.ppiCorrelation).toBeGreaterThan(0.95);
    expect(Math.abs(ratio - Math.sqrt(0.1))).toBeLessThan(0.02);
    expect(found.effectivePeople).toBeGreaterThan(8000);
  });
});

type Source = ReturnType<typeof seededSource>;

function normal(source: Source): number {
  return normalQuantile(source.next());
}

/** A population in which an answer is half persona, half not; the simulation knows the persona more or less well. */
interface World {
  readonly name: string;
  readonly simulated: (persona: number, source: Source) => number;
}

const worlds: readonly World[] = [
  { name: 'good', simulated: (persona, source) => persona + 0.3 * normal(source) },
  { name: 'useless', simulated: (_, source) => normal(source) },
  { name: 'biased', simulated: (persona, source) => 2 + 0.5 * persona + 0.3 * normal(source) },
  { name: 'contrary', simulated: (persona, source) => -persona + 0.3 * normal(source) },
];

/** How often 95 % intervals of a mean of 0 hold it, and how wide they are beside people alone. */
function coverage(
  world: World,
  source: Source,
  furtherPersonas: (personas: readonly number[]) => readonly number[],
  replications = 2000,
): { readonly covered: number; readonly width: number } {
  let [covered, width, alone] = [0, 0, 0];
  for (let replication = 0; replication < replications; replication += 1) {
    const personas = Array.from({ length: 60 }, () => normal(source));
    const found = rectifiedMean(
      personas.map((persona) => persona + normal(source)),
      personas.map((persona) => world.simulated(persona, source)),
      furtherPersonas(personas).map((persona) => world.simulated(persona, source)),
    );
    covered += Number(found.rectified.low <= 0 && found.rectified.high >= 0);
    width += found.rectified.standardError;
    alone += found.alone.standardError;
  }
  return { covered: covered / replications, width: width / alone };
}

describe('95 % intervals of means, 2,000 samples of 60 people and 600 further personas', () => {
  it.each(worlds)('hold the truth where the simulation is $name', (world) => {
    const source = seededSource(7);
    const fresh = (): readonly number[] => Array.from({ length: 600 }, () => normal(source));
    const { covered, width } = coverage(world, source, fresh);
    expect(covered).toBeGreaterThan(0.935);
    expect(covered).toBeLessThan(0.965);
    expect(width).toBeLessThan(world.name === 'good' || world.name === 'biased' ? 0.85 : 1.01);
  });

  it('do not hold it where further personas are the people once more: that is why they must be others', () => {
    const source = seededSource(8);
    const { covered } = coverage({ name: 'exact', simulated: (persona) => persona }, source, (personas) =>
      Array.from({ length: 600 }, () => personas[Math.floor(source.next() * personas.length)] ?? 0),
    );
    expect(covered).toBeLessThan(0.88);
  });
});

describe('95 % intervals of a slope, 200 samples of 80 people and 400 further personas', () => {
  const slope = (x: readonly number[], y: readonly number[], rows: readonly number[]): number => {
    const [mx, my] = [x, y].map((values) => rows.reduce((sum, row) => sum + values[row], 0) / rows.length);
    const up = rows.reduce((sum, row) => sum + (x[row] - mx) * (y[row] - my), 0);
    return up / rows.reduce((sum, row) => sum + (x[row] - mx) ** 2, 0);
  };

  it.each([
    // A good simulation shares what makes people answer as they do, beyond the predictor.
    { name: 'good', shares: 1, slope: 0.5 },
    { name: 'useless', shares: 0, slope: 0 },
    { name: 'biased', shares: 1, slope: 1.5 },
  ])('hold the truth where the simulation is $name', ({ name, shares, slope: simulatedSlope }) => {
    const source = seededSource(11);
    let [covered, width, alone] = [0, 0, 0];
    const replications = 200;
    for (let replication = 0; replication < replications; replication += 1) {
      const respondents = (size: number) => {
        const x = Array.from({ length: size }, () => normal(source));
        const hidden = x.map(() => normal(source));
        return {
          x,
          people: x.map((value, row) => 0.5 * value + hidden[row] + 0.5 * normal(source)),
          simulated: x.map((value, row) => simulatedSlope * value + shares * hidden[row] + 0.3 * normal(source)),
        };
      };
      const [own, other] = [respondents(80), respondents(400)];
      const [all, allOther] = [own, other].map(({ x }) => x.map((_, row) => row));
      const draws = Array.from({ length: 250 }, () => {
        const rows = all.map(() => Math.floor(source.next() * all.length));
        const otherRows = allOther.map(() => Math.floor(source.next() * allOther.length));
        return [
          slope(own.x, own.people, rows),
          slope(own.x, own.simulated, rows),
          slope(other.x, other.simulated, otherRows),
        ] as const;
      });
      const found = debiasedCoefficient(
        {
          people: slope(own.x, own.people, all),
          simulated: slope(own.x, own.simulated, all),
          further: slope(other.x, other.simulated, allOther),
        },
        {
          people: draws.map(([value]) => value),
          simulated: draws.map(([, value]) => value),
          further: draws.map(([, , value]) => value),
        },
      );
      covered += Number(found.interval[0] <= 0.5 && found.interval[1] >= 0.5);
      width += found.interval[1] - found.interval[0];
      alone += found.intervalAlone[1] - found.intervalAlone[0];
    }
    expect(covered / replications).toBeGreaterThan(0.91);
    expect(covered / replications).toBeLessThan(0.98);
    expect(width / alone).toBeLessThan(name === 'useless' ? 1.01 : 0.75);
  });
});

describe('homogeneity', () => {
  it.each([
    { name: 'too few to say', first: [3, 2], second: [40, 30], wanted: null },
    { name: 'one cell', first: [300, 0], second: [400, 0], wanted: null },
    { name: 'small cells together', first: [50, 2, 3, 2], second: [50, 3, 2, 3], wanted: 1 },
  ])('$name', ({ first, second, wanted }) => {
    expect(homogeneity(first, second)?.df ?? null).toBe(wanted);
  });

  it('tells a sample that is the other once more: closer than chance', () => {
    const first = [20, 35, 10, 50, 25, 15, 30, 15];
    const found = homogeneity(
      first,
      first.map((count) => count * 10),
    );
    expect(found?.pCloser).toBeLessThan(1e-6);
    expect(found?.pFurtherApart).toBeCloseTo(1, 6);
  });
});
