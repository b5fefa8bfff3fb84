import { describe, expect, it, test } from 'vitest';
import { failureCode } from '#engine/data';
import { drawRespondents } from '#engine/respondents';
import { answerLines, codeAnswers, type RespondentAnswers, readAnswersLine, readRunFile } from '#engine/simulation';
import { planOf, withPeople } from './helpers.ts';

const text = `
study: coding
human: { data: people.csv, id: id, pilot: { size: 2, seed: 1 } }
personas: { attributes: { town: {} } }
beliefs:
  mood: { ask: Mood?, scale: [low, high], also: [Don't know] }
actions:
  spend: { ask: Spend?, number: { min: 0, max: 10 }, bins: [0, 5] }
`;
const one = withPeople(text, {
  id: ['a', 'b', 'c', 'd', 'e', 'f'],
  town: ['A', 'B', 'C', 'D', 'E', 'F'],
  mood: ['low', 'high', 'low', 'high', 'low', "Don't know"],
  spend: ['1', '2', '3', '4', '5', '6'],
});
const plan = planOf(one);
const ids = plan.respondents.ids;
const line = (index: number, more: Partial<RespondentAnswers>): RespondentAnswers => ({
  respondent: ids[index] ?? '',
  repeat: 1,
  answers: {},
  ...more,
});

describe('answers as people have them', () => {
  const coded = codeAnswers(one.study, plan, [
    line(3, { answers: { mood: 'high', spend: 7.5 } }),
    line(0, { answers: { mood: "Don't know" }, failures: { spend: 'refused' } }),
    line(1, { answers: { mood: 'purple', spend: 2 } }),
    line(0, { answers: { mood: 'low', spend: 1 } }),
    line(0, { respondent: 'nobody' }),
    line(0, { repeat: 2 }),
  ]);

  it('stand in the order of the plan, one row a call that was answered', () => {
    expect(coded.table.ids).toEqual([ids[0], ids[1], ids[3]]);
    expect(coded.twins).toEqual([plan.twins?.[0], plan.twins?.[1], plan.twins?.[3]]);
    expect(Array.from(coded.personas)).toEqual([0, 1, 3]);
    expect(coded.calls).toEqual({ planned: 4, answered: 3 });
    expect(coded.ignored).toBe(3);
  });

  it('have codes, numbers, bins, and a code for each way to fail', () => {
    expect(Array.from(coded.table.variables.get('mood')?.codes ?? [])).toEqual([-2, failureCode('invalid'), 1]);
    expect(Array.from(coded.table.variables.get('spend')?.codes ?? [])).toEqual([failureCode('refused'), 0, 1]);
    expect(Array.from(coded.table.variables.get('spend')?.values ?? [])).toEqual([Number.NaN, 2, 7.5]);
    expect(coded.table.variables.get('town')?.texts).toHaveLength(3);
  });

  it('are counted by how they failed', () => {
    expect(coded.failures.get('mood')).toEqual({ refused: 0, invalid: 1, missing: 0, error: 0 });
    expect(coded.failures.get('spend')).toEqual({ refused: 1, invalid: 0, missing: 0, error: 0 });
    const empty = codeAnswers(one.study, plan, [line(2, {})]);
    expect(empty.failures.get('mood')).toEqual({ refused: 0, invalid: 0, missing: 1, error: 0 });
  });

  it('come back from the lines of built-in respondents as they were drawn', () => {
    const repeated = { ...plan, repeats: 2 };
    const drawn = drawRespondents('pooled', { ...one, plan: repeated, seed: 4 });
    if (drawn.kind === 'unavailable') {
      throw new Error(drawn.reason);
    }
    const lines = answerLines(one.study, repeated, drawn.table);
    expect(lines).toHaveLength(8);
    const back = codeAnswers(one.study, repeated, [...lines].reverse());
    expect(back.table).toEqual(drawn.table);
    expect(Array.from(back.repeats)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
    expect(new Set(back.twins).size).toBe(4);
  });
});

describe('files that are not what they should be', () => {
  test.each([
    ['not JSON', '{"respondent": "a", "rep', /not JSON/],
    ['no respondent', '{"repeat": 1, "answers": {}}', /respondent/],
    ['a repeat of 0', '{"respondent": "a", "repeat": 0, "answers": {}}', /repeat/],
    ['an answer that is a list', '{"respondent": "a", "repeat": 1, "answers": {"mood": []}}', /mood/],
    ['an unknown failure', '{"respondent": "a", "repeat": 1, "answers": {}, "failures": {"mood": "late"}}', /failures/],
  ])('a line: %s', (_, content, reason) => {
    expect(readAnswersLine(content)).toMatchObject({ kind: 'unreadable', reason: expect.stringMatching(reason) });
  });

  test.each([
    ['not JSON', '{', /cut off/],
    ['another format', '{"format": 2}', /format 2, and this version of Understudy reads format 1/],
    ['no fields', '{"format": 1}', /required/],
    ['a list', '[]', /object/],
  ])('run.json: %s', (_, content, reason) => {
    expect(readRunFile(content)).toMatchObject({ kind: 'unreadable', reason: expect.stringMatching(reason) });
  });
});
