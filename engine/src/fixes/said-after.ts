import type { DiagnosticCode } from '#engine/diagnostics';
import { parseStudy, type Study } from '#engine/study';
import { withChanges } from '#engine/text';
import type { Fix } from './fix.ts';

/** What the reader of the text says before and after changes: how many diagnostics, and whether one of a new kind is among them. */
export function saidAfter(
  study: Study,
  changes: Fix['changes'],
): { readonly before: number; readonly after: number; readonly isNew: boolean } {
  const before = ofStudy(study);
  const after = counted(withChanges(study.text, changes));
  const total = (counts: ReadonlyMap<DiagnosticCode, number>): number =>
    [...counts.values()].reduce((a, b) => a + b, 0);
  return {
    before: total(before),
    after: total(after),
    isNew: [...after].some(([code, count]) => count > (before.get(code) ?? 0)),
  };
}

/** What is known of changes that many diagnostics have in common. */
const readable = new WeakMap<Fix['changes'], boolean>();

/** Whether YAML reads the text after changes no worse than before. */
export function staysReadable(study: Study, changes: Fix['changes']): boolean {
  const known = readable.get(changes) ?? unread(counted(withChanges(study.text, changes))) <= unread(ofStudy(study));
  readable.set(changes, known);
  return known;
}

/** Whether YAML does not read the text as it is meant, so that changes at the places of what it was taken for may not fit. */
export function isMisread(study: Study): boolean {
  const counts = ofStudy(study);
  return unread(counts) + (counts.get('yaml-trap') ?? 0) > 0;
}

/** At how many places YAML cannot read the text of a study. */
export function unreadPlaces(study: Study): number {
  return unread(ofStudy(study));
}

/** The first of the ways to change a text after which less is said than before, and nothing new; empty where there is none. */
export function firstMending(study: Study, ways: readonly Fix[]): readonly Fix[] {
  const found = ways.find(({ changes }) => {
    const { before, after, isNew } = saidAfter(study, changes);
    return after < before && !isNew;
  });
  return found === undefined ? [] : [found];
}

const countsOfStudies = new WeakMap<Study, ReadonlyMap<DiagnosticCode, number>>();

function ofStudy(study: Study): ReadonlyMap<DiagnosticCode, number> {
  const counts = countsOfStudies.get(study) ?? counted(study.text);
  countsOfStudies.set(study, counts);
  return counts;
}

function unread(counts: ReadonlyMap<DiagnosticCode, number>): number {
  return counts.get('yaml-syntax') ?? 0;
}

function counted(text: string): ReadonlyMap<DiagnosticCode, number> {
  const counts = new Map<DiagnosticCode, number>();
  for (const { code } of parseStudy(text).diagnostics) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}
