import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, startCli } from '../tools/built-cli.ts';
import type { ReceivedRequest, ScriptedReply } from '../tools/scripted-endpoint.ts';
import { endpoint, journalOf, runFileOf, runFolderOf, studyFolder } from './helpers.ts';

const more = 'simulation: { ask: interview, shuffle: false }\n';

/** Answers the one item that is asked for. */
function answer({ response_format }: ReceivedRequest, concern = 'some', share = 'Share'): ScriptedReply {
  const [item = ''] = Object.keys(response_format?.json_schema.schema.properties ?? {});
  return { kind: 'answers', answers: { [item]: item === 'concern' ? concern : share } };
}

const itemOf = ({ response_format }: ReceivedRequest): string =>
  Object.keys(response_format?.json_schema.schema.properties ?? {}).join();

describe('an interview at an endpoint', () => {
  it('asks each respondent one item after the other, with what was said before', async () => {
    const server = await endpoint((request) => answer(request, 'much', 'Decline'));
    const file = studyFolder({ ...server, more });
    expect((await cli(['simulate', file, '--model', 'gpt', '--limit', '3', '--concurrency', '1'])).code).toBe(0);
    expect(server.requests.map(itemOf)).toEqual(['concern', 'share', 'concern', 'share', 'concern', 'share']);
    const [first, second] = server.requests;
    expect(first?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(second?.messages.slice(0, 2)).toEqual(first?.messages);
    expect(second?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(second?.messages[2]?.content).toBe('{"concern":"much"}');
    expect(second?.messages[3]?.content).toContain('Question 2 (share): Do you share?');
    expect(journalOf(file, 'gpt')[0]).toMatchObject({
      answers: { concern: 'much', share: 'Decline' },
      usage: { input_tokens: 200, output_tokens: 20 },
    });
    expect(runFileOf(file, 'gpt').status).toMatchObject({ kind: 'finished', answered: 3 });
  });

  it('sends the questions that `plan --respondent` has shown, and `plan` counts the calls', async () => {
    const server = await endpoint((request) => answer(request));
    const file = studyFolder({ ...server, more });
    const shown = JSON.parse((await cli(['plan', file, '--respondent', '1', '--json'])).out).data;
    await cli(['simulate', file, '--model', 'gpt', '--limit', '1']);
    const sent = server.requests.at(-1)?.messages.filter(({ role }) => role !== 'assistant');
    expect(shown.messages).toEqual(sent);
    expect(shown.response_schemas).toEqual(
      server.requests.map(({ response_format }) => response_format?.json_schema.schema),
    );
    expect((await cli(['plan', file])).out).toContain('240 to an endpoint, 2 (one an item) a respondent');
  });

  it('keeps what was answered before a turn that got no reply, and goes on there', async () => {
    let isBroken = true;
    const server = await endpoint((request) =>
      itemOf(request) === 'share' && isBroken ? { kind: 'status', status: 400 } : answer(request),
    );
    const file = studyFolder({ ...server, more });
    const args = ['simulate', file, '--model', 'gpt', '--limit', '2', '--concurrency', '1'];
    expect((await cli(args)).code).toBe(3);
    expect(journalOf(file, 'gpt')).toEqual([
      expect.objectContaining({ answers: { concern: 'some' }, failures: { share: 'error' } }),
      expect.objectContaining({ answers: { concern: 'some' }, failures: { share: 'error' } }),
    ]);
    isBroken = false;
    const before = server.requests.length;
    expect((await cli(args)).code).toBe(0);
    expect(server.requests.slice(before).map(itemOf)).toEqual(['share', 'share']);
    expect(journalOf(file, 'gpt').map(({ answers }) => answers)).toEqual([
      { concern: 'some', share: 'Share' },
      { concern: 'some', share: 'Share' },
    ]);
  });

  it('survives kill -9 between two turns: no turn that was answered is asked again', async () => {
    const held: (() => void)[] = [];
    let holding = true;
    const server = await endpoint(async (request) => {
      if (itemOf(request) === 'share' && request.number > 6 && holding) {
        await new Promise<void>((resolve) => held.push(resolve));
      }
      return answer(request);
    });
    const file = studyFolder({ ...server, more });
    const args = ['simulate', file, '--model', 'gpt', '--limit', '10', '--concurrency', '1'];
    const running = await startCli([...args, '--events']);
    await server.received(8);
    await running.printed(/"done":3,/);
    running.child.kill('SIGKILL');
    await running.ended;
    expect(journalOf(file, 'gpt')).toHaveLength(3);
    holding = false;
    for (const release of held) {
      release();
    }
    expect((await cli(args)).code).toBe(0);
    expect(journalOf(file, 'gpt')).toHaveLength(10);
    // The turn that was in flight is asked again, the one before it is not.
    expect(server.requests).toHaveLength(21);
    expect(server.requests.slice(8).map(itemOf).slice(0, 3)).toEqual(['share', 'concern', 'share']);
  });

  it('takes plain answers where the endpoint knows no schema, and is judged like any run', async () => {
    const server = await endpoint(({ response_format, messages }) =>
      response_format !== undefined
        ? { kind: 'status', status: 400 }
        : { kind: 'text', text: messages.at(-1)?.content.includes('(concern)') === true ? 'much' : 'Decline' },
    );
    const file = studyFolder({ ...server, more });
    expect((await cli(['simulate', file, '--model', 'gpt', '--evaluate'])).code).toBeLessThan(2);
    expect(journalOf(file, 'gpt')).toHaveLength(120);
    expect(runFileOf(file, 'gpt')).toMatchObject({
      capabilities: { structured_replies: 'none' },
      status: { failures: { refused: 0, invalid: 0, missing: 0, error: 0 } },
    });
    expect(fs.existsSync(path.join(runFolderOf(file, 'gpt'), 'evaluation.json'))).toBe(true);
  });
});
