import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Located, Variable } from '#engine/study';
import { nearestHint } from '../hints.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { makesGroups } from '../variable-kinds.ts';

/** `subgroups` and quotas name attributes, `stratify` any variable; and what they name has levels or bins. */
export const groupings: Rule = {
  codes: ['unknown-name', 'no-groups'],
  *check(context) {
    const { study } = context;
    for (const name of study.subgroups.flatMap((subgroup) => subgroup.attributes)) {
      yield* problems(name, context, 'attribute');
    }
    for (const name of study.human?.pilot?.stratify ?? []) {
      yield* problems(name, context, 'variable');
    }
    for (const { attribute } of (study.sample.kind === 'draw' ? study.sample.quotas : null) ?? []) {
      yield* problems(attribute, context, 'attribute');
    }
  },
};

const nouns: Readonly<Record<Variable['kind'], string>> = {
  attribute: 'an attribute',
  treatment: 'a treatment',
  item: 'an item',
  derived: 'a derived variable',
};

function* problems(
  name: Located<string>,
  { variables }: CheckContext,
  wanted: 'attribute' | 'variable',
): Generator<Diagnostic, void> {
  const variable = variables.get(name.value);
  const fits = (known: Variable): boolean => wanted === 'variable' || known.kind === 'attribute';
  if (variable === undefined || !fits(variable)) {
    const candidates = [...variables.values()].filter((known) => fits(known) && makesGroups(known));
    const hint = nearestHint(
      name.value,
      candidates.map((known) => known.id.value),
    );
    const what =
      variable === undefined
        ? `not ${wanted === 'attribute' ? 'an attribute' : 'a variable'} of this study`
        : `${nouns[variable.kind]}, not an attribute`;
    yield diagnostic('unknown-name', name.range, `\`${name.value}\` is ${what}.${hint.sentence}`, { data: hint.data });
  } else if (!makesGroups(variable)) {
    const what = variable.kind !== 'treatment' && variable.measure.kind === 'text' ? 'text' : 'a number without bins';
    const fix =
      variable.kind === 'derived'
        ? 'Name one with levels, arms or answers.'
        : what === 'text'
          ? 'Give it `levels`.'
          : 'Give it `bins`.';
    yield diagnostic(
      'no-groups',
      name.range,
      `\`${name.value}\` is ${what}, which divides nobody into groups. ${fix}`,
      {
        data: { subject: name.value },
      },
    );
  }
}
