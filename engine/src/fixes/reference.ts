import { columnNamed, meanings } from '#engine/data';
import {
  categoriesOf,
  containerOf,
  occurrenceAt,
  type Study,
  textReplaced,
  type Variable,
  variablesOf,
} from '#engine/study';
import { type Fix, type FixContext, type Fixer, fixOf, shown } from './fix.ts';
import { reordered } from './parts.ts';

const mostOffered = 4;

/** Another level or arm as the reference, of those that most people have: put first, or named by `ref` in the formula. */
export const otherReference: Fixer = ({ range }, context) => {
  const { study } = context;
  const defined = variablesOf(study).find((one) => categoriesOf(one)[0]?.label.range.start === range.start);
  if (defined !== undefined) {
    return others(defined, context).flatMap(({ label, index }) => putFirst(study, defined, label, index));
  }
  const symbol = occurrenceAt(study, range.start + 1)?.symbol;
  const named =
    symbol?.kind === 'label' ? variablesOf(study).find(({ id }) => id.value === symbol.variable) : undefined;
  return (named === undefined ? [] : others(named, context)).flatMap(({ label }) =>
    fixOf(`Compare with "${shown(label)}"`, 'possible', textReplaced(study, range, JSON.stringify(label))),
  );
};

interface Other {
  readonly label: string;
  readonly index: number;
}

/** The categories that somebody has, most people first. */
function others(variable: Variable, { study, table }: FixContext): readonly Other[] {
  const column = table === null ? undefined : columnNamed(table, (variable.column ?? variable.id).value.trim());
  if (table === null || column === undefined) {
    return [];
  }
  const missing = new Set(study.human?.missing.map(({ value }) => value.trim()) ?? []);
  const people = new Map<number, number>();
  for (const [index, { code }] of meanings(variable, column, missing).entries()) {
    people.set(code, (people.get(code) ?? 0) + (column.counts[index] ?? 0));
  }
  return categoriesOf(variable)
    .map(({ label }, index) => ({ label: label.value, index, n: people.get(index) ?? 0 }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n)
    .slice(0, mostOffered);
}

function putFirst(study: Study, variable: Variable, label: string, index: number): readonly Fix[] {
  const container = containerOf(study, variable);
  const order = categoriesOf(variable).map((_, at) => at);
  const changes =
    container === null || container.kind === 'scalar'
      ? null
      : reordered(study.text, container, [index, ...order.filter((at) => at !== index)]);
  return changes === null || index === 0
    ? []
    : [{ title: `Put "${shown(label)}" first: the others are compared with it`, choice: 'possible', changes }];
}
