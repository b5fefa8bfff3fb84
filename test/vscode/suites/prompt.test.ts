import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activeDocument, openStudy, replace, serverReady, tidy, until } from '../helpers.ts';

const sample = ['media-influence', 'media-influence.study.yaml'];

/** The preview of a prompt in the active editor, once its text matches. */
const shown = (pattern: RegExp) =>
  activeDocument(String(pattern), ({ uri, getText }) => uri.scheme === 'understudy-prompt' && pattern.test(getText()));

/** Resolves when a document says something. */
const says = (document: vscode.TextDocument, pattern: RegExp) =>
  until(
    String(pattern),
    () => (pattern.test(document.getText()) ? true : undefined),
    vscode.workspace.onDidChangeTextDocument,
  );

describe('the preview of a prompt', () => {
  before(serverReady);
  beforeEach(tidy);
  after(tidy);

  it('opens beside the study, as a document that cannot be edited', async () => {
    const { document } = await openStudy(...sample);
    await vscode.commands.executeCommand('understudy.previewPrompt', document.uri);
    const prompt = await shown(/^# Respondent \d+ of 93\n/);
    assert.match(prompt.getText(), /## System\n\n```text\nYou are a student taking part/);
    assert.equal(prompt.languageId, 'markdown');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.viewColumn, vscode.ViewColumn.Two);
    const before = prompt.getText();
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(prompt.getText(), before);
    assert.equal(prompt.isDirty, false);
  });

  it('goes from respondent to respondent, and round', async () => {
    const { document } = await openStudy(...sample);
    await vscode.commands.executeCommand('understudy.previewPrompt', document.uri);
    const first = await shown(/^# Respondent \d+ of 93\n/);
    const numberIn = () => Number(/^# Respondent (\d+)/.exec(first.getText())?.[1]);
    const start = numberIn();
    await vscode.commands.executeCommand('understudy.nextRespondent', first.uri);
    const next = (start % 93) + 1;
    await shown(new RegExp(`^# Respondent ${next} of 93`));
    // Without an argument the commands mean the preview that is active.
    for (let number = next; number !== 93; number = number === 1 ? 93 : number - 1) {
      await vscode.commands.executeCommand('understudy.previousRespondent');
      await shown(new RegExp(`^# Respondent ${number === 1 ? 93 : number - 1} of 93`));
    }
    await vscode.commands.executeCommand('understudy.randomRespondent', document.uri);
    await shown(/^# Respondent \d+ of 93\n/);
    const prompts = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'understudy-prompt');
    assert.equal(prompts.length, 1);
  });

  it('follows the study while it is written, and says why there is none', async () => {
    const editor = await openStudy(...sample);
    await vscode.commands.executeCommand('understudy.previewPrompt', editor.document.uri);
    const prompt = await shown(/Answer as this person would/);
    await replace(editor, 'Answer as this person would', 'Answer as that person would');
    await says(prompt, /Answer as that person would/);
    await replace(editor, 'formula: reaction ~ placement', 'formula: reaction ~ placment');
    await says(prompt, /Answer as that person would[\s\S]*## Before a run[\s\S]*\n- Line \d+: `placment`/);
    await replace(editor, 'You are {{age}} years', 'You are {{agee}} years');
    await says(
      prompt,
      /^# Nobody can be asked yet\n\nWhat prompts are made of has an error\..*\n\n- Line \d+: `{{agee}}`/,
    );
    await replace(editor, '{{agee}}', '{{age}}');
    await replace(editor, 'placment', 'placement');
    await says(prompt, /Answer as that person would/);
  });

  it('needs no data', async () => {
    const { document } = await openStudy('tiny.study.yaml');
    await vscode.commands.executeCommand('understudy.previewPrompt', document.uri);
    const prompt = await shown(/^# Respondent 1 of 2\n\n- id: each:1 /);
    assert.match(prompt.getText(), /Your gender: Female\./);
  });
});
