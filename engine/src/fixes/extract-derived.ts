import { type Derivation, derivationsWithin } from '#engine/formula';
import { type Derived, rootOf, type Study, scalarSource, textReplaced, valueUnder, variablesOf } from '#engine/study';
import { decodedRange, type Range, type TextChange } from '#engine/text';
import { type Fix, shown } from './fix.ts';
import { lineBreakOf } from './parts.ts';

type Call = Extract<Derivation, { kind: 'call' }>;

/**
 * A part of a derived variable, such as `mean(a, b)`, given a name of its own above it, and named wherever it stands from there
 * on. None for a whole variable, for one with `at_least` (which speaks of all its parts), and where the section is in braces.
 */
export function extractedDerived(study: Study, { start, end }: Range): readonly Fix[] {
  const section = valueUnder(rootOf(study), 'derived');
  const at = study.derived.findIndex(({ source }) => source.range.start <= start && end <= source.range.end);
  const derived = study.derived[at];
  if (derived?.value == null || section?.kind !== 'map' || section.isFlow) {
    return [];
  }
  const call = callsIn(derived)
    .filter(({ range }) => range.start <= start && end <= range.end)
    .sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start))[0];
  const text = call === undefined ? null : textOf(derived, call);
  const line = study.text.lastIndexOf('\n', derived.id.range.start - 1) + 1;
  const indent = study.text.slice(line, derived.id.range.start);
  if (call === undefined || call === derived.value || text === null || indent.trim() !== '') {
    return [];
  }
  const name = freeName(study, call);
  const uses = study.derived.slice(at).flatMap((one) =>
    callsIn(one)
      .filter((other) => textOf(one, other) === text)
      .map(({ range }) => textReplaced(study, range, name)),
  );
  const isApart = (change: TextChange | null): change is TextChange => change !== null;
  if (!uses.every(isApart) || new Set(uses.map(({ range }) => range.start)).size < uses.length) {
    return [];
  }
  const added = `${indent}${name}: ${scalarSource(text, false)}${lineBreakOf(study.text)}`;
  const changes: readonly TextChange[] = [{ range: { start: line, end: line }, newText: added }, ...uses];
  const title = `Give \`${shown(text)}\` a name of its own, \`${name}\``;
  return [{ title, choice: 'possible', changes }];
}

/** The calls of functions in a derived variable without `at_least`. */
function callsIn({ value, atLeast }: Derived): readonly Call[] {
  const parts = value === null || atLeast !== null ? [] : [...derivationsWithin(value)];
  return parts.flatMap((part) => (part.kind === 'call' ? [part] : []));
}

/** As it is written, with one blank for each gap; null where it cannot be found. */
function textOf({ source }: Derived, { range }: Call): string | null {
  const part = decodedRange(source, range);
  return part === null ? null : source.text.slice(part.start, part.end).replace(/\s+/g, ' ');
}

/** After the function and what it is first computed from: `mean_trust`. */
function freeName(study: Study, call: Call): string {
  const first = [...derivationsWithin(call)].find((part) => part.kind === 'name');
  const wanted = first?.kind === 'name' ? `${call.name}_${first.name}` : call.name;
  const taken = new Set(variablesOf(study).map(({ id }) => id.value));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) {
    name = `${wanted}_${number}`;
  }
  return name;
}
