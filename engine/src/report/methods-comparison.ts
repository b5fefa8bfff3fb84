import type { Evaluation } from '#engine/evaluation';
import { figure, type NumberStyle, numberText } from './figures.ts';
import { ofSubject } from './indexed.ts';
import { joined, listed } from './methods-words.ts';
import type { Figure, MethodsParagraph, Sentence } from './report.ts';

/** How answers were compared, and with what they were compared beside. */
export function methodsComparison(evaluation: Evaluation): readonly MethodsParagraph[] {
  return [
    { title: 'Distances', sentences: distances(evaluation) },
    { title: 'Baselines', sentences: baselines(evaluation) },
    { title: 'Spread, coherence and effects', sentences: behaviour(evaluation) },
    { title: 'Verdict', sentences: verdict(evaluation) },
  ].filter(({ sentences }) => sentences.length > 0);
}

function distances(evaluation: Evaluation): readonly Sentence[] {
  const { alignment, draws, items, cells, people } = evaluation;
  const setting = (key: keyof typeof alignment, style: NumberStyle = 'setting'): Figure =>
    figure(alignment[key], `/alignment/${key}`, style);
  const onLine = items.filter(({ primary }) => primary === 'wasserstein_1_normalized').map(({ id }) => id);
  const nominal = items.filter(({ primary }) => primary === 'total_variation').map(({ id }) => id);
  const attributes = [
    ...new Set(
      cells.flatMap(({ subgroup }) =>
        subgroup.length === 0 ? [] : [subgroup.map((one) => one.attribute).join(' × ')],
      ),
    ),
  ];
  const own = ofSubject(evaluation, cells, '/cells');
  const tested = own.filter(({ entry }) => entry.status === 'tested').length;
  const matched = evaluation.models.find(({ id }) => id === evaluation.subject)?.matched === true;
  const weighted = people.weights !== undefined;
  return [
    [
      'For each item the distributions of answers of held-out people and of simulated respondents were compared by ',
      ...joined([
        ...(onLine.length === 0
          ? []
          : [[`the Wasserstein-1 distance divided by the length of the scale (${listed(onLine)})`]]),
        ...(nominal.length === 0 ? [] : [[`total variation (${listed(nominal)})`]]),
      ]),
      `: over all arms and in each arm, for everyone${attributes.length === 0 ? '' : ` and for each level of ${listed(attributes)}`}. The Jensen–Shannon distance (base 2) is given beside it.`,
    ],
    ...items
      .filter(({ role }) => role === 'derived')
      .map(
        ({ id, ask }): Sentence => [`${id} was not asked: it is computed from answers, as ${ask}, on each side alike.`],
      ),
    [
      'Cells with fewer than ',
      setting('min_n', 'count'),
      ` people or simulated respondents were not tested; ${tested === own.length ? `all ${numberText(own.length, 'count')} cells have as many` : `${numberText(tested, 'count')} of ${numberText(own.length, 'count')} cells were`}.`,
    ],
    [
      'Under the hypothesis that people and simulated respondents answer alike, the mean distance (the floor) and p come from ',
      figure(draws.permutations, '/draws/permutations', 'count'),
      weighted
        ? ' draws, in which people count by their effective number.'
        : matched
          ? ' permutations, in which person and twin change places.'
          : ' permutations of people and simulated respondents.',
    ],
    [
      'A cell is called misaligned where its p, corrected by Benjamini and Hochberg over all tested cells of the model, is at most ',
      setting('fdr'),
      ' and its distance lies more than ',
      setting('margin'),
      ' above the floor; aligned where the upper end of its 90 % interval (centred bootstrap, ',
      figure(draws.bootstrap, '/draws/bootstrap', 'count'),
      ' draws) lies below ',
      setting('margin'),
      '; else undecided.',
    ],
  ];
}

function baselines(evaluation: Evaluation): readonly Sentence[] {
  const { models, draws } = evaluation;
  const builtIn = models.filter(({ kind, id }) => kind === 'built-in' && id !== evaluation.subject).map(({ id }) => id);
  if (builtIn.length === 0) {
    return [];
  }
  const learns = builtIn.filter((id) => id !== 'uniform');
  return [
    [
      `For comparison, respondents built into Understudy answered the same questionnaire: ${listed(builtIn)}, each over `,
      figure(draws.ladder_seeds, '/draws/ladder_seeds', 'count'),
      ` draws${learns.length === 0 ? '' : `; ${listed(learns)} learned from the pilot`}.`,
    ],
    [
      'One model is called nearer to people than another where the 90 % bootstrap interval of the difference of their mean distances, over everyone and each arm, excludes 0.',
    ],
  ];
}

