/** The rank of every label, or null as soon as one has none. */
export function allRanked(
  labels: readonly string[],
  rankOf: (label: string) => number | null,
): readonly number[] | null {
  const ranks: number[] = [];
  for (const label of labels) {
    const rank = rankOf(label);
    if (rank === null) {
      return null;
    }
    ranks.push(rank);
  }
  return ranks;
}
