import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { cli, startCli } from '../tools/built-cli.ts';
import type { ReceivedRequest, ScriptedReply } from '../tools/scripted-endpoint.ts';
import { endpoint, everythingIn, journalOf, runFileOf, runFolderOf, studyFolder } from './helpers.ts';

const HELD_OUT = 120;
const answers = (concern = 'some', share = 'Share'): ScriptedReply => ({
  kind: 'answers',
  answers: { concern, share },
});
const concurrency = (n: number): readonly string[] => ['--concurrency', String(n)];

describe('a run at an endpoint', () => {
  it('asks every respondent once and stores every answer', async () => {
    const held: (() => void)[] = [];
    const server = await endpoint(async ({ number }) => {
      if (number < 4) {
        await new Promise<void>((resolve) => held.push(resolve));
      }
      for (const release of held.splice(0)) {
        release();
      }
      return answers();
    });
    const file = studyFolder(server);
    const result = await cli(['simulate', file, '--model', 'gpt', ...concurrency(4)]);
    expect(result).toMatchObject({ code: 0, err: expect.stringContaining('120 answers to get') });
    expect(server.requests).toHaveLength(HELD_OUT);
    expect(server.mostAtOnce()).toBe(4);
    const journal = journalOf(file, 'gpt');
    expect(new Set(journal.map((line) => line.respondent)).size).toBe(HELD_OUT);
    expect(journal[0]).toMatchObject({
      repeat: 1,
      answers: { concern: 'some', share: 'Share' },
      usage: { input_tokens: 100 },
    });
    expect(runFileOf(file, 'gpt')).toMatchObject({
      status: { kind: 'finished', answered: HELD_OUT, failures: { refused: 0, invalid: 0, missing: 0, error: 0 } },
      capabilities: { structured_replies: 'json_schema' },
    });
    expect(fs.readFileSync(path.join(path.dirname(file), '.understudy/.gitignore'), 'utf8')).toBe('*\n');
    expect(fs.existsSync(path.join(runFolderOf(file, 'gpt'), 'run.lock'))).toBe(false);
  });

  it('sends model, temperature, persona, arm and schema, and no id of a person', async () => {
    const server = await endpoint(() => answers());
    await cli(['simulate', studyFolder(server), '--model', 'gpt', '--limit', '8']);
    const [first] = server.requests;
    expect(first).toMatchObject({ model: 'scripted-1', temperature: 1, authorization: undefined });
    expect(Object.keys(first?.response_format?.json_schema.schema.properties ?? {})).toEqual(['concern', 'share']);
    expect(server.requests.map((one) => one.system).filter((text) => !/^You are (Fem|M)ale\.$/.test(text))).toEqual([]);
    expect(server.requests.every((one) => one.user.startsWith('We ask for your data.'))).toBe(true);
    expect(JSON.stringify(server.requests)).not.toMatch(/"p\d+"|twin:/);
  });

  it('sends what `plan --respondent` has shown, to the letter', async () => {
    const server = await endpoint(() => answers());
    const file = studyFolder(server);
    const shown = JSON.parse((await cli(['plan', file, '--respondent', '1', '--json'])).out).data;
    await cli(['simulate', file, '--model', 'gpt', '--limit', '1']);
    const [sent] = server.requests;
    expect(shown.messages).toEqual([
      { role: 'system', content: sent?.system },
      { role: 'user', content: sent?.user },
    ]);
    expect(shown.response_schemas).toEqual([sent?.response_format?.json_schema.schema]);
  });

  it('stops after --limit, goes on from there, and then asks nothing', async () => {
    const server = await endpoint(() => answers());
    const file = studyFolder(server);
    expect((await cli(['simulate', file, '--model', 'gpt', '--limit', '5'])).code).toBe(0);
    expect(journalOf(file, 'gpt')).toHaveLength(5);
    await cli(['simulate', file, '--model', 'gpt', '--limit', '5']);
    expect(server.requests).toHaveLength(5);
    await cli(['simulate', file, '--model', 'gpt']);
    expect(journalOf(file, 'gpt')).toHaveLength(HELD_OUT);
    expect(server.requests).toHaveLength(HELD_OUT);
    const again = await cli(['simulate', file, '--model', 'gpt']);
    expect(again.err).toContain('all 120 answers are there already');
    expect(server.requests).toHaveLength(HELD_OUT);
  });

  it('survives kill -9: nothing stored is lost or asked again, a torn line is repaired', async () => {
    const held: (() => void)[] = [];
    let holding = true;
    const server = await endpoint(async ({ number }) => {
      if (number > 40 && holding) {
        await new Promise<void>((resolve) => held.push(resolve));
      }
      return answers(number % 2 === 0 ? 'much' : 'some');
    });
    const file = studyFolder(server);
    const running = await startCli(['simulate', file, '--model', 'gpt', '--events', ...concurrency(5)]);
    await server.received(45);
    await running.printed(/"done":40,/);
    running.child.kill('SIGKILL');
    await running.ended;
    const before = journalOf(file, 'gpt');
    expect(before).toHaveLength(40);
    const journal = path.join(runFolderOf(file, 'gpt'), 'answers.jsonl');
    fs.appendFileSync(journal, '{"respondent":"twin:p1","repe');
    expect(JSON.parse((await cli(['runs', file, '--json'])).out).data.runs[0].status).toBe('interrupted');
    holding = false;
    for (const release of held) {
      release();
    }
    const asked = server.requests.length;
    expect((await cli(['simulate', file, '--model', 'gpt'])).code).toBe(0);
    const after = journalOf(file, 'gpt');
    expect(after).toHaveLength(HELD_OUT);
    expect(new Set(after.map((line) => line.respondent)).size).toBe(HELD_OUT);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(server.requests.length - asked).toBe(HELD_OUT - before.length);
  });

  it('makes another run with --fresh, which asks again', async () => {
    const server = await endpoint(() => answers());
    const file = studyFolder(server);
    await cli(['simulate', file, '--model', 'gpt', '--limit', '3']);
    await cli(['simulate', file, '--model', 'gpt', '--limit', '3', '--fresh']);
    expect(server.requests).toHaveLength(6);
    const runs = JSON.parse((await cli(['runs', file, '--json'])).out).data.runs.map((one: { run: string }) => one.run);
    expect(runs).toHaveLength(2);
    expect(runs.some((run: string) => run.endsWith('-2'))).toBe(true);
  });

  it('takes replies from the cache when the run is gone but the same is asked', async () => {
    const server = await endpoint(({ number }) => answers(number % 2 === 0 ? 'much' : 'none'));
    const file = studyFolder(server);
    await cli(['simulate', file, '--model', 'gpt', '--limit', '20', ...concurrency(1)]);
    const first = journalOf(file, 'gpt');
    fs.rmSync(runFolderOf(file, 'gpt'), { recursive: true });
    await cli(['simulate', file, '--model', 'gpt', '--limit', '20', ...concurrency(1)]);
    expect(server.requests).toHaveLength(20);
    expect(journalOf(file, 'gpt')).toEqual(first);
  });

  it('asks each respondent as often as there are repeats', async () => {
    const server = await endpoint(() => answers());
    const file = studyFolder({ ...server, more: 'simulation: { repeats: 2 }' });
    await cli(['simulate', file, '--model', 'gpt']);
    const journal = journalOf(file, 'gpt');
    expect(journal).toHaveLength(2 * HELD_OUT);
    expect(new Set(journal.map((line) => `${line.respondent} ${line.repeat}`)).size).toBe(2 * HELD_OUT);
  });
});

