import { markdownText } from '#engine/text';
import {
  cellSections,
  comparedSections,
  distributionSections,
  ladderSections,
  subgroupSections,
} from './markdown-answers.ts';
import { behaviourSections, regressionSections, robustnessSections } from './markdown-behaviour.ts';
import { rectifiedSections } from './markdown-rectified.ts';
import { type MarkdownSection, ownText, paragraph } from './markdown-words.ts';
import type { MethodsParagraph, Report } from './report.ts';

/** The whole report in Markdown: every table, with numbers rounded as on the terminal; ends with a line break. */
export function markdownReport(report: Report): string {
  const { header, warnings, reading } = report;
  const sections: readonly MarkdownSection[] = [
    {
      title: 'Verdict',
      parts: [
        ...header.lines.map((line) => [
          `**${line.outcome}** ${markdownText(line.title)}: ${markdownText(line.question)}`,
          ...(line.reasons.length === 0 ? [] : ['', ...line.reasons.map(({ text }) => `- ${ownText(text)}`)]),
        ]),
        header.conclusion === null ? [] : [`**${ownText(header.conclusion.text)}**`],
      ],
    },
    { title: 'What was found', parts: [header.findings.map(({ text }) => `- ${ownText(text)}`)] },
    {
      title: 'Before you use a figure',
      parts: [warnings.map(({ message }) => `- ${ownText(message.text)}`)],
    },
    ...comparedSections(report),
    ...ladderSections(report),
    ...distributionSections(report),
    ...subgroupSections(report),
    ...behaviourSections(report),
    ...regressionSections(report),
    ...rectifiedSections(report),
    ...robustnessSections(report),
    ...cellSections(report),
    { title: 'Methods', parts: methodsParts(report.methods) },
    {
      title: 'How to read this',
      parts: reading.map(({ term, text }) => [`**${markdownText(term)}.** ${markdownText(text)}`]),
    },
  ];
  const blocks = [
    [`# ${markdownText(header.title ?? header.study)}`],
    [
      `Study ${markdownText(header.study)}. Judged: **${markdownText(header.subject)}**, ${markdownText(header.subjectKind)}.`,
    ],
    header.source === null ? [] : [`Source of the study: ${markdownText(header.source)}`],
    ...sections.flatMap(({ title, parts }) => {
      const shown = parts.filter((part) => part.length > 0);
      return shown.length === 0 ? [] : [[`## ${title}`], ...shown];
    }),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** The draft of a Methods section in Markdown; ends with a line break. */
export function markdownMethods({ header, methods }: Report): string {
  const title = `# Methods: ${markdownText(header.title ?? header.study)}`;
  return `${[title, ...methodsParts(methods).map((part) => part.join('\n'))].join('\n\n')}\n`;
}

function methodsParts(methods: readonly MethodsParagraph[]): readonly (readonly string[])[] {
  return methods.map(({ title, sentences }) => [`**${title}.** ${sentences.map(paragraph).join(' ')}`]);
}
