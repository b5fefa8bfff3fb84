import { correlation } from './moments.ts';

/** Spearman's ρ with midranks for ties, as R's `cor(method = "spearman")`; NaN where a side does not vary. */
export function spearman(left: ArrayLike<number>, right: ArrayLike<number>): number {
  return correlation(midranks(left), midranks(right));
}

/** Spearman's ρ of a table of counts `table[left][right]`, both in ascending order; NaN where a side does not vary. */
export function spearmanOfTable(table: readonly ArrayLike<number>[]): number {
  const { rows, columns, n } = margins(table);
  const leftRanks = midranksOfCounts(rows);
  const rightRanks = midranksOfCounts(columns);
  const centre = (n + 1) / 2;
  let cross = 0;
  table.forEach((row, i) => {
    for (let j = 0; j < row.length; j += 1) {
      cross += row[j] * (leftRanks[i] - centre) * (rightRanks[j] - centre);
    }
  });
  const squares = (counts: readonly number[], ranks: readonly number[]) =>
    counts.reduce((sum, count, index) => sum + count * (ranks[index] - centre) ** 2, 0);
  return cross / Math.sqrt(squares(rows, leftRanks) * squares(columns, rightRanks));
}

/**
 * Cramér's V with the bias correction of Bergsma (2013) on the non-empty rows and columns, 0 to 1; NaN below two of
 * either, or where the correction leaves less than two.
 */
export function cramersV(table: readonly ArrayLike<number>[]): number {
  const { rows, columns, n } = margins(table);
  const r = rows.filter((count) => count > 0).length;
  const k = columns.filter((count) => count > 0).length;
  if (r < 2 || k < 2) {
    return Number.NaN;
  }
  const squared = Math.max(0, chisquareOfTable(table) / n - ((k - 1) * (r - 1)) / (n - 1));
  const smaller = Math.min(k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)) - 1;
  return smaller > 0 ? Math.sqrt(squared / smaller) : Number.NaN;
}

/** Pearson's χ² of independence, without continuity correction; empty rows and columns add nothing. */
export function chisquareOfTable(table: readonly ArrayLike<number>[]): number {
  const { rows, columns, n } = margins(table);
  let chisquare = 0;
  table.forEach((row, i) => {
    for (let j = 0; j < row.length; j += 1) {
      const expected = (rows[i] * columns[j]) / n;
      chisquare += expected > 0 ? (row[j] - expected) ** 2 / expected : 0;
    }
  });
  return chisquare;
}

/** Cohen's κ of a square table `table[one][other]` of counts: agreement beyond chance; NaN where chance alone agrees always. */
export function cohensKappa(table: readonly ArrayLike<number>[]): number {
  const { rows, columns, n } = margins(table);
  let agreed = 0;
  let byChance = 0;
  for (let index = 0; index < table.length; index += 1) {
    agreed += table[index][index] / n;
    byChance += (rows[index] * (columns[index] ?? 0)) / (n * n);
  }
  return (agreed - byChance) / (1 - byChance);
}

/** Ranks from 1, ties share the mean of theirs. */
export function midranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, index) => index).sort((left, right) => values[left] - values[right]);
  const ranks = new Float64Array(values.length);
  let from = 0;
  while (from < order.length) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]] === values[order[from]]) {
      to += 1;
    }
    for (let position = from; position <= to; position += 1) {
      ranks[order[position]] = (from + to) / 2 + 1;
    }
    from = to + 1;
  }
  return ranks;
}

function midranksOfCounts(counts: readonly number[]): number[] {
  let below = 0;
  return counts.map((count) => {
    const rank = below + (count + 1) / 2;
    below += count;
    return rank;
  });
}

function margins(table: readonly ArrayLike<number>[]): {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly n: number;
} {
  const columns: number[] = [];
  const rows = table.map((row) => {
    let sum = 0;
    for (let j = 0; j < row.length; j += 1) {
      sum += row[j];
      columns[j] = (columns[j] ?? 0) + row[j];
    }
    return sum;
  });
  return { rows, columns, n: rows.reduce((sum, count) => sum + count, 0) };
}
