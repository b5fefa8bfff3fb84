import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import { derivationsWithin, type NameReference } from '#engine/formula';
import { rangeOfVariable, type Variable } from '#engine/study';
import { calculatedNames, derivationsOf } from '../expressions.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { kindOf, labelsOf } from '../variable-kinds.ts';

/** What a derived variable calculates with is a number or has scores, and what is turned round has two ends. */
export const derivedArithmetic: Rule = {
  codes: ['nominal-arithmetic', 'text-in-formula', 'no-range'],
  *check({ study, variables }) {
    for (const derivation of derivationsOf(study)) {
      const parts = [...derivationsWithin(derivation)];
      const turned = new Set(
        parts.flatMap((part) => (part.kind === 'call' && part.name === 'reverse' ? part.arguments : [])),
      );
      for (const name of calculatedNames(derivation)) {
        const variable = variables.get(name.name);
        yield* variable === undefined ? [] : withoutNumber(variable, name, turned.has(name));
      }
      for (const part of parts) {
        const [argument] = part.kind === 'call' && part.name === 'reverse' ? part.arguments : [];
        if (argument?.kind === 'name') {
          yield* withoutEnds(argument, variables);
        }
      }
    }
  },
};

function* withoutNumber(
  variable: Variable,
  { name, range }: NameReference,
  isTurned: boolean,
): Generator<Diagnostic, void> {
  const kind = kindOf(variable);
  const data = { data: { subject: name } };
  if (kind === 'text') {
    const message = `\`${name}\` is text, for prompts only. Give it \`levels\` or a \`number\` to compute something from it.`;
    yield diagnostic('text-in-formula', range, message, data);
  } else if (kind === 'nominal' && isTurned) {
    const message = `\`${name}\` has no order, so there is nothing for \`reverse()\` to turn round.`;
    yield diagnostic('nominal-arithmetic', range, message, data);
  } else if (kind === 'nominal') {
    const [label] = labelsOf(variable);
    const example = `(${name} == ${JSON.stringify(label ?? '…')})`;
    const message = `\`${name}\` has no order, so it is no number to calculate with. Compare it: \`${example}\` is 1 where that holds, else 0.`;
    yield diagnostic('nominal-arithmetic', range, message, {
      data: label === undefined ? { subject: name } : { subject: name, replacement: example },
    });
  }
}

function* withoutEnds(
  { name, range }: NameReference,
  variables: CheckContext['variables'],
): Generator<Diagnostic, void> {
  const variable = variables.get(name);
  if (variable === undefined || kindOf(variable) !== 'numeric' || rangeOfVariable(variable) !== null) {
    return;
  }
  const advice =
    variable.kind === 'derived'
      ? 'Give what it is computed from a `min` and a `max`.'
      : 'Give its `number` a `min` and a `max`.';
  const message = `\`${name}\` has no lowest and highest number, so \`reverse()\` cannot turn it round. ${advice}`;
  yield diagnostic('no-range', range, message, { data: { subject: name } });
}
