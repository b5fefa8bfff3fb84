import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine';
import { cli } from '../tools/built-cli.ts';
import type { ReceivedRequest, ScriptedReply } from '../tools/scripted-endpoint.ts';
import { endpoint, people, runFolderOf, studyFolder } from './helpers.ts';

const SIZE = 1000;

async function judged(script: (request: ReceivedRequest) => ScriptedReply) {
  const server = await endpoint(script);
  const file = studyFolder({ ...server, size: SIZE });
  const result = await cli(['simulate', file, '--model', 'gpt', '--evaluate', '--concurrency', '16']);
  const folder = runFolderOf(file, 'gpt');
  const evaluation: Evaluation = JSON.parse(fs.readFileSync(path.join(folder, 'evaluation.json'), 'utf8'));
  return { result, folder, evaluation, server };
}

const cellsOf = (evaluation: Evaluation) => evaluation.cells.filter((cell) => cell.model === 'gpt');

describe('an endpoint that is judged', () => {
  it('is called collapsed when it always holds the belief and acts against it', async () => {
    const { result, evaluation, folder } = await judged(() => ({
      kind: 'answers',
      answers: { concern: 'very much', share: 'Share' },
    }));
    expect(result.code).toBe(0);
    expect(result.err).not.toContain('Warning');
    expect(evaluation.subject).toBe('gpt');
    const tested = cellsOf(evaluation).filter((cell) => cell.status === 'tested');
    expect(tested.length).toBeGreaterThan(0);
    expect(tested.filter((cell) => cell.verdict !== 'misaligned')).toEqual([]);
    const spread = evaluation.heterogeneity.filter((one) => one.model === 'gpt');
    expect(spread.find((one) => one.item === 'concern')?.sd_ratio).toBe(0);
    expect(spread.map((one) => one.entropy_ratio)).toEqual([0, 0]);
    const gap = evaluation.coherence.find((one) => one.model === 'gpt');
    expect(gap?.simulated.belief_action_gap).toBe(1);
    expect(gap?.human.belief_action_gap).toBeLessThan(0.9);
    expect(result.out).toMatch(/FAIL/);
    expect(result.out).toContain('100.0 %');
    expect(result.out).toContain(path.join(folder, 'evaluation.json'));
    expect(fs.readFileSync(path.join(folder, 'report.html'), 'utf8')).toContain('<!doctype html>');
  });

  it('has no cell called misaligned when it resamples held-out people', async () => {
    // It reads the arm and the gender in the prompt, and answers as some person who has both.
    const rows = people(SIZE)
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const { evaluation, server } = await judged(({ system, user, number }) => {
      const arm = user.includes('Here they are') ? 'shown' : 'hidden';
      const gender = system.includes('Female') ? 'Female' : 'Male';
      const alike = rows.filter((row) => row[1] === gender && row[2] === arm);
      const chosen = alike[(number * 7919) % alike.length];
      return { kind: 'answers', answers: { concern: chosen[3], share: chosen[4] } };
    });
    expect(server.requests.length).toBe(SIZE - 40);
    const tested = cellsOf(evaluation).filter((cell) => cell.status === 'tested');
    expect(tested.length).toBeGreaterThan(5);
    expect(tested.filter((cell) => cell.verdict === 'misaligned')).toEqual([]);
    const gap = evaluation.coherence.find((one) => one.model === 'gpt');
    expect(Math.abs((gap?.simulated.belief_action_gap ?? 9) - (gap?.human.belief_action_gap ?? 0))).toBeLessThan(0.1);
  });
});

describe('further runs of a model', () => {
  it('with other seeds and words show beside a run how far its figures move', async () => {
    const server = await endpoint(({ system, user, number }) => ({
      kind: 'answers',
      answers: {
        concern: ['none', 'little', 'some', 'much', 'very much'][(number * 7 + system.length) % 5],
        share: (number * 5 + user.length) % 3 === 0 ? 'Share' : 'Decline',
      },
    }));
    const file = studyFolder({ ...server });
    for (const seed of ['1', '2', '3']) {
      expect((await cli(['simulate', file, '--model', 'gpt', '--seed', seed])).code).toBe(0);
    }
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace('You are {{gender}}.', 'Please answer as somebody who is {{gender}} would.'));
    const { code, out } = await cli(['simulate', file, '--model', 'gpt', '--evaluate']);
    expect(code).toBe(0);
    const stored = /Evaluation +(\S+evaluation\.json)/.exec(out)?.[1] ?? '';
    const evaluation: Evaluation = JSON.parse(fs.readFileSync(stored, 'utf8'));
    expect([evaluation.sensitivity?.n_runs, evaluation.sensitivity?.n_prompts]).toEqual([4, 2]);
    expect(evaluation.sensitivity?.runs.map(({ seed, same_prompt }) => [seed, same_prompt]).sort()).toEqual([
      [1, false],
      [2, false],
      [3, false],
    ]);
    expect(evaluation.warnings.map(({ code }) => code)).not.toContain('one-prompt-one-seed');
    expect(evaluation.answer_order.map(({ item }) => item)).toEqual(['concern', 'share']);
    expect(out).toMatch(
      /Seeds and wordings[\s\S]*Runs: 4; wordings: 2\.[\s\S]*mean distance +\.\d{3} +\.\d{3} +\.\d{3}/,
    );
    expect(out).toMatch(/Order of answers/);
  });
});
