import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { activeDocument, codeOf, diagnosticsOf, openFolder, openStudy, runChange, tidy, until } from '../helpers.ts';

const sample = ['media-influence', 'media-influence.study.yaml'];

function runFolders(): readonly string[] {
  const folder = path.join(openFolder().fsPath, 'media-influence', '.understudy', 'media-influence');
  return fs.existsSync(folder) ? fs.readdirSync(folder).map((run) => path.join(folder, run)) : [];
}

function panelTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('understudy.evaluation'));
}

const isFinding = (found: vscode.Diagnostic) => /^(misaligned|collapsed|coherence|coefficient)-/.test(codeOf(found));

describe('simulate and compare', function () {
  this.timeout(120_000);

  before(() => {
    fs.rmSync(path.join(openFolder().fsPath, 'media-influence', '.understudy'), { recursive: true, force: true });
  });

  it('can be cancelled; what was answered is kept', async () => {
    const editor = await openStudy(...sample);
    const started = runChange(editor.document.uri, ({ progress }) => progress !== null);
    const run = vscode.commands.executeCommand<string | undefined>(
      'understudy.simulateAndCompare',
      editor.document.uri,
    );
    await started;
    await vscode.commands.executeCommand('understudy.cancelRun', editor.document.uri);
    assert.equal(await run, 'cancelled');
    assert.deepEqual(
      runFolders().filter((folder) => fs.existsSync(path.join(folder, 'evaluation.json'))),
      [],
    );
  });

  it('goes on from there, to the evaluation, with the panel beside the file and the focus in the editor', async () => {
    const editor = await openStudy(...sample);
    const state = await vscode.commands.executeCommand('understudy.simulateAndCompare', editor.document.uri);
    assert.equal(state, 'finished');
    const evaluated = runFolders().filter((folder) => fs.existsSync(path.join(folder, 'evaluation.json')));
    assert.equal(evaluated.length, 1);

    const [tab] = await until(
      'the panel',
      () => (panelTabs().length > 0 ? panelTabs() : undefined),
      vscode.window.tabGroups.onDidChangeTabs,
    );
    assert.ok(tab);
    assert.equal(tab.group.viewColumn, vscode.ViewColumn.Two);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), editor.document.uri.toString());
  });

  it('has asked each respondent once in all', () => {
    const journals = runFolders()
      .map((folder) => path.join(folder, 'answers.jsonl'))
      .filter((file) => fs.existsSync(file));
    assert.ok(journals.length > 0);
    for (const journal of journals) {
      const lines = fs.readFileSync(journal, 'utf8').trimEnd().split('\n');
      const asked = lines.map((line) => {
        const { respondent, repeat } = JSON.parse(line);
        return `${respondent} ${repeat}`;
      });
      assert.equal(new Set(asked).size, asked.length, journal);
    }
  });

  it('puts its findings into the study, and calls them stale after an edit to what they speak of', async () => {
    const editor = await openStudy(...sample);
    const { uri } = editor.document;
    const isFinding = (found: vscode.Diagnostic) =>
      /^(misaligned|collapsed|coherence|coefficient)-/.test(codeOf(found));
    const found = await diagnosticsOf(uri, 'a finding', (all) => all.some(isFinding));
    const places = found.filter(isFinding).map(({ range }) => editor.document.getText(range));
    assert.ok(places.every((text) => text.length > 0));

    // What counts as different enough is part of what every finding depends on.
    const changed = editor.document.getText().replace('margin: 0.05', 'margin: 0.04');
    const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit((edit) => edit.replace(whole, changed));
    const stale = await diagnosticsOf(uri, 'stale findings only', (all) => all.length > 0 && !all.some(isFinding));
    assert.ok(stale.some((one) => codeOf(one) === 'stale-finding'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await diagnosticsOf(uri, 'findings of today', (all) => all.some(isFinding));
  });

  it('shows findings of an evaluation that appears, and forgets those of one that goes', async () => {
    const editor = await openStudy(...sample);
    const { uri } = editor.document;
    const isBroken = (all: readonly vscode.Diagnostic[]) => all.some((one) => codeOf(one) === 'run-file');
    await diagnosticsOf(uri, 'a finding', (all) => all.some(isFinding));
    const [evaluated] = runFolders().filter((folder) => fs.existsSync(path.join(folder, 'evaluation.json')));
    assert.ok(evaluated);
    const file = path.join(evaluated, 'evaluation.json');
    const kept = fs.readFileSync(file);
    fs.rmSync(file);
    await diagnosticsOf(uri, 'no finding', (all) => !all.some(isFinding));
    fs.writeFileSync(file, kept);
    await diagnosticsOf(uri, 'the finding again', (all) => all.some(isFinding));
    fs.writeFileSync(file, '{"format":');
    await diagnosticsOf(uri, 'what is wrong with the file', isBroken);
    fs.writeFileSync(file, kept);
    await diagnosticsOf(uri, 'the finding again', (all) => !isBroken(all) && all.some(isFinding));
  });

  it('opens the evaluation of one run, in the panel that the study has', async () => {
    const { document } = await openStudy(...sample);
    const [evaluated] = runFolders().filter((folder) => fs.existsSync(path.join(folder, 'evaluation.json')));
    assert.ok(evaluated);
    const file = path.join(evaluated, 'evaluation.json');
    await vscode.commands.executeCommand('understudy.openEvaluation', document.uri, file);
    await vscode.commands.executeCommand('understudy.openEvaluation', document.uri);
    assert.equal(panelTabs().length, 1);
  });

  it('takes the only study that is open where none is in front', async () => {
    const { document } = await openStudy(...sample);
    const others = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(
        ({ input }) => !(input instanceof vscode.TabInputText) || input.uri.toString() !== document.uri.toString(),
      );
    await vscode.window.tabGroups.close(others);
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'understudy.understudy#understudy.start');
    await until(
      'the walkthrough in front',
      () => (vscode.window.activeTextEditor === undefined ? true : undefined),
      vscode.window.onDidChangeActiveTextEditor,
    );
    await vscode.commands.executeCommand('understudy.previewPrompt');
    await activeDocument('the prompt', ({ uri }) => uri.scheme === 'understudy-prompt');
    await tidy();
  });

  it('runs two studies at once, and the same one only once', async () => {
    const one = await openStudy(...sample);
    const copy = vscode.Uri.joinPath(openFolder(), 'media-influence', 'copy.study.yaml');
    fs.writeFileSync(copy.fsPath, one.document.getText().replace('study: media-influence', 'study: copy'));
    const both = ['understudy.simulateAndCompare', 'understudy.simulateAndCompare'] as const;
    const [first, second] = await Promise.all(
      both.map((command, index) => vscode.commands.executeCommand(command, [one.document.uri, copy][index])),
    );
    assert.deepEqual([first, second], ['finished', 'finished']);

    const again = vscode.commands.executeCommand('understudy.simulateAndCompare', copy);
    assert.equal(await vscode.commands.executeCommand('understudy.simulateAndCompare', copy), undefined);
    assert.equal(await again, 'finished');
  });

  it('refuses a study with errors, and says so', async () => {
    const editor = await openStudy('broken.study.yaml');
    await diagnosticsOf(editor.document.uri, 'an error', (all) =>
      all.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
    );
    const run = vscode.commands.executeCommand('understudy.simulateAndCompare', editor.document.uri);
    await vscode.commands.executeCommand('notifications.clearAll');
    assert.equal(await run, undefined);
  });
});
