import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Range } from '#engine/text';
import { type SchemaError, validate } from './generated/study-validator.js';
import { type SchemaNode, typesOf } from './schema-node.ts';
import { type Explained, explain } from './structure-messages.ts';
import { entryOf, type ListItem, plainValue, type TreeNode } from './tree.ts';
import type { YamlText } from './yaml-reader.ts';

/** What the schema has to say about the form of a study, in our words, at the key or value that it is about. */
export function checkStructure(yaml: YamlText): readonly Diagnostic[] {
  const { root, text } = yaml;
  if (root === null || root.kind !== 'map') {
    const range = root?.range ?? { start: 0, end: Math.min(text.length, 1) };
    return [diagnostic('structure', range, 'A study file begins with its name, as in `study: my-study`.')];
  }
  if (validate(toJson(root))) {
    return [];
  }
  const errors = (validate.errors ?? []).map((error) => located(error, root));
  const relevant = withoutOtherBranches(errors);
  const meant = meantKeys(relevant);
  const there = relevant.filter((error) => isMeant(error, meant)).map(({ instancePath }) => instancePath);
  return relevant
    .filter((error) => !isWithoutData(error) && !isMeant(error, meant))
    .flatMap((error) => {
      const explained = explain(error, relevant);
      // without the misspelt key the one that it means would be missing
      const needed =
        error.keyword === 'additionalProperties' && there.includes(error.instancePath) ? { needed: true } : {};
      return explained === null ? [] : [toDiagnostic({ ...explained, data: { ...explained.data, ...needed } })];
    });
}

/** For each mapping the keys that its misspelt ones mean. */
function meantKeys(errors: readonly LocatedError[]): ReadonlyMap<string, ReadonlySet<string>> {
  const meant = new Map<string, Set<string>>();
  for (const error of errors.filter(({ keyword }) => keyword === 'additionalProperties')) {
    const near = explain(error, errors)?.data?.replacement;
    if (near !== undefined) {
      meant.set(error.instancePath, (meant.get(error.instancePath) ?? new Set()).add(near));
    }
  }
  return meant;
}

/** Whether a key that is missing is there, misspelt, or would come from what is merged by a misspelt `<<`. */
function isMeant(error: LocatedError, meant: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const here = meant.get(error.instancePath) ?? new Set();
  const wanted =
    error.keyword === 'required'
      ? [String(error.params['missingProperty'])]
      : error.keyword === 'oneOf'
        ? (error.schema?.oneOf ?? []).flatMap(({ required = [] }) => required)
        : [];
  const isAnyThere = wanted.some((key) => entryOf(error.node, key) !== undefined);
  return wanted.length > 0 && !isAnyThere && (here.has('<<') || wanted.some((key) => here.has(key)));
}

/** `human:` with nothing below it: a study may be written before it has data. */
function isWithoutData({ path, node }: LocatedError): boolean {
  return (
    path.length === 1 && path[0] === 'human' && (node === null || (node.kind === 'map' && node.entries.length === 0))
  );
}

/** An error of the validator with the tree node that it speaks of. */
export interface LocatedError extends SchemaError {
  readonly path: readonly string[];
  /** Null when nothing stands under the key. */
  readonly node: TreeNode | null;
  /** The place of the key that leads to the node; of the whole item in a list. */
  readonly keyRange: Range;
  readonly schema: SchemaNode | null;
}

function toDiagnostic({ code, range, message, related, data }: Explained): Diagnostic {
  return diagnostic(code, range, message, { related: related ?? [], data: data ?? {} });
}

/** The tree as JSON for the validator: labels and values keep their source text; top-level `x-…` keys are left out. */
function toJson(node: TreeNode | null, isTop = true): unknown {
  if (node === null) {
    return null;
  }
  switch (node.kind) {
    case 'scalar':
      return plainValue(node);
    case 'list':
      return node.items.map(({ value }) => toJson(value, false));
    case 'map': {
      const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      for (const { key, value } of node.entries) {
        if (!(isTop && key.text.startsWith('x-'))) {
          object[key.text] = toJson(value, false);
        }
      }
      return object;
    }
  }
}

function located(error: SchemaError, root: TreeNode): LocatedError {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let node: TreeNode | null = root;
  let keyRange: Range = root.kind === 'map' ? (root.entries[0]?.key.range ?? root.range) : root.range;
  for (const part of path) {
    if (node?.kind === 'list') {
      const item: ListItem | undefined = node.items[Number(part)];
      keyRange = item?.range ?? keyRange;
      node = placed(item?.value ?? null, item?.range, keyRange);
    } else {
      const entry = entryOf(node, part);
      keyRange = entry?.key.range ?? keyRange;
      node = placed(entry?.value ?? null, entry?.range, keyRange);
    }
  }
  const { parentSchema } = error;
  const schema = typeof parentSchema === 'object' && parentSchema !== null ? parentSchema : null;
  return { ...error, path, node, keyRange, schema };
}

/** What an alias brings in stands, for its reader, where the alias is. */
function placed(node: TreeNode | null, range: Range | undefined, place: Range): TreeNode | null {
  const isOwn =
    node === null || range === undefined || (node.range.start >= range.start && node.range.end <= range.end);
  return isOwn ? node : { ...node, range: place };
}

/**
 * Where a value may have several forms the validator complains about each of them. Only the form whose kind (text, list,
 * mapping) the author has chosen is spoken of; if there is none, only that another kind is wanted.
 */
function withoutOtherBranches(errors: readonly LocatedError[]): readonly LocatedError[] {
  const dropped = new Set<LocatedError>();
  for (const union of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const here = errors.filter((error) => error.instancePath === union.instancePath && error !== union);
    const kind = kindOf(union.node);
    const branches = union.schema?.anyOf ?? [];
    const matching = branches.filter((branch) => kind.some((name) => typesOf(branch).includes(name)));
    if (matching.length === 0) {
      for (const error of here) {
        dropped.add(error);
      }
    } else {
      dropped.add(union);
      for (const error of here.filter(({ schema }) => !kind.some((name) => typesOf(schema ?? {}).includes(name)))) {
        dropped.add(error);
      }
    }
  }
  const chosen = new Set(errors.filter((error) => error.keyword === 'oneOf').map((error) => error.instancePath));
  return errors.filter((error) => {
    const isPartOfChoice = error.schemaPath.includes('/oneOf/');
    const followsFromChoice = error.keyword === 'dependencies' && chosen.has(error.instancePath);
    const isOfNoMapping = ['not', 'oneOf'].includes(error.keyword) && error.node?.kind !== 'map';
    return !dropped.has(error) && !isPartOfChoice && !followsFromChoice && !isOfNoMapping;
  });
}

function kindOf(node: TreeNode | null): readonly string[] {
  if (node === null) {
    return ['null'];
  }
  if (node.kind === 'list') {
    return ['array'];
  }
  if (node.kind === 'map') {
    return ['object'];
  }
  const value = plainValue(node);
  return typeof value === 'number' && Number.isInteger(value) ? ['number', 'integer'] : [typeof value];
}
