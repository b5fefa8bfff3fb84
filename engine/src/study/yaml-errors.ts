import type { Document, ErrorCode, YAMLParseError } from 'yaml';
import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Range } from '#engine/text';
import type { SourceMark } from './yaml-marks.ts';

/** What the YAML library complains about, in our words, and what study files do without: tags, directives, several documents. */
export function yamlErrors(
  text: string,
  documents: readonly Document.Parsed[],
  marks: readonly SourceMark[],
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const second = documents[1];
  const limit = second?.range?.[0] ?? text.length;
  const lines = new Set<number>();
  for (const error of documents[0]?.errors ?? []) {
    const message = messageOf(error.code, error.message);
    const line = text.lastIndexOf('\n', error.pos[0] - 1);
    if (message !== null && !lines.has(line)) {
      lines.add(line);
      const range = clipped(text, error.pos[0], error.pos[1]);
      found.push(
        diagnostic(isTrap(error.code, error.message) ? 'yaml-trap' : 'yaml-syntax', range, message, {
          severity: 'error',
        }),
      );
    }
  }
  const starts = marks.filter((mark) => mark.kind === 'document');
  for (const mark of marks) {
    if (mark.range.start > limit) {
      break;
    }
    if (mark.kind === 'tag') {
      const advice = 'Leave it out; if it is meant as text, put the text in quotes.';
      found.push(
        diagnostic('yaml-unsupported', mark.range, `\`${mark.source}\` is a YAML tag, and a study has none. ${advice}`),
      );
    } else if (mark.kind === 'directive' && !/^%YAML[ \t]+1\.2\b/.test(mark.source)) {
      const message = `\`${mark.source.trim()}\` is not understood: a study is YAML 1.2, without directives.`;
      found.push(diagnostic('yaml-unsupported', mark.range, message));
    }
  }
  if (second) {
    const start = starts.find((mark) => mark.range.start >= (documents[0]?.range?.[1] ?? 0) && mark.range.start > 0);
    const range = start?.range ?? clipped(text, limit, limit + 1);
    found.push(
      diagnostic('yaml-unsupported', range, 'A study file is one document: what follows this line is not read.'),
    );
  }
  return found;
}

/** Errors that are traps of YAML rather than slips: text that a newcomer would think is fine. */
const traps: ReadonlySet<ErrorCode> = new Set([
  'BAD_ALIAS',
  'BAD_SCALAR_START',
  'TAB_AS_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
]);

function isTrap(code: ErrorCode, original: string): boolean {
  return traps.has(code) || original.startsWith('Block scalar header');
}

/** Whether YAML reads all around this error as it is meant, so that only its own place needs to be spoken of. */
export function isLocal({ code, message }: YAMLParseError): boolean {
  return localErrors.has(code) || message.includes('Comments must') || message.startsWith('Block scalar header');
}

const localErrors: ReadonlySet<ErrorCode> = new Set([
  ...(['BAD_ALIAS', 'BAD_SCALAR_START', 'BAD_DQ_ESCAPE', 'DUPLICATE_KEY', 'TAG_RESOLVE_FAILED'] as const),
  ...(['BAD_DIRECTIVE', 'MULTIPLE_DOCS', 'MULTIPLE_ANCHORS', 'MULTIPLE_TAGS', 'ALIAS_PROPS'] as const),
  ...(['BAD_PROP_ORDER', 'KEY_OVER_1024_CHARS', 'RESOURCE_EXHAUSTION'] as const),
]);

/** Our words for an error of the library; null for what we report ourselves. */
function messageOf(code: ErrorCode, original: string): string | null {
  switch (code) {
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_DIRECTIVE':
    case 'MULTIPLE_DOCS':
      return null;
    case 'TAB_AS_INDENT':
      return 'YAML does not take tabs for indentation: use blanks.';
    case 'BAD_ALIAS':
      return 'A bare `*` begins an alias in YAML. To mean "everything else", put it in quotes: "*".';
    case 'BAD_SCALAR_START':
      return 'A text cannot begin with this sign in YAML: put the text in quotes.';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'YAML reads a second `: ` on this line as another key. If it belongs to the text, put the text in quotes.';
    case 'BLOCK_IN_FLOW':
      return 'Inside `[…]` and `{…}` everything stands in that style: `- ` lists and indented keys cannot.';
    case 'BAD_INDENT':
      return /end with a [\]}]/.test(original)
        ? missingMessage(original)
        : 'This is not indented as its neighbours are.';
    case 'BAD_DQ_ESCAPE':
      return 'This `\\…` has no meaning between double quotes. For a backslash write `\\\\`, or use single quotes.';
    case 'DUPLICATE_KEY':
      return 'This key stands here twice.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'A key and its `:` stand on one line. Is the line before complete?';
    case 'KEY_OVER_1024_CHARS':
      return 'This key is too long.';
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_TAGS':
    case 'ALIAS_PROPS':
    case 'BAD_PROP_ORDER':
      return 'An anchor or alias stands where YAML does not take one.';
    case 'RESOURCE_EXHAUSTION':
      return 'This is nested too deeply to be a study.';
    case 'MISSING_CHAR':
      return missingMessage(original);
    default:
      return unexpectedMessage(original);
  }
}

function missingMessage(original: string): string {
  if (original.includes("'quote")) {
    return "The closing ' of this text is missing.";
  }
  if (original.includes('"quote')) {
    return 'The closing " of this text is missing.';
  }
  if (original.includes('Comments must')) {
    return 'A blank is missing before this `#`.';
  }
  if (original.includes('indentation indicator')) {
    return 'The first lines of this text are indented more than the next: indent them alike.';
  }
  const closing = /end with a ([\]}])/.exec(original);
  if (closing) {
    return `The closing \`${closing[1]}\` is missing.`;
  }
  if (original.includes('Missing ,')) {
    return 'A comma is missing between these.';
  }
  return 'A sign is missing here: is a quote, bracket or comma not closed?';
}

function unexpectedMessage(original: string): string {
  if (original.startsWith('Block scalar header')) {
    return 'A text cannot begin with `>` or `|` in YAML: they announce a text on the lines below. Put the text in quotes.';
  }
  if (/flow|\[|\]|\{|\}/i.test(original)) {
    return 'YAML cannot read this list or mapping: is a `]`, `}` or comma missing, or a text in it without quotes?';
  }
  if (/Implicit keys need|Implicit map keys|map.*colon|":"/i.test(original)) {
    return 'YAML expects `key: value` here: is a `:` missing?';
  }
  return 'YAML cannot read this. Is a quote or an indentation wrong just before?';
}

function clipped(text: string, start: number, end: number): Range {
  const from = Math.min(Math.max(0, start), text.length);
  return { start: from, end: Math.min(Math.max(from, end), text.length) };
}
