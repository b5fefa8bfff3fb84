import type { DiagnosticCode, DiagnosticData, RelatedPlace } from '#engine/diagnostics';
import { nearest, type Range } from '#engine/text';
import { notInVersion1 } from './not-in-version-1.ts';
import { resolved, type SchemaNode } from './schema-node.ts';
import type { LocatedError } from './structure.ts';
import { entryOf, numberOf, type TreeNode } from './tree.ts';

/** A schema error in our words. */
export interface Explained {
  readonly code: DiagnosticCode;
  readonly range: Range;
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
  readonly data?: DiagnosticData;
}

/** An error of the schema in our words and at its place; null when another error at the same place says it better. */
export function explain(error: LocatedError, all: readonly LocatedError[]): Explained | null {
  const name = nameOf(error);
  const range = error.node?.range ?? error.keyRange;
  switch (error.keyword) {
    case 'required':
      return missing(error, String(error.params['missingProperty']));
    case 'additionalProperties':
      return unknownKey(error, String(error.params['additionalProperty']), all);
    case 'type':
    case 'anyOf':
      return wrongKind(error);
    case 'enum':
      return wrongWord(error);
    case 'pattern':
      return {
        code: 'structure',
        range,
        message: `${name} wants ${error.schema?.['x-wants'] ?? 'a value of another form'}.`,
      };
    case 'minItems':
    case 'minProperties':
    case 'minLength':
      return { code: 'structure', range: error.keyRange, message: `${name} is empty.` };
    case 'oneOf':
      return choice(error);
    case 'not':
      return both(error, error.schema?.not?.required ?? []);
    case 'dependencies':
      return companion(error);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return all.some(({ instancePath, keyword }) => instancePath === error.instancePath && keyword === 'type')
        ? null
        : { code: 'structure', range, message: `${name} must be ${limitOf(error)}.` };
    default:
      return {
        code: 'structure',
        range,
        message: `${name} cannot have this value. Its description tells what it can be.`,
      };
  }
}

function nameOf(error: LocatedError): string {
  const names = error.path.filter((part) => !/^\d+$/.test(part));
  const last = error.path[error.path.length - 1];
  const isItem = last !== undefined && /^\d+$/.test(last);
  const name = isItem && error.schema !== null ? names[names.length - 1] : last;
  if (name === undefined) {
    return 'The study';
  }
  if (name.trim() === '') {
    return isItem ? 'An entry of this' : 'The entry without a name';
  }
  return isItem ? `An entry of \`${name}\`` : `\`${name}\``;
}

function missing(error: LocatedError, key: string): Explained | null {
  const known = Object.keys(error.schema?.properties ?? {});
  const entries = error.node?.kind === 'map' ? error.node.entries : [];
  if (key === 'label' && entries.length > 0 && entries.every((entry) => !known.includes(entry.key.text))) {
    return textWithColon(error.node);
  }
  const description = firstSentence(error.schema?.properties?.[key]);
  return {
    code: 'structure',
    range: error.keyRange,
    message: `${nameOf(error)} needs \`${key}\`${description === '' ? '.' : `: ${description}`}`,
    data: { subject: key },
  };
}

/** `- Note: this` in a list of labels: YAML makes a mapping of it. */
function textWithColon(node: TreeNode | null): Explained | null {
  const entry = node?.kind === 'map' ? node.entries[0] : undefined;
  if (entry === undefined) {
    return null;
  }
  const value = entry.value?.kind === 'scalar' ? entry.value.text : '';
  const label = `${entry.key.text}: ${value}`.trim();
  return {
    code: 'yaml-trap',
    range: entry.range,
    message: `YAML reads \`${label}\` as a key and its value. If it is one label, put it in quotes: "${label}".`,
    data: { replacement: JSON.stringify(label) },
  };
}

function unknownKey(error: LocatedError, key: string, all: readonly LocatedError[]): Explained | null {
  const isLabelTrap = all.some(
    (other) =>
      other.instancePath === error.instancePath &&
      other.keyword === 'required' &&
      other.params['missingProperty'] === 'label' &&
      missing(other, 'label')?.code === 'yaml-trap',
  );
  if (isLabelTrap) {
    return null;
  }
  const range = entryOf(error.node, key)?.key.range ?? error.keyRange;
  const later = notInVersion1(error.path, key);
  if (later !== null) {
    return { code: 'not-in-version-1', range, message: later, data: { subject: key } };
  }
  const known = Object.keys(error.schema?.properties ?? {});
  const near = key === '<' ? '<<' : nearest(key, known);
  const keys = known.map((candidate) => `\`${candidate}\``).join(', ');
  const where = error.path.length === 0 ? 'the study file' : nameOf(error);
  const advice = near === undefined ? `Known here: ${keys}.` : `Did you mean \`${near}\`?`;
  return {
    code: 'unknown-key',
    range,
    message: `\`${key}\` is not a key of ${where.replace(/^An entry/, 'an entry')}. ${advice}`,
    data: near === undefined ? { subject: key } : { subject: key, replacement: near },
  };
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a mapping (`key: value`)',
};

