import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { openFolder, openStudy, runChange, serverReady, tidy } from '../helpers.ts';

/** What the view of runs hands over from the menu of a run, here of one without a report. */
const nodeOf = (study: vscode.Uri) => ({
  kind: 'run',
  study,
  run: { run: 'uniform-0', folder: path.dirname(study.fsPath), evaluation: null, report: null, verdict: [] },
  isNewest: false,
});

/** Presses the first button of the newest message. */
const accept = () => vscode.commands.executeCommand('notification.acceptPrimaryAction');
const shownTabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)).sort();

describe('a message with a button', () => {
  const studyFile = () => vscode.Uri.joinPath(openFolder(), 'messages', 'small.study.yaml');

  before(serverReady);
  beforeEach(async () => {
    await tidy();
    const tiny = fs.readFileSync(vscode.Uri.joinPath(openFolder(), 'tiny.study.yaml').fsPath, 'utf8');
    fs.mkdirSync(path.dirname(studyFile().fsPath), { recursive: true });
    fs.writeFileSync(studyFile().fsPath, tiny.replace('study: tiny', 'study: small'));
  });
  afterEach(async () => {
    await tidy();
    fs.rmSync(path.dirname(studyFile().fsPath), { recursive: true, force: true });
  });

  it('offers to simulate where a run has no report', async () => {
    await openStudy('messages', 'small.study.yaml');
    const before = shownTabs();
    await vscode.commands.executeCommand('understudy.openReport', nodeOf(studyFile()));
    assert.deepEqual(shownTabs(), before);
    const ended = runChange(studyFile(), ({ state }) => state.kind !== 'running');
    await accept();
    assert.deepEqual((await ended).state, { kind: 'finished', file: null });
  });

  it('offers to simulate where a study has no evaluation', async () => {
    await openStudy('messages', 'small.study.yaml');
    await vscode.commands.executeCommand('understudy.openEvaluation');
    const ended = runChange(studyFile(), ({ state }) => state.kind !== 'running');
    await accept();
    await ended;
  });

  it('is all that comes of a command for one run that was told of none', async () => {
    await openStudy('messages', 'small.study.yaml');
    const before = shownTabs();
    await vscode.commands.executeCommand('understudy.openReport');
    await vscode.commands.executeCommand('understudy.revealRun');
    await vscode.commands.executeCommand('understudy.deleteRun');
    assert.deepEqual(shownTabs(), before);
    assert.ok(fs.existsSync(studyFile().fsPath));
  });
});
