import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { cli } from '../tools/built-cli.ts';
import { edited, studyFolder } from './helpers.ts';

describe('check', () => {
  // The few people of these tests are worth a note, which is not what they are about.
  const withoutPower = ['--severity', 'low-power=off'];

  it('has nothing to say about a study that is right', async () => {
    const wide = studyFolder({ more: 'alignment: { margin: 0.2 }' });
    expect(await cli(['check', wide])).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing to correct'),
    });
  });

  it('prints findings as a compiler does, with the line and carets', async () => {
    const file = edited('~ frame + concern', '~ frame + concren');
    const { code, out } = await cli(['check', path.basename(file), ...withoutPower], { cwd: path.dirname(file) });
    expect(code).toBe(1);
    const line =
      fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((one) => one.includes('concren')) + 1;
    const column = (fs.readFileSync(file, 'utf8').split('\n')[line - 1] ?? '').indexOf('concren') + 1;
    expect(out).toMatch(
      new RegExp(`^sharing\\.study\\.yaml:${line}:${column} error .*concern.*\\[unknown-variable\\]$`, 'm'),
    );
    const [source, carets] = out.split('\n').slice(1, 3);
    expect(carets?.indexOf('^')).toBe(source?.indexOf('concren'));
    expect(carets?.match(/\^+/)?.[0]).toHaveLength('concren'.length);
  });

  it('has no colour unless it is asked for', async () => {
    const file = edited('~ frame + concern', '~ frame + concren');
    const colourCode = String.fromCharCode(27);
    expect((await cli(['check', file])).out).not.toContain(colourCode);
    expect((await cli(['check', file], { env: { FORCE_COLOR: '1' } })).out).toContain(colourCode);
    expect((await cli(['check', file], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).out).not.toContain(colourCode);
  });

  it('keeps silent where a comment says so', async () => {
    const file = edited(
      'regressions:\n',
      'regressions:\n  # understudy-ignore unknown-variable: comes with the second wave\n',
    );
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('~ frame + concern', '~ frame + concren'));
    expect((await cli(['check', file])).code).toBe(0);
  });

  it('prints one stable object with --json', async () => {
    const file = edited('~ frame + concern', '~ frame + concren');
    const { code, out } = await cli(['check', file, '--json', ...withoutPower]);
    const printed = JSON.parse(out);
    expect(Object.keys(printed)).toEqual(['understudy', 'command', 'exit_code', 'data', 'diagnostics', 'errors']);
    expect(printed).toMatchObject({ command: 'check', exit_code: code, errors: [] });
    expect(printed.diagnostics[0]).toMatchObject({
      code: 'unknown-variable',
      severity: 'error',
      file,
      line: expect.any(Number),
    });
  });

  test.each([
    ['broken YAML', /^title:.*$/m, 'title: "never closed', /yaml-syntax/],
    ['missing data', 'people.csv', 'persons.csv', /missing-data-file/],
  ])('survives %s', async (_, replace, by, code) => {
    const { code: exit, out } = await cli(['check', edited(replace, by)]);
    expect(exit).toBe(1);
    expect(out).toMatch(code);
  });
});

describe('plan', () => {
  it('says whom a run would ask', async () => {
    const { out } = await cli(['plan', studyFolder()]);
    expect(out).toContain('People       160: 40 pilot, 120 held out');
    expect(out).toContain('Respondents  120 (one for each held-out person)');
    expect(out).toMatch(/frame {8}hidden 60, shown 60/);
  });

  it('shows what one respondent would read', async () => {
    const file = studyFolder();
    const { out } = await cli(['plan', file, '--respondent', '3']);
    expect(out).toMatch(/^# Respondent 3 of 120\n\n- id: twin:(p\d+) /);
    expect(out).toMatch(
      /## System\n\n```text\nYou are (Female|Male)\.\n```\n\n## User\n\n```text\nWe ask for your data\./,
    );
    const [, id = ''] = /twin:(p\d+)/.exec(out) ?? [];
    for (const name of [id, `twin:${id}`]) {
      expect((await cli(['plan', file, '--respondent', name])).out).toBe(out);
    }
    const nobody = await cli(['plan', file, '--respondent', 'p9999']);
    expect(nobody).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no respondent p9999: the plan has 120, such as twin:/),
    });
    const again = await cli(['plan', file, '--respondent', '3', '--repeat', '2']);
    expect(again).toMatchObject({
      code: 2,
      err: expect.stringContaining('no repeat 2: each respondent is asked once'),
    });
  });
});
