import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { activeDocument, openFolder, serverReady, tidy } from '../helpers.ts';

const rows = Array.from({ length: 60 }, (_, index) => {
  const arm = index % 2 === 0 ? 'control' : 'treated';
  const agreement = ['Disagree', 'Neutral', 'Agree'][index % 3];
  return `p${index},${index % 4 < 2 ? 'Female' : 'Male'},${arm},${agreement},${index % 5 < 2 ? 'Yes' : 'No'}`;
});
const people = `id,gender,group,trusts the news,would share\n${rows.join('\n')}\n`;

describe('a new study', () => {
  const folder = () => vscode.Uri.joinPath(openFolder(), 'new studies');
  const inFolder = (name: string) => path.join(folder().fsPath, name);
  const draft = (name: string) =>
    vscode.commands.executeCommand<vscode.Uri | undefined>(
      'understudy.newStudyFromData',
      vscode.Uri.file(inFolder(name)),
    );

  before(serverReady);
  beforeEach(async () => {
    await tidy();
    fs.rmSync(folder().fsPath, { recursive: true, force: true });
    fs.mkdirSync(folder().fsPath);
  });
  after(async () => {
    await tidy();
    fs.rmSync(folder().fsPath, { recursive: true, force: true });
  });

  it('is drafted from a data file, and opens where it wants words', async () => {
    fs.writeFileSync(inFolder('people.csv'), people);
    const study = await draft('people.csv');
    assert.equal(study?.fsPath, inFolder('people.study.yaml'));
    const document = await activeDocument('the study', ({ uri }) => uri.fsPath === study.fsPath);
    const { selection } = vscode.window.activeTextEditor ?? assert.fail();
    assert.equal(document.getText(selection), 'TODO');
    assert.match(document.lineAt(selection.start.line).text, /^title: .*# TODO: /);
    assert.equal(document.isDirty, false);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.ok(lenses.some(({ command }) => /Simulate & compare: \d+ respondents/.test(command?.title ?? '')));
  });

  it('never takes the place of one that is there', async () => {
    fs.writeFileSync(inFolder('people.csv'), people);
    fs.writeFileSync(inFolder('people.study.yaml'), 'study: mine\n');
    assert.equal(await draft('people.csv'), undefined);
    assert.equal(fs.readFileSync(inFolder('people.study.yaml'), 'utf8'), 'study: mine\n');
  });

  it('says what an old file was read as', async () => {
    const text = `name;Stadt\n${Array.from({ length: 30 }, (_, n) => `${n};${n % 2 === 0 ? 'Köln' : 'Ulm'}`).join('\n')}\n`;
    fs.writeFileSync(inFolder('alt.csv'), Buffer.from(text, 'latin1'));
    await draft('alt.csv');
    const document = await activeDocument('the study', ({ fileName }) => fileName.endsWith('alt.study.yaml'));
    assert.match(document.getText(), /encoding: windows-1252/);
    assert.match(document.getText(), /Köln/);
  });

  for (const [what, content] of [
    ['an empty file', ''],
    ['a file without people', 'id,gender\n'],
    ['a file with a column twice', 'x,x\n1,2\n'],
  ] as const) {
    it(`is not made of ${what}`, async () => {
      fs.writeFileSync(inFolder('odd.csv'), content);
      assert.equal(await draft('odd.csv'), undefined);
      assert.deepEqual(fs.readdirSync(folder().fsPath), ['odd.csv']);
    });
  }

  it('is not made of a file that is not there', async () => {
    assert.equal(await draft('nowhere.csv'), undefined);
    assert.deepEqual(fs.readdirSync(folder().fsPath), []);
  });

  it('without data has places to fill in', async () => {
    const study = await vscode.commands.executeCommand<vscode.Uri>('understudy.newStudy', folder(), 'fresh-start');
    assert.equal(study.fsPath, inFolder('fresh-start.study.yaml'));
    const document = await activeDocument('the text', (one) => one.getText().startsWith('study: fresh-start\n'));
    assert.match(document.getText(), /^regressions:$/m);
    assert.doesNotMatch(document.getText(), /[«»]|\$\{/);
    assert.equal(fs.readFileSync(study.fsPath, 'utf8'), '');
  });

  it('without data wants a name that a study can have, and that no file has', async () => {
    fs.writeFileSync(inFolder('taken.study.yaml'), 'study: taken\n');
    for (const name of ['taken', 'Two Words', '']) {
      assert.equal(await vscode.commands.executeCommand('understudy.newStudy', folder(), name), undefined, name);
    }
    assert.equal(fs.readFileSync(inFolder('taken.study.yaml'), 'utf8'), 'study: taken\n');
    assert.deepEqual(fs.readdirSync(folder().fsPath), ['taken.study.yaml']);
  });
});
