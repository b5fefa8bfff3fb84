import type { Compared, Outcome, Report } from '#engine';
import {
  badge,
  type Child,
  element,
  figureNode,
  quoteNode,
  type Reveal,
  revealNode,
  section,
  sentenceNodes,
  shortList,
  table,
} from './dom.ts';

const outcomeTones = { PASS: 'good', FAIL: 'bad', UNDECIDED: 'unsure' } as const satisfies Record<Outcome, string>;

/** The study, who is judged, and the verdict in words. */
export function headerView({ header }: Report): HTMLElement {
  return element(
    'header',
    { class: 'head' },
    element('p', { class: 'study' }, header.study),
    element('h1', {}, header.title ?? header.study),
    element('p', { class: 'subject' }, 'Judged: ', element('strong', {}, header.subject), ` – ${header.subjectKind}`),
    header.conclusion === null ? null : element('p', { class: 'conclusion' }, quoteNode(header.conclusion)),
    element(
      'ul',
      { class: 'verdict-lines', 'aria-label': 'Verdict' },
      ...header.lines.map((line) =>
        element(
          'li',
          { class: `verdict-line ${outcomeTones[line.outcome]}` },
          element(
            'div',
            { class: 'verdict-line-head' },
            element('strong', {}, line.title),
            badge(outcomeTones[line.outcome], line.outcome),
          ),
          element('p', { class: 'note' }, line.question),
          ...(line.reasons.length === 0
            ? []
            : shortList(
                'reasons',
                line.reasons.map((reason) => element('li', {}, quoteNode(reason))),
                2,
              )),
        ),
      ),
    ),
  );
}

/** What a reader must know before using a figure; null where there is nothing. */
export function warningsView({ warnings }: Report, reveal: Reveal | null): HTMLElement | null {
  if (warnings.length === 0) {
    return null;
  }
  return section(
    'warnings',
    'Before you use a figure',
    '',
    ...shortList(
      'warnings',
      warnings.map(({ message, place }) =>
        element(
          'li',
          {},
          element('span', { 'aria-hidden': 'true', class: 'sign' }, '!'),
          element(
            'span',
            {},
            quoteNode(message),
            ...(place === null || reveal === null ? [] : [' ', revealNode('Show', place, reveal)]),
          ),
        ),
      ),
      3,
    ),
  );
}

/** What was found, sentence by sentence; null where there is nothing to say. */
export function findingsView({ header }: Report): HTMLElement | null {
  return header.findings.length === 0
    ? null
    : section(
        'findings',
        'What was found',
        '',
        element('ul', { class: 'reasons' }, ...header.findings.map((finding) => element('li', {}, quoteNode(finding)))),
      );
}

/** From the rows of the data to those who are compared. */
export function comparedView({ compared }: Report, reveal: Reveal | null): HTMLElement {
  const hasPilot = compared.arms.some(({ pilot }) => pilot !== null);
  return section(
    'compared',
    'Who was compared',
    '',
    element(
      'ol',
      { class: 'flow' },
      ...compared.flow.map(({ label, count, note }) =>
        element(
          'li',
          {},
          figureNode(count, 'figure large'),
          element('span', { class: 'flow-label' }, label),
          note === '' ? null : element('span', { class: 'note' }, note),
        ),
      ),
    ),
    compared.arms.length === 0
      ? null
      : table(
          'People and simulated respondents in each arm',
          [
            { header: 'Arm' },
            ...(hasPilot ? [{ header: 'Pilot', isNumber: true }] : []),
            { header: 'Held-out people', isNumber: true },
            { header: 'Unanswered by people', isNumber: true },
            { header: 'Simulated', isNumber: true },
            { header: 'Unusable, simulated', isNumber: true },
          ],
          compared.arms.map((row): readonly Child[] => [
            element(
              'span',
              {},
              revealNode(`${row.treatment}: ${row.arm}`, row.place, reveal),
              row.isReference ? element('span', { class: 'note' }, ' reference') : null,
            ),
            ...(row.pilot === null ? [] : [figureNode(row.pilot)]),
            figureNode(row.human),
            figureNode(row.humanNonresponse),
            figureNode(row.simulated),
            figureNode(row.simulatedNonresponse),
          ]),
        ),
    responseTable(compared),
    compositionTable(compared),
    ...compared.notes.map((note) => element('p', { class: 'note' }, ...sentenceNodes(note))),
  );
}

/** What became of the questions put to the simulated respondents of each arm. */
function responseTable({ arms }: Compared): HTMLElement | null {
  const kinds = arms.find(({ responses }) => responses.length > 0)?.responses.map(({ kind }) => kind) ?? [];
  return kinds.length === 0
    ? null
    : element(
        'details',
        {},
        element('summary', {}, 'Answers of simulated respondents, by kind'),
        element('p', { class: 'note' }, 'Numbers of answers: each respondent is asked every item.'),
        table(
          'Answers of simulated respondents in each arm, by kind',
          [{ header: 'Arm' }, ...kinds.map((kind) => ({ header: kind, isNumber: true }))],
          arms.map((row): readonly Child[] => [
            `${row.treatment}: ${row.arm}`,
            ...row.responses.map(({ count }) => figureNode(count)),
          ]),
        ),
      );
}

function compositionTable({ composition }: Compared): HTMLElement | null {
  return composition.length === 0
    ? null
    : element(
        'details',
        { open: '' },
        element('summary', {}, 'Who was simulated beside who was asked'),
        table(
          'Shares of held-out people and of simulated respondents',
          [
            { header: 'Attribute' },
            { header: 'Level' },
            { header: 'People', isNumber: true },
            { header: 'Simulated', isNumber: true },
            { header: 'Apart by', isNumber: true },
          ],
          composition.flatMap((row) =>
            row.levels.map(({ label, human, simulated }, index): readonly Child[] => [
              row.attribute,
              label,
              figureNode(human),
              figureNode(simulated),
              index > 0
                ? ''
                : element('span', {}, figureNode(row.totalVariation), row.isFarApart ? badge('bad', 'far apart') : ''),
            ]),
          ),
        ),
      );
}

/** How to read the report. */
export function readingView({ header, reading }: Report): HTMLElement {
  return section(
    'reading',
    'How to read this',
    '',
    element(
      'dl',
      { class: 'reading' },
      ...reading.flatMap(({ term, text }) => [element('dt', {}, term), element('dd', {}, text)]),
    ),
    header.source === null ? null : element('p', { class: 'note' }, `Source of the study: ${header.source}`),
  );
}
