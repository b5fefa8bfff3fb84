import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
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
  type StudyInfo,
  type StudyInfoParams,
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
  /** The prompt of a respondent of the plan, counted from 1; null when the file is not open, or changed meanwhile. */
  readonly prompt: (study: vscode.Uri, number: number) => Promise<PromptResult | null>;
  /** The first respondents that match what is looked for. */
  readonly respondents: (study: vscode.Uri, lookedFor: string) => Promise<readonly ListedRespondent[]>;
  /** Something beside the text of the studies has changed: data, an evaluation, a setting. */
  readonly onDidChange: vscode.Event<void>;
}

const yamlExtension = 'redhat.vscode-yaml';
const studies = { language: 'yaml', pattern: '**/*.study.yaml' };

/** The server for every `*.study.yaml`: a process of its own, started when the first study is opened. */
export function startStudyServer(context: vscode.ExtensionContext): StudyServer {
  const module = context.asAbsolutePath('dist/server.cjs');
  const client = new LanguageClient(
    'understudy',
    'Understudy',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: [studies],
      initializationOptions: initializationOptions(context),
      diagnosticCollectionName: 'understudy',
    },
  );
  const changed = new vscode.EventEmitter<void>();
  client.onNotification(changedNotification, () => changed.fire());
  let starting: Promise<void> | undefined;
  const start = (): Promise<void> => {
    starting ??= client.start();
    return starting;
  };
  const tellSettings = () => {
    starting
      ?.then(() => client.sendNotification(settingsNotification, initializationOptions(context)))
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
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.extensions.onDidChange(tellSettings),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('yaml.validate')) {
        tellSettings();
      }
    }),
  ];
  return {
    ready: start,
    async studyInfo(study) {
      await start();
      const params: StudyInfoParams = { uri: client.code2ProtocolConverter.asUri(study) };
      return client.sendRequest<StudyInfo | null>(studyInfoRequest, params);
    },
    async placeOf(study, path) {
      await start();
      const params: PlaceOfParams = { uri: client.code2ProtocolConverter.asUri(study), path };
      const place = await client.sendRequest<Place | null>(placeOfRequest, params);
      return place === null ? null : client.protocol2CodeConverter.asRange(place);
    },
    async prompt(study, number) {
      await start();
      const params: PromptParams = { uri: client.code2ProtocolConverter.asUri(study), number };
      return client.sendRequest<PromptResult | null>(promptRequest, params);
    },
    async respondents(study, lookedFor) {
      await start();
      const params: RespondentsParams = { uri: client.code2ProtocolConverter.asUri(study), lookedFor };
      return client.sendRequest<readonly ListedRespondent[]>(respondentsRequest, params);
    },
    onDidChange: changed.event,
    dispose() {
      for (const subscription of subscriptions) {
        subscription.dispose();
      }
      client.dispose().catch(() => undefined);
    },
  };
}

function initializationOptions(context: vscode.ExtensionContext): InitializationOptions {
  const yamlReports = vscode.workspace.getConfiguration('yaml').get<boolean>('validate', true);
  return {
    yamlSyntaxReportedElsewhere: vscode.extensions.getExtension(yamlExtension) !== undefined && yamlReports,
    codesPage: vscode.Uri.joinPath(context.extensionUri, 'docs', 'diagnostics.md').toString(),
    commands: true,
  };
}
