import type { CurvePoint, LearningCurve } from '#engine/evaluation';
import { curveSentences, overall, pointText, shownCurves } from './curve-figures.ts';
import { numberText } from './figures.ts';
import { type Page, painted, type TableCell, tableLines, wrapped } from './terminal-table.ts';
import { heading } from './terminal-text.ts';

/** A learning curve as text for a terminal, ending with a line break: measure by measure, a row a model, a column a size. */
export function terminalLearningCurve(
  curve: LearningCurve,
  options: { readonly color: boolean; readonly width: number },
): string {
  const page: Page = { color: options.color, width: Math.min(100, Math.max(60, options.width)) };
  const { study, people, resamples, sizes } = curve;
  const about = `The same ${numberText(people.n_held_out, 'count')} held-out people throughout; of each size ${resamples === 1 ? 'one pilot' : `${resamples} pilots`} drawn from the ${people.n_pilot} people of the pilot. Shown: mean, and behind ± the standard deviation, over these${sizes.includes(people.n_pilot) ? `; of ${people.n_pilot} there is one pilot only, and draws of answers from it` : ''}.${someText(curve)}`;
  const sections = [
    [
      painted(`${study.id}: what a larger pilot buys`, 'bold', page),
      ...(study.title === null ? [] : wrapped(study.title, page.width)),
      ...wrapped(about, page.width).map((line) => painted(line, 'dim', page)),
    ],
    ...shownCurves(curve).map(({ title, note, style, beside, rows }) => [
      ...heading(title, note, page),
      ...table(
        curve,
        rows.map(({ model, points }) => [
          { text: model },
          ...points.map((point): TableCell => ({ text: pointText(point, style) })),
        ]),
        beside === null
          ? []
          : [
              { text: beside.label, tone: 'dim' },
              ...beside.means.map((mean): TableCell => ({ text: numberText(mean, style), tone: 'dim' })),
            ],
        page,
      ),
      ...(title === 'Sign F1' ? countLines(curve, page) : []),
    ]),
    curveSentences(curve).flatMap((sentence) => wrapped(sentence, page.width)),
    curve.notes.flatMap((note) => {
      const [first = '', ...rest] = wrapped(note, page.width - 4);
      return [`  ${painted('!', 'unsure', page)} ${first}`, ...rest.map((line) => `    ${line}`)];
    }),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function someText(curve: LearningCurve): string {
  const hasSome = shownCurves(curve).some(({ rows }) =>
    rows.some(({ points }) => points.some(({ n, values }) => n > 0 && n < values.length)),
  );
  return hasSome ? ' In brackets: how many of them have the figure, where not all do.' : '';
}

function table(
  { sizes }: LearningCurve,
  rows: readonly (readonly TableCell[])[],
  last: readonly TableCell[],
  page: Page,
): readonly string[] {
  return tableLines(
    [
      { header: 'people in the pilot', align: 'left' },
      ...sizes.map((size) => ({ header: String(size), align: 'right' as const })),
    ],
    last.length === 0 ? rows : [...rows, last],
    page,
  );
}

/** Behind an F1: how many coefficients were recovered, missed and invented, on average. */
function countLines(curve: LearningCurve, page: Page): readonly string[] {
  const counts = ['tp', 'fn', 'fp'].map((measure) => overall(curve, measure));
  const text = (point: CurvePoint | undefined): string =>
    numberText(point?.mean ?? null, { decimals: 1, isSigned: false });
  return [
    painted('  recovered, missed, invented:', 'dim', page),
    ...table(
      curve,
      (counts[0] ?? []).map(({ model }) => [
        { text: model },
        ...curve.sizes.map(
          (_, index): TableCell => ({
            text: counts.map((of) => text(of.find((one) => one.model === model)?.points[index])).join(', '),
          }),
        ),
      ]),
      [],
      page,
    ).slice(1),
  ];
}
