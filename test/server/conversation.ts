// A client that talks to the language server over the real protocol: in process through streams, or over stdio with the
// bundle that ships.
import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type Position,
  ProposedFeatures,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { InitializationOptions } from '#engine/node';
import { nodeWorld } from '../../server/src/node-world.ts';
import { startServer } from '../../server/src/server.ts';
import type { World } from '../../server/src/world.ts';

export interface ConversationOptions {
  /** `push` (the usual one here): the server sends diagnostics. `pull`: the client asks for them. */
  readonly diagnostics?: 'push' | 'pull';
  readonly initializationOptions?: InitializationOptions;
  /** What the client can do with documents, beside diagnostics. */
  readonly textDocument?: ClientCapabilities['textDocument'];
  /** What the client can do with the workspace, beside refreshing what it shows. */
  readonly workspace?: ClientCapabilities['workspace'];
  /** What the client answers about its settings; without it the client cannot be asked. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The folders that the client has open. */
  readonly folders?: readonly string[];
  readonly world?: Partial<World>;
  /** The bundle to talk to over stdio; without it the server runs in process. */
  readonly bundle?: string;
}

export interface Conversation {
  readonly initialized: InitializeResult;
  /** Sends a request and gives its answer. */
  readonly ask: <T>(method: string, params: unknown) => Promise<T>;
  /** Sends a request and takes it back at once. */
  readonly askAndCancel: (method: string, params: unknown) => Promise<unknown>;
  readonly tell: (method: string, params: unknown) => Promise<void>;
  /** Resolves when the server sends this notification next. */
  readonly told: (method: string) => Promise<void>;
  readonly open: (file: string, text: string) => Promise<string>;
  /** Replaces the whole text. */
  readonly edit: (uri: string, version: number, text: string) => Promise<void>;
  /** The diagnostics that the server sends next for this document, at this version, such that `when` holds. */
  readonly published: (
    uri: string,
    version: number,
    when?: (diagnostics: readonly Diagnostic[]) => boolean,
  ) => Promise<readonly Diagnostic[]>;
  /** Every version for which diagnostics were sent, in order. */
  readonly sentVersions: (uri: string) => readonly (number | undefined)[];
  readonly pull: (uri: string, previousResultId?: string) => Promise<DocumentDiagnosticReport>;
  /** Resolves when the server has asked the client to ask again: `diagnostics`, `codeLens` or `inlayHint`. */
  readonly refreshAsked: (what: 'diagnostics' | 'codeLens' | 'inlayHint') => Promise<void>;
  /** What the server has logged as errors. */
  readonly logged: readonly string[];
  /** Shuts the server down. Over stdio, gives the exit code. */
  readonly end: () => Promise<number | null>;
}

const capabilities: ClientCapabilities = {
  workspace: {
    codeLens: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
  },
};

/** Starts a server and shakes hands with it. */
export async function converse(options: ConversationOptions = {}): Promise<Conversation> {
  const { connection, child, stop } = options.bundle === undefined ? inProcess(options) : overStdio(options.bundle);
  const hub = listen(connection);
  connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly { section?: string }[] }) =>
    items.map(({ section = '' }) => options.settings?.[section] ?? null),
  );
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders:
      options.folders?.map((folder) => ({ uri: pathToFileURL(folder).toString(), name: folder })) ?? null,
    capabilities: {
      ...capabilities,
      workspace: {
        ...capabilities.workspace,
        workspaceFolders: true,
        ...options.workspace,
        configuration: options.settings !== undefined,
      },
      textDocument: { ...options.textDocument, ...(options.diagnostics === 'pull' ? { diagnostic: {} } : {}) },
    },
    initializationOptions: options.initializationOptions ?? { commands: true },
  });
  await connection.sendNotification('initialized', {});
  return {
    initialized,
    ...hub.reading,
    ask: (method, params) => connection.sendRequest(method, params),
    askAndCancel(method, params) {
      const source = new CancellationTokenSource();
      const asked = connection.sendRequest(method, params, source.token);
      source.cancel();
      return asked;
    },
    tell: (method, params) => connection.sendNotification(method, params),
    told: (method) =>
      new Promise((resolve) => {
        const heard = connection.onNotification(method, () => {
          heard.dispose();
          resolve();
        });
      }),
    async open(file, text) {
      const uri = pathToFileURL(file).toString();
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version: 1, text },
      });
      return uri;
    },
    edit: (uri, version, text) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    pull: (uri, previousResultId) =>
      connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, previousResultId }),
    async end() {
      await connection.sendRequest('shutdown');
      if (child !== undefined) {
        const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
        await connection.sendNotification('exit');
        return code;
      }
      stop();
      return null;
    },
  };
}

