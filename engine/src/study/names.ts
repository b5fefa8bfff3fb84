import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import { grammarWords } from '#engine/formula';
import { builtInModels } from './study.ts';
import { type Entry, type ScalarNode, type TreeNode, valueUnder } from './tree.ts';

const variableForm = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;
const freeForm = /^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u;
const studyForm = /^[a-z0-9][a-z0-9-]*$/;

/** Whether a model may be called so. */
export function isModelName(name: string): boolean {
  return freeForm.test(name) && name !== '__proto__';
}

/** Why a name cannot be given, and one that could be (empty if none comes to mind). */
export interface NameFault {
  readonly reason: string;
  readonly proposal: string;
}

/**
 * What is wrong with a name: of a variable (attribute, treatment, belief, action, derived variable), which formulas use, or of something
 * else (rule, regression, model). Null when it can be given.
 */
export function nameFault(of: 'variable' | 'other', name: string): NameFault | null {
  return (of === 'variable' ? variableFault(name) : freeFault(name)) ?? reservedFault(name);
}

/** What of a text can be the name of a study: `Über Zucker (2)` gives `uber-zucker-2`. Empty where nothing can. */
export function studyNameFrom(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** What is wrong with the names that a study gives: their form, reserved words, and names given twice. */
export function checkNames(root: TreeNode | null): readonly Diagnostic[] {
  const personas = valueUnder(root, 'personas');
  const variables = [
    ...entriesOf(valueUnder(personas, 'attributes')),
    ...['treatments', 'beliefs', 'actions', 'derived'].flatMap((section) => entriesOf(valueUnder(root, section))),
  ];
  const others = ['coherence', 'regressions'].flatMap((section) => entriesOf(valueUnder(root, section)));
  const models = entriesOf(valueUnder(root, 'models'));
  const study = valueUnder(root, 'study');
  return [
    ...(study?.kind === 'scalar' ? checkStudyName(study) : []),
    ...variables.flatMap(({ key }) => checkVariableName(key)),
    ...[...others, ...models].flatMap(({ key }) => checkFreeName(key)),
    ...[...variables, ...others, ...models].flatMap(({ key }) => checkReserved(key)),
    ...checkTwice(variables),
  ];
}

function entriesOf(node: TreeNode | null): readonly Entry[] {
  return node?.kind === 'map' ? node.entries : [];
}

function checkStudyName(node: ScalarNode): readonly Diagnostic[] {
  if (studyForm.test(node.text)) {
    return [];
  }
  const proposal = studyNameFrom(node.text);
  return [invalid(node, 'The name of a study is made of small letters a–z, digits and `-`.', proposal)];
}

function checkVariableName(key: ScalarNode): readonly Diagnostic[] {
  return faultOf(variableFault(key.text), key);
}

function checkFreeName(key: ScalarNode): readonly Diagnostic[] {
  return faultOf(freeFault(key.text), key);
}

function checkReserved(key: ScalarNode): readonly Diagnostic[] {
  return faultOf(reservedFault(key.text), key);
}

function faultOf(fault: NameFault | null, key: ScalarNode): readonly Diagnostic[] {
  return fault === null ? [] : [invalid(key, fault.reason, fault.proposal)];
}

function variableFault(name: string): NameFault | null {
  if (name === '__proto__') {
    return { reason: '`__proto__` cannot be a name.', proposal: '' };
  }
  if (!variableForm.test(name)) {
    const reason =
      'A name here begins with a letter or `_` and holds letters, digits and `_` only, so that formulas can use it.';
    return { reason, proposal: proposedName(name) };
  }
  return grammarWords.includes(name)
    ? { reason: `\`${name}\` is a word of formulas and conditions, so it cannot be a name.`, proposal: `${name}_` }
    : null;
}

function freeFault(name: string): NameFault | null {
  if (name === '__proto__') {
    return { reason: '`__proto__` cannot be a name.', proposal: '' };
  }
  const reason = 'A name here begins with a letter or `_` and holds letters, digits, `_` and `-` only.';
  return freeForm.test(name) ? null : { reason, proposal: proposedName(name) };
}

function reservedFault(name: string): NameFault | null {
  return (builtInModels as readonly string[]).includes(name)
    ? { reason: `\`${name}\` is the name of a built-in model: choose another.`, proposal: `my_${name}` }
    : null;
}

function checkTwice(variables: readonly Entry[]): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const first = new Map<string, ScalarNode>();
  for (const { key } of variables) {
    const earlier = first.get(key.text);
    if (earlier === undefined) {
      first.set(key.text, key);
      continue;
    }
    const message = `\`${key.text}\` is already the name of something else. Attributes, treatments, beliefs, actions and derived variables share their names.`;
    found.push(
      diagnostic('duplicate-name', key.range, message, {
        related: [{ range: earlier.range, message: 'It is first given here.' }],
        data: { subject: key.text },
      }),
    );
  }
  return found;
}

function proposedName(text: string): string {
  const name = text.replace(/[^\p{L}\p{M}\p{N}_]+/gu, '_').replace(/^_+|_+$/g, '');
  return /^\p{N}/u.test(name) ? `_${name}` : name;
}

function invalid(node: ScalarNode, message: string, proposal: string): Diagnostic {
  const advice = proposal === '' ? '' : ` For example: \`${proposal}\`.`;
  const data = proposal === '' ? { subject: node.text } : { subject: node.text, replacement: proposal };
  return diagnostic('invalid-name', node.range, message + advice, { data });
}
