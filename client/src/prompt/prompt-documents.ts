import path from 'node:path';
import * as vscode from 'vscode';
import type { StudyServer } from '../language-client.ts';
import { reached } from '../milestones.ts';
import { chooseRepeat } from './choose-repeat.ts';
import { chooseRespondent } from './choose-respondent.ts';

/** The prompts of respondents: one read-only document for each study, which follows the text and the data. */
export interface PromptDocuments extends vscode.Disposable {
  /** Shows the prompt beside the study, of the respondent who was shown last. */
  readonly show: (study: vscode.Uri) => Promise<void>;
  /** Shows another respondent, or another repeat of the same. After the last comes the first. */
  readonly turn: (study: vscode.Uri, to: Turn) => Promise<void>;
}

export type Turn = 'next' | 'previous' | 'random' | 'choose' | 'repeat';

const scheme = 'understudy-prompt';
/** Where the respondent and the repeat shown last are kept, by study, so that a reload of the window shows the same. */
const memory = { number: 'understudy.respondents', repeat: 'understudy.repeats' } as const;
/** The prompts that are shown of studies with repeats: these have a button to choose one. */
const repeatedContext = 'understudy.repeatedPrompts';

export function promptDocuments(server: StudyServer, state: vscode.Memento): PromptDocuments {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();

  const kept = (what: keyof typeof memory): Readonly<Record<string, number>> => state.get(memory[what], {});
  const remember = (study: vscode.Uri, what: keyof typeof memory, value: number) =>
    state.update(memory[what], { ...kept(what), [study.toString()]: value });
  const ask = (study: vscode.Uri) =>
    server.prompt(study, kept('number')[study.toString()] ?? 1, kept('repeat')[study.toString()] ?? 1);
  const repeated = new Set<string>();

  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    async provideTextDocumentContent(document) {
      const study = studyOfPrompt(document);
      const text = study === null ? null : await textOf(study);
      if (text !== null) {
        texts.set(document.toString(), text);
      }
      // Null where the study was edited meanwhile: the change asks again.
      return texts.get(document.toString()) ?? '';
    },
  });

  async function textOf(study: vscode.Uri): Promise<string | null> {
    try {
      // Opened, so that the server knows it even where its editor was closed.
      await vscode.workspace.openTextDocument(study);
    } catch {
      return '# Nobody can be asked\n\nThe study is not there any more.\n';
    }
    const prompt = await ask(study);
    if (prompt !== null) {
      noteRepeats(study, prompt.kind === 'prompt' && prompt.repeats > 1);
    }
    return prompt?.text ?? null;
  }

  function noteRepeats(study: vscode.Uri, hasRepeats: boolean): void {
    const shown = promptOf(study).toString();
    if (repeated.has(shown) === hasRepeats) {
      return;
    }
    if (hasRepeats) {
      repeated.add(shown);
    } else {
      repeated.delete(shown);
    }
    vscode.commands.executeCommand('setContext', repeatedContext, [...repeated]);
  }

  /** Tells VS Code to ask for the open prompts again: of one study, or of all. */
  function refresh(study?: vscode.Uri): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      const shown = uri.scheme === scheme ? studyOfPrompt(uri) : null;
      if (shown !== null && (study === undefined || shown.toString() === study.toString())) {
        changed.fire(uri);
      }
    }
  }

  async function show(study: vscode.Uri): Promise<void> {
    const uri = promptOf(study);
    const document = await vscode.workspace.openTextDocument(uri);
    changed.fire(uri);
    const open = vscode.window.tabGroups.all.find(({ tabs }) =>
      tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
    );
    const viewColumn = open?.viewColumn ?? vscode.ViewColumn.Beside;
    await vscode.window.showTextDocument(document, { viewColumn, preview: false });
    reached('prompt');
  }

  const edits = vscode.workspace.onDidChangeTextDocument(({ document }) => refresh(document.uri));
  const changes = server.onDidChange(() => refresh());
  return {
    show,
    async turn(study, to) {
      await vscode.workspace.openTextDocument(study);
      const now = await ask(study);
      if (now?.kind === 'prompt') {
        const value = to === 'repeat' ? await chooseRepeat(now) : await turned(study, now.number, now.of, to);
        if (value === undefined) {
          return;
        }
        await remember(study, to === 'repeat' ? 'repeat' : 'number', value);
      }
      await show(study);
    },
    dispose: () => vscode.Disposable.from(provider, edits, changes, changed).dispose(),
  };

  async function turned(
    study: vscode.Uri,
    now: number,
    of: number,
    to: Exclude<Turn, 'repeat'>,
  ): Promise<number | undefined> {
    switch (to) {
      case 'next':
        return (now % of) + 1;
      case 'previous':
        return now === 1 ? of : now - 1;
      case 'random':
        return 1 + Math.floor(Math.random() * of);
      case 'choose':
        return chooseRespondent(of, (lookedFor) => server.respondents(study, lookedFor));
    }
  }
}

function promptOf(study: vscode.Uri): vscode.Uri {
  // Not `….prompt.md`, which VS Code takes for a prompt of its own chat.
  const name = `Prompt of ${path.posix.basename(study.path, '.study.yaml')}.md`;
  return vscode.Uri.from({
    scheme,
    path: path.posix.join(path.posix.dirname(study.path), name),
    query: study.toString(),
  });
}

/** The study whose prompt a document shows; null for other documents. */
export function studyOfPrompt(uri: vscode.Uri): vscode.Uri | null {
  return uri.scheme === scheme && uri.query !== '' ? vscode.Uri.parse(uri.query) : null;
}
