import { categoryCounts } from '#engine/data';
import { diagnostic } from '#engine/diagnostics';
import type { Range } from '#engine/text';
import { referencesOf } from '../reference-levels.ts';
import type { Rule } from '../rule.ts';
import { categoriesOf, categoryNoun } from '../variable-kinds.ts';

/** Effects are differences from the first arm, coefficients from the first level or `ref`: somebody must have it. */
export const referenceMissing: Rule = {
  codes: ['reference-missing'],
  *check(context) {
    const { study, data } = context;
    if (data.kind !== 'table' || data.people.diagnostics.length > 0) {
      return;
    }
    const { table } = data.people.value;
    const { heldOut } = data.split.value;
    const wanted = [
      ...study.treatments.flatMap((variable) => {
        const first = categoriesOf(variable)[0];
        return first === undefined ? [] : [{ variable, label: first.label.value, range: first.label.range }];
      }),
      ...study.regressions.flatMap((regression) => referencesOf(regression, context)),
    ];
    const said = new Set<Range['start']>();
    for (const { variable, label, range } of wanted) {
      const known = table.variables.get(variable.id.value);
      const counts = known === undefined ? [] : categoryCounts(known, heldOut);
      const own = known === undefined ? -1 : known.labels.indexOf(label);
      const others = counts.filter((count, code) => count > 0 && code !== own).length;
      if (own >= 0 && counts[own] === 0 && others > 0 && !said.has(range.start)) {
        said.add(range.start);
        const noun = categoryNoun(variable);
        const message = `Nobody to compare with has "${label}", and it is the ${noun} that the others of \`${variable.id.value}\` are compared with. Put another ${noun} first, or look at its data values.`;
        yield diagnostic('reference-missing', range, message, { data: { subject: label } });
      }
    }
  },
};
