import { sentenceText } from './figures.ts';
import type { ModelPair, Report, SideBySide } from './report.ts';
import { type Page, painted, type TableCell, type Tone, tableLines, wrapped } from './terminal-table.ts';
import { heading } from './terminal-text.ts';

const tones: Readonly<Record<ModelPair['verdict'], Tone>> = {
  better: 'good',
  worse: 'bad',
  'cannot be told apart': 'unsure',
};

/** The models that were named, side by side, and two by two; nothing where only one was named. */
export function besideLines({ sideBySide }: Report, page: Page): readonly string[] {
  if (sideBySide === null) {
    return [];
  }
  const { models, rows, pairs } = sideBySide;
  return [
    ...heading(
      'Side by side',
      'each model against the same people; ▸ is the one that the rest of the report is about',
      page,
    ),
    ...tableLines(
      [
        { header: '', align: 'left', shorten: 'middle' },
        { header: 'people', align: 'right' },
        ...models.map(({ id, isSubject }) => ({
          header: isSubject ? `▸ ${id}` : id,
          align: 'right' as const,
          shorten: 'middle' as const,
        })),
      ],
      rows.map(({ label, people, values }): readonly TableCell[] => [
        { text: label },
        { text: people === null ? '' : sentenceText(people), tone: 'dim' },
        ...values.map(({ shown, verdict }): TableCell => {
          const text = shown.length === 0 ? '–' : sentenceText(shown);
          return verdict === null ? { text } : { text, tone: tones[verdict] };
        }),
      ]),
      page,
    ),
    ...legend(rows, page),
    '',
    ...tableLines(
      [
        { header: 'model', align: 'left', shorten: 'middle' },
        { header: 'nearer to people', align: 'left' },
        { header: 'than', align: 'left', shorten: 'middle' },
        { header: 'difference (90 %)', align: 'left' },
      ],
      pairs.map(({ model, against, verdict, difference: { estimate, lower, upper } }): readonly TableCell[] => [
        { text: model },
        { text: verdict, tone: tones[verdict] },
        { text: against },
        {
          text: lower === null || upper === null ? estimate.text : `${estimate.text} (${lower.text} to ${upper.text})`,
        },
      ]),
      page,
    ),
  ];
}

function legend(rows: SideBySide['rows'], page: Page): readonly string[] {
  const regressions = rows.some(({ label }) => label.startsWith('coefficients'))
    ? ' Coefficients: recovered, missed, invented; sign F1.'
    : '';
  const text = `Than …: is the model nearer to people than this built-in respondent? Worst subgroup: largest distance above the floor.${regressions}`;
  return wrapped(text, page.width - 2).map((line) => painted(`  ${line}`, 'dim', page));
}
