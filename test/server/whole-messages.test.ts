import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { wholeMessages } from '../../server/src/whole-messages.ts';

function collecting() {
  const pieces: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      pieces.push(chunk.toString());
      done();
    },
  });
  const stream = wholeMessages(output);
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      stream.write(text, (error) => (error ? reject(error) : resolve()));
    });
  return { output, stream, write, pieces };
}

describe('messages over standard output', () => {
  it('go out in one piece each, whatever their bodies look like', async () => {
    const { write, pieces } = collecting();
    const bodies = ['{"a":1}', 'Content-Length: 3\r\n\r\n', 'ends so\r\n\r\n', `${'x'.repeat(100_000)}\r\n\r\n`];
    for (const body of bodies) {
      await write(`Content-Length: ${body.length}\r\n\r\n`);
      await write(body);
    }
    expect(pieces).toEqual(bodies.map((body) => `Content-Length: ${body.length}\r\n\r\n${body}`));
  });

  it('fail as the output does', async () => {
    const { output, stream } = collecting();
    const failed = new Promise((resolve) => stream.on('error', resolve));
    output.destroy(new Error('closed'));
    expect(await failed).toEqual(new Error('closed'));
  });
});
