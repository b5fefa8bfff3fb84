import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseStudy } from '#engine/study';
import { expectDiagnostics, parseMarkedText } from './marked-text.ts';

const folder = new URL('../fixtures/study-language/', import.meta.url);
const files = fs.readdirSync(folder).filter((name) => name.endsWith('.study.yaml'));

describe('what the parser says about a study, as its fixture expects', () => {
  it('has fixtures', () => {
    expect(files.length).toBeGreaterThan(6);
  });

  it.each(files)('%s', (name) => {
    const marked = parseMarkedText(fs.readFileSync(new URL(name, folder), 'utf8'));
    expectDiagnostics(marked, parseStudy(marked.text).diagnostics);
  });

  it.each(files)('%s with CRLF', (name) => {
    const marked = parseMarkedText(fs.readFileSync(new URL(name, folder), 'utf8'));
    const codes = (text: string): readonly string[] => parseStudy(text).diagnostics.map(({ code }) => code);
    expect(codes(marked.text.replaceAll('\n', '\r\n'))).toEqual(codes(marked.text));
  });
});
