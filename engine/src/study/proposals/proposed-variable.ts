import type { Variable } from '../study.ts';
import { type Proposal, plainProposal } from './proposal.ts';

/** A name of the study, as a proposal. */
export function proposedVariable(variable: Variable): Proposal {
  const id = variable.id.value;
  return plainProposal(variable.kind, id, { detail: variableInWords(variable), source: { kind: 'variable', id } });
}

/** What a variable is, in a few words: `treatment with 2 arms`. */
export function variableInWords(variable: Variable): string {
  switch (variable.kind) {
    case 'treatment':
      return `treatment with ${counted(variable.arms.length, 'arm')}`;
    case 'attribute': {
      const { measure } = variable;
      if (measure.kind === 'levels') {
        return `attribute with ${measure.ordered ? 'ordered levels' : counted(measure.levels.length, 'level')}`;
      }
      return measure.kind === 'number' ? 'attribute, a number' : 'attribute, text for prompts';
    }
    case 'item': {
      const { measure, role } = variable;
      const answers = measure.kind === 'numeric' ? 'a number' : answersInWords(measure.kind, measure.categories.length);
      return `${role} item, ${answers}`;
    }
    case 'derived':
      return 'derived variable, a number';
  }
}

function answersInWords(kind: 'ordinal' | 'nominal', count: number): string {
  return kind === 'ordinal' ? `scale of ${counted(count, 'point')}` : counted(count, 'option');
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
