import type { Outcome, Report } from './report.ts';
import { coefficientLines, coherenceLines, heterogeneityLines, pairLines, twinLines } from './terminal-behaviour.ts';
import { besideLines } from './terminal-beside.ts';
import { answerLines, ladderLines, levelLines, misalignedLines } from './terminal-cells.ts';
import { comparedLines } from './terminal-compared.ts';
import { effectLines } from './terminal-effects.ts';
import { rectifiedLines } from './terminal-rectified.ts';
import { orderLines, sensitivityLines } from './terminal-robustness.ts';
import { type Page, painted, type Tone, wrapped } from './terminal-table.ts';

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal; text is at most 100 wide. */
  readonly width: number;
  /** Files to name at the end, such as the evaluation and the HTML report. */
  readonly files?: readonly { readonly label: string; readonly path: string }[];
}

/** The report as text for a terminal, ending with a line break. Without colour it is plain text. */
export function terminalReport(report: Report, options: TerminalOptions): string {
  const page: Page = { color: options.color, width: Math.min(100, Math.max(60, options.width)) };
  const sections: readonly (readonly string[])[] = [
    titleLines(report, page),
    comparedLines(report, page),
    ladderLines(report, page),
    besideLines(report, page),
    answerLines(report, page),
    levelLines(report, page),
    misalignedLines(report, page),
    heterogeneityLines(report, page),
    twinLines(report, page),
    coherenceLines(report, page),
    pairLines(report, page),
    coefficientLines(report, page),
    effectLines(report, page),
    rectifiedLines(report, page),
    sensitivityLines(report, page),
    orderLines(report, page),
    warningLines(report, page),
    verdictLines(report, page),
    fileLines(options, page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function titleLines({ header }: Report, page: Page): readonly string[] {
  return [
    painted(header.study, 'bold', page),
    ...(header.title === null ? [] : wrapped(header.title, page.width)),
    ...wrapped(`Judged: ${header.subject} – ${header.subjectKind}`, page.width).map((line) =>
      painted(line, 'dim', page),
    ),
  ];
}

function warningLines({ warnings }: Report, page: Page): readonly string[] {
  if (warnings.length === 0) {
    return [];
  }
  return [
    painted('Before you use a figure', 'bold', page),
    ...warnings.flatMap(({ message }) => {
      const [first = '', ...rest] = wrapped(message.text, page.width - 4);
      return [`  ${painted('!', 'unsure', page)} ${first}`, ...rest.map((line) => `    ${line}`)];
    }),
  ];
}

/** How many reasons of a line that fails are listed; the figures behind the others stand in the sections above. */
const mostReasons = 3;

const outcomeTones: Readonly<Record<Outcome, Tone>> = { PASS: 'good', FAIL: 'bad', UNDECIDED: 'unsure' };

function verdictLines({ header }: Report, page: Page): readonly string[] {
  const lines: string[] = [painted('Verdict', 'bold', page)];
  for (const line of header.lines) {
    lines.push(
      `  ${painted(line.outcome.padEnd(9), outcomeTones[line.outcome], page)}  ${painted(line.title, 'bold', page)}`,
    );
    const shown = line.outcome === 'FAIL' ? mostReasons : 1;
    for (const reason of line.reasons.slice(0, shown)) {
      lines.push(...wrapped(reason.text, page.width - 13).map((text) => `${' '.repeat(13)}${text}`));
    }
    if (line.outcome === 'FAIL' && line.reasons.length > mostReasons) {
      const more = `… and ${line.reasons.length - mostReasons} more in the full report`;
      lines.push(`${' '.repeat(13)}${painted(more, 'dim', page)}`);
    }
  }
  if (header.conclusion !== null) {
    lines.push(
      '',
      ...wrapped(header.conclusion.text, page.width - 2).map((part) => `  ${painted(part, 'bold', page)}`),
    );
  }
  return lines;
}

function fileLines({ files = [] }: TerminalOptions, page: Page): readonly string[] {
  const width = Math.max(0, ...files.map(({ label }) => label.length));
  return files.map(({ label, path }) => `  ${painted(label.padEnd(width), 'dim', page)}  ${path}`);
}
