/**
 * The candidate nearest to `word` by edit distance (Damerau–Levenshtein with adjacent swaps), ignoring case, or
 * `undefined` when none is near enough to be meant: at most a third of the letters may differ. Of several that are equally
 * near, the one that begins most alike: ends are forgotten sooner than beginnings.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const isNearer =
      distance < bestDistance ||
      (distance === bestDistance && best !== undefined && commonStart(word, candidate) > commonStart(word, best));
    if (distance <= allowed && isNearer) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** How many letters two words have in common at their beginning. */
function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length]?.toLowerCase() === b[length]?.toLowerCase()) {
    length += 1;
  }
  return length;
}

function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforePrevious[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
