import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ListedRespondent } from '#engine';
import {
  changedNotification,
  type InitializationOptions,
  type Place,
  type PlaceOfParams,
  type PromptParams,
  type PromptResult,
  placeOfRequest,
  promptRequest,
  type RespondentsParams,
  respondentsRequest,
  runsChangedNotification,
  runsRequest,
  type StudyInfo,
  type StudyInfoParams,
  type StudyRuns,
  settingsNotification,
  studyInfoRequest,
} from '#engine/node';

/** The language server, as the rest of the extension sees it. */
export interface StudyServer extends vscode.Disposable {
  /** Resolves when the server answers; starts it, where no study has. */
  readonly ready: () => Promise<void>;
  /** What a run of the study would be; null when its file is not open. */
  readonly studyInfo: (study: vscode.Uri) => Promise<StudyInfo | null>;
  /** Where a path of the study stands in its text of now; null when it stands there no more, or the file is not open. */
  readonly placeOf: (study: vscode.Uri, path: string) => Promise<vscode.Range | null>;
  /** The prompt of a respondent of the plan in a repeat, both counted from 1; null when the file is not open, or changed meanwhile. */
  readonly prompt: (study: vscode.Uri, number: number, repeat: number) => Promise<PromptResult | null>;
  /** The first respondents that match what is looked for. */
  readonly respondents: (study: vscode.Uri, lookedFor: string) => Promise<readonly ListedRespondent[]>;
  /** The runs of the studies that are open. */
  readonly runs: () => Promise<readonly StudyRuns[]>;
  /** These are others than before. */
  readonly onDidChangeRuns: vscode.Event<void>;
  /** Something beside the text of the studies has changed: data, an evaluation, a setting. */
  readonly onDidChange: vscode.Event<void>;
}

const yamlExtension = 'redhat.vscode-yaml';
const studies = { language: 'yaml', pattern: '**/*.study.yaml' };

/** The server for every `*.study.yaml`: a process of its own, started when the first study is opened. */
export function startStudyServer(context: vscode.ExtensionContext): StudyServer {
  const changed = new vscode.EventEmitter<void>();
  const runsChanged = new vscode.EventEmitter<void>();
  let starting: Promise<LanguageClient> | undefined;
  const start = (): Promise<LanguageClient> => {
    starting ??= connect();
    return starting;
  };
  async function connect(): Promise<LanguageClient> {
    await activated();
    const { LanguageClient, TransportKind } = await import('./deferred/language-client.ts');
    const client = new LanguageClient(
      'understudy',
      'Understudy',
      { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc },
      {
        documentSelector: [studies],
        initializationOptions: initializationOptions(context),
        diagnosticCollectionName: 'understudy',
      },
    );
    client.onNotification(changedNotification, () => changed.fire());
    client.onNotification(runsChangedNotification, () => runsChanged.fire());
    await client.start();
    return client;
  }
  const tellSettings = () => {
    starting
      ?.then((client) => client.sendNotification(settingsNotification, initializationOptions(context)))
      .catch(() => undefined);
  };
  const startFor = (document: vscode.TextDocument) => {
    if (vscode.languages.match(studies, document) > 0) {
      start().catch(() => undefined); // the client has shown why
    }
  };
  vscode.workspace.textDocuments.forEach(startFor);
  const subscriptions = [
    changed,
    runsChanged,
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.extensions.onDidChange(tellSettings),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('yaml.validate')) {
        tellSettings();
      }
    }),
  ];
  return {
    ready: async () => {
      await start();
    },
    async studyInfo(study) {
      const client = await start();
      const params: StudyInfoParams = { uri: client.code2ProtocolConverter.asUri(study) };
      return client.sendRequest<StudyInfo | null>(studyInfoRequest, params);
    },
    async placeOf(study, path) {
      const client = await start();
      const params: PlaceOfParams = { uri: client.code2ProtocolConverter.asUri(study), path };
      const place = await client.sendRequest<Place | null>(placeOfRequest, params);
      return place === null ? null : client.protocol2CodeConverter.asRange(place);
    },
    async prompt(study, number, repeat) {
      const client = await start();
      const params: PromptParams = { uri: client.code2ProtocolConverter.asUri(study), number, repeat };
      return client.sendRequest<PromptResult | null>(promptRequest, params);
    },
    async respondents(study, lookedFor) {
      const client = await start();
      const params: RespondentsParams = { uri: client.code2ProtocolConverter.asUri(study), lookedFor };
      return client.sendRequest<readonly ListedRespondent[]>(respondentsRequest, params);
    },
    async runs() {
      const client = await start();
      return client.sendRequest<readonly StudyRuns[]>(runsRequest, {});
    },
    onDidChangeRuns: runsChanged.event,
    onDidChange: changed.event,
    dispose() {
      for (const subscription of subscriptions) {
        subscription.dispose();
      }
      starting?.then((client) => client.dispose()).catch(() => undefined);
    },
  };
}

/** Resolves once the activation of the extension is over: other extensions wait for it, and for the server nobody does. */
function activated(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function initializationOptions(context: vscode.ExtensionContext): InitializationOptions {
  const yamlReports = vscode.workspace.getConfiguration('yaml').get<boolean>('validate', true);
  return {
    yamlSyntaxReportedElsewhere: vscode.extensions.getExtension(yamlExtension) !== undefined && yamlReports,
    codesPage: vscode.Uri.joinPath(context.extensionUri, 'docs', 'diagnostics.md').toString(),
    commands: true,
  };
}
