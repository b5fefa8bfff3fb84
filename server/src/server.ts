// The language server, put together by hand: what it knows of the world is handed in, each feature is a file.
import {
  CodeLensRefreshRequest,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  changedNotification,
  type InitializationOptions,
  runsChangedNotification,
  settingsNotification,
} from '#engine/node';
import { analyst as createAnalyst } from './analysis.ts';
import { readAbilities } from './client-abilities.ts';
import { dataFiles } from './data-files.ts';
import { registerEditorRequests } from './editor-requests.ts';
import { evaluationFiles } from './evaluation-files.ts';
import { type DiagnosticsFeature, pullDiagnostics, pushDiagnostics } from './features/diagnostics.ts';
import { runsOfStudies } from './features/runs.ts';
import { evaluationsAndData, fileWatching, runsOfStudy } from './file-watching.ts';
import { unattended } from './guard.ts';
import { type FeatureParts, languageCapabilities, registerLanguageFeatures } from './language-features.ts';
import { isStudy, type OpenStudy, openStudies } from './open-studies.ts';
import { readOptions } from './options.ts';
import { practice } from './practice.ts';
import { sameNamedStudies } from './same-named.ts';
import { userSettings } from './settings.ts';
import { workspaceStudies } from './workspace-studies.ts';
import type { World } from './world.ts';

/** Serves a connection until it ends. */
export function startServer(connection: Connection, world: World): void {
  let isShutDown = false;
  const log = (message: string) => {
    if (!isShutDown) {
      connection.console.error(message);
    }
  };
  connection.onShutdown(() => {
    isShutDown = true;
    practising.end();
    watching.follow([]);
    runsWatching.follow([]);
  });
  let options: InitializationOptions = {};
  let abilities = readAbilities({});

  const documents = new TextDocuments(TextDocument);
  const studies = openStudies(documents);
  const data = dataFiles(world, log, studies.all, refresh);
  const evaluations = evaluationFiles(world);
  const yamlSyntaxReportedElsewhere = () => options.yamlSyntaxReportedElsewhere === true;
  const sameNamed = sameNamedStudies(world, log, refresh);
  const analyst = createAnalyst({ studies, data, evaluations, sameNamed, yamlSyntaxReportedElsewhere });
  const workspace = workspaceStudies(world, studies);
  const watching = fileWatching(world, evaluationsAndData, refresh);
  const runsWatching = fileWatching(world, runsOfStudy, tellRuns);
  const settings = userSettings(connection, log, refresh);
  const practising = practice(world, log);
  let diagnostics: DiagnosticsFeature | undefined;

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    options = readOptions(params.initializationOptions);
    settings.take(options);
    abilities = readAbilities(params.capabilities);
    workspace.openFolders(params);
    const parts = {
      connection,
      world,
      analyst,
      log,
      codesPage: () => options.codesPage,
      severities: settings.severities,
      given: practising.begin,
    };
    diagnostics = abilities.pull ? pullDiagnostics(parts) : pushDiagnostics(parts);
    return {
      serverInfo: { name: 'understudy' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        ...(abilities.pull
          ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } }
          : {}),
        ...languageCapabilities,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(options.commands === true ? { codeLensProvider: {} } : {}),
      },
    };
  });

  connection.onInitialized(() => {
    settings.follow(abilities);
    if (abilities.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(workspace.changeFolders);
    }
  });

  documents.onDidChangeContent(({ document }) => {
    if (isStudy(document.uri)) {
      diagnostics?.changed(document.uri);
      follow();
    }
  });
  documents.onDidClose(({ document }) => {
    if (isStudy(document.uri)) {
      studies.forget(document.uri);
      evaluations.forget(document.uri);
      sameNamed.forget(document.uri);
      data.keepOnly(studies.all());
      follow();
      diagnostics?.closed(document.uri);
    }
  });

  /** Watches what open studies depend on, and their runs where the client shows them. */
  function follow(): void {
    const open = studies.all();
    watching.follow(open);
    if (options.commands === true && runsWatching.follow(open)) {
      tellRuns();
    }
  }
  function tellRuns(): void {
    unattended('runs', log, () => connection.sendNotification(runsChangedNotification));
  }
  /** Something other than the text has changed: all that is shown about open studies may be another. */
  function refresh(): void {
    diagnostics?.refresh(studies.all().map((open) => open.uri));
    if (abilities.refreshCodeLens) {
      unattended('code lens', log, () => connection.sendRequest(CodeLensRefreshRequest.type));
    }
    if (options.commands === true) {
      unattended('changed', log, () => connection.sendNotification(changedNotification));
    }
    if (abilities.refreshInlayHints) {
      unattended('inlay hints', log, () => connection.languages.inlayHint.refresh());
    }
  }
  connection.onNotification(settingsNotification, (params: unknown) => {
    options = readOptions(params);
    refresh();
  });

  /** The newest text of a study for a request about it. */
  const withStudy = <T>(uri: string, otherwise: T, work: (open: OpenStudy) => T): T => {
    const open = studies.get(uri);
    return open === null ? otherwise : work(open);
  };
  /** The newest text with data and evaluation; `otherwise` when the text changes while these are read. */
  const withAnalysis: FeatureParts['withAnalysis'] = async (uri, otherwise, work, patience) => {
    const analysis = await analyst.analyse(uri, patience);
    return typeof analysis === 'string' ? otherwise : work(analysis);
  };

  const features = {
    connection,
    log,
    workspace,
    abilities: () => abilities,
    severities: settings.severities,
    hasCommands: () => options.commands === true,
    hints: settings.hints,
    withStudy,
    withAnalysis,
  };
  registerLanguageFeatures(features);
  registerEditorRequests({ ...features, runs: () => runsOfStudies(studies.all(), world) });

  documents.listen(connection);
  connection.listen();
}
