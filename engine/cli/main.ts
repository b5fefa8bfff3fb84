import { understudyVersion } from '#engine/node';
import { exitCodes } from './exit-codes.ts';
import { program } from './program.ts';
import { processTerminal } from './terminal.ts';

// Somebody who reads only the first lines (`understudy runs | head`) closes the pipe; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.fine : exitCodes.failed);
});
// Nobody reads the messages any more, or they cannot be written: what was asked goes on.
process.stderr.on('error', () => {});

process.exitCode = await program(processTerminal(), understudyVersion).run(process.argv.slice(2));
