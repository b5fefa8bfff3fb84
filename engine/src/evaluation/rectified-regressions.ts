import {
  debiasedCoefficient,
  effectiveNumber,
  effectivePeople,
  gainOf,
  gainThreshold,
  selectRows,
  type ThreeFits,
} from '#engine/statistics';
import type { RectifiedCoefficient, RectifiedRegression } from './generated/evaluation-types.ts';
import type { FurtherAnswers } from './input.ts';
import type { JobHandle, JobList, JobResults } from './job-list.ts';
import { finite, finiteInterval } from './numbers.ts';
import { adviceOf } from './rectified-words.ts';
import type { RectifySide } from './rectify-job.ts';
import { type CoefficientName, type Setup, setUpRegression } from './regression-setup.ts';
import type { PlannedRegression } from './regressions.ts';
import type { ModelSide, Sides } from './sides.ts';
import { regressionPath, termPath } from './study-paths.ts';
import { count } from './words.ts';

/** Draws in one block. */
const BLOCK = 50;

type Ready = Extract<Setup, { kind: 'ready' }>;

/**
 * Predict-then-debias for one regression of one model: adds its fits to the list; the answer finds their results. Only
 * people count whose own rows and whose twins' rows are complete. Twins who were asked several times have a row a repeat.
 */
export function rectifyRegression(
  sides: Sides,
  model: ModelSide,
  further: FurtherAnswers,
  planned: PlannedRegression,
  jobs: JobList,
  { seed, bootstrap }: { readonly seed: number; readonly bootstrap: number },
): (results: JobResults) => RectifiedRegression {
  const id = planned.regression.id.value;
  const about = { id, path: regressionPath(id), n_draws: bootstrap };
  const found = threeSides(sides, model, further, planned);
  if ('problem' in found) {
    return () => ({ ...about, problem: found.problem, n_people: 0, n_left_out: 0, n_further: 0, coefficients: [] });
  }
  const { people, simulated, further: others } = found.sides;
  const points = [people, simulated, others].map(({ data }) => jobs.add({ kind: 'fit', data }));
  const blocks = Array.from(
    { length: Math.ceil(bootstrap / BLOCK) },
    (_, block): JobHandle =>
      jobs.add({
        kind: 'rectify',
        key: `${model.id}/${id}`,
        seed,
        block,
        draws: Math.min(BLOCK, bootstrap - block * BLOCK),
        people,
        simulated,
        further: others,
      }),
  );
  return (results) => {
    const drawn = blocks.flatMap((handle) => results.rectify(handle) ?? []);
    const numbers = {
      people: people.respondents,
      weighted: found.weighted,
      further: others.respondents,
      columns: found.names.people.length,
    };
    const [own, twin, other] = points.map((handle) => results.fit(handle));
    const columnOf = (side: 'people' | 'simulated' | 'further', name: string): Column => {
      const names = found.names[side];
      const fit = { people: own, simulated: twin, further: other }[side];
      const at = names.findIndex((known) => known.name === name);
      const value = at < 0 || fit?.unbounded[at] === true ? Number.NaN : (fit?.fit.coefficients[at] ?? Number.NaN);
      return {
        value,
        draws: at < 0 ? [] : drawn.flatMap((block) => Array.from(every(block[side], names.length, at))),
      };
    };
    return {
      ...about,
      problem: null,
      n_people: people.respondents,
      n_left_out: sides.people.size - people.respondents,
      n_further: others.respondents,
      coefficients: found.names.people.map((name) =>
        coefficientOf(id, name, numbers, {
          people: columnOf('people', name.name),
          simulated: columnOf('simulated', name.name),
          further: columnOf('further', name.name),
        }),
      ),
    };
  };
}

interface Column {
  readonly value: number;
  readonly draws: readonly number[];
}

function every(values: Float64Array, step: number, from: number): Float64Array {
  return values.filter((_, index) => index % step === from);
}

