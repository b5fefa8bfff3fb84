import { groupingAttributes } from '../references.ts';
import { scalarSource } from '../scalar-source.ts';
import { schemaEntryAt, schemaNodesAt } from '../schema-entry.ts';
import { freeDataValues, unknownDataValues } from './data-values.ts';
import { filledIn, type Proposal, type ProposalContext, plainProposal } from './proposal.ts';
import { proposedColumns } from './proposed-columns.ts';
import { proposedVariable } from './proposed-variable.ts';

/** What can stand as the value, or the item of a list, at the cursor. */
export function proposedValues(context: ProposalContext): readonly Proposal[] {
  const { study, cursor } = context;
  const { path, siblings } = cursor;
  const key = path.findLast((part) => !/^\d+$/.test(part)) ?? '';
  const others = (proposals: readonly Proposal[]) => proposals.filter(({ label }) => !siblings.includes(label));
  if (key === 'column' || (path[0] === 'human' && (key === 'id' || key === 'weights'))) {
    return proposedColumns(context);
  }
  if (key === 'order' && path.length <= 2) {
    return others([...study.treatments, ...study.items].map(proposedVariable));
  }
  if (key === 'subgroups') {
    return others(groupingAttributes(study).map(proposedVariable));
  }
  if (key === 'stratify') {
    return others([...study.treatments, ...groupingAttributes(study)].map(proposedVariable));
  }
  if (key === 'tune') {
    const own = path.at(-2);
    return study.models.flatMap(({ kind, id }) =>
      kind === 'openai' && id.value !== own ? [plainProposal('model', id.value, { detail: 'model' })] : [],
    );
  }
  if (key === 'missing' && path[0] === 'human') {
    return unknownDataValues(context);
  }
  if (key === 'errors') {
    return [...words(context), ...clusters(context)];
  }
  return [...words(context), ...others(freeDataValues(context))];
}

/** The words that the schema names, or else its default and its examples, where these are more than running text. */
function words({ cursor, inFlow }: ProposalContext): readonly Proposal[] {
  const entry = schemaEntryAt(cursor.path);
  if (entry === null) {
    return [];
  }
  const named = entry.values.length > 0 ? entry.values : wantedWords(cursor.path);
  const { default: usual } = entry;
  const isNumber = entry.types.includes('number') || entry.types.includes('integer');
  const key = cursor.path.at(-1) ?? '';
  const isShort = (isNumber && entry.types.length === 1) || wordyKeys.has(key);
  const examples = isShort ? entry.examples.filter((example) => typeof example !== 'object').map(String) : [];
  const all = named.length > 0 ? named : [...(usual === undefined || !isShort ? [] : [String(usual)]), ...examples];
  return [...new Set(all)].map((word) =>
    plainProposal('value', word, {
      detail: String(usual) === word ? 'if left out' : named.length > 0 ? '' : 'for example',
      text: scalarSource(word, inFlow),
      source: { kind: 'schema', path: cursor.path },
    }),
  );
}

/** Keys whose examples are what many studies write. */
const wordyKeys: ReadonlySet<string> = new Set(['model', 'base_url', 'key_env', 'encoding']);

/** `classical`, `HC0`, … of a form that the schema describes in words. */
function wantedWords(path: readonly string[]): readonly string[] {
  const wants = schemaNodesAt(path).flatMap((node) => (node.pattern === undefined ? [] : (node['x-wants'] ?? [])));
  return wants.flatMap((text) => [...text.matchAll(/`(\w+)`/g)].map(([, word = '']) => word));
}

function clusters({ columns, inFlow }: ProposalContext): readonly Proposal[] {
  const free: Proposal = {
    kind: 'value',
    label: 'cluster(column)',
    detail: 'people of one group are alike',
    snippet: filledIn('cluster(«1:column»)'),
    source: null,
    also: [],
  };
  const known = columns.map(({ name, values }) =>
    plainProposal('value', `cluster(${name})`, {
      detail: `${values.length.toLocaleString('en')} groups`,
      text: scalarSource(
        /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(name) ? `cluster(${name})` : `cluster("${name}")`,
        inFlow,
      ),
    }),
  );
  return known.length === 0 ? [free] : known;
}
