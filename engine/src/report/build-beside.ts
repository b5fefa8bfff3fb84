import type { Comparison, Evaluation, ModelCompared } from '#engine/evaluation';
import { builtInModels } from '#engine/study';
import { modelDescription } from './build-header.ts';
import { figure, type NumberStyle } from './figures.ts';
import { estimate, type Indexed, indexed } from './indexed.ts';
import type { LadderModel, ModelPair, Sentence, SideBySide, SideBySideRow } from './report.ts';

/** The models that were named, measure by measure and two by two; null where only one was named. */
export function buildSideBySide(evaluation: Evaluation): SideBySide | null {
  const named = evaluation.models.filter(({ role }) => role !== 'ladder');
  if (named.length < 2) {
    return null;
  }
  const compared = indexed(evaluation.comparisons, '/comparisons');
  return {
    models: named.map((model): LadderModel => {
      const isSubject = model.id === evaluation.subject;
      return { id: model.id, isSubject, description: modelDescription(model) };
    }),
    rows: [
      ...ladderRows(evaluation, named),
      ...againstRows(evaluation, named, compared),
      worstRow(evaluation, named),
      ...ruleRows(evaluation, named),
      ...profileRows(evaluation, named),
      ...regressionRows(evaluation, named),
      ...effectRows(evaluation, named),
    ],
    pairs: compared
      .filter(({ entry }) => [entry.model, entry.against].every((id) => named.some((model) => model.id === id)))
      .map(pairOf),
  };
}

const words = { better: 'better', worse: 'worse', 'cannot-be-told-apart': 'cannot be told apart' } as const;

function pairOf({ entry, path }: Indexed<Comparison>): ModelPair {
  return {
    model: entry.model,
    against: entry.against,
    verdict: words[entry.verdict],
    difference: differenceOf(entry, path),
    sentence: { text: entry.sentence, path: `${path}/sentence` },
  };
}

function differenceOf(entry: Comparison, path: string): ModelPair['difference'] {
  const middle = figure(entry.difference, `${path}/difference`, 'signed-distance');
  return estimate(middle, entry.interval, `${path}/interval`, 'signed-distance');
}

type Models = readonly ModelCompared[];

/** A row that measures; `of` finds the figures of one model. */
function measured(
  row: Pick<SideBySideRow, 'label'> & Partial<SideBySideRow>,
  models: Models,
  of: (model: string) => Sentence | undefined,
  detailOf: (model: string) => Sentence = () => [],
): SideBySideRow {
  return {
    note: '',
    place: null,
    people: null,
    ...row,
    values: models.map(({ id }) => ({ shown: of(id) ?? [], detail: detailOf(id), verdict: null })),
  };
}

function ladderRows(evaluation: Evaluation, models: Models): readonly SideBySideRow[] {
  const figures = indexed(evaluation.ladder[0]?.models ?? [], '/ladder/0/models');
  const row = (
    label: string,
    note: string,
    key: 'distance' | 'floor' | 'js_distance' | 'sd_ratio' | 'entropy_ratio',
    style: NumberStyle,
  ): SideBySideRow =>
    measured({ label, note }, models, (id) => {
      const found = figures.find(({ entry }) => entry.model === id);
      return found === undefined ? undefined : [figure(found.entry[key], `${found.path}/${key}`, style)];
    });
  return [
    row('distance', 'mean, everyone and each arm; less is better', 'distance', 'distance'),
    row('its floor', 'what chance alone would show', 'floor', 'distance'),
    row('JS distance', 'mean of the same cells', 'js_distance', 'distance'),
    measured({ label: 'misaligned cells', note: 'of those tested' }, models, (id) => {
      const found = figures.find(({ entry }) => entry.model === id);
      return found === undefined
        ? undefined
        : [
            figure(found.entry.n_misaligned, `${found.path}/n_misaligned`, 'count'),
            ' of ',
            figure(found.entry.n_tested, `${found.path}/n_tested`, 'count'),
          ];
    }),
    row('SD ratio', 'mean over items; 1 varies as people do', 'sd_ratio', 'ratio'),
    row('entropy ratio', 'mean over items; 1 varies as people do', 'entropy_ratio', 'ratio'),
  ];
}

/** Whether each model is nearer to people than the built-in respondents that were not named themselves. */
function againstRows(
  evaluation: Evaluation,
  models: Models,
  compared: readonly Indexed<Comparison>[],
): readonly SideBySideRow[] {
  const rungs = evaluation.models.filter(({ role }) => role === 'ladder').map(({ id }) => id);
  return builtInModels
    .filter((id) => id !== 'uniform' && rungs.includes(id))
    .map((against) => ({
      label: `than ${against}`,
      note: 'nearer to people, 90 % interval of the difference',
      place: null,
      people: null,
      values: models.map(({ id }) => {
        const found = compared.find(({ entry }) => entry.model === id && entry.against === against);
        if (found === undefined) {
          return { shown: [], detail: [], verdict: null };
        }
        const verdict = words[found.entry.verdict];
        const { lower, upper } = differenceOf(found.entry, found.path);
        return {
          shown: [verdict === 'cannot be told apart' ? 'not told apart' : verdict],
          detail: lower === null || upper === null ? [] : ['(', lower, ' to ', upper, ')'],
          verdict,
        };
      }),
    }));
}

