// Valid studies of every form, with one name misspelt: what is offered mends it, or at least makes nothing worse.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { highlightsOf, hintsOf, peopleFacts } from '#engine/annotations';
import { refactoringsAt } from '#engine/fixes';
import { withChanges } from '#engine/text';
import { validStudies } from '../checks/study-generator.ts';
import { codesOf, fixesIn, type Looked, look } from './looked.ts';

const runs = Number(process.env['UNDERSTUDY_FUZZ_RUNS'] ?? 100);
const seed = 23;

it('a misspelt name is mended by the fix that is sure of itself, in every style and form', () => {
  let mended = 0;
  fc.assert(
    fc.property(validStudies, fc.nat(), (study, pick) => {
      const place = study.places[pick % Math.max(1, study.places.length)];
      if (place === undefined) {
        return;
      }
      const given = { cells: study.cells, notes: [], error: null };
      const { start, end } = place.range;
      const inQuotes = /^unknown-(?:label|arm)$/.test(place.kind) && /^\\?"/.test(study.text.slice(start, end));
      const at = inQuotes ? end - (study.text.slice(start, end).endsWith('\\"') ? 2 : 1) : end;
      const text = `${study.text.slice(0, at)}q${study.text.slice(at)}`;
      const before = look(text, given);
      const found = before.diagnostics.find(({ code }) => code === place.kind);
      if (found === undefined) {
        return;
      }
      for (const fix of fixesIn(found, before)) {
        const after = withChanges(text, fix.changes);
        const left = look(after, given).diagnostics;
        const codes = codesOf(left).filter((code) => /^(?:yaml|structure)/.test(code));
        expect(codes, `${fix.title}\n${after}`).toEqual([]);
        if (fix.choice !== 'possible') {
          mended += 1;
          expect(left.length, `${fix.title}\n${after}\n${codesOf(left)}`).toBeLessThan(before.diagnostics.length);
        }
        if (fix.title.startsWith('Silence')) {
          const same = (code: string): boolean => code === found.code;
          expect(codesOf(left).filter(same).length, after).toBeLessThan(
            codesOf(before.diagnostics).filter(same).length,
          );
        }
      }
    }),
    { numRuns: runs, seed },
  );
  expect(mended).toBeGreaterThan(runs / 4);
});

/** What goes wrong while one writes: a line lost, doubled or indented by a tab, a sign lost. */
const slips: readonly ((text: string, pick: number) => string)[] = [
  (text, pick) => ofLines(text, (lines) => lines.toSpliced(pick % lines.length, 1)),
  (text, pick) => ofLines(text, (lines) => lines.toSpliced(pick % lines.length, 0, lines[pick % lines.length] ?? '')),
  (text, pick) =>
    ofLines(text, (lines) => lines.with(pick % lines.length, (lines[pick % lines.length] ?? '').replace(/^ +/, '\t'))),
  (text) => text.replaceAll(/^(?: {2})+/gm, (blank) => '\t'.repeat(blank.length / 2)),
  (text, pick) => {
    const places = [...text.matchAll(/["'\]},]/g)].map(({ index }) => index);
    const at = places[pick % Math.max(1, places.length)] ?? 0;
    return text.slice(0, at) + text.slice(at + 1);
  },
];

it('a slip is mended by the fix that is sure of itself, and no fix makes it worse', () => {
  const mended = slips.map(() => 0);
  fc.assert(
    fc.property(validStudies, fc.nat(), fc.nat(slips.length - 1), (valid, pick, which) => {
      const given = { cells: null, notes: [], error: null };
      const text = slips[which]?.(valid.text, pick) ?? '';
      const before = look(text, given);
      for (const found of before.diagnostics.slice(0, 4)) {
        const said = (one: Looked): number =>
          one.diagnostics.filter(({ code, message }) => code === found.code && message === found.message).length;
        for (const fix of fixesIn(found, before)) {
          const changed = withChanges(text, fix.changes);
          const after = look(changed, given);
          const where = `${fix.title}\n${text}\n→\n${changed}\n${codesOf(after.diagnostics)}`;
          if (fix.choice !== 'possible') {
            mended[which] = (mended[which] ?? 0) + 1;
            expect(said(after), where).toBeLessThan(said(before));
          }
          const unreadable = (one: Looked) => one.diagnostics.filter(({ code }) => code === 'yaml-syntax').length;
          expect(unreadable(after), where).toBeLessThanOrEqual(unreadable(before));
        }
      }
    }),
    { numRuns: runs, seed },
  );
  for (const count of mended) {
    expect(count).toBeGreaterThan(0);
  }
});

it('no refactoring makes a valid study an invalid one, and nothing beside the text lies outside of it', () => {
  let rewritten = 0;
  fc.assert(
    fc.property(validStudies, ({ text, cells }) => {
      const given = { cells, notes: [], error: null };
      const { study, data, diagnostics } = look(text, given);
      const table = data.kind === 'table' ? data.table : null;
      const places = study.items.map(({ range }) => range).concat(study.attributes.map(({ range }) => range));
      for (const { start } of [...places, { start: text.indexOf('order:') }]) {
        for (const { title, changes } of refactoringsAt({ start, end: start }, diagnostics, { study, table })) {
          rewritten += 1;
          const after = withChanges(text, changes);
          const errors = look(after, given).diagnostics.filter(({ severity }) => severity === 'error');
          expect(errors, `${title}\n${after}`).toEqual([]);
        }
      }
      for (const { range } of highlightsOf(study)) {
        expect(range.start).toBeLessThan(range.end);
        expect(text.slice(range.start, range.end)).not.toMatch(/[\r\n]/);
      }
      const facts = data.kind === 'table' ? peopleFacts(study, data.people.value, data.split.value) : null;
      for (const { offset, label } of hintsOf({ study, facts, calls: 1, respondents: 1 })) {
        expect(offset).toBeLessThanOrEqual(text.length);
        expect(label).not.toMatch(/[\r\n]/);
      }
    }),
    { numRuns: runs, seed },
  );
  expect(rewritten).toBeGreaterThan(0);
});

function ofLines(text: string, change: (lines: readonly string[]) => readonly string[]): string {
  return change(text.split('\n')).join('\n');
}
