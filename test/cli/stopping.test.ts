import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { cli, startCli } from '../tools/built-cli.ts';
import { endpoint, journalOf, runFileOf, runFolderOf, studyFolder } from './helpers.ts';

describe('stopping', () => {
  const stoppable = async (args: readonly string[], stop: (child: ChildProcess) => void) => {
    const server = await endpoint(({ number }) =>
      number <= 10 ? { kind: 'answers', answers: { concern: 'some', share: 'Share' } } : { kind: 'hang' },
    );
    const file = studyFolder(server);
    const running = await startCli(['simulate', file, '--model', 'gpt', '--concurrency', '3', ...args]);
    await server.received(13);
    stop(running.child);
    return { result: await running.ended, file };
  };

  test.each([
    ['Ctrl-C', [], (child) => child.kill('SIGINT')],
    ['SIGTERM', [], (child) => child.kill('SIGTERM')],
    ['the editor closing our input', ['--events'], (child) => child.stdin?.end()],
    [
      'the editor closing our input and ending us',
      ['--events'],
      (child) => child.stdin?.end(() => child.kill('SIGTERM')),
    ],
  ] as const satisfies readonly (readonly [string, readonly string[], (child: ChildProcess) => void])[])(
    'by %s keeps what was answered and ends with 130',
    async (_, args, stop) => {
      const { result, file } = await stoppable(args, stop);
      expect(result.code).toBe(130);
      expect(journalOf(file, 'gpt')).toHaveLength(10);
      expect(runFileOf(file, 'gpt').status).toMatchObject({ kind: 'cancelled', answered: 10 });
      expect(fs.existsSync(path.join(runFolderOf(file, 'gpt'), 'run.lock'))).toBe(false);
    },
  );

  it('goes on while somebody else only closes our input without --events', async () => {
    const server = await endpoint(() => ({ kind: 'answers', answers: { concern: 'some', share: 'Share' } }));
    const file = studyFolder(server);
    const running = await startCli(['simulate', file, '--model', 'gpt']);
    running.child.stdin?.end();
    expect((await running.ended).code).toBe(0);
    expect(journalOf(file, 'gpt')).toHaveLength(120);
  });

  it('keeps a second writer out while the first one lives', async () => {
    const server = await endpoint(() => ({ kind: 'hang' }));
    const file = studyFolder(server);
    const first = await startCli(['simulate', file, '--model', 'gpt', '--concurrency', '1']);
    await server.received(1);
    expect(await cli(['simulate', file, '--model', 'gpt'])).toMatchObject({
      code: 3,
      err: expect.stringContaining(`Process ${first.child.pid} is writing`),
    });
    first.child.kill('SIGKILL');
    await first.ended;
    const retaken = await startCli(['simulate', file, '--model', 'gpt', '--concurrency', '1']);
    await server.received(2);
    retaken.child.kill('SIGINT');
    expect((await retaken.ended).code).toBe(130);
  });
});
