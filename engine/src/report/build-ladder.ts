import type { Evaluation, LadderFigure } from '#engine/evaluation';
import { builtInModels } from '#engine/study';
import { modelDescription } from './build-header.ts';
import { figure } from './figures.ts';
import { estimate, indexed, ofSubject } from './indexed.ts';
import type { Ladder, LadderComparison, LadderModel, RungRow } from './report.ts';

/** The built-in models and the subject, over all items and item by item; empty where nothing could be compared. */
export function buildLadder(evaluation: Evaluation): Ladder {
  const models = orderedModels(evaluation);
  return {
    models,
    rungs: indexed(evaluation.ladder, '/ladder').map(({ entry, path }) => {
      const item = evaluation.items.find(({ id }) => id === entry.item);
      const figures = indexed(entry.models, `${path}/models`);
      return {
        item: entry.item,
        title: entry.item ?? 'All items',
        place: item?.path ?? null,
        rows: models.flatMap((model) => {
          const found = figures.find((one) => one.entry.model === model.id);
          return found === undefined ? [] : [rungRow(found.entry, found.path, model)];
        }),
      };
    }),
    comparisons: ofSubject(evaluation, evaluation.comparisons, '/comparisons')
      .map(
        ({ entry, path }): LadderComparison => ({
          against: entry.against,
          verdict: comparisonWords[entry.verdict],
          difference: estimate(
            figure(entry.difference, `${path}/difference`, 'signed-distance'),
            entry.interval,
            `${path}/interval`,
            'signed-distance',
          ),
          sentence: { text: entry.sentence, path: `${path}/sentence` },
        }),
      )
      .sort((a, b) => rank(a.against) - rank(b.against)),
  };
}

const comparisonWords = {
  better: 'better',
  worse: 'worse',
  'cannot-be-told-apart': 'cannot be told apart',
} as const;

function orderedModels(evaluation: Evaluation): readonly LadderModel[] {
  return evaluation.models
    .map((model) => ({
      id: model.id,
      isSubject: model.id === evaluation.subject,
      description: modelDescription(model),
    }))
    .sort((a, b) => rank(a.id) - rank(b.id));
}

function rank(id: string): number {
  const place = (builtInModels as readonly string[]).indexOf(id);
  return place < 0 ? builtInModels.length : place;
}

function rungRow(entry: LadderFigure, path: string, model: LadderModel): RungRow {
  return {
    model: model.id,
    isSubject: model.isSubject,
    distance: figure(entry.distance, `${path}/distance`, 'distance'),
    floor: figure(entry.floor, `${path}/floor`, 'distance'),
    excess: figure(entry.excess, `${path}/excess`, 'signed-distance'),
    nMisaligned: figure(entry.n_misaligned, `${path}/n_misaligned`, 'count'),
    nTested: figure(entry.n_tested, `${path}/n_tested`, 'count'),
  };
}