function worstRow(evaluation: Evaluation, models: Models): SideBySideRow {
  const all = indexed(evaluation.subgroups, '/subgroups');
  const worstOf = (id: string) =>
    all
      .filter(({ entry }) => entry.model === id && entry.worst_group_distance !== null)
      .sort((a, b) => (b.entry.worst_group_distance ?? 0) - (a.entry.worst_group_distance ?? 0))[0];
  return measured(
    { label: 'worst subgroup', note: 'largest distance above the floor' },
    models,
    (id) => {
      const worst = worstOf(id);
      return worst === undefined
        ? undefined
        : [figure(worst.entry.worst_group_distance, `${worst.path}/worst_group_distance`, 'signed-distance')];
    },
    (id) => {
      const worst = worstOf(id);
      return worst === undefined ? [] : [`${worst.entry.worst_group}, ${worst.entry.item}`];
    },
  );
}

function ruleRows(evaluation: Evaluation, models: Models): readonly SideBySideRow[] {
  const all = indexed(evaluation.coherence, '/coherence');
  return [...new Set(evaluation.coherence.map(({ rule }) => rule))].map((rule) => {
    const own = all.filter(({ entry }) => entry.rule === rule);
    const of = (id: string) => own.find(({ entry }) => entry.model === id);
    const subject = of(evaluation.subject);
    const people =
      subject === undefined
        ? null
        : [figure(subject.entry.human.belief_action_gap, `${subject.path}/human/belief_action_gap`, 'percent')];
    return measured({ label: `gap: ${rule}`, place: subject?.entry.path ?? null, people }, models, (id) => {
      const found = of(id);
      return found === undefined
        ? undefined
        : [figure(found.entry.simulated.belief_action_gap, `${found.path}/simulated/belief_action_gap`, 'percent')];
    });
  });
}

function profileRows(evaluation: Evaluation, models: Models): readonly SideBySideRow[] {
  const all = indexed(evaluation.profiles, '/profiles');
  const own = all.filter(({ entry }) => models.some(({ id }) => id === entry.model));
  const [first] = own;
  if (first === undefined) {
    return [];
  }
  // Rarefied to different numbers, figures of people differ too: then each stands beside its own.
  const isOne = own.every(({ entry }) => entry.rarefied_to === first.entry.rarefied_to);
  const human = ({ entry, path }: (typeof own)[number]): Sentence => [
    figure(entry.human_unique_profiles, `${path}/human_unique_profiles`, 'count'),
  ];
  const row = { label: 'sets of beliefs', note: 'different ones', people: isOne ? human(first) : null };
  return [
    measured(row, models, (id) => {
      const found = own.find(({ entry }) => entry.model === id);
      return found === undefined
        ? undefined
        : [
            figure(found.entry.simulated_unique_profiles, `${found.path}/simulated_unique_profiles`, 'count'),
            ...(isOne ? [] : [' (people ', ...human(found), ')']),
          ];
    }),
  ];
}

function regressionRows(evaluation: Evaluation, models: Models): readonly SideBySideRow[] {
  const all = indexed(evaluation.regressions, '/regressions');
  return [...new Set(evaluation.regressions.map(({ id }) => id))].map((regression) => {
    const own = all.filter(({ entry }) => entry.id === regression);
    return measured(
      {
        label: `coefficients: ${regression}`,
        note: 'recovered, missed, invented; sign F1',
        place: own[0]?.entry.path ?? null,
      },
      models,
      (id) => {
        const found = own.find(({ entry }) => entry.model === id);
        const agreement = found?.entry.agreement ?? null;
        if (found === undefined || agreement === null) {
          return ['not compared'];
        }
        const path = `${found.path}/agreement`;
        return [
          figure(agreement.tp, `${path}/tp`, 'count'),
          ', ',
          figure(agreement.fn, `${path}/fn`, 'count'),
          ', ',
          figure(agreement.fp, `${path}/fp`, 'count'),
          ...(agreement.sign_f1 === null ? [] : ['; ', figure(agreement.sign_f1, `${path}/sign_f1`, 'distance')]),
        ];
      },
    );
  });
}

function effectRows(evaluation: Evaluation, models: Models): readonly SideBySideRow[] {
  const all = indexed(evaluation.treatment_effects.summary, '/treatment_effects/summary');
  return all.length === 0
    ? []
    : [
        measured({ label: 'treatment effects (RMSE)', note: 'root mean squared difference' }, models, (id) => {
          const found = all.find(({ entry }) => entry.model === id);
          return found === undefined ? undefined : [figure(found.entry.rmse, `${found.path}/rmse`, 'distance')];
        }),
      ];
}
