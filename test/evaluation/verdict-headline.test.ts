// The headline reads well whatever passes, fails or is undecided together: all sentences are in one file, to be read.
import { describe, expect, it } from 'vitest';
import { type JudgedLine, verdictHeadline } from '../../engine/src/evaluation/verdict-headline.ts';

const nothing: JudgedLine = { outcome: 'UNDECIDED', parts: [] };

const answers: readonly JudgedLine[] = [
  { outcome: 'PASS', parts: ['everyone', 'everyone'] },
  { outcome: 'FAIL', parts: ['everyone', 'subgroups'] },
  { outcome: 'FAIL', parts: ['subgroups', 'subgroups'] },
  { outcome: 'UNDECIDED', parts: ['everyone'] },
];

const outcomes = ['PASS', 'FAIL', 'UNDECIDED'] as const;

const regressions: readonly JudgedLine[] = [
  ...outcomes.map((outcome): JudgedLine => ({ outcome, parts: ['coefficients', 'coefficients'] })),
  nothing,
];

const behaviour: readonly JudgedLine[] = outcomes.flatMap((outcome): readonly JudgedLine[] => [
  { outcome, parts: ['spread', 'coherence', 'coherence'] },
  { outcome, parts: ['spread'] },
  // A line passes only if all of it does: coherence alone may fail it or leave it undecided.
  ...(outcome === 'PASS' ? [] : [{ outcome, parts: ['coherence'] as const }]),
]);

const all = answers.flatMap((first) =>
  regressions.flatMap((second) => behaviour.map((third): readonly JudgedLine[] => [first, second, third])),
);

function said(lines: readonly JudgedLine[]): string {
  return verdictHeadline({ model: 'gpt', margin: 0.05 }, lines);
}

describe('the headline', () => {
  it('reads well in every combination', async () => {
    expect(all).toHaveLength(4 * 4 * 8);
    const sentences = [...new Set(all.map((lines) => said(lines)))];
    await expect(`${sentences.join('\n')}\n`).toMatchFileSnapshot('../fixtures/report/verdict-headlines.txt');
  });

  it.each(all.map((lines) => [said(lines), lines] as const))(
    'names each part once, under its outcome: %s',
    (sentence, lines) => {
      const shown = { everyone: 'answers', subgroups: 'answers', coefficients: 'regression coefficients' };
      const [decided = '', open = ''] = sentence.split(/; |nor fails: /);
      const [passes = '', fails = ''] = decided.split(/(?=fails on )/);
      const where = { PASS: passes, FAIL: fails, UNDECIDED: open };
      for (const { outcome, parts } of lines) {
        for (const part of parts) {
          const word = part in shown ? shown[part as keyof typeof shown] : part;
          expect(sentence.split(word)).toHaveLength(2);
          expect(where[outcome]).toContain(word);
        }
      }
      expect(sentence.startsWith('At a margin of .05, `gpt` ')).toBe(true);
      for (const list of [passes, fails, open]) {
        expect(list.split(' and ').length).toBeLessThanOrEqual(2);
      }
    },
  );

  it('says how far a pass on answers goes', () => {
    const spread: JudgedLine = { outcome: 'PASS', parts: ['spread'] };
    const sentence = said([{ outcome: 'PASS', parts: ['everyone'] }, nothing, spread]);
    expect(sentence).toBe('At a margin of .05, `gpt` passes on overall answers and spread.');
  });

  it('says so where there is nothing to judge', () => {
    expect(said([nothing, nothing, nothing])).toBe('There is nothing that `gpt` could be judged on.');
  });

  it('writes the margin as the study does', () => {
    const sentence = verdictHeadline({ model: 'gpt', margin: 0.025 }, all[0] ?? []);
    expect(sentence).toMatch(/^At a margin of \.025, /);
  });
});
