// The server's process. The way of talking is in the arguments: --node-ipc, --stdio, or --socket=<port>.
import { Console } from 'node:console';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeWorld } from './node-world.ts';
import { startServer } from './server.ts';
import { withShortMemory } from './short-memory.ts';
import { wholeMessages } from './whole-messages.ts';

startServer(
  process.argv.includes('--stdio') ? overStdio() : createConnection(ProposedFeatures.all),
  withShortMemory(nodeWorld, () => performance.now()),
);

function overStdio() {
  // Standard output is the protocol's: what a library prints goes elsewhere.
  globalThis.console = new Console(process.stderr);
  return createConnection(ProposedFeatures.all, process.stdin, wholeMessages(process.stdout));
}
