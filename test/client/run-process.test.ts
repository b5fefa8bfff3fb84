import { expect, test } from 'vitest';
import type { RunEvent } from '#engine';
import { type RunProcess, startRunProcess } from '../../client/src/run/run-process.ts';

interface Heard {
  readonly process: RunProcess;
  readonly events: RunEvent[];
  readonly log: string[];
  /** Resolves with the first event. */
  readonly first: Promise<RunEvent>;
}

/** Runs a small Node program in place of the simulation. */
function program(source: string, env: Record<string, string> = {}): Heard {
  const events: RunEvent[] = [];
  const log: string[] = [];
  let tellFirst: (event: RunEvent) => void = () => {};
  const first = new Promise<RunEvent>((resolve) => {
    tellFirst = resolve;
  });
  const process_ = startRunProcess({
    executable: process.execPath,
    args: ['-e', source],
    cwd: '.',
    env: { ...process.env, ...env },
    onEvent(event) {
      events.push(event);
      tellFirst(event);
    },
    onLog: (text) => log.push(text),
  });
  return { process: process_, events, log, first };
}

const say = `const say = (event) => console.log(JSON.stringify(event));`;

test('events, noise and log are told apart', async () => {
  const {
    process: running,
    events,
    log,
  } = program(
    `${say} say({kind:'done',exitCode:1}); console.log('noise'); console.error('for people'); process.exitCode = 1`,
  );
  expect(await running.ended).toEqual({ kind: 'exit', code: 1 });
  expect(events).toEqual([{ kind: 'done', exitCode: 1 }]);
  expect(log.join('')).toBe('for people\n');
});

test('a cancelled process stores what it has, and ends as it wants to', async () => {
  const {
    process: running,
    events,
    first,
  } = program(
    `${say} process.on('SIGTERM', () => { say({kind:'done',exitCode:130}); process.exit(130) });
     setInterval(() => {}, 1000); say({kind:'notice',severity:'information',message:'ready'})`,
  );
  await first;
  running.cancel();
  running.cancel();
  expect(await running.ended).toEqual({ kind: 'exit', code: 130 });
  expect(events.at(-1)).toEqual({ kind: 'done', exitCode: 130 });
});

test('a process that closes with its input hears of a cancel in that way too', async () => {
  const { process: running, first } = program(
    `${say} process.on('SIGTERM', () => {}); process.stdin.on('end', () => process.exit(130)).resume();
     say({kind:'notice',severity:'information',message:'ready'})`,
  );
  await first;
  running.cancel();
  expect(await running.ended).toEqual({ kind: 'exit', code: 130 });
});

test('keys are in the environment of the process, and not among its arguments', async () => {
  const { process: running, events } = program(
    `${say} say({kind:'notice',severity:'information',message: process.env.SOME_KEY + ' ' + process.argv.join(' ').includes('secret')})`,
    { SOME_KEY: 'secret' },
  );
  await running.ended;
  expect(events).toEqual([{ kind: 'notice', severity: 'information', message: 'secret false' }]);
});

test('a program that is not there is said to be so', async () => {
  const running = startRunProcess({
    executable: '/nowhere/node',
    args: [],
    cwd: '.',
    env: {},
    onEvent: () => {},
    onLog: () => {},
  });
  expect(await running.ended).toMatchObject({ kind: 'not-started', reason: expect.stringContaining('ENOENT') });
});
