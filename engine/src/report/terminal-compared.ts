import type { ArmCount, FlowStep, Report, ResponseCount } from './report.ts';
import { type Page, painted, type TableCell, type TableColumn, tableLines, wrapped } from './terminal-table.ts';
import { sentenceLines } from './terminal-text.ts';

/** From the rows of the data to those who are compared, the arms, and what became of the questions. */
export function comparedLines({ compared }: Report, page: Page): readonly string[] {
  return [
    painted('Who was compared', 'bold', page),
    ...flowLines(compared.flow, page),
    ...(compared.arms.length === 0 ? [] : ['', ...armLines(compared.arms, page)]),
    ...responseLines(compared.arms, page),
    ...compared.notes.flatMap((note) => sentenceLines(note, page)),
  ];
}

/** A step a line; a note that does not fit goes on below where it began. */
function flowLines(flow: readonly FlowStep[], page: Page): readonly string[] {
  const counts = Math.max(...flow.map(({ count }) => count.text.length));
  const labels = Math.max(...flow.map(({ label }) => label.length));
  const indent = 2 + counts + 2 + labels + 2;
  return flow.flatMap(({ label, count, note }) => {
    const [first = '', ...rest] = wrapped(note, page.width - indent);
    const number = count.text.padStart(counts);
    return [
      `  ${painted(number, 'bold', page)}  ${label.padEnd(labels)}  ${painted(first, 'dim', page)}`.trimEnd(),
      ...rest.map((line) => `${' '.repeat(indent)}${painted(line, 'dim', page)}`),
    ];
  });
}

function armLines(arms: readonly ArmCount[], page: Page): readonly string[] {
  const hasPilot = arms.some(({ pilot }) => pilot !== null);
  const hasGaps = arms.some((row) => row.humanNonresponse.value !== 0 || row.simulatedNonresponse.value !== 0);
  return tableLines(
    [
      { header: 'arm', align: 'left', shorten: 'end' },
      ...(hasPilot ? [{ header: 'pilot', align: 'right' } as const] : []),
      { header: 'held-out', align: 'right' },
      ...(hasGaps ? [{ header: 'unanswered', align: 'right' } as const] : []),
      { header: 'simulated', align: 'right' },
      ...(hasGaps ? [{ header: 'unusable', align: 'right' } as const] : []),
    ],
    arms.map((row): readonly TableCell[] => [
      { text: armName(row) },
      ...(row.pilot === null ? [] : [{ text: row.pilot.text }]),
      { text: row.human.text },
      ...(hasGaps ? [{ text: row.humanNonresponse.text }] : []),
      { text: row.simulated.text },
      ...(hasGaps ? [{ text: row.simulatedNonresponse.text }] : []),
    ]),
    page,
  );
}

/** How many answers of each kind came from each arm; nothing where all of them can be used. */
function responseLines(arms: readonly ArmCount[], page: Page): readonly string[] {
  const kinds = (arms.find(({ responses }) => responses.length > 0)?.responses ?? [])
    .map(({ kind }) => kind)
    .filter((kind) => kind === 'usable' || arms.some((arm) => (countOf(arm, kind)?.value ?? 0) > 0));
  if (kinds.length < 2) {
    return [];
  }
  return [
    '',
    ...tableLines(
      [
        { header: 'answers of simulated respondents', align: 'left', shorten: 'end' },
        ...kinds.map((kind): TableColumn => ({ header: kind, align: 'right' })),
      ],
      arms.map((arm): readonly TableCell[] => [
        { text: armName(arm) },
        ...kinds.map((kind) => ({ text: countOf(arm, kind)?.text ?? '–' })),
      ]),
      page,
    ),
  ];
}

function countOf({ responses }: ArmCount, kind: ResponseCount['kind']): ResponseCount['count'] | undefined {
  return responses.find((one) => one.kind === kind)?.count;
}

function armName({ treatment, arm, isReference }: ArmCount): string {
  return `${treatment}: ${arm}${isReference ? ' (reference)' : ''}`;
}