function behaviour(evaluation: Evaluation): readonly Sentence[] {
  const { heterogeneity, coherence, associations, treatment_effects, draws } = evaluation;
  const rules = new Set(coherence.map(({ rule }) => rule)).size;
  return [
    ...(heterogeneity.length === 0
      ? []
      : [
          [
            'Spread is compared by the ratio of standard deviations (simulated over human) and of entropies, with 90 % percentile intervals from ',
            figure(draws.bootstrap, '/draws/bootstrap', 'count'),
            ' bootstrap draws.',
          ],
        ]),
    ...(rules === 0
      ? []
      : [
          [
            `For ${rules === 1 ? 'the coherence rule' : `each of ${rules} coherence rules`} the share of those holding the belief who act against it is compared with that of people (95 % interval of the difference by Newcombe’s hybrid score${coherence.some(({ model, paired }) => model === evaluation.subject && paired !== undefined) ? ', for pairs of person and twin' : ''}); rules that fewer than 30 on a side hold have no gap.`,
          ],
        ]),
    ...(associations.length === 0
      ? []
      : [
          [
            'For each belief and action the association is Spearman’s ρ where both have an order, else Cramér’s V corrected for bias, with a 95 % bootstrap interval of the difference.',
          ],
        ]),
    ...(treatment_effects.effects.length === 0
      ? []
      : [
          [
            'Treatment effects are differences of means as a share of the item’s range, or of shares, against the reference arm, with Welch’s 95 % intervals, cut at −1 and 1.',
          ],
        ]),
  ];
}

/** What the three lines of the verdict hold against what; empty where nothing was compared. */
function verdict(evaluation: Evaluation): readonly Sentence[] {
  const { alignment, regressions, coherence, cells } = evaluation;
  const margin = figure(alignment.margin, '/alignment/margin', 'setting');
  const hasRules = coherence.length > 0;
  const families = new Set(regressions.map(({ family }) => family));
  const tolerances: readonly Sentence[] = [
    ['below ', margin, ' for the distance of each item, over all arms and in each arm'],
    ...(families.has('gaussian')
      ? [['± ', margin, ' times the range of the item for coefficients of linear regressions']]
      : []),
    ...(families.has('binomial') || families.has('ordinal')
      ? [['± 4 times ', margin, ' log-odds for coefficients of logistic and ordinal ones']]
      : []),
    ['.8 to 1.25 for ratios of spread'],
    ...(hasRules ? [['± ', margin, ' for differences of gaps']] : []),
  ];
  const judged =
    regressions.length === 0
      ? `Answers and heterogeneity${hasRules ? ' with coherence' : ''}`
      : `Answers, regressions, and heterogeneity${hasRules ? ' with coherence' : ''}`;
  const corrected = regressions.length === 0 ? 'distances' : 'distances and coefficients';
  const tellsLittle = coherence.some(({ model, informative }) => model === evaluation.subject && informative === false);
  return cells.length === 0
    ? []
    : [
        [
          `${judged} are judged apart. Each passes where every 90 % interval lies within its tolerance, fails where at least one lies wholly outside (for ${corrected}, only if it also holds up to the correction for their number), and is undecided otherwise; a misaligned subgroup fails answers, too.`,
        ],
        [
          'Tolerances are ',
          ...joined(tolerances),
          `.${regressions.length === 0 ? '' : ' Coefficients of numbers are taken per standard deviation of people.'}`,
        ],
        ...(tellsLittle
          ? [
              [
                'A rule that people themselves break in at least half of all cases, or about as often as by chance, can fail its line but counts for nothing else there.',
              ],
            ]
          : []),
      ];
}

/** The regressions as they were fitted; empty without any. */
export function methodsRegressions(evaluation: Evaluation): readonly MethodsParagraph[] {
  const own = ofSubject(evaluation, evaluation.regressions, '/regressions');
  if (own.length === 0) {
    return [];
  }
  const hasPilot = own.some(({ entry }) => entry.pilot !== null);
  const isPaired = own.some(({ entry }) => entry.coefficients.some(({ paired }) => paired !== undefined));
  const each = own.map(({ entry, path }): Sentence => {
    const used = (side: 'human' | 'simulated'): Figure => figure(entry[side].n_used, `${path}/${side}/n_used`, 'count');
    const left = (side: 'human' | 'simulated'): Figure =>
      figure(entry[side].n_left_out, `${path}/${side}/n_left_out`, 'count');
    return [
      `${entry.id}: ${entry.formula} (${families[entry.family]}, ${errorWords(entry.errors)}), fitted to `,
      used('human'),
      ' held-out people (',
      left('human'),
      ' left out for a missing value) and ',
      used('simulated'),
      ' simulated respondents (',
      left('simulated'),
      ' left out).',
    ];
  });
  return [
    {
      title: 'Regressions',
      sentences: [
        [
          `The same formulas were fitted to held-out people${hasPilot ? ', the pilot' : ''} and the simulated respondents.`,
        ],
        ...each,
        [
          'Factors have treatment contrasts against the first level; scale() and poly() are computed from the held-out people.',
        ],
        [
          `Coefficients are called significant at p ≤ .05, not corrected for their number; p values of differences between people and simulated respondents${isPaired ? ', for pairs of person and twin,' : ''} are corrected by Holm’s method within each regression. An error from simulated respondents is Monte-Carlo error about the model, not about people.`,
        ],
      ],
    },
  ];
}

const families = {
  gaussian: 'linear',
  binomial: 'logistic',
  ordinal: 'proportional odds',
  poisson: 'Poisson, log link',
} as const;

function errorWords(errors: string): string {
  return errors === 'classical' ? 'classical errors' : `${errors} errors`;
}
