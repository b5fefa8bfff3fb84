import { studySchema } from './generated/study-schema.ts';

/** The parts of JSON Schema that our schema uses. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
  readonly 'x-wants'?: string;
}

/** The whole schema of the study file. */
export const rootSchema: SchemaNode = studySchema;

/** A schema with its `$ref` followed; what stands beside the reference wins. */
export function resolved(schema: SchemaNode): SchemaNode {
  if (schema.$ref === undefined) {
    return schema;
  }
  const name = schema.$ref.replace('#/definitions/', '');
  const target = rootSchema.definitions?.[name];
  const { $ref: _, ...beside } = schema;
  return target ? { ...resolved(target), ...beside } : beside;
}

/** The JSON types that a schema accepts. */
export function typesOf(schema: SchemaNode): readonly string[] {
  const { type, anyOf } = resolved(schema);
  if (type !== undefined) {
    return typeof type === 'string' ? [type] : type;
  }
  return (anyOf ?? []).flatMap(typesOf);
}
