import { type MarkdownSection, ownText, tableOf } from './markdown-words.ts';
import type { RectifiedRow, Report } from './report.ts';
import { estimateText } from './terminal-text.ts';

/** Estimates from people and simulation together; nothing where only twins were simulated. */
export function rectifiedSections({ rectified }: Report): readonly MarkdownSection[] {
  if (rectified === null) {
    return [];
  }
  const { summary, nFurther, nPlanned, means, arms, regressions } = rectified;
  return [
    {
      title: 'Rectified estimates',
      parts: [
        [
          `Estimates of what is true of people, from their answers, those of their twins, and those of further personas together. ${ownText(summary.text)} Further personas who answered: ${nFurther.text} of ${nPlanned.text}.`,
        ],
        rowsTable('Mean or share', 'λ̂', means),
        ...arms.map(({ label, means: ofArm }) => rowsTable(`${label}: mean or share`, 'λ̂', ofArm)),
        ...regressions.flatMap(({ id, problem, rows }) =>
          problem === null ? [rowsTable(`${id}: coefficient`, 'Ω̂', rows)] : [[ownText(`${id}: ${problem.text}`)]],
        ),
      ],
    },
  ];
}

function rowsTable(what: string, reliance: string, rows: readonly RectifiedRow[]): readonly string[] {
  return tableOf(
    [
      what,
      '#People alone (95 %)',
      '#Rectified (95 %)',
      `#${reliance}`,
      '#ρ̃',
      '#People',
      '#Worth (people alone)',
      'Use',
    ],
    rows.map((row) => [
      row.option === null ? row.label : `${row.label}: ${row.option}`,
      row.peopleAlone === null ? '–' : estimateText(row.peopleAlone),
      row.rectified === null ? '–' : estimateText(row.rectified),
      row.reliance.text,
      row.ppiCorrelation.text,
      row.nPeople.text,
      row.effectivePeople.text,
      row.helps ? 'rectified' : 'people',
    ]),
  );
}
