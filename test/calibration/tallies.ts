// Counts of what happened in the replications, and whether the share is as wanted.

/** A share of replications, and what it has to be. */
export interface Rate {
  readonly what: string;
  readonly hits: number;
  readonly of: number;
  readonly wanted: Wanted;
  /** Mean width of the intervals, where another interval would be 1; left out where nothing was measured. */
  readonly width?: number;
}

export interface Wanted {
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Monte-Carlo errors by which a limit may be missed; 0 if left out. */
  readonly errors?: number;
}

/** Collects rates by name, in the order in which the names come first. */
export class Tallies {
  private readonly rates = new Map<string, { hits: number; of: number; readonly wanted: Wanted }>();
  private readonly widths = new Map<string, number[]>();

  /** Counts one case; a case that is `null` could not be judged and is not counted. */
  count(what: string, wanted: Wanted, hit: boolean | null): void {
    const rate = this.rates.get(what) ?? { hits: 0, of: 0, wanted };
    this.rates.set(what, rate);
    if (hit !== null) {
      rate.of += 1;
      rate.hits += hit ? 1 : 0;
    }
  }

  /** Notes how wide one interval of this name is, as a multiple of another. */
  measure(what: string, width: number): void {
    this.widths.set(what, [...(this.widths.get(what) ?? []), width]);
  }

  all(): readonly Rate[] {
    return [...this.rates].map(([what, rate]) => {
      const widths = this.widths.get(what);
      return widths === undefined
        ? { what, ...rate }
        : { what, ...rate, width: widths.reduce((sum, width) => sum + width, 0) / widths.length };
    });
  }
}

export function shareOf({ hits, of }: Rate): number {
  return hits / of;
}

/** The Monte-Carlo error of the share: at the limit that it is held against, else at itself. */
export function errorOf(rate: Rate): number {
  const at = rate.wanted.atMost ?? rate.wanted.atLeast ?? shareOf(rate);
  return Math.sqrt((at * (1 - at)) / rate.of);
}

/** Whether a share is as wanted. `slack` allows for more Monte-Carlo errors than the limit itself does. */
export function isAsWanted(rate: Rate, slack = 0): boolean {
  const { atLeast = 0, atMost = 1, errors = 0 } = rate.wanted;
  const share = shareOf(rate);
  const allowed = (limit: number): number => (errors + slack) * Math.sqrt((limit * (1 - limit)) / rate.of) + 1e-12;
  return rate.of > 0 && share >= atLeast - allowed(atLeast) && share <= atMost + allowed(atMost);
}

/** What is wanted, in words. */
export function wantedText({ atLeast, atMost, errors = 0 }: Wanted): string {
  const slack = errors === 0 ? '' : ` (${errors} errors)`;
  if (atLeast !== undefined && atMost !== undefined) {
    return `${percent(atLeast)} to ${percent(atMost)}${slack}`;
  }
  return atLeast === undefined ? `at most ${percent(atMost ?? 1)}${slack}` : `at least ${percent(atLeast)}${slack}`;
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
