import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Variable } from '#engine/study';
import { cutLabel, isCutNumber } from '../cut-labels.ts';
import { comparisonsIn, nameAndLiteral } from '../expressions.ts';
import type { CheckContext, Rule } from '../rule.ts';

/** A label with commas that stands without quotes in `[…]`: the data, or a condition, have it whole. */
export const cutLabels: Rule = {
  codes: ['yaml-trap'],
  *check(context) {
    const said = new Set<number>();
    for (const { variable, label } of wholeLabels(context)) {
      const cut = cutLabel(context, variable, label);
      if (cut !== null && !isCutNumber(label) && !said.has(cut.range.start)) {
        said.add(cut.range.start);
        const replacement = JSON.stringify(label);
        const message = `YAML reads this as ${cut.count} labels, cut at the commas. It is one: put it in quotes: ${replacement}`;
        yield diagnostic('yaml-trap', cut.range, message, { severity: 'error', data: { replacement } });
      }
    }
  },
};

interface WholeLabel {
  readonly variable: Variable;
  readonly label: string;
}

function wholeLabels({ study, data, variables }: CheckContext): readonly WholeLabel[] {
  const named = (id: string | undefined, label: string): readonly WholeLabel[] => {
    const variable = id === undefined ? undefined : variables.get(id);
    return variable === undefined ? [] : [{ variable, label }];
  };
  const unmatched: readonly Diagnostic[] = data.kind === 'table' ? data.people.diagnostics : [];
  return [
    ...unmatched
      .filter(({ code }) => code === 'unmatched-values')
      .flatMap(({ data: { subject, values = [] } }) => values.flatMap(({ value }) => named(subject, value))),
    ...comparisonsIn(study).flatMap((comparison) => {
      const pair = nameAndLiteral(comparison);
      return pair?.literal.kind === 'string' ? named(pair.name.name, pair.literal.value) : [];
    }),
  ];
}
