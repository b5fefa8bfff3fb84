import type { Cell, Coefficient, Coherence, Evaluation } from '#engine/evaluation';
import {
  type Category,
  type Derived,
  fingerprintOfPath,
  type Item,
  type Regression,
  type Study,
  studyPath,
  type Variable,
} from '#engine/study';
import { contentHash } from '#engine/text';

/** What an evaluation says of a place. */
export interface Evaluated<T> {
  /** The model that the evaluation judges. */
  readonly subject: string;
  /** Whether nothing that this depends on has changed in the study since. */
  readonly isCurrent: boolean;
  readonly found: T;
}

/** The distances of an item, or of a derived variable: overall, then in each arm. Null where the evaluation does not have it. */
export function evaluatedItem(
  evaluation: Evaluation,
  study: Study,
  item: Item | Derived,
): Evaluated<readonly Cell[]> | null {
  const cells = evaluation.cells.filter(
    (cell) => cell.model === evaluation.subject && cell.item === item.id.value && cell.subgroup.length === 0,
  );
  const path = evaluation.items.find(({ id }) => id === item.id.value)?.path;
  return cells.length === 0 || path === undefined ? null : evaluated(evaluation, study, path, cells);
}

/** The distances of a level, bin or arm, item by item, over all arms where it is a level. Null where it was not compared. */
export function evaluatedCategory(
  evaluation: Evaluation,
  study: Study,
  variable: Variable,
  label: string,
): Evaluated<readonly Cell[]> | null {
  const path = pathOfCategory(variable, label);
  const cells = evaluation.cells.filter(
    (cell) =>
      cell.model === evaluation.subject &&
      cell.path === path &&
      cell.subgroup.length < 2 &&
      (cell.subgroup.length === 0) === (variable.kind === 'treatment') &&
      (cell.arm === null) !== (variable.kind === 'treatment'),
  );
  return path === null || cells.length === 0 ? null : evaluated(evaluation, study, path, cells);
}

/** The share of people, and of the simulated respondents, who gave an answer. */
export interface AnswerShares {
  readonly people: number;
  readonly simulated: number;
}

/** How many gave this answer to an item. Null where the evaluation does not have it. */
export function evaluatedAnswer(
  evaluation: Evaluation,
  study: Study,
  item: Item,
  { label }: Category,
): Evaluated<AnswerShares> | null {
  const compared = evaluation.items.find(({ id }) => id === item.id.value);
  const index = compared?.labels.indexOf(label.value) ?? -1;
  const people = compared?.human.shares[index];
  const simulated = compared?.simulated.find(({ model }) => model === evaluation.subject)?.distribution.shares[index];
  return compared === undefined || people === undefined || simulated === undefined
    ? null
    : evaluated(evaluation, study, compared.path, { people, simulated });
}

/** The coefficients of a term; those of the whole regression where no term is named. Null where it was not fitted. */
export function evaluatedTerm(
  evaluation: Evaluation,
  study: Study,
  { id }: Regression,
  term: string | null,
): Evaluated<readonly Coefficient[]> | null {
  const fitted = evaluation.regressions.find((one) => one.model === evaluation.subject && one.id === id.value);
  const coefficients = (fitted?.coefficients ?? []).filter((one) => term === null || one.term === term);
  const path = term === null ? studyPath('regressions', id.value) : studyPath('regressions', id.value, 'terms', term);
  return coefficients.length === 0 ? null : evaluated(evaluation, study, path, coefficients);
}

/** How often a rule was broken. Null where the evaluation does not have it. */
export function evaluatedRule(evaluation: Evaluation, study: Study, rule: string): Evaluated<Coherence> | null {
  const found = evaluation.coherence.find((one) => one.model === evaluation.subject && one.rule === rule);
  return found === undefined ? null : evaluated(evaluation, study, found.path, found);
}

function evaluated<T>(evaluation: Evaluation, study: Study, path: string, found: T): Evaluated<T> {
  const then = evaluation.fingerprints[path];
  const isSameText = evaluation.study.hash === contentHash(study.text);
  const isCurrent = isSameText || (then !== undefined && then === fingerprintOfPath(study, path));
  return { subject: evaluation.subject, isCurrent, found };
}

function pathOfCategory(variable: Variable, label: string): string | null {
  const id = variable.id.value;
  switch (variable.kind) {
    case 'attribute':
      return studyPath('personas', 'attributes', id, variable.measure.kind === 'number' ? 'bins' : 'levels', label);
    case 'treatment':
      return studyPath('treatments', id, 'arms', label);
    case 'item':
    case 'derived':
      return null;
  }
}
