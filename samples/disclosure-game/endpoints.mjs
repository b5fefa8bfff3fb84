#!/usr/bin/env node
// @ts-check
// Three scripted models behind an OpenAI-compatible address on this machine. They are programs, not language models. Each reads
// nothing but the prompt that it receives; the same prompt always gets the same reply.
//   node samples/disclosure-game/endpoints.mjs [--port 8311]      0 takes any free port
// base      hardly ever varies, ignores who is asked, and attacks the very target that it takes to be protected
// tuned     varies and acts on its beliefs as people do, but takes everybody for a member of the majority
// lifelike  answers by the same law as the people of this sample
import { createHash } from 'node:crypto';
import http from 'node:http';
import { pathToFileURL } from 'node:url';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { peopleAnswer, tunedAnswer } from './law.mjs';

/** @typedef {import('./law.mjs').Player} Player */
/** @typedef {import('./law.mjs').Answers} Answers */
/** @typedef {import('./law.mjs').Arm} Arm */

/** @type {Readonly<Record<string, (player: Player, draw: () => number) => Answers>>} */
const models = { base: baseAnswer, tuned: tunedAnswer, lifelike: peopleAnswer };

/** What only the prompt of this arm says; the first that is found counts. @type {readonly (readonly [string, Arm])[]} */
const signs = [
  ['target A is protected. An inspector', 'proof A'],
  ['target B is protected. An inspector', 'proof B'],
  ['target A is protected. Nobody', 'says A'],
  ['target B is protected. Nobody', 'says B'],
  ['both my targets are protected', 'says both'],
  ['one of my targets is protected', 'vague'],
  ['worth twice as much', 'A prized'],
  ['says nothing', 'silent'],
];

/**
 * Starts the models on a port of 127.0.0.1.
 * @param {number} port 0 for any that is free
 * @returns {Promise<{ base_url: string, close: () => Promise<void> }>}
 */
export function startEndpoints(port) {
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) {
      body += part;
    }
    const { status, reply } =
      request.method === 'POST' && request.url === '/v1/chat/completions'
        ? replyTo(body)
        : failure(404, 'Only POST /v1/chat/completions is answered.');
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({
        base_url: `http://127.0.0.1:${address.port}/v1`,
        close: () =>
          new Promise((closed) => {
            server.closeAllConnections();
            server.close(() => closed());
          }),
      });
    });
  });
}

/**
 * What a model answers to a prompt: all that it ever gets to know.
 * @param {string} model @param {string} prompt @returns {Answers | null} null for another prompt than the sample's
 */
export function answerTo(model, prompt) {
  const answer = Object.hasOwn(models, model) ? models[model] : undefined;
  const player = playerIn(prompt);
  return answer === undefined || player === null ? null : answer(player, drawsFor(`${model}\n${prompt}`));
}

/** @param {string} body */
function replyTo(body) {
  let request;
  try {
    request = JSON.parse(body);
  } catch {
    return failure(400, 'The request is not JSON.');
  }
  const { model, messages } = request;
  const prompt = Array.isArray(messages) ? messages.map(({ content }) => content).join('\n') : '';
  if (!Object.hasOwn(models, model)) {
    return failure(404, `There is no model ${model}; there is ${Object.keys(models).join(', ')}.`);
  }
  const answers = answerTo(model, prompt);
  if (answers === null) {
    return failure(400, 'These models only play the disclosure game as its sample words it.');
  }
  const content = JSON.stringify(answers);
  const reply = {
    id: 'scripted',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [
      { index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop', logprobs: null },
    ],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  };
  return { status: 200, reply };
}

/** @param {number} status @param {string} message */
function failure(status, message) {
  return { status, reply: { error: { message, type: 'invalid_request_error', param: null, code: null } } };
}

/** Who is addressed, and in which arm. @param {string} prompt @returns {Player | null} */
function playerIn(prompt) {
  const persona = /Age: (\d+)\. Gender: ([^.]+)\. Ethnicity: ([^.]+)\. Education: ([^.]+)\./.exec(prompt);
  const arm = signs.find(([sign]) => prompt.includes(sign));
  if (persona === null || arm === undefined) {
    return null;
  }
  const [, age, gender, ethnicity, education] = persona;
  return /** @type {Player} */ ({ age: Number(age), gender, ethnicity, education, game: arm[1] });
}

/** Random numbers that depend on the text alone. @param {string} text */
function drawsFor(text) {
  const hash = createHash('sha256').update(text).digest();
  const state = [0, 4, 8, 12].map((at) => hash.readInt32LE(at) | (at === 12 ? 1 : 0));
  const generator = xoroshiro128plusFromState(state);
  return () => ((generator.next() >>> 0) + 0.5) / 4294967296;
}

/**
 * For each arm the target that the base model takes to be protected, how likely it says that is for A, how far it trusts
 * the defender, how sure it is.
 * @type {Readonly<Record<Arm, readonly ['A' | 'B', number, string, string]>>}
 */
const stock = {
  silent: ['A', 50, 'Neutral', 'A little'],
  vague: ['A', 60, 'Somewhat agree', 'A little'],
  'says A': ['A', 80, 'Somewhat agree', 'Very'],
  'says B': ['B', 20, 'Somewhat agree', 'Very'],
  'proof A': ['A', 90, 'Strongly agree', 'Completely'],
  'proof B': ['B', 10, 'Strongly agree', 'Completely'],
  'says both': ['A', 60, 'Neutral', 'Somewhat'],
  'A prized': ['A', 80, 'Neutral', 'Very'],
};

/** @param {Player} player @param {() => number} draw @returns {Answers} */
function baseAnswer({ game }, draw) {
  const [target, chance_a, truthful, sure] = stock[game];
  const u = draw();
  const protects = `Target ${target}`;
  return {
    chance_a: draw() < 0.7 ? chance_a : chance_a + 5,
    protects,
    truthful,
    sure: u > 0.97 ? 'Somewhat' : sure,
    others: u < 0.06 ? 'Both alike' : protects,
    attack: draw() < 0.98 ? `Attack ${target}` : 'No attack',
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const at = process.argv.indexOf('--port');
  const port = at < 0 ? 8311 : Number(process.argv[at + 1]);
  try {
    const { base_url } = await startEndpoints(port);
    console.log(`base, tuned and lifelike answer at ${base_url} until you press Ctrl-C.`);
  } catch (error) {
    console.error(
      `Port ${port} cannot be used: ${error instanceof Error ? error.message : error}. Name another with --port.`,
    );
    process.exitCode = 1;
  }
}
