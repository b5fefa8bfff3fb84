import type { Evaluation, SensitivityFigure } from '#engine/evaluation';
import { figure, type NumberStyle } from './figures.ts';
import { indexed, ofSubject } from './indexed.ts';
import type { OrderRow, Robustness, Sensitivity } from './report.ts';

/** How far the figures of the subject move with seed and wording, and whether its answers follow the order offered. */
export function buildRobustness(evaluation: Evaluation): Robustness {
  return { sensitivity: sensitivity(evaluation), order: orders(evaluation) };
}

const figureWords: Readonly<Record<SensitivityFigure['name'], { readonly name: string; readonly style: NumberStyle }>> =
  {
    mean_distance: { name: 'mean distance', style: 'distance' },
    belief_action_gap: { name: 'gap', style: 'percent' },
    sd_ratio: { name: 'SD ratio', style: 'ratio' },
    entropy_ratio: { name: 'entropy ratio', style: 'ratio' },
    unique_profiles: { name: 'sets of beliefs', style: 'count' },
  };

function sensitivity({ sensitivity: found }: Evaluation): Sensitivity | null {
  if (found === null) {
    return null;
  }
  return {
    nRuns: figure(found.n_runs, '/sensitivity/n_runs', 'count'),
    nPrompts: figure(found.n_prompts, '/sensitivity/n_prompts', 'count'),
    rows: indexed(found.figures, '/sensitivity/figures').map(({ entry, path }) => {
      const { name, style } = figureWords[entry.name];
      return {
        name: entry.about === null ? name : `${name}: ${entry.about}`,
        value: figure(entry.value, `${path}/value`, style),
        lowest: figure(entry.lowest, `${path}/lowest`, style),
        highest: figure(entry.highest, `${path}/highest`, style),
      };
    }),
  };
}

function orders(evaluation: Evaluation): readonly OrderRow[] {
  return ofSubject(evaluation, evaluation.answer_order, '/answer_order').map(({ entry, path }) => ({
    item: entry.item,
    place: evaluation.items.find(({ id }) => id === entry.item)?.path ?? null,
    what: entry.kind === 'reversed-scale' ? 'scale reversed against as it is' : 'place of the chosen option',
    n: figure(entry.n, `${path}/n`, 'count'),
    effect: figure(entry.effect, `${path}/effect`, 'distance'),
    floor: figure(entry.floor_mean, `${path}/floor_mean`, 'distance'),
    floorQ95: figure(entry.floor_q95, `${path}/floor_q95`, 'distance'),
    q: figure(entry.q_bh, `${path}/q_bh`, 'p'),
    isAboveFloor: (entry.q_bh ?? 1) <= 0.05 && (entry.effect ?? 0) > (entry.floor_q95 ?? 1),
  }));
}
