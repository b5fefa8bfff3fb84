import { nearest } from '#engine/text';
import { variablesOf } from '../references.ts';
import { scalarSource } from '../scalar-source.ts';
import { type Proposal, type ProposalContext, plainProposal } from './proposal.ts';

/** The columns of the data file: one that is named like the variable first, those that are in use last. */
export function proposedColumns({ study, cursor, columns, inFlow }: ProposalContext): readonly Proposal[] {
  const id = cursor.path.at(-2) ?? '';
  const used = new Set(
    variablesOf(study)
      .filter((variable) => variable.id.value !== id)
      .map(({ column, id: own }) => column?.value ?? own.value),
  );
  const like = nearest(
    id,
    columns.map(({ name }) => name),
  );
  const rank = (name: string): number => (used.has(name) ? 2 : name === like ? 0 : 1);
  return [...columns]
    .sort((a, b) => rank(a.name) - rank(b.name))
    .map(({ name, values }) =>
      plainProposal('column', name, {
        detail: `${valuesInWords(values)}${used.has(name) ? ' · in use' : ''}`,
        text: scalarSource(name, inFlow),
      }),
    );
}

/** `female, male`, or how many values there are where that is too long. */
function valuesInWords(values: readonly string[]): string {
  const known = values.filter((value) => value !== '');
  const list = known.slice(0, 6).join(', ');
  return known.length <= 6 && list.length <= 40 ? list : `${known.length.toLocaleString('en')} different values`;
}
