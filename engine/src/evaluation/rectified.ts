import { checkComposition, firstRows } from './further-composition.ts';
import type { Rectified } from './generated/evaluation-types.ts';
import type { JobList, JobResults } from './job-list.ts';
import { rectifiedByArm, rectifiedMeans } from './rectified-means.ts';
import { rectifyRegression } from './rectified-regressions.ts';
import type { PlannedRegression } from './regressions.ts';
import type { ModelSide, Sides } from './sides.ts';
import { count, whole } from './words.ts';

/**
 * Estimates from people and simulation together, for every model that answered for further personas: adds the fits of
 * regressions to the list; the answer finds their results. Built-in models of the ladder have no regressions here: they
 * show what would be won with a simulation that costs nothing. Empty where nobody was simulated besides twins.
 */
export function planRectified(
  sides: Sides,
  regressions: readonly PlannedRegression[],
  jobs: JobList,
  draws: { readonly seed: number; readonly bootstrap: number },
): (results: JobResults) => Rectified[] {
  const planned = sides.models.flatMap((model) => planModel(sides, model, regressions, jobs, draws));
  return (results) => planned.map((finish) => finish(results));
}

function planModel(
  sides: Sides,
  model: ModelSide,
  regressions: readonly PlannedRegression[],
  jobs: JobList,
  draws: { readonly seed: number; readonly bootstrap: number },
): readonly ((results: JobResults) => Rectified)[] {
  const { further } = model.source;
  if (further === undefined) {
    return [];
  }
  const personas = firstRows(further.table, further.personas);
  const { compared, p_closer, refusal } = checkComposition(sides.study, sides.people, personas);
  const about = {
    model: model.id,
    n_further: personas.size,
    n_further_planned: further.n_planned,
    composition: [...compared],
    p_closer,
  };
  if (refusal !== null || personas.size === 0) {
    const said = refusal ?? 'None of the further personas has answered yet.';
    return [() => ({ ...about, status: 'refused', summary: said, items: [], by_arm: [], regressions: [] })];
  }
  const items = rectifiedMeans(sides, model, further);
  const byArm = model.role === 'ladder' ? [] : rectifiedByArm(sides, model, further);
  const finish =
    model.role === 'ladder'
      ? []
      : regressions.map((regression) => rectifyRegression(sides, model, further, regression, jobs, draws));
  return [
    (results) => {
      const found = finish.map((one) => one(results));
      return {
        ...about,
        status: 'estimated',
        summary: summaryOf(
          items.map((one) => ({ ...one, of: one.n_people })),
          found.flatMap(({ n_people, coefficients: own }) =>
            own.filter(({ kind }) => kind === 'term').map((one) => ({ ...one, of: n_people })),
          ),
        ),
        items,
        by_arm: byArm,
        regressions: found,
      };
    },
  ];
}

interface Helpful {
  readonly helps: boolean;
  readonly effective_n_people: number | null;
  /** People who were asked. */
  readonly of: number;
}

function summaryOf(items: readonly Helpful[], coefficients: readonly Helpful[]): string {
  const helpful = [items, coefficients].map((all) => all.filter(({ helps }) => helps).length);
  const [ofItems = 0, ofCoefficients = 0] = helpful;
  const all = [count(items.length, 'mean or share', 'means and shares')];
  if (coefficients.length > 0) {
    all.push(count(coefficients.length, 'coefficient'));
  }
  if (ofItems + ofCoefficients === 0) {
    return `Use the people alone: the simulation makes none of ${all.join(' and ')} more certain.`;
  }
  const parts = [`${ofItems} of ${all[0]}`, ...(all[1] === undefined ? [] : [`${ofCoefficients} of ${all[1]}`])];
  const others = ofItems + ofCoefficients < items.length + coefficients.length;
  const few = coefficients.some(({ helps, of }) => helps && of < ENOUGH_FOR_COEFFICIENTS);
  return `The simulation makes ${parts.join(' and ')} more certain${others ? '; for the others use the people alone' : ''}. ${bestOf(items, coefficients)}${few ? NARROW : ''}`;
}

/** With fewer people percentile intervals are a little too narrow: see docs/calibration.md. */
const ENOUGH_FOR_COEFFICIENTS = 200;

const NARROW = ` With fewer than ${ENOUGH_FOR_COEFFICIENTS} people the intervals of coefficients are a little too narrow.`;

/** The most that is won for a mean or share and for a coefficient; one of the two may be won nothing for. */
function bestOf(items: readonly Helpful[], coefficients: readonly Helpful[]): string {
  const most = (all: readonly Helpful[], of: string): { readonly people: string; readonly words: string }[] => {
    const worth = ({ effective_n_people, of: n }: Helpful): number => (effective_n_people ?? 0) / n;
    const [best] = all.filter(({ helps }) => helps).sort((left, right) => worth(right) - worth(left));
    return best === undefined
      ? []
      : [
          {
            people: whole(best.of),
            words: `${whole(Math.round(best.effective_n_people ?? best.of))} alone (${of})`,
          },
        ];
  };
  const [first, second] = [...most(items, 'means and shares'), ...most(coefficients, 'coefficients')];
  if (first === undefined) {
    return '';
  }
  const told = `At best, ${first.people} people with the simulation tell as much as ${first.words}`;
  if (second === undefined) {
    return `${told}.`;
  }
  return `${told}${second.people === first.people ? ' or ' : `, and ${second.people} as much as `}${second.words}.`;
}
