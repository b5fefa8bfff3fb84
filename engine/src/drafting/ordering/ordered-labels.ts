import { degreeRanks } from './degree-ranks.ts';
import { familyRanks } from './family-ranks.ts';
import { numberRanks } from './number-ranks.ts';

/**
 * The labels, lowest first, where what they say has an order: numbers and ranges ("18 - 24 years"), degrees ("Somewhat
 * agree"), and well-known words ("Never", "Sometimes", …). Null where they have none, and for fewer than three.
 */
export function orderedLabels(labels: readonly string[]): readonly string[] | null {
  if (labels.length < 3) {
    return null;
  }
  for (const ranksOf of [numberRanks, familyRanks, degreeRanks]) {
    const ranks = ranksOf(labels);
    if (ranks !== null && new Set(ranks).size === labels.length) {
      return labels
        .map((label, index) => ({ label, rank: ranks[index] ?? 0 }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ label }) => label);
    }
  }
  return null;
}
