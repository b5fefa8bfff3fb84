import type { Variable } from '../study.ts';

/** The keys from the root of the file to a variable. */
export function pathOfVariable(variable: Variable): readonly string[] {
  const id = variable.id.value;
  switch (variable.kind) {
    case 'attribute':
      return ['personas', 'attributes', id];
    case 'treatment':
      return ['treatments', id];
    case 'item':
      return [variable.role === 'belief' ? 'beliefs' : 'actions', id];
    case 'derived':
      return ['derived', id];
  }
}
