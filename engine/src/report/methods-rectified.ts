import type { Evaluation } from '#engine/evaluation';
import { figure } from './figures.ts';
import { ofSubject } from './indexed.ts';
import type { MethodsParagraph } from './report.ts';

/** How people and simulation were put together; nothing where only twins were simulated. */
export function methodsRectified(evaluation: Evaluation): readonly MethodsParagraph[] {
  const [found] = ofSubject(evaluation, evaluation.rectified ?? [], '/rectified');
  if (found === undefined) {
    return [];
  }
  const { entry, path } = found;
  const further = [
    'Besides the twins, ',
    figure(entry.n_further_planned, `${path}/n_further_planned`, 'count'),
    ' further personas were planned, people of whom only attributes are known; ',
    ...(entry.n_further === entry.n_further_planned
      ? ['all']
      : [figure(entry.n_further, `${path}/n_further`, 'count')]),
    ' were answered for. They enter nothing but rectified estimates.',
  ];
  if (entry.status === 'refused') {
    return [
      { title: 'Rectified estimates', sentences: [further, [`No rectified estimates were made. ${entry.summary}`]] },
    ];
  }
  const fitted = drawsOf(entry, path);
  return [
    {
      title: 'Rectified estimates',
      sentences: [
        further,
        [
          `Means and shares of people and simulation together${entry.by_arm.length === 0 ? '' : ', over all arms and within each,'} are PPI++ estimates (Angelopoulos, Duchi and Zrnic 2023), with 95 % intervals by Student’s t.`,
        ],
        evaluation.people.weights === undefined
          ? []
          : [
              'People, and their twins, count by survey weight (weighted estimating equations, sandwich variance with HC2’s correction); further personas, who stand for the population of the weights, count alike.',
            ],
        [
          'All rectified estimates take the further personas as a random sample of the population that the people are from.',
        ],
        fitted === null
          ? []
          : [
              'Coefficients of gaussian and binomial regressions were made by predict-then-debias (Kluger and others 2025), with 95 % percentile intervals (expanded for small samples as Hesterberg 2015 does) from ',
              fitted,
              ' bootstrap draws of people with their twins, and of further personas apart.',
            ],
        [
          'Where relying on the simulation takes away less of the variance than it costs to estimate how far to rely on it, the people alone are to be used.',
        ],
      ].filter((one) => one.length > 0),
    },
  ];
}

type Entry = NonNullable<Evaluation['rectified']>[number];

/** The bootstrap draws of the first regression that has estimates; null where none has. */
function drawsOf({ regressions }: Entry, path: string): ReturnType<typeof figure> | null {
  const at = regressions.findIndex(({ problem }) => problem === null);
  const found = regressions[at];
  return found === undefined ? null : figure(found.n_draws, `${path}/regressions/${at}/n_draws`, 'count');
}
