import { sentenceText } from './figures.ts';
import { type MarkdownSection, paragraph, tableOf, textOf } from './markdown-words.ts';
import type { Cell, Report } from './report.ts';
import { estimateText } from './terminal-text.ts';

/** Who was compared: flow, arms, what became of the questions, who was simulated beside who was asked. */
export function comparedSections({ compared }: Report): readonly MarkdownSection[] {
  const kinds = compared.arms.find(({ responses }) => responses.length > 0)?.responses.map(({ kind }) => kind) ?? [];
  return [
    {
      title: 'Who was compared',
      parts: [
        tableOf(
          ['Step', '#n', 'Note'],
          compared.flow.map(({ label, count, note }) => [label, count.text, note]),
        ),
        tableOf(
          ['Arm', '#Pilot', '#Held-out people', '#Unanswered by people', '#Simulated', '#Unusable, simulated'],
          compared.arms.map((row) => [
            armName(row),
            textOf(row.pilot),
            row.human.text,
            row.humanNonresponse.text,
            row.simulated.text,
            row.simulatedNonresponse.text,
          ]),
        ),
        tableOf(
          ['Answers of simulated respondents', ...kinds.map((kind) => `#${kind}`)],
          compared.arms.map((row) => [armName(row), ...row.responses.map(({ count }) => count.text)]),
        ),
        tableOf(
          ['Attribute', 'Level', '#People', '#Simulated', '#Total variation'],
          compared.composition.flatMap((row) =>
            row.levels.map(({ label, human, simulated }) => [
              row.attribute,
              label,
              human.text,
              simulated.text,
              row.totalVariation.text,
            ]),
          ),
        ),
        ...compared.notes.map((note) => [paragraph(note)]),
      ],
    },
  ];
}

function armName({ treatment, arm, isReference }: Report['compared']['arms'][number]): string {
  return `${treatment}: ${arm}${isReference ? ' (reference)' : ''}`;
}

/** How far each model is from people, and models side by side. */
export function ladderSections({ ladder, sideBySide, header }: Report): readonly MarkdownSection[] {
  return [
    {
      title: 'The ladder',
      parts: [
        ladder.rungs.length === 0
          ? []
          : [
              'Mean distance to people over everyone and each arm, as a share of the item’s range, or of the answers where options have no order. Misaligned: of all tested cells, subgroups included.',
            ],
        tableOf(
          ['Item', 'Model', '#Distance', '#Floor', '#Excess', '#Misaligned cells'],
          ladder.rungs.flatMap(({ title, rows }) =>
            rows.map(({ model, distance, floor, excess, nMisaligned, nTested }) => [
              title,
              model,
              distance.text,
              floor.text,
              excess.text,
              `${nMisaligned.text} of ${nTested.text}`,
            ]),
          ),
        ),
        tableOf(
          [`${header.subject} against`, 'It is', '#Difference of mean distances (90 %), below 0: nearer to people'],
          ladder.comparisons.map(({ against, verdict, difference }) => [against, verdict, estimateText(difference)]),
        ),
      ],
    },
    {
      title: 'Side by side',
      parts:
        sideBySide === null
          ? []
          : [
              tableOf(
                ['', 'People', ...sideBySide.models.map(({ id }) => id)],
                sideBySide.rows.map(({ label, people, values }) => [
                  label,
                  people === null ? '' : sentenceText(people),
                  ...values.map(({ shown }) => (shown.length === 0 ? '–' : sentenceText(shown))),
                ]),
              ),
              tableOf(
                ['Model', 'Nearer to people', 'Than', '#Difference (90 %)'],
                sideBySide.pairs.map(({ model, verdict, against, difference }) => [
                  model,
                  verdict,
                  against,
                  estimateText(difference),
                ]),
              ),
            ],
    },
  ];
}

