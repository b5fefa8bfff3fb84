import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { occurrenceAt, occurrences, occurrencesOf, parseStudy, type StudySymbol } from '#engine/study';
import { parseMarkedText } from './marked-text.ts';

const fixture = fs.readFileSync(new URL('../fixtures/language/occurrences.study.yaml', import.meta.url), 'utf8');
const { text, expected } = parseMarkedText(fixture);
const study = parseStudy(text).value;
const words = (symbol: StudySymbol): string =>
  symbol.kind === 'label' ? `label ${symbol.variable}/${symbol.label}` : `${symbol.kind} ${symbol.id}`;

describe('names and labels', () => {
  it('are found wherever they stand, and nowhere else', () => {
    const line = (start: number) => text.slice(0, start).split('\n').length;
    const found = occurrences(study).map(
      ({ range, role, symbol }) =>
        `line ${line(range.start)}: ${role} ${words(symbol)} at ${range.start}–${range.end} "${text.slice(range.start, range.end)}"`,
    );
    const wanted = expected.map(
      ({ range, code, message }) =>
        `line ${line(range.start)}: ${code} ${message} at ${range.start}–${range.end} "${text.slice(range.start, range.end)}"`,
    );
    expect(found).toEqual(wanted);
  });

  it('are marked as unknown where the study does not define them', () => {
    const unknown = occurrences(study).filter(({ isKnown }) => !isKnown);
    expect(unknown.map(({ symbol }) => words(symbol))).toEqual(['label buys/Never', 'variable gone']);
  });

  it('are found from any of their places', () => {
    const at = occurrenceAt(study, text.indexOf('worried, show') + 3);
    expect(at && words(at.symbol)).toBe('variable worried');
    expect(at && occurrencesOf(study, at.symbol).map(({ role }) => role)).toEqual(['definition', 'use', 'use', 'use']);
    expect(occurrenceAt(study, text.indexOf('Do you buy'))).toBeNull();
  });
});
