// Every fix of every fixture: what it is sure of makes its diagnostic disappear, and nothing new is said.
import { describe, expect, it } from 'vitest';
import { type Diagnostic, type DiagnosticCode, diagnosticCodes } from '#engine/diagnostics';
import { fixOfAll } from '#engine/fixes';
import { withChanges } from '#engine/text';
import { fixturesOf, inEveryStyle } from '../diagnostics/fixture-files.ts';
import { codesOf, fixesIn, type Looked, look } from './looked.ts';

const codes = (Object.keys(diagnosticCodes) as readonly DiagnosticCode[]).filter(
  (code) => diagnosticCodes[code].needs !== 'evaluation',
);

/** Codes of which at least one fixture must have a fix that is sure of itself. */
const mended: readonly DiagnosticCode[] = [
  'data-encoding',
  'derived-order',
  'duplicate-key',
  'duplicate-name',
  'expression-syntax',
  'formula-family',
  'header-rows',
  'incomplete-order',
  'invalid-name',
  'key-in-file',
  'model-setting',
  'no-groups',
  'no-range',
  'plain-http',
  'quota-shares',
  'score-order',
  'structure',
  'too-few-parts',
  'unknown-arm',
  'unknown-column',
  'unknown-key',
  'unknown-label',
  'unknown-name',
  'unknown-placeholder',
  'unknown-variable',
  'unused-ignore',
  'wrong-address',
  'wrong-range',
  'yaml-syntax',
  'yaml-trap',
  'yaml-unsupported',
];

describe.each(codes)('%s', (code) => {
  const firing = fixturesOf(code).filter(({ message }) => message !== null);
  let sure = 0;

  it('disappears with each fix that is sure of itself, and nothing new is said, in every style', () => {
    for (const fixture of firing) {
      for (const { text, style } of inEveryStyle(fixture.source)) {
        const before = look(text, fixture);
        for (const diagnostic of before.diagnostics) {
          for (const { title, changes, choice } of fixesIn(diagnostic, before)) {
            if (choice === 'possible') {
              continue;
            }
            sure += 1;
            const after = withChanges(text, changes);
            const left = before.diagnostics.filter((other) => other !== diagnostic);
            expect(codesOf(look(after, fixture).diagnostics), `${style}: ${title}\n${text}\n→\n${after}`).toEqual(
              codesOf(left),
            );
          }
        }
      }
    }
    if (mended.includes(code)) {
      expect(sure, 'a fix that is sure of itself').toBeGreaterThan(0);
    }
  });

  it('is said less often with each fix that is offered, and nothing worse is said, in every style', () => {
    for (const fixture of firing) {
      for (const { text, style } of inEveryStyle(fixture.source)) {
        const before = look(text, fixture);
        const errors = countOf(before, (one) => one.severity === 'error');
        for (const diagnostic of before.diagnostics) {
          for (const { title, changes } of fixesIn(diagnostic, before)) {
            const after = look(withChanges(text, changes), fixture);
            const where = `${style}: ${title}\n${withChanges(text, changes)}\n${codesOf(after.diagnostics)}`;
            const same = (one: Diagnostic) => one.code === diagnostic.code && one.message === diagnostic.message;
            expect(countOf(after, same), where).toBeLessThan(countOf(before, same));
            expect(
              countOf(after, (one) => one.severity === 'error'),
              where,
            ).toBeLessThanOrEqual(errors);
          }
        }
      }
    }
  });

  it('is silenced by the comment that is offered, in every style', () => {
    for (const fixture of firing) {
      for (const { text, style } of inEveryStyle(fixture.source)) {
        const before = look(text, fixture);
        for (const diagnostic of before.diagnostics) {
          const silencing = fixesIn(diagnostic, before).find(({ title }) => title.startsWith('Silence'));
          if (code === 'yaml-syntax' || code === 'unused-ignore') {
            expect(silencing).toBeUndefined();
            continue;
          }
          expect(silencing, `${style}\n${text}`).toBeDefined();
          const after = withChanges(text, silencing?.changes ?? []);
          expect(codesOf(look(after, fixture).diagnostics), `${style}\n${after}`).toEqual([]);
        }
      }
    }
  });

  it('offers nothing that YAML cannot read', () => {
    for (const fixture of firing) {
      for (const { text, style } of inEveryStyle(fixture.source)) {
        const before = look(text, fixture);
        if (before.diagnostics.some((one) => one.code === 'yaml-syntax')) {
          continue;
        }
        for (const diagnostic of before.diagnostics) {
          for (const { title, changes } of fixesIn(diagnostic, before)) {
            const after = withChanges(text, changes);
            const found = codesOf(look(after, fixture).diagnostics).filter((one) => /^(yaml|structure)/.test(one));
            const known = codesOf(before.diagnostics);
            expect(
              found.filter((one) => !known.includes(one)),
              `${style}: ${title}\n${after}`,
            ).toEqual([]);
          }
        }
      }
    }
  });

  it('is mended at once only where nothing else can be meant', () => {
    for (const fixture of firing) {
      for (const { text } of inEveryStyle(fixture.source)) {
        const before = look(text, fixture);
        const table = before.data.kind === 'table' ? before.data.table : null;
        const fix = fixOfAll(before.diagnostics, { study: before.study, table });
        if (fix !== null) {
          const after = look(withChanges(text, fix.changes), fixture).diagnostics;
          expect(after.length).toBeLessThan(before.diagnostics.length);
        }
      }
    }
  });
});

function countOf({ diagnostics }: Looked, isMeant: (one: Diagnostic) => boolean): number {
  return diagnostics.filter(isMeant).length;
}
