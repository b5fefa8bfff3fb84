import { nearest, type TextChange } from '#engine/text';
import { nameFault } from './names.ts';
import {
  type LabelSymbol,
  labelsWrittenOnce,
  type Occurrence,
  occurrenceAt,
  occurrencesOf,
  type StudySymbol,
} from './occurrences.ts';
import { categoriesOf, labelsOf, variableNamed, variablesOf } from './references.ts';
import { changesOfLabel } from './rename-label.ts';
import { changesOfVariable, type KnownColumn } from './rename-variable.ts';
import type { Study } from './study.ts';

export type RenameTarget =
  | { readonly kind: 'target'; readonly occurrence: Occurrence; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: string };

export type Renaming =
  | { readonly kind: 'changes'; readonly changes: readonly TextChange[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** What can be renamed at a place, or in words why nothing can. */
export function renameTarget(study: Study, offset: number): RenameTarget {
  const occurrence = occurrenceAt(study, offset);
  if (occurrence === null) {
    return refused(
      'Nothing here has a name that can be changed. Names of attributes, treatments, items, derived variables, rules, regressions and models can be, and labels of levels, arms and answers.',
    );
  }
  const name = nameOf(occurrence.symbol);
  if (!occurrence.isKnown) {
    const near = nearest(name, namesLike(study, occurrence.symbol));
    const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
    return refused(`The study does not define \`${name}\`, so there is nothing to rename.${hint}`);
  }
  if (occurrence.symbol.kind === 'label' && !isWritten(study, occurrence.symbol)) {
    return refused(`\`${name}\` is made from \`bins\`: change the numbers there.`);
  }
  return { kind: 'target', occurrence, name };
}

/**
 * The changes that give a thing another name wherever it is named, without changing what the study means: where the name
 * was also that of a data column, or of a data value, the old one is written there. `columns` are those of the data file;
 * null when they are not known. Refused, in words, when the new name cannot be given or is taken.
 */
export function rename(
  study: Study,
  symbol: StudySymbol,
  newName: string,
  columns: readonly KnownColumn[] | null,
): Renaming {
  const name = symbol.kind === 'label' ? newName.trim() : newName;
  if (name === nameOf(symbol)) {
    return { kind: 'changes', changes: [] };
  }
  const problem = symbol.kind === 'label' ? labelProblem(study, symbol, name) : nameProblem(study, symbol, name);
  if (problem !== null) {
    return refused(problem);
  }
  if (symbol.kind === 'label') {
    return changesOfLabel(study, symbol, name, columns);
  }
  const inPlace = occurrencesOf(study, symbol).map(({ range }) => ({ range, newText: name }));
  return symbol.kind === 'variable'
    ? changesOfVariable(study, symbol.id, inPlace, columns)
    : { kind: 'changes', changes: inPlace };
}

function nameProblem(study: Study, symbol: Exclude<StudySymbol, { kind: 'label' }>, name: string): string | null {
  const fault = nameFault(symbol.kind === 'variable' ? 'variable' : 'other', name);
  if (fault !== null) {
    const { reason, proposal } = fault;
    return `\`${name}\` cannot be the name. ${reason}${proposal === '' ? '' : ` For example: \`${proposal}\`.`}`;
  }
  switch (symbol.kind) {
    case 'variable': {
      const other = variableNamed(study, name);
      const what =
        other?.kind === 'item' ? `${other.role} item` : other?.kind === 'derived' ? 'derived variable' : other?.kind;
      return other && `\`${name}\` is already the name of a${/^a/.test(what ?? '') ? 'n' : ''} ${what}.`;
    }
    case 'rule':
      return study.rules.some(({ id }) => id.value === name) ? `\`${name}\` is already the name of a rule.` : null;
    case 'regression':
      return study.regressions.some(({ id }) => id.value === name)
        ? `\`${name}\` is already the name of a regression.`
        : null;
    case 'model':
      return study.models.some(({ id }) => id.value === name) ? `\`${name}\` is already the name of a model.` : null;
  }
}

function labelProblem(study: Study, symbol: LabelSymbol, label: string): string | null {
  if (label === '' || /[\n\r]/.test(label)) {
    return 'A label is a text on one line.';
  }
  const taken = labelsWrittenOnce(study, symbol).find(({ variable }) => {
    const target = variableNamed(study, variable);
    return target !== null && labelsOf(target).includes(label);
  });
  return taken === undefined ? null : `\`${taken.variable}\` already has "${label}".`;
}

function isWritten(study: Study, { variable, label }: Extract<StudySymbol, { kind: 'label' }>): boolean {
  const target = variableNamed(study, variable);
  return target !== null && categoriesOf(target).some((category) => category.label.value === label);
}

function nameOf(symbol: StudySymbol): string {
  return symbol.kind === 'label' ? symbol.label : symbol.id;
}

function namesLike(study: Study, symbol: StudySymbol): readonly string[] {
  if (symbol.kind === 'label') {
    const variable = variableNamed(study, symbol.variable);
    return variable === null ? [] : labelsOf(variable);
  }
  return (symbol.kind === 'model' ? study.models : variablesOf(study)).map(({ id }) => id.value);
}

function refused(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason };
}
