import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { RespondentAnswers } from '#engine';
import { Journal, readJournal } from '../../engine/node/runs/journal.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-journal-'));
  file = path.join(folder, 'answers.jsonl');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const line = (respondent: string, more: Partial<RespondentAnswers> = {}): RespondentAnswers => ({
  respondent,
  repeat: 1,
  answers: { mood: 'größer 🙂' },
  ...more,
});
const text = (...lines: readonly RespondentAnswers[]): string =>
  lines.map((one) => `${JSON.stringify(one)}\n`).join('');

function opened(): { readonly journal: Journal; readonly lines: readonly RespondentAnswers[] } {
  const content = readJournal(file);
  if (content.kind === 'unreadable') {
    throw new Error(content.reason);
  }
  return { journal: Journal.open(file, content), lines: content.lines };
}

describe('a journal', () => {
  it('begins empty, and every line is on disk before `append` comes back', () => {
    const { journal, lines } = opened();
    expect(lines).toEqual([]);
    journal.append([line('a')]);
    expect(fs.readFileSync(file, 'utf8')).toBe(text(line('a')));
    journal.append([line('b'), line('c')]);
    expect(readJournal(file)).toMatchObject({ kind: 'read', end: 'whole', lines: [line('a'), line('b'), line('c')] });
    journal.close();
  });

  it('takes many lines at once', () => {
    const { journal } = opened();
    const many = Array.from({ length: 5001 }, (_, index) => line(`r${index}`));
    journal.append(many);
    journal.close();
    expect(readJournal(file)).toMatchObject({ lines: many });
  });

  test.each([
    ['in the middle of a line', text(line('a')) + text(line('b')).slice(0, 20), [line('a')]],
    [
      'in the middle of a character',
      Buffer.concat([Buffer.from(text(line('a'))), Buffer.from(text(line('b'))).subarray(0, 47)]),
      [line('a')],
    ],
    ['in its first line', text(line('a')).slice(0, 5), []],
    ['in a line of nothing but zeros', `${text(line('a'))}\0\0\0`, [line('a')]],
    ['just before a newline', text(line('a'), line('b')).trimEnd(), [line('a'), line('b')]],
  ])('that was cut off %s goes on behind its last whole answer', (_, content, kept) => {
    fs.writeFileSync(file, content);
    const { journal, lines } = opened();
    expect(lines).toEqual(kept);
    journal.append([line('z')]);
    journal.close();
    expect(fs.readFileSync(file, 'utf8')).toBe(text(...kept, line('z')));
  });

  it('with a line in the middle that is none is refused, with its number, and left as it is', () => {
    const content = `${text(line('a'))}{"respondent":\n${text(line('b'))}`;
    fs.writeFileSync(file, content);
    expect(readJournal(file)).toMatchObject({ kind: 'unreadable', line: 2 });
    expect(fs.readFileSync(file, 'utf8')).toBe(content);
  });

  it('lets go of respondents whom no reply came back for, and of nobody else', () => {
    const failed = line('b', { answers: {}, failures: { mood: 'error', spend: 'error' } });
    const refused = line('c', { answers: {}, failures: { mood: 'refused', spend: 'refused' } });
    fs.writeFileSync(file, text(line('a'), failed, refused));
    opened().journal.close();
    expect(readJournal(file)).toMatchObject({ lines: [line('a'), refused] });
  });
});