function wrongKind(error: LocatedError): Explained {
  const schema = error.schema ? resolved(error.schema) : null;
  const wants = schema?.['x-wants'] ?? wantedKinds(schema);
  const name = nameOf(error);
  if (error.node === null) {
    return { code: 'structure', range: error.keyRange, message: `${name} is empty: it wants ${wants}.` };
  }
  const { node } = error;
  const isNumber = node.kind === 'scalar' && node.style !== 'plain' && numberOf({ ...node, style: 'plain' }) !== null;
  const wantsNumber = schema?.type === 'number' || schema?.type === 'integer';
  if (isNumber && wantsNumber) {
    const data = { replacement: node.text };
    return { code: 'structure', range: node.range, message: `${name} wants ${wants}, without quotes.`, data };
  }
  if (schema?.type === 'boolean' && node.kind === 'scalar' && /^(yes|no|on|off)$/i.test(node.text)) {
    const replacement = /^(yes|on)$/i.test(node.text) ? 'true' : 'false';
    const message = `${name} wants \`true\` or \`false\`: \`${node.text}\` is a word in YAML 1.2.`;
    return { code: 'structure', range: node.range, message, data: { replacement } };
  }
  const found =
    node.kind === 'scalar' ? `not \`${shortened(node.text)}\`` : node.kind === 'list' ? 'not a list' : 'not a mapping';
  const range = node.kind === 'scalar' || node.isFlow ? node.range : error.keyRange;
  return { code: 'structure', range, message: `${name} wants ${wants}, ${found}.` };
}

function wantedKinds(schema: SchemaNode | null): string {
  const types = typeof schema?.type === 'string' ? [schema.type] : (schema?.type ?? []);
  if (types.length === 3 && types.includes('string')) {
    return 'a text';
  }
  return types.map((type) => kindNames[type] ?? type).join(' or ') || 'a value of another kind';
}

function wrongWord(error: LocatedError): Explained {
  const words = (error.schema?.enum ?? []).map((word) => (word === '\t' ? '\\t' : word));
  const range = error.node?.range ?? error.keyRange;
  const text = error.node?.kind === 'scalar' ? error.node.text : '';
  const near = nearest(text, words);
  const list = words.map((word) => `\`${word}\``).join(', ');
  const message = `${nameOf(error)} is ${words.length > 1 ? 'one of ' : ''}${list}, not \`${shortened(text)}\`.`;
  return { code: 'structure', range, message, data: near === undefined ? {} : { replacement: near } };
}

function choice(error: LocatedError): Explained {
  const keys = (error.schema?.oneOf ?? []).flatMap((branch) => branch.required ?? []);
  const present = keys.filter((key) => entryOf(error.node, key) !== undefined);
  if (present.length > 1) {
    return both(error, present);
  }
  const list = keys.map((key) => `\`${key}\``);
  const last = list.pop() ?? '';
  const message = `${nameOf(error)} needs one of ${list.join(', ')} and ${last}.`;
  return { code: 'structure', range: error.keyRange, message, data: { subject: keys[0] ?? '' } };
}

function both(error: LocatedError, keys: readonly string[]): Explained {
  const entries = keys.map((key) => entryOf(error.node, key)).filter((entry) => entry !== undefined);
  const inOrder = entries.sort((a, b) => a.key.range.start - b.key.range.start);
  const [first, second] = inOrder;
  const message = `${nameOf(error)} has both \`${first?.key.text ?? ''}\` and \`${second?.key.text ?? ''}\`: it takes only one of them.`;
  return {
    code: 'structure',
    range: second?.key.range ?? error.keyRange,
    message,
    related: first ? [{ range: first.key.range, message: 'The other one is here.' }] : [],
  };
}

function companion(error: LocatedError): Explained {
  const key = String(error.params['property']);
  const needed = String(error.params['missingProperty']);
  const range = entryOf(error.node, key)?.key.range ?? error.keyRange;
  return {
    code: 'structure',
    range,
    message: `\`${key}\` belongs to \`${needed}\`, which is missing here.`,
    data: { subject: needed },
  };
}

function limitOf(error: LocatedError): string {
  const limit = String(error.params['limit']);
  const words: Readonly<Record<string, string>> = {
    minimum: `at least ${limit}`,
    maximum: `at most ${limit}`,
    exclusiveMinimum: `greater than ${limit}`,
    exclusiveMaximum: `less than ${limit}`,
  };
  return words[error.keyword] ?? limit;
}

function firstSentence(schema: SchemaNode | undefined): string {
  const description = schema ? (resolved(schema).description ?? '') : '';
  const sentence = /^.*?[.](?=\s|$)/.exec(description)?.[0] ?? description;
  return sentence === '' ? '' : sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function shortened(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
