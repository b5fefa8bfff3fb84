import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StudyData } from '#engine/checks';
import { mapFurtherPeople } from '#engine/data';
import { heedComments } from '#engine/diagnostics';
import { commentsOf, parseStudy, type Study } from '#engine/study';
import { tableOf } from '../data/helpers.ts';
import { checked, columns } from './fixtures.ts';
import { type GeneratedStudy, type Place, validStudies, writtenFeatures } from './study-generator.ts';

// `npm run fuzz` looks at many more.
const runs = Number(process.env['UNDERSTUDY_FUZZ_RUNS'] ?? 100);
const seed = 20;

type Data = Pick<GeneratedStudy, 'cells' | 'panel'>;

/** The people in the data, and further personas. */
function dataOfStudy({ cells, panel }: Data): ((study: Study) => StudyData) | undefined {
  return cells === null
    ? undefined
    : (study) => {
        const data = columns(cells)(study);
        const source = study.sample.kind === 'matched' ? study.sample.further : undefined;
        return data.kind !== 'table' || source === undefined || panel === null
          ? data
          : {
              ...data,
              further: {
                kind: 'table',
                further: mapFurtherPeople(study, source, data.people.value, tableOf(panel)),
              },
            };
      };
}

/** Code and place of everything that is said about a study. */
function said(text: string, data: Data): readonly string[] {
  const looked = { data: data.cells !== null, folder: false, evaluation: false };
  const comments = commentsOf(parseStudy(text).value);
  return heedComments(checked(text, dataOfStudy(data)), { text, comments, looked }).map(
    ({ code, range, message }) =>
      `${code} ${range.start}–${range.end} ${text.slice(range.start, range.end)}: ${message}`,
  );
}

it('nothing is said about valid studies, and each feature of the language is in one of twenty', () => {
  const counts = new Map<string, number>();
  fc.assert(
    fc.property(validStudies, ({ text, features, ...data }) => {
      for (const feature of features) {
        counts.set(feature, (counts.get(feature) ?? 0) + 1);
      }
      expect(said(text, data), text).toEqual([]);
    }),
    { numRuns: runs, seed },
  );
  const rare = [...counts, ...writtenFeatures.map((feature) => [feature, counts.get(feature) ?? 0] as const)].filter(
    ([, count]) => count < 0.05 * runs,
  );
  expect(rare).toEqual([]);
  expect(counts.size).toBeGreaterThan(100);
});

/** The study with the word at a place misspelt, and where it then stands. */
function misspelt(
  text: string,
  { kind, range: { start, end } }: Place,
): { readonly text: string; readonly place: string } {
  const inQuotes = /^unknown-(?:label|arm)$/.test(kind) && /^\\?"/.test(text.slice(start, end));
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
        const found = said(text, study).map((one) => /^\S+ \S+/.exec(one)?.[0]);
        expect(
          [...new Set(found)].filter((one) => !isConsequence(one, place)),
          text,
        ).toEqual([wanted]);
      }
    }),
    { numRuns: runs, seed },
  );
  expect(seen.size).toBeGreaterThanOrEqual(5);
});

/** A name that is missing in `order` is missing in it, too. */
function isConsequence(found: string | undefined, { kind }: Place): boolean {
  return kind === 'unknown-name' && found?.startsWith('incomplete-order') === true;
}