describe('an endpoint that fails', () => {
  it('is refused, invalid, missing or wrong in four different ways, all counted', async () => {
    const replies: readonly ScriptedReply[] = [
      { kind: 'refusal', text: 'I would rather not.' },
      { kind: 'filtered' },
      { kind: 'text', text: 'Sure! I am somewhat concerned.' },
      { kind: 'answers', answers: { concern: 'hugely', share: 'Share' } },
      { kind: 'answers', answers: { concern: 'some' } },
      { kind: 'status', status: 400 },
      answers(),
    ];
    const server = await endpoint(({ number }) => replies[number - 1] ?? answers());
    const file = studyFolder(server);
    // The first reply settles that the endpoint takes a schema, so that a later 400 is an error and nothing else.
    const { err } = await cli(['simulate', file, '--model', 'gpt', '--limit', '7', ...concurrency(1)]);
    expect(err).toContain('of 14 answers these cannot be used: 4 refused, 3 invalid, 1 missing, 2 without a reply.');
    const failures = journalOf(file, 'gpt').map((line) => line.failures ?? {});
    expect(failures).toEqual([
      { concern: 'refused', share: 'refused' },
      { concern: 'refused', share: 'refused' },
      { concern: 'invalid', share: 'invalid' },
      { concern: 'invalid' },
      { share: 'missing' },
      { concern: 'error', share: 'error' },
      {},
    ]);
    expect(runFileOf(file, 'gpt').status.failures).toEqual({ refused: 4, invalid: 3, missing: 1, error: 2 });
    expect(journalOf(file, 'gpt')[2]?.reply).toBe('Sure! I am somewhat concerned.');
    // An error is no answer: that respondent, and only that one, is asked again.
    await cli(['simulate', file, '--model', 'gpt', '--limit', '7']);
    expect(server.requests).toHaveLength(8);
    const again = journalOf(file, 'gpt');
    expect(again).toHaveLength(7);
    expect(new Set(again.map((line) => line.respondent)).size).toBe(7);
    expect(again.at(-1)?.failures).toBeUndefined();
  });

  test.each([
    ['asks to wait', { kind: 'status', status: 429, headers: { 'retry-after-ms': '5' } }],
    ['is overloaded', { kind: 'status', status: 503, headers: { 'retry-after': '0' } }],
    ['breaks off in the middle', { kind: 'half' }],
    ['closes the connection', { kind: 'close' }],
    ['sends no completion', { kind: 'body', body: '{"object": "something else"}' }],
    ['sends no JSON', { kind: 'body', body: '<html>' }],
  ] as const)('that %s once is asked again', async (_, failure) => {
    const server = await endpoint(({ number }) => (number === 2 ? failure : answers()));
    const file = studyFolder(server);
    expect((await cli(['simulate', file, '--model', 'gpt', '--limit', '4', ...concurrency(1)])).code).toBe(0);
    expect(server.requests).toHaveLength(5);
    expect(journalOf(file, 'gpt').filter((line) => line.failures !== undefined)).toEqual([]);
  });

  test.each([
    ['a wrong key', { kind: 'status', status: 401 }, /does not accept the key.*MY_KEY/],
    ['an unknown model', { kind: 'status', status: 404 }, /does not have the model scripted-1/],
    ['no quota', { kind: 'status', status: 429, error: { code: 'insufficient_quota' } }, /no quota left/],
  ] as const)('for good (%s) stops the run at once and says why', async (_, failure, message) => {
    const server = await endpoint(({ number }) => (number <= 3 ? answers() : failure));
    const file = studyFolder(server);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('temperature: 1', 'temperature: 1, key_env: MY_KEY'));
    const result = await cli(['simulate', file, '--model', 'gpt', ...concurrency(1)], {
      env: { MY_KEY: 'sk-secret-key' },
    });
    expect(result.code).toBe(3);
    expect(result.err).toMatch(message);
    expect(server.requests).toHaveLength(4);
    expect(runFileOf(file, 'gpt').status).toMatchObject({
      kind: 'failed',
      answered: 3,
      message: expect.stringMatching(message),
    });
    expect(journalOf(file, 'gpt')).toHaveLength(3);
  });

  it('that never replies fails the run, and says why from the first wait on', async () => {
    const server = await endpoint(() => ({
      kind: 'status',
      status: 503,
      headers: { 'retry-after-ms': '1' },
      error: { message: 'the model is loading' },
    }));
    const file = studyFolder(server);
    const result = await cli(['simulate', file, '--model', 'gpt', '--limit', '2', ...concurrency(1)]);
    expect(result.code).toBe(3);
    expect(result.err.match(/note gpt: .* Trying again\./g)).toHaveLength(1);
    expect(result.err).toMatch(/error gpt: http:\S+ does not answer as it should.*the model is loading/);
    expect(runFileOf(file, 'gpt').status).toMatchObject({ kind: 'failed', answered: 2 });
  });

  it('that replies to some says of the others why they got no reply', async () => {
    const server = await endpoint(({ number }) => (number === 2 ? { kind: 'status', status: 400 } : answers()));
    const file = studyFolder(server);
    const result = await cli(['simulate', file, '--model', 'gpt', '--limit', '4', ...concurrency(1)]);
    expect(result).toMatchObject({
      code: 0,
      err: expect.stringContaining('gpt: One call got no reply. The last time'),
    });
  });

  it('by refusing response_format is asked without, which is remembered', async () => {
    const server = await endpoint(({ response_format }) =>
      response_format === undefined ? answers() : { kind: 'status', status: 400, error: { message: 'no such field' } },
    );
    const file = studyFolder(server);
    expect((await cli(['simulate', file, '--model', 'gpt', '--limit', '6', ...concurrency(1)])).code).toBe(0);
    expect(server.requests.map((one) => one.response_format !== undefined)).toEqual([true, ...Array(6).fill(false)]);
    expect(runFileOf(file, 'gpt').capabilities.structured_replies).toBe('none');
    await cli(['simulate', file, '--model', 'gpt', '--limit', '8', ...concurrency(1)]);
    expect(server.requests).toHaveLength(9);
  });

  test.each([
    ['is no web address', 'ftp://127.0.0.1/v1', 'is not an address'],
    ['holds a password', 'http://me:hunter2-secret@127.0.0.1:9/v1', 'user name or password'],
    ['holds a key in its query', 'http://127.0.0.1:9/v1?key=hunter2-secret', 'goes on behind its path'],
  ])('by an address that %s writes no file and repeats no secret', async (_, base_url, message) => {
    const file = studyFolder({ base_url });
    for (const args of [['--model', 'gpt'], [], ['--json'], ['--events']]) {
      const result = await cli(['simulate', file, ...args]);
      expect(result.code).toBe(1);
      expect(result.out + result.err).toContain(message);
      expect(result.out + result.err).not.toContain('hunter2-secret');
    }
    expect(fs.existsSync(path.join(path.dirname(file), '.understudy'))).toBe(false);
  });
});

describe('a key', () => {
  const key = 'sk-scripted-0123456789';
  const withKey = (request: ReceivedRequest): ScriptedReply =>
    request.number % 2 === 0
      ? { kind: 'text', text: `You sent ${request.authorization}` }
      : { kind: 'status', status: 400, error: { message: `bad key ${request.authorization}` } };

  it('is sent, and is never in a file or message, even when the endpoint echoes it', async () => {
    const server = await endpoint(withKey);
    const file = studyFolder(server);
    const result = await cli(['simulate', file, '--model', 'gpt', '--limit', '12', '--json'], {
      env: { OPENAI_API_KEY: key },
    });
    expect(server.requests[0]?.authorization).toBe(`Bearer ${key}`);
    expect(everythingIn(path.dirname(file))).not.toContain(key);
    expect(everythingIn(path.dirname(file))).toContain('[key]');
    expect(result.out + result.err).not.toContain(key);
  });

  it('must be there for the provider itself', async () => {
    const file = studyFolder();
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/base_url: "[^"]*", /, ''));
    const result = await cli(['simulate', file, '--model', 'gpt']);
    expect(result).toMatchObject({ code: 3, err: expect.stringContaining('OPENAI_API_KEY') });
  });
});
