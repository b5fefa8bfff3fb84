import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeHtmlReport } from '#engine/node';
import { buildReport } from '#engine/report';
import { exampleEvaluation } from '../report/example.ts';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-report-'));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function within(...parts: readonly string[]): string {
  const file = path.join(folder, ...parts);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return file;
}

describe('writing the HTML report', () => {
  it.each([
    ['beside the program', ['dist'], ['dist', 'panel.js']],
    ['in dist of a folder above', ['engine', 'cli'], ['dist', 'panel.js']],
  ])('takes the script of the panel from %s', async (_, program, script) => {
    const report = buildReport(await exampleEvaluation());
    fs.writeFileSync(within(...script), 'drawTheReport();');
    fs.mkdirSync(path.join(folder, ...program), { recursive: true });
    const file = path.join(folder, 'run', 'report.html');
    expect(writeHtmlReport(report, file, path.join(folder, ...program))).toEqual({ kind: 'written', file });
    expect(fs.readFileSync(file, 'utf8')).toContain('drawTheReport();');
    expect(fs.readdirSync(path.dirname(file))).toEqual(['report.html']);
  });

  it('says so where Understudy has not been built', async () => {
    const report = buildReport(await exampleEvaluation());
    const file = path.join(folder, 'report.html');
    const written = writeHtmlReport(report, file, folder);
    expect(written.kind === 'not-written' ? written.reason : '').toContain('no panel.js');
    expect(fs.existsSync(file)).toBe(false);
  });

  it('leaves nothing half written where the file cannot be replaced', async () => {
    const report = buildReport(await exampleEvaluation());
    fs.writeFileSync(within('dist', 'panel.js'), 'drawTheReport();');
    const file = path.join(folder, 'report.html');
    fs.mkdirSync(file);
    const written = writeHtmlReport(report, file, path.join(folder, 'dist'));
    expect(written.kind === 'not-written' ? written.reason : '').toMatch(/^The HTML report could not be written: /);
    expect(fs.readdirSync(folder).sort()).toEqual(['dist', 'report.html']);
  });
});
