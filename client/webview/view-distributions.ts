import * as Plot from '@observablehq/plot';
import type { DistributionGroup, ItemDistribution, Report, ReportCell } from '#engine';
import type { ArmChoice } from './arm-choice.ts';
import { chart, colours, fitted, roomFor } from './charts.ts';
import { badge, type Child, element, figureNode, type Reveal, revealNode, section, table } from './dom.ts';

/** Human answers beside simulated ones, a small chart an item; null where the study has no answers. */
export function distributionsView(
  { distributions, header }: Report,
  arms: ArmChoice,
  reveal: Reveal | null,
): HTMLElement | null {
  if (distributions.length === 0) {
    return null;
  }
  const grid = element('div', { class: 'grid wide' });
  arms.follow((arm) => {
    grid.replaceChildren(...distributions.map((item) => itemCard(item, arm, header.subject, reveal)));
  });
  return section(
    'distributions',
    'Answers, item by item',
    'Shares of people and of simulated respondents who gave each answer.',
    element('div', { class: 'bar' }, legend(header.subject), arms.control('Arm')),
    grid,
  );
}

function legend(subject: string): HTMLElement {
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Colours' },
    element('li', {}, element('span', { class: 'swatch human', 'aria-hidden': 'true' }), 'people'),
    element('li', {}, element('span', { class: 'swatch simulated', 'aria-hidden': 'true' }), subject),
  );
}

function itemCard(item: ItemDistribution, arm: string, subject: string, reveal: Reveal | null): HTMLElement {
  const group = item.groups.find((one) => one.arm === arm) ?? item.groups[0];
  return element(
    'div',
    { class: 'card' },
    element(
      'div',
      { class: 'card-head' },
      element('h3', {}, revealNode(item.title, item.place, reveal)),
      group?.cell ? cellBadge(group.cell) : null,
    ),
    element('p', { class: 'question' }, element('span', { class: 'role' }, item.role), ' ', item.question),
    ...(group === undefined ? [] : [answersChart(item, group, subject), facts(group, subject, item.unit)]),
  );
}

/** The verdict of a cell as a badge. */
export function cellBadge(cell: ReportCell): HTMLElement {
  const tones = {
    misaligned: 'bad',
    aligned: 'good',
    undecided: 'unsure',
    'too small': 'quiet',
  } as const satisfies Record<ReportCell['verdict'], string>;
  return badge(tones[cell.verdict], cell.verdict);
}

interface Bar {
  readonly label: string;
  readonly who: 'people' | 'simulated';
  readonly share: number;
  readonly text: string;
}

function answersChart(item: ItemDistribution, group: DistributionGroup, subject: string): HTMLElement {
  const bars = group.answers.flatMap(({ label, human, simulated }): readonly Bar[] => [
    { label, who: 'people', share: human.value ?? 0, text: human.text },
    { label, who: 'simulated', share: simulated.value ?? 0, text: simulated.text },
  ]);
  const labels = group.answers.map(({ label }) => label);
  const largest = Math.max(0.1, ...bars.map(({ share }) => share));
  const spoken = group.answers
    .map(({ label, human, simulated }) => `${label}: people ${human.text}, ${subject} ${simulated.text}`)
    .join('; ');
  return chart(
    `${item.title}. ${spoken}`,
    (width) => {
      const room = Math.min(roomFor(labels, 40, 180), Math.floor(width * 0.45));
      return {
        width,
        height: 32 * labels.length + 6,
        marginLeft: room,
        marginRight: 50,
        marginTop: 2,
        marginBottom: 2,
        x: { domain: [0, largest], axis: null },
        y: { domain: ['people', 'simulated'], axis: null, padding: 0.08 },
        fy: { domain: labels, axis: null, padding: 0.16 },
        marks: [
          Plot.ruleX([0], { stroke: colours.line }),
          Plot.barX(bars, { x: 'share', y: 'who', fy: 'label', fill: barColour, rx2: 2 }),
          Plot.text(bars, {
            x: 'share',
            y: 'who',
            fy: 'label',
            text: 'text',
            dx: 5,
            textAnchor: 'start',
            fill: colours.text,
            fontSize: 10.5,
            className: 'shares',
          }),
          Plot.text(labels, {
            fy: (label: string) => label,
            text: (label: string) => fitted(label, room),
            title: (label: string) => label,
            frameAnchor: 'left',
            dx: -8,
            textAnchor: 'end',
            fill: colours.text,
          }),
        ],
      };
    },
    [{ mark: 'shares', figures: group.answers.flatMap(({ human, simulated }) => [human, simulated]) }],
  );
}

function barColour({ who }: Bar): string {
  return who === 'people' ? colours.human : colours.simulated;
}

function facts(group: DistributionGroup, subject: string, inUnit: string | null): HTMLElement {
  const { moments, cell } = group;
  const unit = inUnit === null ? '' : ` (${inUnit})`;
  const rows: (readonly Child[])[] = [['Answers', figureNode(group.nHuman), figureNode(group.nSimulated)]];
  if (group.missingHuman.value !== 0 || group.missingSimulated.value !== 0) {
    rows.push(['Without an answer', figureNode(group.missingHuman), figureNode(group.missingSimulated)]);
  }
  if (moments !== null) {
    rows.push([`Mean${unit}`, figureNode(moments.humanMean), figureNode(moments.simulatedMean)]);
    rows.push([`Standard deviation${unit}`, figureNode(moments.humanSd), figureNode(moments.simulatedSd)]);
  }
  return element(
    'div',
    { class: 'facts' },
    table(
      'Answers in numbers',
      [{ header: '' }, { header: 'People', isNumber: true }, { header: subject, isNumber: true }],
      rows,
    ),
    cell?.distance && cell.floorMean
      ? element(
          'p',
          { class: 'note' },
          'Distance ',
          figureNode(cell.distance),
          ', floor ',
          figureNode(cell.floorMean),
          ...(cell.lower === null || cell.upper === null
            ? []
            : [', 90 % interval ', figureNode(cell.lower), ' to ', figureNode(cell.upper)]),
          '. ',
          cell.isTooFewToAlign && cell.verdict === 'undecided' ? 'Too few people to show alignment.' : null,
        )
      : null,
  );
}
