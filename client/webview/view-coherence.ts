import * as Plot from '@observablehq/plot';
import type { Report, RuleGap } from '#engine';
import { chart, colours } from './charts.ts';
import {
  badge,
  type Child,
  element,
  estimateNode,
  figureNode,
  type Reveal,
  revealNode,
  section,
  table,
} from './dom.ts';

const tones = {
  different: 'bad',
  equivalent: 'good',
  undecided: 'unsure',
  'too few': 'quiet',
} as const satisfies Record<RuleGap['verdict'], string>;

/** How often beliefs and actions disagree; null for a study without rules and pairs. */
export function coherenceView({ coherence, header }: Report, reveal: Reveal | null): HTMLElement | null {
  const { rules, pairs } = coherence;
  if (rules.length === 0 && pairs.length === 0) {
    return null;
  }
  return section(
    'coherence',
    'Coherence of beliefs and actions',
    rules.length === 0
      ? ''
      : 'Of those who hold the belief of a rule, the share who act against it. The gap of people is the target, not zero.',
    rules.length === 0 ? null : gapLegend(header.subject),
    element('div', { class: 'grid wide' }, ...rules.map((rule) => ruleCard(rule, header.subject, reveal))),
    pairs.length === 0
      ? null
      : table(
          'How strongly beliefs and actions go together',
          [
            { header: 'Belief and action' },
            { header: 'Measure' },
            { header: 'People', isNumber: true },
            { header: header.subject, isNumber: true },
            { header: 'Difference (95 %)', isNumber: true },
            { header: 'Joint table', isNumber: true },
            { header: 'Its floor', isNumber: true },
            { header: '' },
          ],
          pairs.map((pair): readonly Child[] => [
            `${pair.belief} – ${pair.action}`,
            pair.measure,
            figureNode(pair.human),
            figureNode(pair.simulated),
            estimateNode(pair.difference),
            figureNode(pair.jointDistance),
            figureNode(pair.jointFloor),
            pair.isReversed ? badge('bad', 'reversed') : '',
          ]),
        ),
  );
}

function gapLegend(subject: string): HTMLElement {
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Colours' },
    element('li', {}, element('span', { class: 'swatch round human', 'aria-hidden': 'true' }), 'people'),
    element('li', {}, element('span', { class: 'swatch round simulated', 'aria-hidden': 'true' }), subject),
    element('li', {}, element('span', { class: 'swatch stroke', 'aria-hidden': 'true' }), 'by chance'),
  );
}

function ruleCard(rule: RuleGap, subject: string, reveal: Reveal | null): HTMLElement {
  return element(
    'div',
    { class: 'card' },
    element(
      'div',
      { class: 'card-head' },
      element('h3', {}, revealNode(rule.rule, rule.place, reveal)),
      badge(tones[rule.verdict], rule.verdict),
    ),
    gapChart(rule, subject),
    element(
      'p',
      {},
      'People: ',
      figureNode(rule.againstHuman),
      ' of ',
      figureNode(rule.nHuman),
      `. ${subject}: `,
      figureNode(rule.againstSimulated),
      ' of ',
      figureNode(rule.nSimulated),
      '.',
    ),
    rule.verdict === 'too few'
      ? element('p', { class: 'note' }, 'Fewer than 30 hold the belief on one side: too few to compare.')
      : element(
          'div',
          {},
          element(
            'p',
            {},
            `Difference in percentage points (95 %${rule.isPaired ? ', twins paired' : ''}): `,
            estimateNode(rule.difference),
          ),
          differenceChart(rule),
        ),
    rule.whyUninformative === null
      ? null
      : element('p', { class: 'note' }, `This rule tells little: ${rule.whyUninformative}.`),
  );
}

interface Mark {
  readonly who: string;
  readonly gap: number;
  readonly text: string;
  readonly colour: string;
}

