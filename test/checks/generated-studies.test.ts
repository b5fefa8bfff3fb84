import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checked, columns } from './fixtures.ts';
import { type GeneratedStudy, type Place, validStudies } from './study-generator.ts';

// `npm run fuzz` looks at many more.
const runs = Number(process.env['UNDERSTUDY_FUZZ_RUNS'] ?? 100);
const seed = 20;

/** Code and place of everything that is said about a study. */
function said(text: string, cells: GeneratedStudy['cells']): readonly string[] {
  return checked(text, cells === null ? undefined : columns(cells)).map(
    ({ code, range, message }) =>
      `${code} ${range.start}–${range.end} ${text.slice(range.start, range.end)}: ${message}`,
  );
}

it('nothing is said about valid studies, and each feature of the language is in one of twenty', () => {
  const counts = new Map<string, number>();
  fc.assert(
    fc.property(validStudies, ({ text, cells, features }) => {
      for (const feature of features) {
        counts.set(feature, (counts.get(feature) ?? 0) + 1);
      }
      expect(said(text, cells), text).toEqual([]);
    }),
    { numRuns: runs, seed },
  );
  const rare = [...counts].filter(([, count]) => count < 0.05 * runs);
  expect(rare).toEqual([]);
  expect(counts.size).toBeGreaterThan(60);
});

/** The study with the word at a place misspelt, and where it then stands. */
function misspelt(
  text: string,
  { kind, range: { start, end } }: Place,
): { readonly text: string; readonly place: string } {
  const inQuotes = kind === 'unknown-label' && /^\\?"/.test(text.slice(start, end));
  const at = inQuotes ? end - (text.slice(start, end).endsWith('\\"') ? 2 : 1) : end;
  return { text: `${text.slice(0, at)}zq${text.slice(at)}`, place: `${kind} ${start}–${end + 2}` };
}

it('one fault is reported with its code, at its place, and nothing else is', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(validStudies, fc.nat(), (study, pick) => {
      const place = study.places[pick % Math.max(1, study.places.length)];
      if (place !== undefined) {
        const { text, place: wanted } = misspelt(study.text, place);
        seen.add(place.kind);
        const found = said(text, study.cells).map((one) => /^\S+ \S+/.exec(one)?.[0]);
        expect(
          [...new Set(found)].filter((one) => !isConsequence(one, place)),
          text,
        ).toEqual([wanted]);
      }
    }),
    { numRuns: runs, seed },
  );
  expect(seen.size).toBe(5);
});

/** A name that is missing in `order` is missing in it, too. */
function isConsequence(found: string | undefined, { kind }: Place): boolean {
  return kind === 'unknown-name' && found?.startsWith('incomplete-order') === true;
}
