import type { ItemCompared, RegressionCompared } from './generated/evaluation-types.ts';

type Item = Pick<ItemCompared, 'id' | 'measure' | 'unit'>;

/** What a distance is a share of: `of the range` of a scale or number, `of the answers` where options have no order. */
export function distanceUnit(item: Pick<ItemCompared, 'primary'> | undefined): string {
  return item?.primary === 'total_variation' ? 'of the answers' : 'of the range';
}

/** In what coefficients of a regression are given, behind a number: `log-odds`, `points of the scale`, `units of chance (%)`. */
export function coefficientUnit(
  { family, formula }: Pick<RegressionCompared, 'family' | 'formula'>,
  items: readonly Item[],
): string {
  switch (family) {
    case 'binomial':
      return 'log-odds';
    case 'ordinal':
      return 'log-odds of a higher answer';
    case 'poisson':
      return 'logarithms of the expected number';
    case 'gaussian': {
      const left = leftSide(formula);
      const item = items.find(({ id }) => id === left);
      return item?.measure === 'ordinal'
        ? 'points of the scale'
        : `units of ${left}${item?.unit == null ? '' : ` (${item.unit})`}`;
    }
  }
}

/** What stands before the tilde that is in no label. */
function leftSide(formula: string): string {
  return (/^(?:"[^"]*"|'[^']*'|[^~"'])*/.exec(formula)?.[0] ?? '').trim();
}

/** Why a rule that people themselves hardly follow tells little, for the people's gap: about the rule, without its name. */
export function whyUninformative(humanGap: number | null): string {
  return (humanGap ?? 0) >= 0.5
    ? 'people themselves break it in most cases'
    : 'people break it about as often as chance would have it';
}
