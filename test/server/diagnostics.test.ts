import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticReport,
} from 'vscode-languageserver';
import { converse, textAt } from './conversation.ts';
import { stageExample, stageStudy } from './stage.ts';

const misspelt = (text: string) => text.replace('reaction ~ placement +', 'reaction ~ placment +');
const codes = (found: readonly Diagnostic[]) => found.map(({ code }) => code);
const withCode = (found: readonly Diagnostic[], code: string) => found.filter((one) => one.code === code);
const items = (report: DocumentDiagnosticReport) => (report.kind === 'full' ? report.items : []);

describe('diagnostics that the server sends', () => {
  it('stand at the name, say what is meant, and go when it is put right', async () => {
    const { file, text } = stageStudy();
    const talk = await converse({ initializationOptions: { codesPage: 'file:///docs/diagnostics.md' } });
    const uri = await talk.open(file, misspelt(text));
    const [wrong] = withCode(await talk.published(uri, 1), 'unknown-variable');
    expect(textAt(misspelt(text), wrong.range)).toBe('placment');
    expect(wrong).toMatchObject({
      severity: DiagnosticSeverity.Error,
      source: 'understudy',
      message: expect.stringContaining('`placement`'),
      codeDescription: { href: 'file:///docs/diagnostics.md#unknown-variable' },
    });
    await talk.edit(uri, 2, text);
    expect(codes(await talk.published(uri, 2))).not.toContain('unknown-variable');
    await talk.end();
  });

  it('are for the newest text only, when edits come faster than they can be looked at', async () => {
    const { file, text } = stageStudy();
    const waiting = new Set<() => void>();
    /** Lets the time pass that the server waits after an edit. */
    const pass = () => {
      for (const work of waiting) {
        waiting.delete(work);
        work();
      }
    };
    const talk = await converse({
      world: {
        later(_milliseconds, work) {
          waiting.add(work);
          return () => waiting.delete(work);
        },
      },
    });
    const uri = await talk.open(file, text);
    const seen = () => talk.ask('textDocument/documentSymbol', { textDocument: { uri } });
    await seen();
    pass();
    await talk.published(uri, 1);
    for (let version = 2; version <= 20; version += 1) {
      await talk.edit(uri, version, version % 2 === 0 ? misspelt(text) : `${text}# ${version}\n`);
    }
    await seen();
    pass();
    expect(codes(await talk.published(uri, 20))).toContain('unknown-variable');
    expect(talk.sentVersions(uri)).toEqual([1, 20]);
    await talk.end();
  });

  it('do not show what was found before an edit that came while the data were read', async () => {
    const { file, text } = stageStudy();
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reads = 0;
    const talk = await converse({
      world: {
        async readData() {
          reads += 1;
          await gate;
          return { kind: 'error', error: { kind: 'empty' } };
        },
      },
    });
    const uri = await talk.open(file, misspelt(text));
    await expect.poll(() => reads).toBe(1);
    await talk.edit(uri, 2, text);
    await talk.ask('textDocument/documentSymbol', { textDocument: { uri } }); // the server has seen the edit now
    release();
    expect(codes(await talk.published(uri, 2))).toEqual(['data-format']);
    expect(talk.sentVersions(uri)).toEqual([2]);
    await talk.end();
  });

  it('follow the data file', async () => {
    const { file, text, dataFile } = stageStudy();
    const talk = await converse();
    const uri = await talk.open(file, text);
    expect(codes(await talk.published(uri, 1))).not.toContain('missing-data-file');
    const kept = fs.readFileSync(dataFile, 'utf8');
    fs.writeFileSync(dataFile, kept.replace(',gender,', ',sex,'));
    const [wrong] = withCode(await talk.published(uri, 1), 'unknown-column');
    expect(wrong.message).toContain('gender');

    fs.rmSync(dataFile);
    const [missing] = withCode(await talk.published(uri, 1), 'missing-data-file');
    expect(textAt(text, missing.range)).toBe('data/media-influence.csv');
    await talk.end();
  });

  it('have the findings of an evaluation that appears, and mark what the text has left behind', async () => {
    const { file, text, writeEvaluation } = stageExample();
    const talk = await converse();
    const uri = await talk.open(file, text);
    const before = await talk.published(uri, 1);
    expect(codes(before).filter((code) => /^(misaligned|coherence|collapsed|stale)/.test(String(code)))).toEqual([]);

    await writeEvaluation('r1');
    const found = await talk.published(uri, 1);
    const gap = withCode(found, 'coherence-gap').find(
      ({ range }) => textAt(text, range) === 'expecting-a-rush-means-buying',
    );
    expect(gap?.severity).toBe(DiagnosticSeverity.Warning);
    expect(codes(found)).not.toContain('stale-finding');

    const edited = text.replace('when: presumed_influence >= 6', 'when: presumed_influence >= 5');
    await talk.edit(uri, 2, edited);
    const after = await talk.published(uri, 2);
    expect(withCode(after, 'stale-finding').map(({ range }) => textAt(edited, range))).toEqual([
      'expecting-a-rush-means-buying',
    ]);
    expect(withCode(after, 'stale-finding')[0].severity).toBe(DiagnosticSeverity.Hint);
    expect(withCode(after, 'misaligned-item').length).toBe(withCode(found, 'misaligned-item').length);
    await talk.end();
  });

  it('name an evaluation that cannot be read, and keep to the newest one that can', async () => {
    const { file, text, writeEvaluation, evaluationFile } = stageExample();
    await writeEvaluation('r1');
    fs.mkdirSync(path.dirname(evaluationFile('r2')), { recursive: true });
    fs.writeFileSync(evaluationFile('r2'), '{"format": 1, "half');
    const talk = await converse();
    const uri = await talk.open(file, text);
    const found = await talk.published(uri, 1);
    const [broken] = withCode(found, 'run-file');
    expect(textAt(text, broken.range)).toBe('buying-sugar');
    expect(broken.message).toContain('.understudy/buying-sugar/r2/evaluation.json');
    expect(codes(found)).toContain('coherence-gap');

    fs.rmSync(evaluationFile('r2'));
    fs.writeFileSync(evaluationFile('r1'), '{"format": 99}');
    const [old] = withCode(await talk.published(uri, 1), 'run-file');
    expect(old.message).toContain('format 99');
    await talk.end();
  });

  it('are silenced by a comment with their code, and by no other', async () => {
    const { file, text, writeEvaluation } = stageExample();
    await writeEvaluation('r1');
    const talk = await converse();
    const silenced = text
      .replace('  expecting-a-rush', '  # understudy-ignore coherence-gap: known\n  expecting-a-rush')
      .replace('  important-means', '  # understudy-ignore misaligned-item: not this\n  important-means');
    const uri = await talk.open(file, silenced);
    const found = await talk.published(uri, 1);
    const about = (name: string) =>
      found.filter(({ range, code }) => textAt(silenced, range) === name && /gap|stale/.test(String(code)));
    expect(about('expecting-a-rush-means-buying')).toEqual([]);
    expect(about('important-means-buying').length).toBeGreaterThan(0);
    await talk.end();
  });

  it('leave plain YAML errors to an extension that reports them, as long as it is there', async () => {
    const { file, text } = stageStudy();
    const talk = await converse({ initializationOptions: { yamlSyntaxReportedElsewhere: true } });
    const torn = text.replace('title: Does', 'title: "Does');
    const uri = await talk.open(file, torn);
    expect(codes(await talk.published(uri, 1))).not.toContain('yaml-syntax');
    await talk.tell('understudy/settings', { yamlSyntaxReportedElsewhere: false });
    expect(codes(await talk.published(uri, 1))).toContain('yaml-syntax');
    await talk.end();
  });

  it.each([
    ['asked for', { settings: { understudy: { diagnostics: { severity: { 'unknown-variable': 'hint' } } } } }],
    ['sent with the greeting', { initializationOptions: { severity: { 'unknown-variable': 'hint' } } }],
  ])('have the severities of the settings, %s, and new ones when these change', async (_how, options) => {
    const { file, text } = stageStudy();
    const talk = await converse(options);
    const uri = await talk.open(file, misspelt(text));
    const isHint = (found: readonly Diagnostic[]) =>
      withCode(found, 'unknown-variable')[0]?.severity === DiagnosticSeverity.Hint;
    await talk.published(uri, 1, isHint);
    const severity = { 'unknown-variable': 'off', 'no-such-code': 'off', 'small-subgroup': 'loud' };
    await talk.tell('workspace/didChangeConfiguration', { settings: { understudy: { diagnostics: { severity } } } });
    await talk.published(uri, 1, (found) => withCode(found, 'unknown-variable').length === 0);
    expect(talk.logged.join('\n')).toMatch(/`no-such-code` is no code.*\n.*`small-subgroup` can be off, hint/);
    // an error stays an error for a run, whatever colour it has in the editor
    expect(await talk.ask('understudy/studyInfo', { uri })).toMatchObject({ errors: 1 });
    await talk.end();
  });

  it('fade a comment that silences nothing', async () => {
    const { file, text } = stageStudy();
    const talk = await converse();
    const uri = await talk.open(file, text.replace('study:', '# understudy-ignore unknown-name: x\nstudy:'));
    const [useless] = withCode(await talk.published(uri, 1), 'unused-ignore');
    expect(useless).toMatchObject({ severity: DiagnosticSeverity.Hint, tags: [DiagnosticTag.Unnecessary] });
    await talk.end();
  });

  it('are about studies only, several at once, and go with the editor', async () => {
    const one = stageStudy();
    const two = stageStudy();
    const talk = await converse();
    await talk.open(path.join(one.folder, 'other.yaml'), 'a: [');
    const first = await talk.open(one.file, misspelt(one.text));
    const second = await talk.open(two.file, two.text);
    expect(codes(await talk.published(first, 1))).toContain('unknown-variable');
    expect(codes(await talk.published(second, 1))).not.toContain('unknown-variable');
    await talk.tell('textDocument/didClose', { textDocument: { uri: first } });
    await expect.poll(() => talk.sentVersions(first).length).toBe(2);
    expect(talk.sentVersions(first)).toEqual([1, undefined]);
    await talk.end();
  });
});

