import {
  type AnswerShares,
  type Cell,
  type Coefficient,
  type Coherence,
  type Evaluated,
  markdownTable,
  type NoiseFloor,
  numberText,
} from '#engine';
import { escaped, paragraphs } from './describe.ts';

/** A table longer than this is cut, with a last row that says so. */
const mostRows = 12;

/** Distances from people, one row a cell, in Markdown; empty where there are none. `by` names the first column. */
export function describeCells(evaluated: Evaluated<readonly Cell[]> | null, by: 'arm' | 'item'): string {
  if (evaluated === null) {
    return '';
  }
  const rows = evaluated.found.map((cell) => [
    by === 'item' ? cell.item : (cell.arm ?? 'all arms'),
    numberText(cell.n_h, 'count'),
    numberText(cell.distance, 'distance'),
    numberText(cell.floor_mean, 'distance'),
    cell.status === 'too-small' ? 'too small' : (cell.verdict ?? '–'),
  ]);
  const heads = [by === 'item' ? 'item' : 'in', 'people', 'distance', 'floor', 'verdict'];
  return section(evaluated, table(heads, rows));
}

/** How many gave an answer, among people and simulated respondents. */
export function describeShares(evaluated: Evaluated<AnswerShares> | null): string {
  if (evaluated === null) {
    return '';
  }
  const { people, simulated } = evaluated.found;
  const text = `Of the people ${numberText(people, 'percent')} gave this answer, of ${escaped(evaluated.subject)} ${numberText(simulated, 'percent')}.`;
  return section(evaluated, text);
}

/** Coefficients of people beside those of the model, with their standard errors. */
export function describeCoefficients(evaluated: Evaluated<readonly Coefficient[]> | null): string {
  if (evaluated === null) {
    return '';
  }
  const rows = evaluated.found.map((one) => [
    one.name,
    estimate(one.human),
    estimate(one.simulated),
    one.outcome === null ? '–' : outcomes[one.outcome],
  ]);
  return section(evaluated, table(['coefficient (error)', 'people', evaluated.subject, ''], rows));
}

/** How often people and the model break a rule. */
export function describeGap(evaluated: Evaluated<Coherence> | null): string {
  if (evaluated === null) {
    return '';
  }
  const { human, simulated, verdict, informative } = evaluated.found;
  const rows = [
    ['people', numberText(human.n_when, 'count'), numberText(human.belief_action_gap, 'percent')],
    [evaluated.subject, numberText(simulated.n_when, 'count'), numberText(simulated.belief_action_gap, 'percent')],
    ['by chance', '', numberText(human.chance_gap, 'percent')],
  ];
  return section(
    evaluated,
    paragraphs([
      table(['', 'meet when', 'break the rule'], rows),
      verdict === null ? '' : `The two are ${verdict === 'undecided' ? 'not told apart' : verdict}.`,
      informative === false ? 'People break it about as often as chance would: it tells little.' : '',
    ]),
  );
}

/** What so many people can show, item by item; empty where nobody is left to compare with. */
export function describeDetectable(n: number, floors: readonly NoiseFloor[]): string {
  const rows = floors.map(({ item, q95, detectable }) => [
    item,
    numberText(q95, 'distance'),
    numberText(detectable, 'distance'),
  ]);
  return rows.length === 0
    ? ''
    : paragraphs([
        `**What ${numberText(n, 'count')} held-out people can show.** A distance below the floor cannot be told from sampling noise; one of the last column is found in 80 of 100 such samples.`,
        table(['item', 'floor (95 %)', 'detectable'], rows),
      ]);
}

const outcomes: Readonly<Record<NonNullable<Coefficient['outcome']>, string>> = {
  TP: 'recovered',
  FP: 'found falsely',
  FN: 'missed',
  TN: 'rightly not found',
  flip: 'other sign',
};

function estimate(one: Coefficient['human']): string {
  if (one === null || !one.is_finite) {
    return '–';
  }
  const stars = one.p === null ? '' : one.p < 0.001 ? ' ***' : one.p < 0.01 ? ' **' : one.p < 0.05 ? ' *' : '';
  return `${numberText(one.estimate, 'signed-decimal')} (${numberText(one.error, 'decimal')})${stars}`;
}

function section({ subject, isCurrent }: Evaluated<unknown>, body: string): string {
  const stale = isCurrent ? '' : '*The study has changed here since: simulate again to see whether this still holds.*';
  return paragraphs([`**In the last evaluation** (\`${escaped(subject)}\` beside people)`, stale, body]);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const rest = rows.length - mostRows;
  const columns = heads.map((header, index) => ({
    header,
    align: index === 0 ? ('left' as const) : ('right' as const),
  }));
  const more = rest > 0 ? [[`and ${rest} more`]] : [];
  return markdownTable(columns, [...rows.slice(0, mostRows), ...more]).join('\n');
}
