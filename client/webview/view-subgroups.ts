import type { Figure, MisalignedCell, Report, ReportCell, SubgroupMap, SubgroupRow } from '#engine';
import type { ArmChoice } from './arm-choice.ts';
import { type Child, element, figureNode, type Reveal, revealNode, section, sentenceNodes, table } from './dom.ts';
import { cellBadge } from './view-distributions.ts';

/** Excess distance of every subgroup and item as a coloured table, one arm at a time; null without cells. */
export function subgroupsView({ subgroups }: Report, arms: ArmChoice, reveal: Reveal | null): HTMLElement | null {
  if (subgroups.groups.length === 0) {
    return null;
  }
  const place = element('div', {});
  const detail = element('p', { class: 'detail', role: 'status' });
  arms.follow((arm) => {
    detail.replaceChildren('Point at a cell, or move to it with the keyboard, to read its numbers.');
    place.replaceChildren(heatMap(subgroups, arm, detail, reveal));
  });
  return section(
    'subgroups',
    'Subgroups',
    'Excess: how much further apart simulated and human answers lie than chance alone would bring them.',
    element('div', { class: 'bar' }, heatLegend(subgroups), arms.control('Arm')),
    place,
    detail,
    levelTable(subgroups, reveal),
    attributeTable(subgroups),
  );
}

function levelTable({ levels }: SubgroupMap, reveal: Reveal | null): Child {
  return levels.length === 0
    ? null
    : element(
        'details',
        { open: '' },
        element('summary', {}, 'Each group over all items'),
        element(
          'p',
          { class: 'note' },
          'Means over the items, all arms together. The fewer people a group has, the larger its distances are by chance, and so are their floors: compare the excess. That holds for the Jensen–Shannon distance (JS) as well: by it alone the largest group looks best even where all are simulated equally well.',
        ),
        table(
          'How near each group is to its people, over all items',
          [
            { header: 'Group' },
            { header: 'People', isNumber: true },
            { header: 'Distance', isNumber: true },
            { header: 'Floor', isNumber: true },
            { header: 'Excess', isNumber: true },
            { header: 'JS', isNumber: true },
            { header: 'JS floor', isNumber: true },
            { header: 'Misaligned items', isNumber: true },
          ],
          levels.map((row): readonly Child[] => [
            element('span', {}, `${row.attribute}: `, revealNode(row.level, row.place, reveal)),
            figureNode(row.nHuman),
            figureNode(row.distance),
            figureNode(row.floor),
            figureNode(row.excess),
            figureNode(row.jsDistance),
            figureNode(row.jsFloor),
            row.nItems.value === 0
              ? element('span', { class: 'note' }, 'too small')
              : element('span', {}, figureNode(row.nMisaligned), ' of ', figureNode(row.nItems)),
          ]),
        ),
      );
}

function attributeTable({ attributes }: SubgroupMap): Child {
  return attributes.length === 0
    ? null
    : element(
        'details',
        {},
        element('summary', {}, 'Each attribute as a whole'),
        element(
          'p',
          { class: 'note' },
          'Disparity: the largest minus the smallest excess; chance alone exceeds the figure in brackets in one sample of twenty. Gap: differences between group means, simulated over human. η²: share of the variance that the attribute explains, simulated minus human; above 0 the simulation stereotypes.',
        ),
        table(
          'How differently the groups of an attribute fare',
          [
            { header: 'Attribute' },
            { header: 'Item' },
            { header: 'Worst group' },
            { header: 'Its excess', isNumber: true },
            { header: 'Disparity', isNumber: true },
            { header: 'Gap', isNumber: true },
            { header: 'η²', isNumber: true },
          ],
          attributes.map((row): readonly Child[] => [
            row.attribute,
            row.item,
            row.worstGroup ?? '–',
            figureNode(row.worstExcess),
            element('span', {}, figureNode(row.disparity), ' (', figureNode(row.disparityQ95), ')'),
            row.hasHumanGap ? figureNode(row.gapInflation) : element('span', { class: 'note' }, 'people show none'),
            figureNode(row.deltaEtaSquared),
          ]),
        ),
      );
}

function heatLegend({ margin }: SubgroupMap): HTMLElement {
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Signs' },
    element(
      'li',
      {},
      element('span', { class: 'heat-sign' }, '✕'),
      'misaligned, above the margin ',
      figureNode(margin),
    ),
    element('li', {}, element('span', { class: 'heat-sign' }, '✓'), 'aligned'),
    element('li', {}, element('span', { class: 'heat-sign' }, '?'), 'undecided'),
    element('li', {}, element('span', { class: 'heat-sign' }, '°'), 'fewer than 100 people'),
  );
}

function heatMap(map: SubgroupMap, arm: string, detail: HTMLElement, reveal: Reveal | null): HTMLElement {
  const body = element('tbody', {});
  let attribute: string | null = null;
  for (const group of map.groups) {
    if (group.attribute !== attribute && group.attribute !== '') {
      body.append(
        element(
          'tr',
          { class: 'group' },
          element('th', { scope: 'colgroup', colspan: String(map.items.length + 1) }, group.attribute),
        ),
      );
    }
    attribute = group.attribute;
    body.append(
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, revealNode(group.label, group.place, reveal)),
        ...map.items.map(({ id }) => heatCell(group, cellOf(group, id, arm), detail)),
      ),
    );
  }
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Excess distance by subgroup and item' },
    element(
      'table',
      { class: 'heat' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('td', {}),
          ...map.items.map((item) => element('th', { scope: 'col' }, revealNode(item.id, item.place, reveal))),
        ),
      ),
      body,
    ),
  );
}

