// The server's process. The way of talking is in the arguments: --node-ipc, --stdio, or --socket=<port>.
import { Console } from 'node:console';
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeWorld } from './node-world.ts';
import { startServer } from './server.ts';
import { withShortMemory } from './short-memory.ts';
import { wholeMessages } from './whole-messages.ts';

// An edit makes much that the next one drops. With room for a few edits V8 seldom has to look through what is alive.
setFlagsFromString('--semi-space-growth-factor=8');
startServer(
  process.argv.includes('--stdio') ? overStdio() : createConnection(ProposedFeatures.all),
  withShortMemory(nodeWorld),
);

function overStdio() {
  // Standard output is the protocol's: what a library prints goes elsewhere.
  globalThis.console = new Console(process.stderr);
  return createConnection(ProposedFeatures.all, process.stdin, wholeMessages(process.stdout));
}
