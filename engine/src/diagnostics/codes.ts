import type { Range } from '#engine/text';
import type { Diagnostic, DiagnosticData, RelatedPlace, Severity } from './diagnostic.ts';

interface CodeEntry {
  readonly severity: Severity;
  /** One sentence for the table in the documentation. */
  readonly title: string;
  /** What must be looked at to find it. */
  readonly needs: 'text' | 'data' | 'folder' | 'evaluation';
}

/** Every code that Understudy can report. Stable: a code is never given another meaning. */
export const diagnosticCodes = {
  // the text
  'yaml-syntax': { severity: 'error', needs: 'text', title: 'The text is not valid YAML.' },
  'yaml-unsupported': {
    severity: 'error',
    needs: 'text',
    title: 'Tags, `%YAML 1.1` and several documents in one file are not part of a study file.',
  },
  'yaml-trap': { severity: 'warning', needs: 'text', title: 'YAML reads this text in another way than it looks.' },
  'duplicate-key': { severity: 'error', needs: 'text', title: 'A key stands twice in one mapping.' },
  structure: {
    severity: 'error',
    needs: 'text',
    title: 'A key or value does not have the form that the study file asks for.',
  },
  'unknown-key': { severity: 'error', needs: 'text', title: 'A key is not part of the study file.' },
  'not-in-version-1': {
    severity: 'error',
    needs: 'text',
    title: 'Version 1 of the study file does not have this yet.',
  },
  'unused-ignore': {
    severity: 'hint',
    needs: 'text',
    title: 'A comment `understudy-ignore` silences nothing, or names a code that there is not.',
  },
  // names
  'invalid-name': {
    severity: 'error',
    needs: 'text',
    title: 'A name holds characters that names cannot have, or is reserved.',
  },
  'duplicate-name': { severity: 'error', needs: 'text', title: 'Two things of the study have the same name.' },
  'unknown-name': { severity: 'error', needs: 'text', title: 'A name that the study does not define.' },
  'unknown-placeholder': {
    severity: 'error',
    needs: 'text',
    title: 'A {{placeholder}} names nothing that can be inserted there.',
  },
  'unknown-arm': { severity: 'error', needs: 'text', title: 'An arm that its treatment does not have.' },
  // expressions
  'expression-syntax': {
    severity: 'error',
    needs: 'text',
    title: 'A formula, condition or derived variable cannot be read.',
  },
  'unknown-variable': {
    severity: 'error',
    needs: 'text',
    title: 'A formula, condition or derived variable names something that is not of this study.',
  },
  'unknown-label': {
    severity: 'error',
    needs: 'text',
    title: 'A condition compares with an answer, level or arm that does not exist.',
  },
  'wrong-comparison': {
    severity: 'error',
    needs: 'text',
    title: 'A condition compares things that have no order, or of different kinds.',
  },
  'formula-family': { severity: 'error', needs: 'text', title: 'The left side of a formula does not suit its family.' },
  'text-in-formula': {
    severity: 'error',
    needs: 'text',
    title: 'A text attribute has no place in a formula or derived variable.',
  },
  'nominal-arithmetic': {
    severity: 'error',
    needs: 'text',
    title: 'A formula or derived variable calculates with something that has no order.',
  },
  'derived-order': {
    severity: 'error',
    needs: 'text',
    title: 'A derived variable uses itself, or one that stands further down.',
  },
  'no-range': {
    severity: 'error',
    needs: 'text',
    title: '`reverse()` turns round a number that has no lowest and highest.',
  },
  'too-few-parts': {
    severity: 'error',
    needs: 'text',
    title: '`at_least` asks for more parts than a derived variable has.',
  },
  'mixed-ranges': {
    severity: 'warning',
    needs: 'text',
    title: 'Parts of one mean, minimum or maximum have different ranges.',
  },
  // items
  'scale-too-short': {
    severity: 'error',
    needs: 'text',
    title: 'A scale or list of options has fewer than two answers.',
  },
  'score-order': { severity: 'error', needs: 'text', title: 'The scores of a scale do not ascend.' },
  'wrong-range': {
    severity: 'error',
    needs: 'text',
    title: 'The limits of a number, or its bins, are not in ascending order.',
  },
  'quota-shares': {
    severity: 'error',
    needs: 'text',
    title: 'The quotas of an attribute do not add up to 1, or leave out levels.',
  },
  'incomplete-order': { severity: 'error', needs: 'text', title: '`order` must name every item once.' },
  'no-groups': {
    severity: 'error',
    needs: 'text',
    title: 'A text, or a number without bins, divides nobody into groups.',
  },
  'wrong-address': {
    severity: 'error',
    needs: 'text',
    title: 'A `base_url` is not an address, or holds a user name, a password or a query.',
  },
  'sample-without-people': {
    severity: 'information',
    needs: 'text',
    title: '`sample` asks for people, and the study has no data of people yet.',
  },
  'not-tuned': {
    severity: 'information',
    needs: 'text',
    title: 'A model that is to be tuned on the pilot has not been tuned yet.',
  },
  'scale-direction': { severity: 'information', needs: 'text', title: 'A scale seems to stand highest answer first.' },
  'unused-item': { severity: 'hint', needs: 'text', title: 'No rule and no regression uses an item.' },
  'unused-derived': { severity: 'hint', needs: 'text', title: 'Nothing uses a derived variable.' },
  'prompt-leak': { severity: 'warning', needs: 'text', title: 'A prompt tells the respondent the answer to an item.' },
  'names-other-arm': {
    severity: 'warning',
    needs: 'text',
    title: 'A prompt names an arm that its readers do not know of.',
  },
  'plain-http': { severity: 'warning', needs: 'text', title: 'A remote endpoint is asked over plain http.' },
  'model-setting': { severity: 'warning', needs: 'text', title: 'A model does not take this setting.' },
  'key-in-file': { severity: 'warning', needs: 'text', title: 'Something that looks like a key stands in the file.' },
  // data
  'missing-data-file': { severity: 'error', needs: 'data', title: 'The data file cannot be found or read.' },
  'data-format': { severity: 'error', needs: 'data', title: 'The data file is not a table that can be read.' },
  'uneven-rows': {
    severity: 'warning',
    needs: 'data',
    title: 'Rows of the data file have more or fewer values than its header.',
  },
  'data-encoding': { severity: 'information', needs: 'data', title: 'The data file is not UTF-8; how it was read.' },
  'header-rows': {
    severity: 'warning',
    needs: 'data',
    title: 'The data file seems to have three header rows, as Qualtrics writes them.',
  },
  'unknown-column': { severity: 'error', needs: 'data', title: 'A column that the data file does not have.' },
  'unmatched-values': {
    severity: 'warning',
    needs: 'data',
    title: 'Values in the data match no level, answer or arm.',
  },
  'ambiguous-values': { severity: 'error', needs: 'data', title: 'A data value matches two levels, answers or arms.' },
  'duplicate-ids': { severity: 'error', needs: 'data', title: 'Two people in the data have the same id.' },
  'bad-weights': {
    severity: 'warning',
    needs: 'data',
    title: 'A survey weight in the data is not a number of 0 or more.',
  },
  'nobody-left': { severity: 'error', needs: 'data', title: 'The condition `where` leaves nobody.' },
  'pilot-too-large': {
    severity: 'error',
    needs: 'data',
    title: 'The pilot has more people than the data, or leaves nobody to compare with.',
  },
  'pilot-misses-arm': { severity: 'warning', needs: 'data', title: 'An arm has nobody in the pilot.' },
  'small-subgroup': {
    severity: 'information',
    needs: 'data',
    title: 'A subgroup has fewer held-out people than `min_n`.',
  },
  'pilot-too-small': {
    severity: 'warning',
    needs: 'data',
    title: 'A regression has more coefficients than the pilot has respondents.',
  },
  'low-power': {
    severity: 'information',
    needs: 'data',
    title: 'With so few people, differences above the margin cannot be told from sampling noise.',
  },
  'reference-missing': {
    severity: 'warning',
    needs: 'data',
    title: 'Nobody has the level or arm that the others are compared with.',
  },
  'regression-impossible': {
    severity: 'warning',
    needs: 'data',
    title: 'A regression cannot be computed for the people in the data.',
  },
  'collinear-term': {
    severity: 'warning',
    needs: 'data',
    title: 'A term of a regression says nothing that the terms before it do not say.',
  },
  'empty-term': { severity: 'information', needs: 'data', title: 'A term of a regression has nobody in the data.' },
  'lone-level': {
    severity: 'warning',
    needs: 'data',
    title: 'One person alone has a level, so that the errors of a regression do not exist.',
  },
  // the folder
  'shared-study-id': {
    severity: 'warning',
    needs: 'folder',
    title: 'Another study in the folder has the same name.',
  },
  // the evaluation
  'misaligned-item': {
    severity: 'warning',
    needs: 'evaluation',
    title: 'The simulated answers to an item differ from those of people.',
  },
  'misaligned-subgroup': {
    severity: 'warning',
    needs: 'evaluation',
    title: 'The simulated answers of a subgroup differ from those of people.',
  },
  'misaligned-arm': {
    severity: 'warning',
    needs: 'evaluation',
    title: 'The simulated answers in an arm differ from those of people.',
  },
  'collapsed-variance': {
    severity: 'warning',
    needs: 'evaluation',
    title: 'The simulated answers vary less, or more, than those of people.',
  },
  'coherence-gap': {
    severity: 'warning',
    needs: 'evaluation',
    title: 'The simulated respondents follow a rule more, or less, often than people do.',
  },
  'coefficient-differs': {
    severity: 'warning',
    needs: 'evaluation',
    title: 'A regression coefficient is not recovered.',
  },
  'stale-finding': {
    severity: 'hint',
    needs: 'evaluation',
    title: 'A finding of an evaluation of an earlier version of this text.',
  },
  'run-file': { severity: 'warning', needs: 'evaluation', title: 'A file of a run cannot be read.' },
} as const satisfies Record<string, CodeEntry>;

export type DiagnosticCode = keyof typeof diagnosticCodes;

export function isDiagnosticCode(word: string): word is DiagnosticCode {
  return Object.hasOwn(diagnosticCodes, word);
}

/** A diagnostic with the severity of its code's table entry. */
export function diagnostic(
  code: DiagnosticCode,
  range: Range,
  message: string,
  more: {
    readonly related?: readonly RelatedPlace[];
    readonly data?: DiagnosticData;
    readonly severity?: Severity;
  } = {},
): Diagnostic {
  return {
    code,
    severity: more.severity ?? diagnosticCodes[code].severity,
    message,
    range,
    related: more.related ?? [],
    data: more.data ?? {},
  };
}
