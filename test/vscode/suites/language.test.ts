import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, diagnosticsOf, openStudy, ours, placeIn, replace, serverReady } from '../helpers.ts';

const sample = ['media-influence', 'media-influence.study.yaml'];
const isError = ({ severity }: vscode.Diagnostic) => severity === vscode.DiagnosticSeverity.Error;

describe('a study in the editor', () => {
  before(serverReady);
  afterEach(() => vscode.commands.executeCommand('workbench.action.files.revert'));

  it('gets a diagnostic with code and link where it goes wrong, and has no error when it is put right', async () => {
    const editor = await openStudy(...sample);
    await replace(editor, 'formula: reaction ~ placement', 'formula: reaction ~ placment');
    const { uri } = editor.document;
    const found = await diagnosticsOf(uri, 'the misspelt name', (all) => all.some(isError));
    const [wrong] = found.filter(isError);
    assert.equal(codeOf(wrong), 'unknown-variable');
    assert.equal(editor.document.getText(wrong.range), 'placment');
    assert.ok(typeof wrong.code === 'object' && wrong.code.target.path.endsWith('/docs/diagnostics.md'));
    assert.ok((await vscode.workspace.fs.stat(wrong.code.target.with({ fragment: '' }))).size > 0);
    await replace(editor, 'placment', 'placement');
    await diagnosticsOf(uri, 'no error', (all) => !all.some(isError));
  });

  it('mends a misspelt name with a quick fix', async () => {
    const editor = await openStudy(...sample);
    await replace(editor, 'formula: reaction ~ placement', 'formula: reaction ~ placment');
    const { uri } = editor.document;
    const [wrong] = (await diagnosticsOf(uri, 'the misspelt name', (all) => all.some(isError))).filter(isError);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      wrong.range,
    );
    const fix = actions.find(({ title }) => title === 'Change to `placement`');
    assert.ok(fix?.isPreferred && fix.edit !== undefined, actions.map(({ title }) => title).join(', '));
    await vscode.workspace.applyEdit(fix.edit);
    await diagnosticsOf(uri, 'no error', (all) => !all.some(isError));
  });

  it('selects the word that stands for a reason, once a message is silenced', async () => {
    const editor = await openStudy(...sample);
    await replace(editor, 'formula: reaction ~ placement', 'formula: reaction ~ placment');
    const { uri } = editor.document;
    const [wrong] = (await diagnosticsOf(uri, 'the misspelt name', (all) => all.some(isError))).filter(isError);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      wrong.range,
    );
    const silencing = actions.find(({ title }) => title.startsWith('Silence'));
    assert.ok(silencing?.edit !== undefined && silencing.command !== undefined);
    await vscode.workspace.applyEdit(silencing.edit);
    await vscode.commands.executeCommand(silencing.command.command, ...(silencing.command.arguments ?? []));
    assert.equal(editor.document.getText(editor.selection), 'reason');
  });

  it('says beside the text how many people there are', async () => {
    const { document } = await openStudy(...sample);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    const labels = hints.map(({ label }) => label);
    assert.ok(labels.includes('n 65') && labels.includes('vs front'), labels.join(', '));
  });

  it('says on hover what a name means, and how people are spread over it', async () => {
    const editor = await openStudy(...sample);
    const { document } = editor;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      placeIn(document, 'importance >= 5', 2),
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n');
    assert.match(text, /scale of 7 points/);
    assert.match(text, /\| 4 \| 26 \|/);
  });

  it('knows where a name is defined', async () => {
    const { document } = await openStudy(...sample);
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      placeIn(document, '~ placement', 3),
    );
    const [target] = found;
    const range = 'targetRange' in target ? target.targetRange : target.range;
    assert.equal(document.getText(range), 'placement');
    assert.equal(document.lineAt(range.start).text, '  placement:');
  });

  it('completes names in formulas', async () => {
    const { document } = await openStudy(...sample);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      placeIn(document, 'formula: reaction ~ ', 'formula: reaction ~ '.length),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const name of ['placement', 'presumed_influence', 'gender', 'factor']) {
      assert.ok(labels.includes(name), `${name} is not offered`);
    }
  });

  it('has an outline', async () => {
    const { document } = await openStudy(...sample);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const treatments = symbols.find(({ name }) => name === 'treatments');
    assert.deepEqual(
      treatments?.children.map(({ name }) => name),
      ['placement'],
    );
  });

  it('has a lens that says what a run would ask', async () => {
    const { document } = await openStudy(...sample);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.ok(
      titles.some((title) => title.includes('Simulate & compare: 93 respondents, built-in models, no calls')),
      titles.join('; '),
    );
  });

  it('has every command of the manifest', async () => {
    const manifest = vscode.extensions.getExtension('understudy.understudy')?.packageJSON;
    const known = new Set(await vscode.commands.getCommands(true));
    for (const { command } of manifest.contributes.commands) {
      assert.ok(known.has(command), `${command} is not registered`);
    }
  });

  it('leaves other YAML files alone', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: 'study: [x\n' });
    await vscode.window.showTextDocument(document, { preview: false });
    const editor = await openStudy('broken.study.yaml');
    await diagnosticsOf(editor.document.uri, 'an error', (all) => all.some(isError));
    assert.deepEqual(ours(document.uri), []);
  });

  it('keeps studies of two open folders apart', async () => {
    const [, other] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(other, 'only one folder is open');
    const one = await openStudy(...sample);
    const two = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(other.uri, 'elsewhere.study.yaml'));
    await vscode.window.showTextDocument(two, { preview: false });
    const found = await diagnosticsOf(two.uri, 'an error', (all) => all.some(isError));
    assert.deepEqual(found.filter(isError).map(codeOf), ['unknown-placeholder']);
    assert.deepEqual(ours(one.document.uri).filter(isError), []);
  });
});
