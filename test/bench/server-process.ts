// A language server as a process of its own, over stdio, as a bench edits with it.
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Position,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

export interface Editing {
  /** Opens a document and waits for its diagnostics. */
  readonly open: (file: string, text: string) => Promise<void>;
  /** Puts text in. */
  readonly type: (at: Position, text: string) => void;
  /** Resolves with the number of diagnostics of the newest text. */
  readonly diagnostics: () => Promise<number>;
  readonly ask: (method: string, at: Position) => Promise<unknown>;
  /** Resident memory of the process now, in bytes; 0 where the system does not tell. */
  readonly memory: () => number;
  readonly end: () => Promise<void>;
}

/** Our server, which is asked for its diagnostics and so waits for nothing. */
export async function startOurs(bundle: string): Promise<Editing> {
  const child = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = connect(child);
  await greet(connection, { diagnostic: {} });
  return editing(child, connection, async (uri) => {
    const { items } = await connection.sendRequest<{ readonly items: readonly unknown[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    return items.length;
  });
}

/** yaml-language-server with this schema for studies, whose wait before it validates is set from 200 ms to 0. */
export async function startTheirs(packageFolder: string, schema: string): Promise<Editing> {
  const settings = path.join(packageFolder, 'out', 'server', 'src', 'yamlSettings.js');
  const preload = path.join(os.tmpdir(), `understudy-bench-${process.pid}.cjs`);
  fs.writeFileSync(
    preload,
    `const settings = require(${JSON.stringify(settings)});
const { SettingsState } = settings;
settings.SettingsState = class extends SettingsState {
  constructor() { super(); this.validationDelayMs = 0; }
};\n`,
  );
  const program = path.join(packageFolder, 'bin', 'yaml-language-server');
  const child = spawn(process.execPath, ['-r', preload, program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = connect(child);
  let sent = 0;
  let count = 0;
  let wake = (): void => undefined;
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (params: { readonly diagnostics: readonly unknown[] }) => {
      sent += 1;
      count = params.diagnostics.length;
      wake();
    },
  );
  const yaml = {
    schemas: { [pathToFileURL(schema).toString()]: '*.study.yaml' },
    validate: true,
    hover: true,
    completion: true,
  };
  connection.onRequest(
    'workspace/configuration',
    ({ items }: { readonly items: readonly { readonly section?: string }[] }) =>
      items.map(({ section }) => (section === 'yaml' ? yaml : null)),
  );
  await greet(connection, {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { yaml } });
  let told = 0;
  const next = (): Promise<number> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (sent > told) {
          told = sent;
          resolve(count);
        }
      };
      wake = look;
      look();
    });
  return editing(child, connection, next);
}

function connect(child: ChildProcess): ProtocolConnection {
  if (child.stdout === null || child.stdin === null) {
    throw new Error('The server has no streams.');
  }
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  return connection;
}

async function greet(connection: ProtocolConnection, textDocument: object): Promise<void> {
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: null,
    capabilities: {
      workspace: { configuration: true, diagnostics: { refreshSupport: true } },
      textDocument: { ...textDocument, hover: { contentFormat: ['markdown'] }, completion: {} },
    },
  });
  await connection.sendNotification('initialized', {});
}

function editing(child: ChildProcess, connection: ProtocolConnection, next: (uri: string) => Promise<number>): Editing {
  let uri = '';
  let version = 1;
  return {
    async open(file, text) {
      uri = pathToFileURL(file).toString();
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version, text },
      });
      await next(uri);
    },
    type(at, text) {
      version += 1;
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: at, end: at }, text }],
      });
    },
    diagnostics: () => next(uri),
    ask: (method, position) => connection.sendRequest(method, { textDocument: { uri }, position }),
    memory() {
      const status = `/proc/${child.pid}/status`;
      const found = fs.existsSync(status) ? /^VmRSS:\s+(\d+) kB/m.exec(fs.readFileSync(status, 'utf8')) : null;
      return Number(found?.[1] ?? 0) * 1024;
    },
    async end() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await gone;
      connection.dispose();
    },
  };
}