interface Line {
  readonly connection: ProtocolConnection;
  readonly child: ChildProcess | undefined;
  readonly stop: () => void;
}

function inProcess(options: ConversationOptions): Line {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
  );
  // A server that practises would take time from the tests beside this one.
  startServer(server, { ...nodeWorld, whenIdle: () => undefined, ...options.world });
  const connection = protocol(toClient, toServer);
  return {
    connection,
    child: undefined,
    stop: () => {
      connection.dispose();
      server.dispose();
    },
  };
}

function overStdio(bundle: string): Line {
  const child = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  return { connection: protocol(child.stdout, child.stdin), child, stop: () => child.kill() };
}

function protocol(input: Readable, output: Writable): ProtocolConnection {
  return createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
}

/** Remembers what the server sends, and wakes those who wait for it. */
function listen(connection: ProtocolConnection) {
  const sent = new Map<string, PublishDiagnosticsParams[]>();
  const asked = { diagnostics: 0, codeLens: 0, inlayHint: 0 };
  const logged: string[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) {
      look();
    }
  };
  /** Resolves with what `look` finds, now or after one of the next messages. */
  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const attempt = () => {
        const found = look();
        if (found !== undefined) {
          waiting.delete(attempt);
          resolve(found);
        }
      };
      waiting.add(attempt);
      attempt();
    });

  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    sent.set(params.uri, [...(sent.get(params.uri) ?? []), params]);
    wake();
  });
  connection.onNotification('window/logMessage', ({ message }: { readonly message: string }) => {
    logged.push(message);
  });
  connection.onRequest('workspace/diagnostic/refresh', () => {
    asked.diagnostics += 1;
    wake();
    return null;
  });
  connection.onRequest('workspace/codeLens/refresh', () => {
    asked.codeLens += 1;
    wake();
    return null;
  });
  connection.onRequest('workspace/inlayHint/refresh', () => {
    asked.inlayHint += 1;
    wake();
    return null;
  });
  /** How many messages about a document have been waited for: `published` never gives the same one twice. */
  const seen = new Map<string, number>();
  return {
    reading: {
      logged,
      published: (uri: string, version: number, when: (found: readonly Diagnostic[]) => boolean = () => true) =>
        until(() => {
          const all = sent.get(uri) ?? [];
          const from = seen.get(uri) ?? 0;
          const index = all.findIndex((one, i) => i >= from && one.version === version && when(one.diagnostics));
          if (index < 0) {
            return undefined;
          }
          seen.set(uri, index + 1);
          return all[index].diagnostics;
        }),
      sentVersions: (uri: string) => (sent.get(uri) ?? []).map((one) => one.version),
      refreshAsked: (what: 'diagnostics' | 'codeLens' | 'inlayHint') =>
        until(() => {
          if (asked[what] === 0) {
            return undefined;
          }
          asked[what] -= 1;
          return true;
        }).then(() => undefined),
    },
  };
}

/** The position of `needle` in a text, `within` characters behind its beginning. */
export function positionIn(text: string, needle: string, within = 0): Position {
  const offset = text.indexOf(needle);
  if (offset < 0) {
    throw new Error(`the text has no ${JSON.stringify(needle)}`);
  }
  const before = text.slice(0, offset + within).split('\n');
  return { line: before.length - 1, character: (before.at(-1) ?? '').length };
}

/** The text of a range. */
export function textAt(text: string, range: { readonly start: Position; readonly end: Position }): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return text.slice(offset(range.start), offset(range.end));
}
