import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import { type Formula, namesInFormula, type Term } from '#engine/formula';
import type { Regression } from '#engine/study';
import { brokenDerived } from '../broken-derived.ts';
import { type Design, designOf, type LostColumn } from '../design.ts';
import { quotedList } from '../hints.ts';
import { referencesOf } from '../reference-levels.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { hasLostCategories } from '../variable-kinds.ts';

/** Whether the people to compare with can give every coefficient of a regression, found from their data. */
export const designColumns: Rule = {
  codes: ['regression-impossible', 'collinear-term', 'empty-term'],
  *check(context) {
    const { study, data } = context;
    // values that match nothing are reported as such, and leave levels empty that are not
    if (data.kind !== 'table' || data.people.diagnostics.length > 0 || data.split.value.heldOut.length === 0) {
      return;
    }
    const broken = brokenDerived(context);
    for (const regression of study.regressions) {
      const isLost = (name: string): boolean => {
        const variable = context.variables.get(name);
        return broken.has(name) || (variable !== undefined && hasLostCategories(variable));
      };
      if (namesInFormula(regression.formula).some(({ name }) => isLost(name))) {
        continue;
      }
      const design = designOf(regression, data.people.value.table, data.split.value.heldOut);
      if (design?.kind === 'impossible') {
        yield diagnostic(
          'regression-impossible',
          regression.source.range,
          `\`${regression.id.value}\` cannot be computed. ${design.message}`,
          { data: { subject: regression.id.value } },
        );
      } else if (design !== null) {
        yield* emptyLevels(regression, design, context);
        yield* lostColumns(regression.formula, design.lost);
      }
    }
  },
};

/** Levels that nobody has. One that is the reference is reported at its own place. */
function* emptyLevels(
  regression: Regression,
  { frame }: Extract<Design, { kind: 'frame' }>,
  context: CheckContext,
): Generator<Diagnostic, void> {
  if (frame.unusedLevels.length === 0) {
    return;
  }
  const { formula } = regression;
  const references = new Set(referencesOf(regression, context).map(({ factor, label }) => `${factor} ${label}`));
  const byFactor = new Map<string, string[]>();
  for (const { factor, label } of frame.unusedLevels) {
    if (!references.has(`${factor} ${label}`)) {
      byFactor.set(factor, [...(byFactor.get(factor) ?? []), label]);
    }
  }
  for (const [factor, labels] of byFactor) {
    const term = formula.terms.find(({ factors }) => factors.some(({ label }) => label === factor));
    if (term !== undefined) {
      const message = `Nobody to compare with has ${quotedList(labels)}: \`${factor}\` gets no coefficient for ${labels.length === 1 ? 'it' : 'these'}.`;
      yield diagnostic('empty-term', term.range, message, { data: { subject: factor, count: labels.length } });
    }
  }
}

/** The columns that get no coefficient, term by term. */
function* lostColumns(formula: Formula, lost: readonly LostColumn[]): Generator<Diagnostic, void> {
  if (lost.length === 0) {
    return;
  }
  for (const [index, term] of formula.terms.entries()) {
    const own = lost.filter((column) => column.term === index);
    const empty = own.filter(({ isEmpty }) => isEmpty);
    const collinear = own.filter(({ isEmpty }) => !isEmpty);
    if (empty.length > 0) {
      const message = `Nobody to compare with has ${quotedList(empty.map(({ name }) => name))}: no coefficient can be computed for ${empty.length === 1 ? 'it' : 'these'}.`;
      yield atTerm('empty-term', term, message, empty.length);
    }
    if (collinear.length > 0) {
      const message = `${quotedList(collinear.map(({ name }) => name))} ${collinear.length === 1 ? 'says' : 'say'} nothing that the terms before ${collinear.length === 1 ? 'it do' : 'them do'} not say for these people, so R leaves ${collinear.length === 1 ? 'it' : 'them'} out.`;
      yield atTerm('collinear-term', term, message, collinear.length);
    }
  }
}

function atTerm(code: 'empty-term' | 'collinear-term', term: Term, message: string, count: number): Diagnostic {
  return diagnostic(code, term.range, message, { data: { subject: term.label, count } });
}
