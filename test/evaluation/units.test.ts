import { describe, expect, it } from 'vitest';
import { coefficientUnit, distanceUnit, whyUninformative } from '#engine/evaluation';

const items = [
  { id: 'trust', measure: 'ordinal', unit: null },
  { id: 'chance', measure: 'numeric', unit: '%' },
  { id: 'reaction', measure: 'numeric', unit: null },
] as const;

describe('numbers have units', () => {
  it.each([
    ['gaussian', 'trust ~ arm', 'points of the scale'],
    ['gaussian', 'chance ~ arm', 'units of chance (%)'],
    ['gaussian', 'reaction ~ arm', 'units of reaction'],
    ['gaussian', 'log(reaction) ~ arm', 'units of log(reaction)'],
    ['binomial', 'act == "A ~ B" ~ arm', 'log-odds'],
    ['gaussian', '(act == "A ~ B") ~ arm', 'units of (act == "A ~ B")'],
    ['ordinal', 'trust ~ arm', 'log-odds of a higher answer'],
    ['poisson', 'visits ~ arm', 'logarithms of the expected number'],
  ] as const)('%s, %s: %s', (family, formula, unit) => {
    expect(coefficientUnit({ family, formula }, items)).toBe(unit);
  });

  it('distances are shares of a range, or of answers without an order', () => {
    expect(distanceUnit({ primary: 'wasserstein_1_normalized' })).toBe('of the range');
    expect(distanceUnit({ primary: 'total_variation' })).toBe('of the answers');
  });
});

it.each([
  [0.5, 'people themselves break it in most cases'],
  [0.61, 'people themselves break it in most cases'],
  [0.4, 'people break it about as often as chance would have it'],
])('a rule that %d of people break tells little because %s', (gap, why) => {
  expect(whyUninformative(gap)).toBe(why);
});
