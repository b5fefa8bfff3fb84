import { Writable } from 'node:stream';

/**
 * A stream for a protocol that writes each message in two pieces, its header and its body: both go out in one. Otherwise the
 * body waits until the system has taken the header, and whoever reads is woken up twice.
 */
export function wholeMessages(output: Writable): Writable {
  let header: Buffer | null = null;
  const joined = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (header === null && chunk.length < longestHeader && chunk.toString('latin1').endsWith('\r\n\r\n')) {
        header = chunk;
        done();
        return;
      }
      const message = header === null ? chunk : Buffer.concat([header, chunk]);
      header = null;
      output.write(message, done);
    },
  });
  output.on('error', (error) => joined.destroy(error));
  output.on('close', () => joined.destroy());
  return joined;
}

const longestHeader = 200;
