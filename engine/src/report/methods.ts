import type { Evaluation, ModelCompared } from '#engine/evaluation';
import { figure } from './figures.ts';
import { indexed } from './indexed.ts';
import { methodsComparison, methodsRegressions } from './methods-comparison.ts';
import { methodsRectified } from './methods-rectified.ts';
import { joined, plural } from './methods-words.ts';
import type { Figure, MethodsParagraph, Sentence } from './report.ts';

/**
 * A draft of the Methods section, filled in from the evaluation: who was asked and simulated, how answers were compared,
 * and what was not done. Every sentence is true of this evaluation; what the evaluation does not know is left to the author.
 */
export function buildMethods(evaluation: Evaluation): readonly MethodsParagraph[] {
  return [
    { title: 'People', sentences: people(evaluation) },
    { title: 'Simulated respondents', sentences: simulated(evaluation) },
    ...methodsComparison(evaluation),
    ...methodsRegressions(evaluation),
    ...methodsRectified(evaluation),
    { title: 'What was not done', sentences: notDone(evaluation) },
    { title: 'Software', sentences: software(evaluation) },
  ];
}

function people(evaluation: Evaluation): readonly Sentence[] {
  const { people: flow, study } = evaluation;
  const count = (key: CountKey): Figure => figure(flow[key], `/people/${key}`, 'count');
  const weights = flow.weights;
  const drawn = [
    ...(flow.pilot_seed === null ? [] : [`seed ${flow.pilot_seed}`]),
    ...(flow.pilot_stratify.length === 0 ? [] : [`stratified by ${flow.pilot_stratify.join(' × ')}`]),
  ].join(', ');
  return [
    study.synthetic
      ? ['The people of this study are synthetic: a program made them, and nobody was asked.']
      : study.source === null
        ? []
        : [`The data of people are those of ${study.source}.`],
    [
      `The data file${flow.data === null ? '' : ` (${flow.data})`} has `,
      count('rows'),
      ' rows, each of them one person.',
    ],
    flow.where === null
      ? ['Nobody was excluded by a condition.']
      : [
          count('excluded'),
          ` were excluded because they do not meet the condition ${flow.where}, or because it is not known whether they do.`,
        ],
    weights === undefined
      ? ['No survey weights were used.']
      : [
          `People count by the survey weight “${weights.column}”; `,
          ...(weights.n_left_out === 0
            ? ['everybody has a weight above 0.']
            : [
                figure(weights.n_left_out, '/people/weights/n_left_out', 'count'),
                ` without a weight above 0 ${plural(weights.n_left_out, 'was', 'were')} left out.`,
              ]),
          ' Those compared tell as much as ',
          figure(weights.n_effective, '/people/weights/n_effective', 'count'),
          ' people of equal weight (Kish’s effective sample size).',
        ],
    flow.n_without_id + flow.n_repeated_ids === 0
      ? []
      : [
          count('n_without_id'),
          ' rows had no id and ',
          count('n_repeated_ids'),
          ' repeated one; they were kept as people of their own.',
        ],
    flow.n_pilot === 0
      ? ['No pilot was set apart, so that nothing could be learned from people.']
      : [
          `Of these people, `,
          count('n_pilot'),
          ` were drawn at random${drawn === '' ? '' : ` (${drawn})`} as a pilot, the only people from whom respondents may learn; the other `,
          count('n_held_out'),
          ' were held out. Simulated answers are compared with held-out people only.',
        ],
    flow.n_compared === flow.n_held_out
      ? []
      : [
          'The run is not complete: ',
          count('n_compared'),
          ' held-out people are compared with, those whose twin was asked.',
        ],
    missingPeople(evaluation),
  ].filter((one) => one.length > 0);
}

type CountKey = 'rows' | 'excluded' | 'n_without_id' | 'n_repeated_ids' | 'n_pilot' | 'n_held_out' | 'n_compared';

