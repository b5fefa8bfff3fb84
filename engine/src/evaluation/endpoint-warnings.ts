import { type FindingsContext, ofSubject } from './findings-context.ts';
import type { Warning } from './generated/evaluation-types.ts';
import { itemPath } from './study-paths.ts';
import { warning } from './warning.ts';
import { count, number, percent, plain } from './words.ts';

/** What a reader must know of a language model: how it was asked, and what it may have known. Empty for built-in ones. */
export function endpointWarnings(context: FindingsContext): Warning[] {
  const [subject] = context.figures.models;
  if (subject.kind === 'built-in') {
    return [];
  }
  return [
    ...orderWarnings(context),
    ...sensitivityWarnings(context),
    ...knowledgeWarnings(context),
    ...temperatureWarnings(context),
  ];
}

function orderWarnings(context: FindingsContext): Warning[] {
  const { figures, sides } = context;
  const [subject] = figures.models;
  if (subject.kind === 'endpoint' && !sides.study.simulation.shuffle) {
    return [
      warning(
        'order-not-varied',
        'Every respondent was offered the answers in the same order (`simulation.shuffle` is `false`): what comes from the order cannot be told from what comes from the question.',
        subject.id,
        'simulation',
      ),
    ];
  }
  return ofSubject(context, figures.answer_order)
    .filter(({ q_bh, effect, floor_q95 }) => (q_bh ?? 1) <= 0.05 && (effect ?? 0) > (floor_q95 ?? 1))
    .map((entry) => {
      const item = sides.items.find(({ id }) => id === entry.item);
      const message =
        entry.kind === 'reversed-scale'
          ? `\`${entry.item}\`: answers depend on whether the scale was shown reversed (distance ${number(entry.effect)}, by chance seldom more than ${number(entry.floor_q95)}; mean ${plain(entry.mean_difference)} with the scale reversed minus as it is).`
          : `\`${entry.item}\`: answers depend on where an option stands: ${place(entry.most_chosen_place ?? 1)} was chosen by ${percent(entry.most_chosen_share)}, ${percent(1 / (item?.size ?? 1))} would be chance (distance ${number(entry.effect)}, by chance seldom more than ${number(entry.floor_q95)}).`;
      return warning('answer-order', message, subject.id, item === undefined ? null : itemPath(item.item));
    });
}

function place(from1: number): string {
  return from1 === 1 ? 'what is shown first' : `what is shown in place ${from1}`;
}

/** Three seeds and two wordings are the least from which a spread can be seen. */
function sensitivityWarnings({ figures }: FindingsContext): Warning[] {
  const [subject] = figures.models;
  const { sensitivity } = figures;
  if (sensitivity === null) {
    return [
      warning(
        'one-prompt-one-seed',
        'These figures come from one prompt and one seed. How much they would move with another seed or another wording is not known: simulate again with `--seed`, and with the prompt in other words.',
        subject.id,
      ),
    ];
  }
  const runs = Math.max(...sensitivity.figures.map(({ n_runs }) => n_runs));
  if (runs >= 3 && sensitivity.n_prompts >= 2) {
    return [];
  }
  const [distance] = sensitivity.figures;
  const known = `over ${count(sensitivity.n_runs, 'run')} in ${count(sensitivity.n_prompts, 'wording')} the mean distance goes from ${number(distance?.lowest ?? null)} to ${number(distance?.highest ?? null)}`;
  const missing = [
    ...(sensitivity.n_runs < 3 ? ['a third seed'] : []),
    ...(sensitivity.n_prompts < 2 ? ['a second wording'] : []),
  ];
  return [
    warning(
      'one-prompt-one-seed',
      `How much these figures move with seed and wording is known in part: ${known}. Still missing: ${missing.join(' and ')}.`,
      subject.id,
    ),
  ];
}

function knowledgeWarnings({ figures, sides }: FindingsContext): Warning[] {
  const [subject] = figures.models;
  const published = sides.study.human?.published?.value ?? null;
  const model = sides.study.models.find(({ id }) => id.value === subject.id);
  const cutoff = model?.kind === 'openai' ? (model.knowledge_cutoff?.value ?? null) : null;
  if (sides.study.human?.synthetic === true && published === null) {
    return [];
  }
  if (published === null || cutoff === null) {
    return [
      warning(
        'data-may-be-known',
        "If these data were public before the model's knowledge ends, the model may have seen them. Name `human.published` and the model's `knowledge_cutoff` to settle this.",
        subject.id,
      ),
    ];
  }
  return firstDay(published) > lastDay(cutoff)
    ? []
    : [
        warning(
          'data-may-be-known',
          `The data were public (${published}) before the model's knowledge ends (${cutoff}): the model may have seen them, and agreement with them shows less than it seems to.`,
          subject.id,
          `models/${subject.id}`,
        ),
      ];
}

function firstDay(date: string): string {
  return date + '-01-01'.slice(date.length - 4);
}

function lastDay(date: string): string {
  return date + '-12-31'.slice(date.length - 4);
}

function temperatureWarnings({ figures, sides }: FindingsContext): Warning[] {
  const [subject] = figures.models;
  const temperature = sides.models[0].source.temperature ?? null;
  return temperature === null || temperature === 1
    ? []
    : [
        warning(
          'temperature',
          `The model was sampled at temperature ${temperature}: how much its answers vary is a setting, not a finding.`,
          subject.id,
          `models/${subject.id}`,
        ),
      ];
}
