/** What iteratively reweighted least squares needs to know of a distribution with its canonical link. */
export interface GlmFamily {
  link(mean: number): number;
  inverse(eta: number): number;
  /** dμ/dη. */
  slope(eta: number): number;
  variance(mean: number): number;
  /** The contribution of one row of weight 1 to the deviance. */
  deviance(y: number, mean: number): number;
  /** The mean to begin from (R's `mustart`). */
  start(y: number, weight: number): number;
  /** Where R says "fitted probabilities numerically 0 or 1" or "fitted rates numerically 0". */
  isExtreme(mean: number): boolean;
}

const NEARLY_ZERO = 10 * Number.EPSILON;

/** The families by R's names; link functions bounded as R bounds them. */
export const glmFamilies: { readonly binomial: GlmFamily; readonly poisson: GlmFamily } = {
  binomial: {
    link: (mean) => Math.log(mean / (1 - mean)),
    inverse: (eta) => {
      const odds = eta < -30 ? Number.EPSILON : eta > 30 ? 1 / Number.EPSILON : Math.exp(eta);
      return odds / (1 + odds);
    },
    slope: (eta) => {
      const opposite = 1 + Math.exp(eta);
      return eta > 30 || eta < -30 ? Number.EPSILON : Math.exp(eta) / (opposite * opposite);
    },
    variance: (mean) => mean * (1 - mean),
    deviance: (y, mean) => 2 * (timesLog(y, y / mean) + timesLog(1 - y, (1 - y) / (1 - mean))),
    start: (y, weight) => (weight * y + 0.5) / (weight + 1),
    isExtreme: (mean) => mean > 1 - NEARLY_ZERO || mean < NEARLY_ZERO,
  },
  poisson: {
    link: (mean) => Math.log(mean),
    inverse: (eta) => Math.max(Math.exp(eta), Number.EPSILON),
    slope: (eta) => Math.max(Math.exp(eta), Number.EPSILON),
    variance: (mean) => mean,
    deviance: (y, mean) => 2 * (timesLog(y, y / mean) - (y - mean)),
    start: (y) => y + 0.1,
    isExtreme: (mean) => mean < NEARLY_ZERO,
  },
};

function timesLog(factor: number, of: number): number {
  return factor === 0 ? 0 : factor * Math.log(of);
}
