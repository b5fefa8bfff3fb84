import { resolved, rootSchema, type SchemaNode } from './schema-node.ts';

/** What the schema says about a place in the study file, for hover and completion. */
export interface SchemaEntry {
  /** In words for researchers; empty when there are none. */
  readonly description: string;
  readonly examples: readonly unknown[];
  /** The value without the key; undefined when there is none. */
  readonly default: unknown;
  /** The words that the value can be; empty when it is free. */
  readonly values: readonly string[];
  /** The keys that can stand under it, in their usual order; empty when names are free or nothing can. */
  readonly properties: readonly SchemaProperty[];
  readonly required: readonly string[];
  /** Whether the keys under it are names of the author's own. */
  readonly hasFreeKeys: boolean;
  /** `string`, `number`, `integer`, `boolean`, `array`, `object`, `null`: what may stand there. */
  readonly types: readonly string[];
}

export interface SchemaProperty {
  readonly key: string;
  readonly description: string;
  readonly isRequired: boolean;
}

/**
 * The entry of the schema at a path of keys, such as `['beliefs', 'concerned', 'scale']`; items of a list stand for a
 * part of any name. Null when the schema knows no such place.
 */
export function schemaEntryAt(path: readonly string[]): SchemaEntry | null {
  const all = schemaNodesAt(path);
  const first = all[0];
  if (first === undefined) {
    return null;
  }
  const withKeys = all.filter((node) => node.properties !== undefined);
  const properties = withKeys.flatMap((node) =>
    Object.entries(node.properties ?? {}).map(([key, value]) => ({
      key,
      description: resolved(value).description ?? '',
      isRequired: node.required?.includes(key) ?? false,
    })),
  );
  return {
    description: all.find((node) => (node.description ?? '') !== '')?.description ?? '',
    examples: all.find((node) => node.examples !== undefined)?.examples ?? [],
    default: all.find((node) => node.default !== undefined)?.default,
    values: all.flatMap((node) => [...(node.enum ?? []), ...(node.type === 'boolean' ? ['true', 'false'] : [])]),
    properties: properties.filter(({ key }, index) => properties.findIndex((other) => other.key === key) === index),
    required: withKeys.flatMap((node) => node.required ?? []),
    hasFreeKeys: all.some((node) => typeof node.additionalProperties === 'object'),
    types: [...new Set(all.flatMap((node) => (typeof node.type === 'string' ? [node.type] : (node.type ?? []))))],
  };
}

/** The forms that the schema allows at a path, the most general first; empty when it knows no such place. */
export function schemaNodesAt(path: readonly string[]): readonly SchemaNode[] {
  let nodes: readonly SchemaNode[] = [resolved(rootSchema)];
  for (const part of path) {
    nodes = nodes.flatMap(alternatives).flatMap((node) => below(node, part));
  }
  return nodes.flatMap(alternatives);
}

function below(node: SchemaNode, part: string): readonly SchemaNode[] {
  const own = node.properties !== undefined && Object.hasOwn(node.properties, part) ? node.properties[part] : undefined;
  if (own !== undefined) {
    return [resolved(own)];
  }
  const found: SchemaNode[] = [];
  if (typeof node.additionalProperties === 'object') {
    found.push(resolved(node.additionalProperties));
  }
  if (node.items !== undefined) {
    found.push(resolved(node.items));
  }
  return found;
}

/** The node itself, then the forms that it may take. What the node says of itself comes first. */
function alternatives(node: SchemaNode): readonly SchemaNode[] {
  return [node, ...(node.anyOf ?? []).map(resolved).flatMap(alternatives)];
}
