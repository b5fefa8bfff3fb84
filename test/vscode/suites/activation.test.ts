import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

const identifier = 'understudy.understudy';

describe('activation', () => {
  it('finds the extension, from the folder that was staged', () => {
    const extension = vscode.extensions.getExtension(identifier);
    assert.ok(extension, `${identifier} is not there`);
    assert.equal(extension.packageJSON.name, 'understudy');
    assert.equal(path.basename(extension.extensionPath), 'extension');
  });

  it('runs in a VS Code that the manifest allows', () => {
    const extension = vscode.extensions.getExtension(identifier);
    const oldest = String(extension?.packageJSON.engines.vscode).replace('^', '').split('.').map(Number);
    const [major = 0, minor = 0] = vscode.version.split('.').map(Number);
    assert.ok(major === oldest[0] && minor >= (oldest[1] ?? 0), `VS Code ${vscode.version}`);
  });

  it('activates', async () => {
    const extension = vscode.extensions.getExtension(identifier);
    assert.ok(extension);
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it('registers the commands of the manifest, and what a quick fix calls once it is made, and no other', async () => {
    const declared: readonly { command: string }[] =
      vscode.extensions.getExtension(identifier)?.packageJSON.contributes.commands;
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      // VS Code itself makes commands for each view: `<view>.focus` and others.
      registered.filter((name) => /^understudy\.(?!runs\.)/.test(name)).sort(),
      [...declared.map(({ command }) => command), 'understudy.selectPlace'].sort(),
    );
  });

  it('opens a study as YAML', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'no folder is open');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'tiny.study.yaml'));
    assert.equal(document.languageId, 'yaml');
  });
});