/** Which items lack answers of the people compared. */
function missingPeople(evaluation: Evaluation): Sentence {
  const lacking = indexed(evaluation.items, '/items').filter(({ entry }) => entry.human.n_missing > 0);
  if (lacking.length === 0) {
    return ['All people compared gave a substantive answer to every item.'];
  }
  const named = lacking.map(
    ({ entry, path }): Sentence => [
      figure(entry.human.n_missing, `${path}/human/n_missing`, 'count'),
      ` for ${entry.id}`,
    ],
  );
  return [
    'People compared without a substantive answer (none, or one beside the scale): ',
    ...joined(named),
    '. They are left out of the figures that need it; nothing was imputed.',
  ];
}

function simulated(evaluation: Evaluation): readonly Sentence[] {
  return indexed(evaluation.models, '/models')
    .filter(({ entry }) => entry.role !== 'ladder')
    .flatMap(({ entry, path }) => {
      const count = (key: 'n_planned' | 'n_respondents' | 'repeats'): Figure =>
        figure(entry[key], `${path}/${key}`, 'count');
      const when = entry.asked?.created == null ? '' : ` on ${entry.asked.created.slice(0, 10)} (UTC)`;
      return [
        ...made(entry, path),
        [
          count('n_planned'),
          ` respondents were planned${entry.run === null ? '' : ` as run ${entry.run}${when}`}; `,
          ...(entry.n_respondents === entry.n_planned ? ['all'] : [count('n_respondents')]),
          ' were asked and are evaluated.',
        ],
        [`${whom(entry, evaluation)}`],
        ...(entry.repeats === 1 ? [] : [['Each was asked ', count('repeats'), ' times.']]),
        responses(entry, path),
      ];
    });
}

/** What the model is, and with which settings it was called. */
function made(model: ModelCompared, path: string): readonly Sentence[] {
  const { settings, asked } = model;
  if (model.kind === 'built-in') {
    return [
      [
        `${model.id} is not a language model but one of Understudy’s built-in respondents${builtIn[model.id] === undefined ? '' : `, ${builtIn[model.id]}`}${asked === null ? '' : ` (seed ${asked.seed})`}.`,
      ],
    ];
  }
  if (settings === null) {
    return [
      [
        `${model.kind === 'answers' ? `The answers of ${model.id} were made elsewhere${model.source === null ? '' : ` and read from ${model.source}`}` : `${model.id} is a model behind an endpoint`}. Model, settings and prompts are not known to Understudy [say here what they were].`,
      ],
    ];
  }
  const temperature: Sentence =
    settings.temperature === null
      ? ['the endpoint’s own temperature (none was sent)']
      : ['temperature ', figure(settings.temperature, `${path}/settings/temperature`, 'setting')];
  return [
    [
      `${model.id} is the model ${settings.model ?? model.id} behind the endpoint ${settings.base_url ?? 'of its provider'}, called with `,
      ...temperature,
      settings.seed === null ? ', without a seed' : `, seed ${settings.seed}`,
      settings.max_tokens === null ? '.' : `, and at most ${settings.max_tokens} tokens a reply.`,
    ],
    ...(asked === null ? [] : prompts(asked)),
  ];
}

const builtIn: Readonly<Record<string, string>> = {
  uniform: 'which gives any answer, each equally likely',
  pooled: 'which draws answers as the pilot gave them to each item, whoever is asked',
  resample:
    'which gives the answers of the person of the pilot who is most alike in attributes and was in the same arms',
  regression:
    'which draws answers item by item from regressions on persona, arms and earlier answers, fitted to the pilot',
};

const ways: Readonly<Record<NonNullable<ModelCompared['asked']>['ask'], string>> = {
  questionnaire: 'all questions in one request, to be answered in one structured reply',
  interview: 'the questions one by one, each with all that had been said before and none that came later',
  distribution: 'the questions, to be answered by the probabilities of the answers',
};

