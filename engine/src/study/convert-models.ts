import type * as File from './generated/study-types.ts';
import { countAt, namedEntries, numberAt, textAt, truthAt, wordAt } from './readers.ts';
import type { Model, Simulation } from './study.ts';
import type { TreeNode } from './tree.ts';

type ModelKeys = Record<
  | 'provider'
  | 'model'
  | 'base_url'
  | 'key_env'
  | 'temperature'
  | 'knowledge_cutoff'
  | 'max_tokens'
  | 'seed'
  | 'concurrency'
  | 'tune'
  | 'on',
  unknown
>;

/** The section `models`. A model that names neither an endpoint's model nor one to tune is left out. */
export function readModels(section: TreeNode | null): readonly Model[] {
  return namedEntries(section).flatMap(({ id, range, node }): readonly Model[] => {
    const tune = textAt<ModelKeys>(node, 'tune');
    if (tune) {
      const on = textAt<ModelKeys>(node, 'on') ?? { value: 'pilot', range: tune.range };
      return [{ kind: 'tuned', id, range, tune, on }];
    }
    const model = textAt<ModelKeys>(node, 'model');
    if (model === null) {
      return [];
    }
    return [
      {
        kind: 'openai',
        id,
        range,
        model,
        base_url: textAt<ModelKeys>(node, 'base_url'),
        key_env: textAt<ModelKeys>(node, 'key_env')?.value ?? 'OPENAI_API_KEY',
        knowledge_cutoff: textAt<ModelKeys>(node, 'knowledge_cutoff'),
        temperature: numberAt<ModelKeys>(node, 'temperature')?.value ?? null,
        max_tokens: countAt<ModelKeys>(node, 'max_tokens')?.value ?? null,
        seed: numberAt<ModelKeys>(node, 'seed')?.value ?? null,
        concurrency: countAt<ModelKeys>(node, 'concurrency')?.value ?? null,
      },
    ];
  });
}

const ways: readonly Simulation['ask'][] = ['questionnaire', 'interview', 'distribution'];

/** The section `simulation`, with its defaults. */
export function readSimulation(node: TreeNode | null): Simulation {
  return {
    ask: wordAt<File.Simulation, Simulation['ask']>(node, 'ask', ways)?.value ?? 'questionnaire',
    repeats: countAt<File.Simulation>(node, 'repeats')?.value ?? 1,
    seed: numberAt<File.Simulation>(node, 'seed')?.value ?? 1,
    shuffle: truthAt<File.Simulation>(node, 'shuffle', true),
  };
}
