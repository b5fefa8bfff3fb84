import { diagnostic } from '#engine/diagnostics';
import { type NameReference, namesInCondition, namesInExpression } from '#engine/formula';
import type { Variable } from '#engine/study';
import { nearest } from '#engine/text';
import { calculatedNames, conditionsOf, derivationsOf, expressionsOf } from '../expressions.ts';
import type { Rule } from '../rule.ts';
import { categoriesOf } from '../variable-kinds.ts';

/** Formulas, conditions and derived variables name variables of the study, and nothing else. */
export const unknownVariable: Rule = {
  codes: ['unknown-variable'],
  *check({ study, variables }) {
    const names = [
      ...conditionsOf(study).flatMap(namesInCondition),
      ...expressionsOf(study).flatMap(namesInExpression),
      ...derivationsOf(study).flatMap(calculatedNames),
    ];
    for (const name of names) {
      if (!variables.has(name.name)) {
        yield unknown(name, [...variables.values()]);
      }
    }
  },
};

function unknown({ name, range }: NameReference, variables: readonly Variable[]): ReturnType<typeof diagnostic> {
  const message = `\`${name}\` is not a variable of this study.`;
  const byColumn = variables.find((variable) => variable.column?.value === name);
  if (byColumn !== undefined) {
    const id = byColumn.id.value;
    return diagnostic('unknown-variable', range, `${message} The data column \`${name}\` is called \`${id}\` here.`, {
      data: { subject: name, replacement: id },
    });
  }
  if (variables.some((variable) => categoriesOf(variable).some(({ label }) => label.value === name))) {
    return diagnostic(
      'unknown-variable',
      range,
      `${message} Answers, levels and arms stand in quotes: \`"${name}"\`.`,
      {
        data: { subject: name, replacement: JSON.stringify(name) },
      },
    );
  }
  const near = nearest(
    name,
    variables.map((variable) => variable.id.value),
  );
  return near === undefined
    ? diagnostic('unknown-variable', range, message, { data: { subject: name } })
    : diagnostic('unknown-variable', range, `${message} Did you mean \`${near}\`?`, {
        data: { subject: name, replacement: near },
      });
}
