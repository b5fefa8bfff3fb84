import { labelsAdded, occurrenceAt, type Study, variableNamed } from '#engine/study';
import { type Fixer, fixOf, shown } from './fix.ts';

/** Adds the level, arm or answer that something names and the variable lacks. */
export const missingLabel: Fixer = ({ range, data: { subject } }, { study }) => {
  const label = subject === undefined ? null : labelAt(study, range.start);
  const variable = label === null ? null : variableNamed(study, label.variable);
  if (label === null || variable === null || variable.kind === 'treatment') {
    return [];
  }
  const isOffered = variable.kind === 'item' && variable.also.some((also) => also.label.value === label.label);
  const change = isOffered ? null : labelsAdded(study, variable, [label.label]);
  return fixOf(`Add "${shown(label.label)}" to \`${variable.id.value}\``, 'possible', change);
};

function labelAt(study: Study, offset: number) {
  const symbols = [offset, offset + 1, offset + 2].map((at) => occurrenceAt(study, at)?.symbol);
  const found = symbols.find((symbol) => symbol?.kind === 'label');
  return found?.kind === 'label' ? found : null;
}