function prompts({ ask, shuffle, seed }: NonNullable<ModelCompared['asked']>): readonly Sentence[] {
  return [
    [
      `Each respondent was asked apart: the persona as system text, then the prompts of the arms and ${ways[ask]}. The study file holds the wording, and the command understudy plan prints what any respondent read.`,
    ],
    [
      shuffle
        ? `Options were shuffled for each respondent and scales reversed for half of them (seed ${seed}).`
        : `Answers were offered in the same order to everybody (seed ${seed}).`,
    ],
  ];
}

function whom(model: ModelCompared, { study }: Evaluation): string {
  if (model.matched) {
    return 'Each has the attributes and arms of one held-out person, whose twin it is.';
  }
  if (model.kind === 'answers') {
    return 'They are not twins of held-out people.';
  }
  switch (study.sample) {
    case 'quotas':
      return 'Their attributes were drawn by the quotas of the study, each apart; they are not twins of held-out people.';
    case 'each':
      return 'They are every combination of attributes, not twins of held-out people.';
    default:
      return 'Their attributes were drawn with replacement from the rows of people; they are not twins of held-out people.';
  }
}

function responses({ responses: got }: ModelCompared, path: string): Sentence {
  const { answered, also, refused, invalid, missing, error } = got;
  const all = answered + also + refused + invalid + missing + error;
  const at = (key: keyof typeof got): Figure => figure(got[key], `${path}/responses/${key}`, 'count');
  if (all === answered) {
    return ['All ', at('answered'), ' questions put to them got a usable answer.'];
  }
  const each: readonly (readonly [keyof typeof got, string])[] = [
    ['answered', ' got a usable answer'],
    ['also', ' got one beside the scale (“don’t know” and the like)'],
    ['refused', ` ${plural(refused, 'was', 'were')} refused`],
    ['invalid', ' got a reply that is no answer'],
    ['missing', ` ${plural(missing, 'was', 'were')} left out of the reply`],
    ['error', ' got no reply'],
  ];
  const parts = each.filter(([key]) => got[key] > 0).map(([key, words]): Sentence => [at(key), words]);
  return ['Of the questions put to them ', ...joined(parts), '.'];
}

function notDone(evaluation: Evaluation): readonly Sentence[] {
  const subject = evaluation.models.find(({ id }) => id === evaluation.subject);
  const codes = new Set(
    evaluation.warnings.filter(({ model }) => model === null || model === evaluation.subject).map(({ code }) => code),
  );
  const few = evaluation.models.filter(({ id }) => id !== evaluation.subject && id !== 'uniform');
  return [
    evaluation.sensitivity === null && subject?.kind !== 'built-in'
      ? [
          'Only one run of the model was evaluated: how far figures move with another seed or another wording is not known.',
        ]
      : [],
    evaluation.sensitivity === null || subject?.kind === 'built-in'
      ? []
      : [
          'The spread over seeds and wordings stands on ',
          figure(evaluation.sensitivity.n_runs, '/sensitivity/n_runs', 'count'),
          ' runs in ',
          figure(evaluation.sensitivity.n_prompts, '/sensitivity/n_prompts', 'count'),
          ' wording(s).',
        ],
    subject?.asked?.shuffle === false && subject.kind === 'endpoint'
      ? ['The order of answers was not varied, so that its effect cannot be told.']
      : [],
    evaluation.regressions.length === 0 ? ['No regressions were compared.'] : [],
    evaluation.coherence.length === 0 ? ['No coherence rules were compared.'] : [],
    few.length === 0 ? ['No respondents that learn from a pilot stand beside the model.'] : [],
    codes.has('evaluated-before')
      ? [
          'These held-out people had been compared with before: what was chosen by looking at them is not held out any more.',
        ]
      : [],
    ['Missing answers were not imputed.'],
    [
      'Intervals and p values take people as a random sample and the model, its prompt and the pilot as fixed: they do not say what another prompt or another pilot would give.',
    ],
  ].filter((one) => one.length > 0);
}

function software({ understudy, study, seed }: Evaluation): readonly Sentence[] {
  return [
    [
      `Study ${study.id} (SHA-256 of its file ${study.hash.slice(0, 12)}…) was evaluated with Understudy ${understudy}, seed ${seed}.`,
    ],
  ];
}