describe('diagnostics that the client asks for', () => {
  it('are given once, and asked for again when an evaluation appears', async () => {
    const { file, text, writeEvaluation } = stageExample();
    const talk = await converse({ diagnostics: 'pull' });
    expect(talk.initialized.capabilities.diagnosticProvider).toBeDefined();
    const uri = await talk.open(file, text);
    const first = await talk.pull(uri);
    expect(codes(items(first))).not.toContain('coherence-gap');
    const again = await talk.pull(uri, first.resultId);
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });

    await writeEvaluation('r1');
    await talk.refreshAsked('diagnostics');
    await talk.refreshAsked('codeLens');
    expect(codes(items(await talk.pull(uri, first.resultId)))).toContain('coherence-gap');
    expect(talk.sentVersions(uri)).toEqual([]);
    await talk.end();
  });

  it('are asked for again when the settings change, and are then new', async () => {
    const { file, text } = stageStudy();
    const talk = await converse({ diagnostics: 'pull' });
    const uri = await talk.open(file, misspelt(text));
    const first = await talk.pull(uri);
    expect(codes(items(first))).toContain('unknown-variable');
    const severity = { 'unknown-variable': 'off' };
    await talk.tell('workspace/didChangeConfiguration', { settings: { understudy: { diagnostics: { severity } } } });
    await talk.refreshAsked('diagnostics');
    const second = await talk.pull(uri, first.resultId);
    expect(second.kind).toBe('full');
    expect(codes(items(second))).not.toContain('unknown-variable');
    await talk.end();
  });

  it('are empty for what is no study', async () => {
    const { folder } = stageStudy();
    const talk = await converse({ diagnostics: 'pull' });
    const uri = await talk.open(path.join(folder, 'other.yaml'), 'a: [');
    expect(items(await talk.pull(uri))).toEqual([]);
    await talk.end();
  });
});

describe('another study in the folder', () => {
  it('with the same name is said once it was found, and no more once it has another', async () => {
    const { file, text, folder } = stageStudy();
    const other = path.join(folder, 'copy.study.yaml');
    let time = 0;
    const talk = await converse({ world: { now: () => time } });
    const uri = await talk.open(file, text);
    expect(withCode(await talk.published(uri, 1), 'shared-study-id')).toEqual([]);

    fs.writeFileSync(other, text);
    time = 5000;
    await talk.edit(uri, 2, `${text}\n`);
    const [found] = await talk
      .published(uri, 2, (all) => withCode(all, 'shared-study-id').length > 0)
      .then((all) => withCode(all, 'shared-study-id'));
    expect(found?.message).toContain('`copy.study.yaml` is called');

    fs.writeFileSync(other, text.replace(/^study: .*/m, 'study: another-name'));
    time = 10_000;
    await talk.edit(uri, 3, text);
    await talk.published(uri, 3, (all) => withCode(all, 'shared-study-id').length === 0);
    await talk.end();
  });
});
