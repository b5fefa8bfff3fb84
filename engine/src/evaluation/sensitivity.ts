import { coherenceOf } from './coherence.ts';
import type { Sensitivity, SensitivityFigure } from './generated/evaluation-types.ts';
import { spreadOf } from './heterogeneity.ts';
import type { EvaluationInput } from './input.ts';
import { comparedSlices, countCells } from './measured-cells.ts';
import { wasAsked } from './measured-items.ts';
import { finite, meanOf, sdOf } from './numbers.ts';
import { profilesOf } from './profiles.ts';
import { prepareSides, type Sides } from './sides.ts';

/**
 * How far the headline figures of the subject move between runs of the same model that were made with another seed or
 * another wording: point estimates on the same held-out people. Null without such runs.
 */
export function sensitivityOf(input: EvaluationInput, sides: Sides): Sensitivity | null {
  const { sensitivity } = input;
  if (sensitivity === undefined || sensitivity.runs.length === 0) {
    return null;
  }
  const subject = headlines(sides);
  const others = sensitivity.runs.flatMap((run) => {
    const prepared = prepareSides({ ...input, subject: run.model, beside: [], ladder: [] });
    return prepared.kind === 'ready' ? [{ run, figures: headlines(prepared.sides) }] : [];
  });
  if (others.length === 0) {
    return null;
  }
  return {
    model: input.subject.id,
    n_runs: others.length + 1,
    n_prompts: new Set([sensitivity.wording, ...others.map(({ run }) => run.wording)]).size,
    runs: others.map(({ run }) => ({
      run: run.model.run ?? run.model.id,
      seed: run.seed,
      same_prompt: run.wording === sensitivity.wording,
    })),
    figures: subject.map(({ name, about, value }): SensitivityFigure => {
      const all = [value, ...others.map(({ figures }) => headlineValue(figures, name, about))].filter((one) =>
        Number.isFinite(one),
      );
      return {
        name,
        about,
        value: finite(value),
        n_runs: all.length,
        lowest: finite(Math.min(...all)),
        highest: finite(Math.max(...all)),
        sd: finite(sdOf(all)),
      };
    }),
  };
}

interface Headline {
  readonly name: SensitivityFigure['name'];
  /** The rule or item; null where it is about everything. */
  readonly about: string | null;
  readonly value: number;
}

function headlineValue(figures: readonly Headline[], name: Headline['name'], about: string | null): number {
  return figures.find((one) => one.name === name && one.about === about)?.value ?? Number.NaN;
}

/** The figures that a reader remembers, of the first model of `sides`. */
function headlines(sides: Sides): readonly Headline[] {
  const [model] = sides.models;
  const counted = countCells({ ...sides, models: [model] });
  const slices = comparedSlices(sides, counted);
  const everyone = counted.filter((cell) => wasAsked(sides.items[cell.item]) && slices[cell.item].includes(cell.slice));
  const profiles = profilesOf({ ...sides, models: [model] })[0];
  return [
    { name: 'mean_distance', about: null, value: meanOf(everyone.map(({ distance }) => distance)) },
    ...coherenceOf({ ...sides, models: [model] }).map(
      ({ rule, simulated }): Headline => ({
        name: 'belief_action_gap',
        about: rule,
        value: simulated.belief_action_gap ?? Number.NaN,
      }),
    ),
    ...sides.items.map((item, index): Headline => {
      const { sdRatio, entropyRatio } = spreadOf(sides, model, 0, index);
      return item.measure === 'nominal'
        ? { name: 'entropy_ratio', about: item.id, value: entropyRatio }
        : { name: 'sd_ratio', about: item.id, value: sdRatio };
    }),
    ...(profiles === undefined
      ? []
      : [
          {
            name: 'unique_profiles',
            about: null,
            value: profiles.simulated_unique_profiles ?? Number.NaN,
          } as const,
        ]),
  ];
}
