import { type Derivation, derivationsWithin, namesInDerivation } from '#engine/formula';
import {
  type Derived,
  rangeOfDerivation,
  rootOf,
  type Study,
  scalarAround,
  textReplaced,
  valueUnder,
  variablesOf,
} from '#engine/study';
import { decodedRange, type Range, withChanges } from '#engine/text';
import { type Fix, type Fixer, fixOf } from './fix.ts';
import { reordered } from './parts.ts';

/** The variable that is used moved above the one that uses it, where that makes no circle. */
export const derivedOrder: Fixer = ({ range, data: { subject = '' } }, { study }) => {
  const at = study.derived.findIndex((one) => contains(one.range, range));
  const other = study.derived.findIndex(({ id }) => id.value === subject);
  const [user, used] = [study.derived[at], study.derived[other]];
  const section = valueUnder(rootOf(study), 'derived');
  if (user === undefined || used?.value == null || other <= at || section?.kind !== 'map') {
    return [];
  }
  const later = new Set(study.derived.slice(at).map(({ id }) => id.value));
  const isCircle = namesInDerivation(used.value).some(({ name }) => later.has(name));
  const places = section.entries.map(({ key }) => key.range.start);
  const from = places.indexOf(used.id.range.start);
  const to = places.indexOf(user.id.range.start);
  if (isCircle || from < 0 || to < 0) {
    return [];
  }
  const order = places.map((_, index) => index).filter((index) => index !== from);
  order.splice(to, 0, from);
  const changes = reordered(study.text, section, order);
  const title = `Move \`${subject}\` above \`${user.id.value}\``;
  return changes === null ? [] : [{ title, choice: 'likely', changes }];
};

/** All parts of a mean, minimum or maximum brought to 0 to 1. */
export const oneRange: Fixer = ({ range }, { study }) => {
  const derived = study.derived.find((one) => contains(one.range, range));
  const call = [...(derived?.value == null ? [] : derivationsWithin(derived.value))].find(
    (part) => part.kind === 'call' && part.arguments.some((one) => isSame(one.range, range)),
  );
  const scalar = derived === undefined ? null : scalarAround(study, range);
  return derived === undefined || scalar === null || call?.kind !== 'call'
    ? []
    : scaled(study, derived, call.arguments, scalar.range);
};

function scaled(study: Study, derived: Derived, parts: readonly Derivation[], whole: Range): readonly Fix[] {
  const variables = new Map(variablesOf(study).map((variable) => [variable.id.value, variable]));
  const { source } = derived;
  const changes = parts.flatMap((part) => {
    const ends = rangeOfDerivation(part, variables, null);
    const range = decodedRange(source, part.range);
    if (part.kind === 'number' || range === null || (ends?.min === 0 && ends.max === 1)) {
      return [];
    }
    const own = source.text.slice(range.start, range.end);
    const name = part.kind === 'name' || part.kind === 'call' ? own : `(${own})`;
    return ends === null || ends.min >= ends.max
      ? [null]
      : [
          {
            range,
            newText: `${less(name, ends.min)} / ${Number((ends.max - ends.min).toPrecision(12))}`,
          },
        ];
  });
  const known = changes.filter((change) => change !== null);
  const title = `Bring the parts of \`${derived.id.value}\` to one range, 0 to 1`;
  return known.length < changes.length || known.length === 0
    ? []
    : fixOf(title, 'possible', textReplaced(study, whole, withChanges(source.text, known)));
}

function less(name: string, min: number): string {
  return min === 0 ? name : min < 0 ? `(${name} + ${-min})` : `(${name} - ${min})`;
}

function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function isSame(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}
