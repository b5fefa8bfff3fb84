import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli } from '../tools/built-cli.ts';
import { studyFolder } from './helpers.ts';

describe('report', () => {
  it('writes an evaluation as Markdown, CSV, HTML and Methods, on standard output or into files', async () => {
    const file = studyFolder();
    await cli(['simulate', file, '--evaluate']);
    const folder = path.dirname(file);
    const report = (...options: readonly string[]) => cli(['report', file, ...options]);

    expect((await report('--format', 'markdown')).out).toMatch(/^# .+\n\nStudy sharing\. Judged: \*\*regression\*\*/);
    expect((await report('--format', 'methods')).out).toContain('regression is not a language model');
    expect((await report('--format', 'html')).out).toMatch(/^<!doctype html>/);
    expect((await report('--format', 'json')).out).toBe((await report('--json')).out);
    expect((await report('--format', 'csv', '--table', 'twins')).out).toMatch(/^model,item,n_pairs,kappa,rho\r\n/);

    const to = path.join(folder, 'tables');
    const { code, out } = await report('--format', 'csv', '--to', to);
    expect(code).toBe(0);
    expect(out).toContain('cells.csv');
    expect(fs.readdirSync(to)).toEqual(expect.arrayContaining(['cells.csv', 'coefficients.csv', 'flow.csv']));
    const methods = path.join(folder, 'new', 'methods.md');
    expect(await report('--format', 'methods', '--to', methods)).toMatchObject({ code: 0 });
    expect(fs.readFileSync(methods, 'utf8')).toMatch(/^# Methods: /);
    fs.writeFileSync(path.join(folder, 'taken'), '');
    expect(await report('--format', 'csv', '--to', path.join(folder, 'taken', 'in'))).toMatchObject({
      code: 3,
      err: expect.stringContaining('cannot be written'),
    });
  });

  it.each([
    [['--format', 'markdown', '--json'], '`--json` and `--format markdown` are two formats'],
    [['--table', 'cells'], '`--table` belongs to `--format csv`'],
    [['--to', 'x.txt'], '`--to` belongs to the formats'],
    [['--format', 'csv', '--table', 'nothing'], 'nothing'],
  ])('says no to %j', async (options, message) => {
    const { code, out, err } = await cli(['report', studyFolder(), ...options]);
    expect(code).toBe(2);
    expect(out + err).toContain(message);
  });
});
