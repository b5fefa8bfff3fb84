import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { stopped } from '../load.ts';
import type { Terminal } from '../terminal.ts';

/** `understudy lsp --stdio`: the language server, for any editor. It is the bundle beside this one. */
export async function lsp(terminal: Terminal): Promise<ExitCode> {
  const server = fileURLToPath(new URL('./server.cjs', import.meta.url));
  if (!fs.existsSync(server)) {
    const message = `The language server is not there: ${server}. Build it with \`npm run build\`.`;
    return stopped('lsp', exitCodes.failed, 'no-server', message, {}, terminal).exitCode;
  }
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  const ended = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(exitCodes.failed));
    child.on('exit', (code) => resolve(code));
  });
  process.off('SIGINT', forward);
  process.off('SIGTERM', forward);
  return ended === 0 ? exitCodes.fine : exitCodes.failed;
}