function coefficientOf(
  regression: string,
  { name, kind, term }: CoefficientName,
  n: { readonly people: number; readonly weighted: number; readonly further: number; readonly columns: number },
  columns: ThreeFits<Column>,
): RectifiedCoefficient {
  const { people, simulated, further } = columns;
  const about = {
    name,
    kind,
    term_path: term === null ? regressionPath(regression) : termPath(regression, term),
  };
  const found = debiasedCoefficient(
    { people: people.value, simulated: simulated.value, further: further.value },
    { people: people.draws, simulated: simulated.draws, further: further.draws },
    { n: n.weighted, columns: n.columns },
  );
  const rho = found.ppiCorrelation;
  const isKnown = Number.isFinite(found.estimate) && found.interval.every((end) => Number.isFinite(end));
  if (!isKnown) {
    return {
      ...about,
      omega: null,
      ppi_correlation: null,
      gain: null,
      gain_needed: null,
      effective_n_people: null,
      helps: false,
      n_draws_used: found.nDraws,
      people_alone: Number.isFinite(people.value) ? { estimate: people.value, interval: null } : null,
      rectified: null,
      advice: 'Use the people alone: the coefficient cannot be estimated on every side.',
    };
  }
  const figures = {
    omega: finite(found.omega),
    ppi_correlation: finite(rho),
    gain: gainOf(n.weighted, n.further, rho),
    gain_needed: finite(gainThreshold(n.weighted)),
    effective_n_people: finite((effectivePeople(n.weighted, n.further, rho) * n.people) / n.weighted),
    helps: gainOf(n.weighted, n.further, rho) > gainThreshold(n.weighted),
  };
  return {
    ...about,
    ...figures,
    n_draws_used: found.nDraws,
    people_alone: { estimate: people.value, interval: finiteInterval(...found.intervalAlone) },
    rectified: { estimate: found.estimate, interval: finiteInterval(...found.interval) },
    advice: adviceOf({ ...figures, n_people: n.people }, 'coefficients'),
  };
}

type FoundSides =
  | { readonly problem: string }
  | {
      readonly sides: ThreeFits<RectifySide>;
      readonly names: ThreeFits<readonly CoefficientName[]>;
      /** The number of people; with survey weights their effective number (Kish). */
      readonly weighted: number;
    };

/** The three fits of a regression, of complete pairs only; or why they cannot be made. */
function threeSides(sides: Sides, model: ModelSide, further: FurtherAnswers, planned: PlannedRegression): FoundSides {
  const { regression, human } = planned;
  const family = regression.family.value;
  if (family !== 'gaussian' && family !== 'binomial') {
    return { problem: `Rectified estimates are made for gaussian and binomial regressions; this one is ${family}.` };
  }
  const twins = planned.simulated[sides.models.indexOf(model)];
  const errors = { ...regression.errors, value: { kind: 'classical' } as const };
  const others = setUpRegression({ ...regression, errors }, further.table, sides.people, () => null, null);
  for (const [who, setup] of [
    ['people', human],
    ['simulated answers', twins],
    ['further personas', others],
  ] as const) {
    if (setup.kind !== 'ready') {
      return { problem: `The ${who} cannot be fitted. ${setup.problem}` };
    }
  }
  const [own, simulated, rest] = [human, twins, others] as readonly Ready[];
  const personOf = new Map(sides.people.ids.map((id, row) => [id, row]));
  const twinIds = model.source.seeds[0].twins ?? [];
  const ofHuman = own.frame.rows;
  const ofTwin = Int32Array.from(simulated.frame.rows, (row) => personOf.get(twinIds[row] ?? '') ?? -1);
  const complete = new Set(ofTwin);
  const pairs = Array.from(ofHuman).filter((person) => complete.has(person));
  const { min_n } = sides.study.alignment;
  const personas = [...new Set(Array.from(rest.frame.rows, (row) => further.personas[row]))];
  if (pairs.length < Math.max(min_n, own.names.length + 2)) {
    return { problem: `Only ${count(pairs.length, 'person', 'people')} and their twins have complete rows: too few.` };
  }
  if (personas.length < Math.max(min_n, own.names.length + 2)) {
    return { problem: `Only ${count(personas.length, 'further persona')} have complete rows: too few.` };
  }
  const { weights } = sides.people;
  return {
    weighted: weights === null ? pairs.length : effectiveNumber(pairs.map((person) => weights[person])),
    sides: {
      people: sideOf(own, ofHuman, pairs),
      simulated: sideOf(simulated, ofTwin, pairs),
      further: sideOf(
        rest,
        Int32Array.from(rest.frame.rows, (row) => further.personas[row]),
        personas,
      ),
    },
    names: { people: own.names, simulated: simulated.names, further: rest.names },
  };
}

/** The rows of these respondents, numbered in their order. */
function sideOf({ data }: Ready, respondentOf: ArrayLike<number>, respondents: readonly number[]): RectifySide {
  const numbers = new Map(respondents.map((respondent, index) => [respondent, index]));
  const rows = Array.from(respondentOf, (_, row) => row).filter((row) => numbers.has(respondentOf[row]));
  return {
    data: {
      ...data,
      design: selectRows(data.design, rows),
      outcome: Float64Array.from(rows, (row) => data.outcome[row]),
      weights: data.weights === null ? null : Float64Array.from(rows, (row) => data.weights?.[row] ?? 1),
      errors: { kind: 'classical' },
    },
    respondentOf: Int32Array.from(rows, (row) => numbers.get(respondentOf[row]) ?? 0),
    respondents: respondents.length,
  };
}
