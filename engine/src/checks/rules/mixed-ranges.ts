import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import { type Derivation, derivationsWithin } from '#engine/formula';
import { type DerivedRange, rangeOfDerivation } from '#engine/study';
import { decodedRange, type MappedText } from '#engine/text';
import type { CheckContext, Rule } from '../rule.ts';

/** What goes into one mean, minimum or maximum has one range, else the wider scales decide. */
export const mixedRanges: Rule = {
  codes: ['mixed-ranges'],
  *check(context) {
    for (const { value, source } of context.study.derived) {
      for (const part of value === null ? [] : derivationsWithin(value)) {
        if (part.kind === 'call' && ['mean', 'min', 'max'].includes(part.name)) {
          yield* differentRanges(part.name, part.arguments, source, context);
        }
      }
    }
  },
};

interface Part {
  readonly derivation: Derivation;
  readonly range: DerivedRange;
}

/** The first part whose range is not that of the first; numbers are no scales. */
function* differentRanges(
  name: string,
  list: readonly Derivation[],
  source: MappedText,
  { variables }: CheckContext,
): Generator<Diagnostic, void> {
  const parts = list.flatMap((derivation): readonly Part[] => {
    const range = derivation.kind === 'number' ? null : rangeOfDerivation(derivation, variables, null);
    return range === null ? [] : [{ derivation, range }];
  });
  const [first] = parts;
  const other = parts.find(({ range }) => first !== undefined && !isSame(range, first.range));
  if (first === undefined || other === undefined) {
    return;
  }
  const written = ({ derivation: { range } }: Part): string => {
    const decoded = decodedRange(source, range);
    return decoded === null ? '' : source.text.slice(decoded.start, decoded.end).replace(/\s+/g, ' ');
  };
  const ends = ({ range: { min, max } }: Part): string => `${plain(min)} to ${plain(max)}`;
  const subject = written(other);
  yield diagnostic(
    'mixed-ranges',
    other.derivation.range,
    `\`${subject}\` goes from ${ends(other)}, \`${written(first)}\` from ${ends(first)}: in one \`${name}()\` they do not count alike. Bring them to one range, such as 0 to 1 by \`(x - lowest) / (highest - lowest)\`.`,
    {
      related: [{ range: first.derivation.range, message: `This goes from ${ends(first)}.` }],
      data: { subject },
    },
  );
}

function isSame(a: DerivedRange, b: DerivedRange): boolean {
  return Math.abs(a.min - b.min) < 1e-9 && Math.abs(a.max - b.max) < 1e-9;
}

function plain(value: number): string {
  return String(Number(value.toPrecision(6)));
}