function cellOf(group: SubgroupRow, item: string, arm: string): ReportCell | undefined {
  return group.cells.find((cell) => cell.item === item && cell.arm === arm);
}

const signs = { misaligned: '✕', aligned: '✓', undecided: '?', 'too small': '' } as const satisfies Record<
  ReportCell['verdict'],
  string
>;

function heatCell(group: SubgroupRow, cell: ReportCell | undefined, detail: HTMLElement): HTMLElement {
  if (cell === undefined) {
    return element('td', { class: 'heat-cell too-small' }, '–');
  }
  const content: readonly Child[] =
    cell.excess === null
      ? [element('span', { class: 'too-few' }, 'n ', figureNode(cell.nHuman))]
      : [
          figureNode(cell.excess),
          element('span', { class: 'heat-sign', 'aria-hidden': 'true' }, signs[cell.verdict]),
          cell.isLowN ? element('span', { class: 'low', title: 'fewer than 100 people' }, '°') : null,
        ];
  const node = element(
    'td',
    {
      class: `heat-cell ${cell.verdict.replace(' ', '-')}`,
      tabindex: '0',
      'aria-label': spoken(group, cell),
    },
    ...content,
  );
  node.style.setProperty('--heat', String(heat(cell)));
  const show = (): void => detail.replaceChildren(...detailNodes(group, cell).filter((child) => child !== null));
  node.addEventListener('focus', show);
  node.addEventListener('pointerenter', show);
  return node;
}

/** How strongly a cell is coloured, in per cent: an excess of .3 and more is the strongest. */
function heat(cell: ReportCell): number {
  return Math.round(Math.min(1, Math.max(0, (cell.excess?.value ?? 0) / 0.3)) * 100);
}

function spoken(group: SubgroupRow, cell: ReportCell): string {
  const about = `${group.label}, ${cell.item}: ${cell.verdict}`;
  return cell.distance === null || cell.floorMean === null
    ? `${about}, ${cell.nHuman.text} people`
    : `${about}, distance ${cell.distance.text}, floor ${cell.floorMean.text}, ${cell.nHuman.text} people`;
}

function detailNodes(group: SubgroupRow, cell: ReportCell): readonly Child[] {
  const start = [element('strong', {}, `${group.label} · ${cell.item}`), ' ', cellBadge(cell), ' '];
  const people = [figureNode(cell.nHuman), ' people, ', figureNode(cell.nSimulated), ' simulated'];
  if (cell.distance === null || cell.floorMean === null) {
    return [...start, ...people, ': too few to compare.'];
  }
  return [
    ...start,
    'distance ',
    figureNode(cell.distance),
    ...(cell.lower === null || cell.upper === null
      ? []
      : [' (90 %: ', figureNode(cell.lower), ' to ', figureNode(cell.upper), ')']),
    ', floor ',
    figureNode(cell.floorMean),
    ...(cell.q === null ? [] : [', q ', figureNode(cell.q)]),
    ...(cell.detectable === null ? [] : [', could detect ', figureNode(cell.detectable)]),
    '; ',
    ...people,
    '.',
  ];
}

/** The misaligned cells in a list, worst first. */
export function misalignedView({ misaligned }: Report, reveal: Reveal | null): HTMLElement {
  return section(
    'misaligned',
    'Misaligned cells',
    '',
    element('p', {}, ...sentenceNodes(misaligned.sentence)),
    misaligned.rows.length === 0 ? null : cellTable(misaligned.rows.slice(0, shownAtOnce), reveal),
    misaligned.rows.length <= shownAtOnce
      ? null
      : element(
          'details',
          {},
          element('summary', {}, `The other ${misaligned.rows.length - shownAtOnce} misaligned cells`),
          cellTable(misaligned.rows.slice(shownAtOnce), reveal),
        ),
  );
}

/** How many misaligned cells are shown before one has to ask for more. */
const shownAtOnce = 12;

function cellTable(rows: readonly MisalignedCell[], reveal: Reveal | null): HTMLElement {
  return table(
    'Misaligned cells, largest excess first',
    [
      { header: 'Item' },
      { header: 'Who' },
      { header: 'Arm' },
      { header: 'People', isNumber: true },
      { header: 'Distance', isNumber: true },
      { header: 'Floor', isNumber: true },
      { header: 'Excess', isNumber: true },
      { header: 'q', isNumber: true },
      { header: 'Simulated − people' },
    ],
    rows.map((cell): readonly Child[] => [
      cell.item,
      revealNode(cell.group, cell.place, reveal),
      cell.armLabel,
      element('span', {}, figureNode(cell.nHuman), cell.isLowN ? '°' : ''),
      optionalFigure(cell.distance),
      optionalFigure(cell.floorMean),
      optionalFigure(cell.excess),
      optionalFigure(cell.q),
      element('span', { class: 'figure' }, ...sentenceNodes(cell.direction)),
    ]),
  );
}

function optionalFigure(figure: Figure | null): Child {
  return figure === null ? '–' : figureNode(figure);
}
