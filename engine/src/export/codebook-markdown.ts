import { type MarkdownColumn, markdownTable, markdownText } from '#engine/text';
import type { Codebook, CodebookVariable } from './codebook.ts';

/** The codebook for people to read. */
export function codebookMarkdown(codebook: Codebook): string {
  const { study, files, respondents, variables } = codebook;
  const sections = [
    [`# Codebook of ${markdownText(study.id)}`],
    study.title === null ? [] : [markdownText(study.title)],
    study.source === null ? [] : [`Source: ${markdownText(study.source)}`],
    [`Written by Understudy ${codebook.understudy}. Counts are of respondents, without weights.`],
    ['## Who answered'],
    markdownTable(
      [left('respondents'), left('part'), left('model'), right('n')],
      respondents.map(({ id, part, model, n }) => [id, part, model ?? '', String(n)]),
    ),
    ['## Files'],
    ...files.flatMap((file) => [
      [`### ${markdownText(file.name)}`],
      [`${file.content}${file.rows === null ? '' : ` ${file.rows} rows.`}`],
      markdownTable(
        [left('column'), left('what it holds')],
        file.columns.map(({ name, description }) => [name, description]),
      ),
    ]),
    ['## Variables'],
    ...variables.flatMap((variable) => variableSections(variable, codebook)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function variableSections(variable: CodebookVariable, { respondents }: Codebook): readonly (readonly string[])[] {
  const groups = respondents.map(({ id }) => right(`n ${id}`));
  const hasScores = variable.labels.some(({ score }) => score !== null);
  const hasValues = variable.measure !== 'numeric';
  const hasTexts = variable.labels.some(({ text }) => text !== null);
  const numbers = (variable.numbers ?? []).flatMap((one, index) =>
    one === null
      ? []
      : [
          [
            respondents[index]?.id ?? '',
            String(variable.counts[index] ?? 0),
            rounded(one.mean),
            String(one.min),
            String(one.max),
          ],
        ],
  );
  return [
    [`### ${markdownText(variable.id)}`],
    [describe(variable)],
    variable.question === null ? [] : [`> ${markdownText(variable.question)}`],
    markdownTable(
      [
        left(variable.measure === 'numeric' ? 'class' : 'label'),
        ...(hasScores ? [right('score')] : []),
        ...(hasValues ? [left('values in the data')] : []),
        ...(hasTexts ? [left('in prompts')] : []),
        ...groups,
      ],
      [
        ...variable.labels.map((label) => [
          label.label,
          ...(hasScores ? [label.score === null ? '' : String(label.score)] : []),
          ...(hasValues ? [label.values.map((value) => (value === '*' ? 'all others' : value)).join(', ')] : []),
          ...(hasTexts ? [label.text ?? ''] : []),
          ...label.counts.map(String),
        ]),
        ...(variable.labels.length === 0
          ? []
          : [
              [
                'with a value',
                ...(hasScores ? [''] : []),
                ...(hasValues ? [''] : []),
                ...(hasTexts ? [''] : []),
                ...variable.counts.map(String),
              ],
            ]),
      ],
    ),
    markdownTable([left('respondents'), right('n'), right('mean'), right('smallest'), right('largest')], numbers),
    markdownTable(
      [left(`in ${variable.id}.missing`), left('means'), ...groups],
      variable.missing.map(({ text, meaning, counts }) => [text, meaning, ...counts.map(String)]),
    ),
  ];
}

function describe({ kind, measure, title, column, computed, number }: CodebookVariable): string {
  const unit = number?.unit ?? null;
  const range =
    number === null || (number.min === null && number.max === null)
      ? ''
      : ` from ${number.min ?? 'any'} to ${number.max ?? 'any'}`;
  const steps = number?.step == null ? '' : `, in steps of ${number.step}`;
  const what = `${measureWords[measure]}${range}${steps}${unit === null ? '' : ` (${unit})`}`;
  return `${title === null ? '' : `${markdownText(title)}. `}${kindWords[kind]}, ${markdownText(what)}; ${computed === undefined ? `data column \`${column}\`` : computedWords(computed)}.`;
}

/** What a derived variable is computed from: it stands in no data column. */
function computedWords({ from, at_least }: NonNullable<CodebookVariable['computed']>): string {
  const needed = at_least === null ? '' : ` where at least ${at_least} of its parts are there`;
  return `computed as \`${from.replace(/\s+/g, ' ').replaceAll('`', "'")}\`${needed}`;
}

const kindWords = {
  attribute: 'Attribute',
  treatment: 'Treatment',
  belief: 'Belief',
  action: 'Action',
  derived: 'Derived variable',
} as const;

const measureWords = {
  nominal: 'labels without an order',
  ordinal: 'labels in order',
  numeric: 'a number',
  text: 'text',
} as const;

function rounded(value: number): string {
  return String(Number(value.toPrecision(5)));
}

function left(header: string): MarkdownColumn {
  return { header, align: 'left' };
}

function right(header: string): MarkdownColumn {
  return { header, align: 'right' };
}
