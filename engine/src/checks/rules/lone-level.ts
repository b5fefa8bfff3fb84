import { type CodedVariable, MISSING } from '#engine/data';
import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import { namesInFormula } from '#engine/formula';
import type { Regression } from '#engine/study';
import { brokenDerived } from '../broken-derived.ts';
import { quotedList } from '../hints.ts';
import type { Rule } from '../rule.ts';

/**
 * A level that one person alone has carries a coefficient, and is fitted exactly: HC2 and HC3 divide by nothing then, for
 * all coefficients of the regression. Looks at levels of a variable that stands in the formula by its name.
 */
export const loneLevel: Rule = {
  codes: ['lone-level'],
  *check(context) {
    const { study, data } = context;
    if (data.kind !== 'table' || data.people.diagnostics.length > 0) {
      return;
    }
    const broken = brokenDerived(context);
    const { heldOut } = data.split.value;
    for (const regression of study.regressions) {
      const { kind } = regression.errors.value;
      const names = [...new Set(namesInFormula(regression.formula).map(({ name }) => name))];
      const variables = names.flatMap((name) => data.people.value.table.variables.get(name) ?? []);
      const isKnown = variables.length === names.length && !names.some((name) => broken.has(name));
      if ((kind === 'HC2' || kind === 'HC3') && isKnown) {
        yield* loneLevels(regression, kind, variables, heldOut);
      }
    }
  },
};

function* loneLevels(
  { id, errors, formula }: Regression,
  kind: 'HC2' | 'HC3',
  variables: readonly CodedVariable[],
  rows: Int32Array,
): Generator<Diagnostic, void> {
  const bare = formula.terms.flatMap(({ factors: [factor, ...others] }) =>
    others.length === 0 && factor?.expression.kind === 'name' ? [factor.expression.name] : [],
  );
  const labels = variables
    .filter((variable) => variable.measure === 'nominal' && bare.includes(variable.id))
    .flatMap((variable) => levelsOfOne(variable, variables, rows));
  if (labels.length > 0) {
    const message = `Only one of the people to compare with has ${quotedList(labels)}. Where one person alone carries a coefficient, ${kind} does not exist, and nothing of \`${id.value}\` is tested: use HC1.`;
    yield diagnostic('lone-level', errors.range, message, { data: { subject: id.value, replacement: 'HC1' } });
  }
}

/** The levels that exactly one of those has who have a value for all variables. Ends as soon as every level has two. */
function levelsOfOne(own: CodedVariable, variables: readonly CodedVariable[], rows: Int32Array): readonly string[] {
  const counts = own.labels.map(() => 0);
  let few = counts.length;
  for (const row of rows) {
    const code = own.codes[row] ?? MISSING;
    const count = counts[code];
    if (count !== undefined && count < 2 && variables.every((variable) => hasValue(variable, row))) {
      counts[code] = count + 1;
      few -= count;
      if (few === 0) {
        break;
      }
    }
  }
  return own.labels.filter((_, code) => counts[code] === 1);
}

function hasValue({ codes, values }: CodedVariable, row: number): boolean {
  return values === null ? (codes[row] ?? MISSING) >= 0 : Number.isFinite(values[row]);
}