/** The answers to every item, in all arms and in each. */
export function distributionSections({ distributions, subgroups }: Report): readonly MarkdownSection[] {
  const armLabel = (arm: string): string => subgroups.arms.find(({ id }) => id === arm)?.label ?? 'all arms';
  return [
    {
      title: 'Answers, item by item',
      parts: distributions.flatMap((item) => [
        [`### ${item.item}`],
        [`${item.role}: ${paragraph([item.question])}`],
        tableOf(
          ['Arm', 'Answer', '#People', '#Simulated'],
          item.groups.flatMap(({ arm, answers }) =>
            answers.map(({ label, human, simulated }) => [armLabel(arm), label, human.text, simulated.text]),
          ),
        ),
        tableOf(
          ['Arm', '', '#n', '#No answer', `#Mean${inUnit(item.unit)}`, `#SD${inUnit(item.unit)}`],
          item.groups.flatMap(({ arm, nHuman, nSimulated, missingHuman, missingSimulated, moments }) => [
            [
              armLabel(arm),
              'people',
              nHuman.text,
              missingHuman.text,
              textOf(moments?.humanMean ?? null),
              textOf(moments?.humanSd ?? null),
            ],
            [
              armLabel(arm),
              'simulated',
              nSimulated.text,
              missingSimulated.text,
              textOf(moments?.simulatedMean ?? null),
              textOf(moments?.simulatedSd ?? null),
            ],
          ]),
        ),
      ]),
    },
  ];
}

function inUnit(unit: string | null): string {
  return unit === null ? '' : ` (${unit})`;
}

/** Levels over all items, attributes as wholes, and the misaligned cells. */
export function subgroupSections({ subgroups, misaligned }: Report): readonly MarkdownSection[] {
  return [
    {
      title: 'Subgroups',
      parts: [
        tableOf(
          ['Attribute', 'Level', '#n', '#Distance', '#Floor', '#Excess', '#JS', '#JS floor', '#Misaligned items'],
          subgroups.levels.map((row) => [
            row.attribute,
            row.level,
            row.nHuman.text,
            row.distance.text,
            row.floor.text,
            row.excess.text,
            row.jsDistance.text,
            row.jsFloor.text,
            row.nItems.value === 0 ? 'too small' : `${row.nMisaligned.text} of ${row.nItems.text}`,
          ]),
        ),
        tableOf(
          [
            'Attribute',
            'Item',
            'Worst group',
            '#Its excess',
            '#Disparity',
            '#By chance seldom above',
            '#Gap inflation',
            '#Δη²',
          ],
          subgroups.attributes.map((row) => [
            row.attribute,
            row.item,
            row.worstGroup ?? '–',
            row.worstExcess.text,
            row.disparity.text,
            row.disparityQ95.text,
            row.hasHumanGap ? row.gapInflation.text : 'people show no clear gap',
            row.deltaEtaSquared.text,
          ]),
        ),
      ],
    },
    {
      title: 'Misaligned cells',
      parts: [
        [paragraph(misaligned.sentence)],
        misaligned.rows.length === 0
          ? []
          : ['pts: percentage points. Means are in points of the scale, or in the unit of the item.'],
        tableOf(
          ['Item', 'Who', 'Arm', '#n', '#Distance', '#Floor', '#Excess', '#q', 'Simulated − people'],
          misaligned.rows.map((cell) => [
            cell.item,
            cell.group,
            cell.armLabel,
            cell.nHuman.text,
            textOf(cell.distance),
            textOf(cell.floorMean),
            textOf(cell.excess),
            textOf(cell.q),
            sentenceText(cell.direction),
          ]),
        ),
      ],
    },
  ];
}

/** Every cell of the subject. */
export function cellSections({ subgroups }: Report): readonly MarkdownSection[] {
  const armLabel = (arm: string): string => subgroups.arms.find(({ id }) => id === arm)?.label ?? arm;
  const row = (who: string, cell: Cell): readonly string[] => [
    who,
    cell.item,
    armLabel(cell.arm),
    cell.nHuman.text,
    cell.nSimulated.text,
    textOf(cell.distance),
    cell.lower === null || cell.upper === null ? '–' : `${cell.lower.text} to ${cell.upper.text}`,
    textOf(cell.floorMean),
    textOf(cell.excess),
    textOf(cell.q),
    textOf(cell.detectable),
    cell.verdict,
  ];
  return [
    {
      title: 'All cells',
      parts: [
        tableOf(
          [
            'Who',
            'Item',
            'Arm',
            '#People',
            '#Simulated',
            '#Distance',
            '#90 % interval',
            '#Floor',
            '#Excess',
            '#q',
            '#Detectable',
            'Verdict',
          ],
          subgroups.groups.flatMap(({ label, cells }) => cells.map((cell) => row(label, cell))),
        ),
      ],
    },
  ];
}
