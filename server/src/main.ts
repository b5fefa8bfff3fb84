// The server's process. The way of talking is in the arguments: --node-ipc, --stdio, or --socket=<port>.
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeWorld } from './node-world.ts';
import { startServer } from './server.ts';
import { withShortMemory } from './short-memory.ts';

startServer(
  createConnection(ProposedFeatures.all),
  withShortMemory(nodeWorld, () => performance.now()),
);