function gapChart(rule: RuleGap, subject: string): HTMLElement {
  const rows = [
    { who: 'people', figure: rule.human, colour: colours.human },
    { who: subject, figure: rule.simulated, colour: colours.simulated },
  ];
  const marks: readonly Mark[] = rows.flatMap(({ who, figure, colour }) =>
    figure.value === null ? [] : [{ who, gap: figure.value, text: figure.text, colour }],
  );
  const chance = rule.chance.value === null ? [] : [{ gap: rule.chance.value, text: rule.chance.text }];
  return chart(
    `${rule.rule}: people ${rule.human.text}, ${subject} ${rule.simulated.text}, by chance ${rule.chance.text}`,
    (width) => ({
      width,
      height: 96,
      marginLeft: 16,
      marginRight: 22,
      marginTop: 22,
      marginBottom: 22,
      x: {
        domain: [0, 1],
        ticks: [0, 0.25, 0.5, 0.75, 1],
        tickFormat: (share: number) => `${100 * share} %`,
        label: null,
      },
      y: { domain: ['people', subject], axis: null },
      marks: [
        Plot.ruleY(['people', subject], { stroke: colours.line }),
        Plot.ruleX(chance, { x: 'gap', stroke: colours.chance, strokeDasharray: '3,3', strokeWidth: 1.5 }),
        Plot.text(chance, {
          x: 'gap',
          text: 'text',
          frameAnchor: 'top',
          dy: -14,
          textAnchor: anchorAt(rule.chance.value ?? 0),
          fill: colours.chance,
          className: 'chance',
        }),
        Plot.dot(marks, { x: 'gap', y: 'who', r: 6, fill: 'colour' }),
        ...(['start', 'end'] as const).map((side) =>
          Plot.text(marks, {
            filter: ({ gap }: Mark) => side === labelSide(gap, rule.chance.value),
            x: 'gap',
            y: 'who',
            text: 'text',
            dx: side === 'end' ? -11 : 11,
            textAnchor: side,
            fill: colours.text,
            fontWeight: 'bold',
            stroke: colours.card,
            strokeWidth: 5,
            className: 'gaps',
          }),
        ),
      ],
    }),
    [
      { mark: 'gaps', figures: rows.map(({ figure }) => figure).filter(({ value }) => value !== null) },
      { mark: 'chance', figures: [rule.chance] },
    ],
  );
}

/** The difference of the two gaps with its interval, beside zero. */
function differenceChart({ rule, difference: { estimate, lower, upper } }: RuleGap): HTMLElement {
  const middle = estimate.value ?? 0;
  const line = [{ row: '', middle, lower: lower?.value ?? middle, upper: upper?.value ?? middle }];
  const most = 1.25 * Math.max(0.1, Math.abs(line[0]?.lower ?? 0), Math.abs(line[0]?.upper ?? 0));
  return chart(`${rule}: difference ${estimate.text} points, from ${lower?.text} to ${upper?.text}`, (width) => ({
    width,
    height: 44,
    marginLeft: 16,
    marginRight: 22,
    marginTop: 2,
    marginBottom: 22,
    y: { axis: null },
    x: { domain: [-most, most], ticks: 5, tickFormat: pointTick, label: null },
    marks: [
      Plot.ruleX([0], { stroke: colours.chance }),
      Plot.ruleY(line, { y: 'row', x1: 'lower', x2: 'upper', stroke: colours.text, strokeWidth: 2 }),
      Plot.dot(line, { y: 'row', x: 'middle', r: 4, fill: colours.text }),
    ],
  }));
}

function pointTick(difference: number): string {
  return difference === 0 ? 'alike' : `${difference < 0 ? '−' : '+'}${Number(Math.abs(100 * difference).toFixed(1))}`;
}

/** On which end a gap's label touches its dot: away from the edge, and from the line of chance where that is near. */
function labelSide(gap: number, chance: number | null): 'start' | 'end' {
  const isChanceBehind = chance !== null && chance >= gap && chance - gap < 0.25;
  return gap > 0.82 || (isChanceBehind && gap > 0.2) ? 'end' : 'start';
}

function anchorAt(share: number): 'start' | 'middle' | 'end' {
  if (share < 0.15) {
    return 'start';
  }
  return share > 0.85 ? 'end' : 'middle';
}
