import { groupingAttributes, labelsOf, variableNamed } from '../references.ts';
import { scalarSource } from '../scalar-source.ts';
import { schemaEntryAt, schemaNodesAt } from '../schema-entry.ts';
import { freeDataValues } from './data-values.ts';
import { filledIn, type Proposal, type ProposalContext, plainProposal } from './proposal.ts';
import { proposedVariable } from './proposed-variable.ts';

/** The keys that can still stand in the mapping at the cursor: those that must be there first, then in the schema's order. */
export function proposedKeys(context: ProposalContext): readonly Proposal[] {
  const { path, siblings } = context.cursor;
  const properties = schemaEntryAt(path)?.properties ?? [];
  const { fits, oneOf } = keyRules(path, siblings);
  const rank = ({ key, isRequired }: { readonly key: string; readonly isRequired: boolean }): number =>
    isRequired ? 0 : oneOf.has(key) ? 1 : 2;
  const keys = properties
    .filter(({ key }) => !siblings.includes(key) && fits(key))
    .sort((a, b) => rank(a) - rank(b))
    .map(
      (property): Proposal => ({
        kind: 'key',
        label: property.key,
        detail: ['must be there', `one of ${[...oneOf].join(', ')}`, ''][rank(property)] ?? '',
        snippet: filledIn(keySnippet(context, property.key)),
        source: { kind: 'schema', path: [...path, property.key] },
        also: [],
      }),
    );
  return [...keys, ...namesAsKeys(context)];
}

interface KeyRules {
  /** Whether a key goes with those that are there. */
  readonly fits: (key: string) => boolean;
  /** Keys of which exactly one must be there, while none is. */
  readonly oneOf: ReadonlySet<string>;
}

/** What the schema says of keys together: one of several, not both, and only with another. */
function keyRules(path: readonly string[], siblings: readonly string[]): KeyRules {
  const nodes = schemaNodesAt(path);
  const choices = nodes.flatMap(({ oneOf }) =>
    oneOf === undefined ? [] : [oneOf.flatMap((one) => one.required ?? [])],
  );
  const apart = [...choices, ...nodes.flatMap(({ not }) => (not?.required === undefined ? [] : [not.required]))];
  const needs = new Map(nodes.flatMap(({ dependencies }) => Object.entries(dependencies ?? {})));
  const isExcluded = (key: string): boolean =>
    apart.some((group) => group.includes(key) && group.some((other) => other !== key && siblings.includes(other)));
  const fits = (key: string): boolean =>
    !isExcluded(key) &&
    (needs.get(key) ?? []).every(
      (other) => siblings.includes(other) || ((needs.get(other) ?? []).includes(key) && !isExcluded(other)),
    );
  const open = choices.find((group) => !group.some((key) => siblings.includes(key)));
  return { fits, oneOf: new Set(open) };
}

/** Under `quotas` attributes, under one of them its levels; under levels, arms and answers the values that people have. */
function namesAsKeys(context: ProposalContext): readonly Proposal[] {
  const { study, cursor } = context;
  const { path, siblings } = cursor;
  const others = (proposals: readonly Proposal[]): readonly Proposal[] =>
    proposals
      .filter(({ label }) => !siblings.includes(label))
      .map((proposal) => ({ ...proposal, snippet: filledIn(keySnippet(context, proposal.label)) }));
  if (path.at(-1) === 'quotas') {
    return others(groupingAttributes(study).map(proposedVariable));
  }
  if (path.at(-2) === 'quotas') {
    const attribute = variableNamed(study, path.at(-1) ?? '');
    const levels = attribute === null ? [] : labelsOf(attribute);
    return others(levels.map((label) => plainProposal('label', label, { detail: 'level, with its share' })));
  }
  return others(freeDataValues(context));
}

/** The key with what comes behind it: nothing where a colon stands there, else what its value begins with. */
function keySnippet({ study, cursor, inFlow }: ProposalContext, key: string): string {
  const source = scalarSource(key, inFlow);
  if (/^[^\S\n]*:/.test(study.text.slice(cursor.range.end))) {
    return source;
  }
  const entry = schemaEntryAt([...cursor.path, key]);
  const types = entry?.types ?? [];
  if (key === 'number') {
    return 'number: { min: «1:0», max: «2:100» }';
  }
  if (types.length === 1 && types[0] === 'object' && !inFlow) {
    return `${source}:\n  «0»`;
  }
  const isList = types.includes('array') && !types.includes('string');
  return isList
    ? `${source}: [«0»]`
    : types.length === 1 && types[0] === 'object'
      ? `${source}: { «0» }`
      : `${source}: `;
}
