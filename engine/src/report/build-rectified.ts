import type {
  Evaluation,
  Interval,
  Rectified,
  RectifiedCoefficient,
  RectifiedItem,
  RectifiedRegression,
} from '#engine/evaluation';
import { armLabel } from './build-subgroups.ts';
import { decimals, figure, type NumberStyle } from './figures.ts';
import { estimate, type Indexed, indexed, ofSubject } from './indexed.ts';
import type { Estimate, RectifiedEstimates, RectifiedRegressionTable, RectifiedRow } from './report.ts';

/** Rectified estimates with the subject; null where only twins were simulated. */
export function buildRectified(evaluation: Evaluation): RectifiedEstimates | null {
  const all = evaluation.rectified ?? [];
  const [found] = ofSubject(evaluation, all, '/rectified');
  if (found === undefined) {
    return null;
  }
  const { entry, path } = found;
  const builtIns = indexed(all, '/rectified').filter(({ entry: { model } }) => isBuiltInBeside(evaluation, model));
  return {
    summary: { text: entry.summary, path: `${path}/summary` },
    isRefused: entry.status === 'refused',
    nFurther: figure(entry.n_further, `${path}/n_further`, 'count'),
    nPlanned: figure(entry.n_further_planned, `${path}/n_further_planned`, 'count'),
    means: indexed(entry.items, `${path}/items`).map((item) => meanRow(item, builtIns)),
    arms: indexed(entry.by_arm, `${path}/by_arm`).map((arm) => ({
      label: armLabel(evaluation, arm.entry),
      means: indexed(arm.entry.items, `${arm.path}/items`).map((item) => meanRow(item, [])),
    })),
    regressions: indexed(entry.regressions, `${path}/regressions`).map(regressionTable),
  };
}

function isBuiltInBeside({ models, subject }: Evaluation, id: string): boolean {
  return id !== subject && models.find((model) => model.id === id)?.kind === 'built-in';
}

function meanRow({ entry, path }: Indexed<RectifiedItem>, builtIns: readonly Indexed<Rectified>[]): RectifiedRow {
  return {
    label: entry.item,
    option: entry.option,
    place: entry.path,
    nPeople: figure(entry.n_people, `${path}/n_people`, 'count'),
    reliance: figure(entry.lambda, `${path}/lambda`, 'ratio'),
    builtIn: bestBuiltIn(entry, builtIns),
    ...common({ entry, path }, entry.option === null ? unsigned(entry.people_alone?.error ?? null, entry) : 'distance'),
  };
}

/** The built-in respondent with which people are worth most for this mean or share. */
function bestBuiltIn(mean: RectifiedItem, builtIns: readonly Indexed<Rectified>[]): RectifiedRow['builtIn'] {
  const same = builtIns.flatMap(({ entry, path }) =>
    indexed(entry.items, `${path}/items`)
      .filter(({ entry: { item, option } }) => item === mean.item && option === mean.option)
      .map((found) => ({ id: entry.model, ...found })),
  );
  const [best] = same.sort(
    (left, right) => (right.entry.effective_n_people ?? 0) - (left.entry.effective_n_people ?? 0),
  );
  return best === undefined
    ? null
    : {
        id: best.id,
        effectivePeople: figure(best.entry.effective_n_people, `${best.path}/effective_n_people`, 'whole'),
      };
}

function regressionTable({ entry, path }: Indexed<RectifiedRegression>): RectifiedRegressionTable {
  const nPeople = figure(entry.n_people, `${path}/n_people`, 'count');
  return {
    id: entry.id,
    place: entry.path,
    nPeople,
    nFurther: figure(entry.n_further, `${path}/n_further`, 'count'),
    problem: entry.problem === null ? null : { text: entry.problem, path: `${path}/problem` },
    rows: indexed(entry.coefficients, `${path}/coefficients`).map(
      (row): RectifiedRow => ({
        label: row.entry.name,
        option: null,
        place: row.entry.term_path,
        nPeople,
        reliance: figure(row.entry.omega, `${row.path}/omega`, 'ratio'),
        builtIn: null,
        ...common(row, unsigned(widthOf(row.entry.people_alone?.interval ?? null), row.entry)),
      }),
    ),
  };
}

/** About the standard error that a 95 % interval comes from. */
function widthOf(interval: Interval | null): number | null {
  return interval === null ? null : (interval[1] - interval[0]) / 4;
}

type Common = Omit<RectifiedRow, 'label' | 'option' | 'place' | 'nPeople' | 'reliance' | 'builtIn'>;

/** As many decimals as the error of people alone makes worth showing. */
function unsigned(error: number | null, { people_alone }: RectifiedItem | RectifiedCoefficient): NumberStyle {
  return { decimals: decimals(error ?? people_alone?.estimate ?? 0), isSigned: false };
}

function common({ entry, path }: Indexed<RectifiedItem | RectifiedCoefficient>, style: NumberStyle): Common {
  const shown = (name: 'people_alone' | 'rectified'): Estimate | null => {
    const found = entry[name];
    return found === null
      ? null
      : estimate(
          figure(found.estimate, `${path}/${name}/estimate`, style),
          found.interval,
          `${path}/${name}/interval`,
          style,
        );
  };
  return {
    peopleAlone: shown('people_alone'),
    rectified: shown('rectified'),
    ppiCorrelation: figure(entry.ppi_correlation, `${path}/ppi_correlation`, 'distance'),
    effectivePeople: figure(entry.effective_n_people, `${path}/effective_n_people`, 'whole'),
    helps: entry.helps,
    advice: { text: entry.advice, path: `${path}/advice` },
  };
}
