// Random edits of studies over the real protocol, beside data that fit, each answer compared with what the command line says of
// the same text: it reads the data anew, and knows nothing of the edits before.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { Diagnostic, DocumentDiagnosticReport, Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { csvText } from '#engine';
import { loadStudyText } from '#engine/node';
import type { Columns } from '../checks/fixtures.ts';
import { validStudies } from '../checks/study-generator.ts';
import { converse } from './conversation.ts';

export interface EditedOutcome {
  readonly edits: number;
  /** Texts at which the server said something else than a fresh analysis. */
  readonly differing: readonly string[];
  /** What the server has logged as errors. */
  readonly logged: readonly string[];
}

/** An edit replaces `start` to `end` by `insert`. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

const pieces = [
  '',
  ' ',
  '\n',
  '\n  ',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ':',
  ': ',
  '- ',
  '#',
  '~',
  '*a',
  '&a',
  '|',
  '>-',
  '{{',
  '}}',
  '!',
  '\t',
  '\r',
  '%',
  ',',
  'é',
  '😀',
  'trust',
  'mean(i0, ',
  'derived: { d9: max(i0, d0) }\n',
  'sample: { further: panel.csv, n: 20 }\n',
  '  weights: weight\n',
  '  where: i0 != "" and d0 > 0\n',
  '  <<: *names\n',
  ': &agree [',
  'scale: *agree\n',
  ' # understudy-ignore unknown-name, unmatched-values: x\n',
  '[[',
  '{ a: [b, {c: d',
  'poly(i0, 2)',
  'errors: cluster("block")\n',
  'people.csv',
  'panel.csv',
  '"no"',
  '# understudy-ignore structure: x\n',
];

const edit = fc.record({
  kind: fc.constantFrom('characters', 'line', 'section', 'half'),
  from: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  length: fc.nat(12),
  piece: fc.constantFrom(...pieces),
});

type EditChoice = typeof edit extends fc.Arbitrary<infer T> ? T : never;

/** The study is taken up anew after so many edits, before nothing of it is left. */
const editsPerStudy = 40;

/** Makes `edits` edits, the same for the same seed. Rejects where the server does not answer as the protocol wants. */
export async function editAtRandom(edits: number, seed: number): Promise<EditedOutcome> {
  const talk = await converse({ diagnostics: 'pull' });
  const differing: string[] = [];
  const studies = fc.sample(validStudies, { numRuns: Math.ceil(edits / editsPerStudy), seed });
  let version = 1;
  let done = 0;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-edits-'));
  const file = path.join(folder, 'edited.study.yaml');
  const uri = await talk.open(file, '');
  for (const [index, study] of studies.entries()) {
    writeTable(path.join(folder, 'people.csv'), study.cells);
    writeTable(path.join(folder, 'panel.csv'), study.panel);
    let { text } = study;
    version += 1;
    await talk.edit(uri, version, text);
    const chosen = fc.sample(edit, { numRuns: Math.min(editsPerStudy, edits - done), seed: seed + index });
    for (const one of chosen) {
      const { start, end, insert } = editOf(text, one);
      const range = { start: positionAt(text, start), end: positionAt(text, end) };
      version += 1;
      done += 1;
      await talk.tell('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text: insert }],
      });
      text = text.slice(0, start) + insert + text.slice(end);
      const report = await talk.pull(uri);
      if (done % 10 === 0) {
        const params = { textDocument: { uri }, position: positionAt(text, start) };
        await Promise.all([
          talk.ask('textDocument/completion', params),
          talk.ask('textDocument/hover', params),
          talk.ask('textDocument/documentSymbol', { textDocument: { uri } }),
          talk.ask('textDocument/codeAction', {
            textDocument: { uri },
            range: { start: positionAt(text, 0), end: positionAt(text, text.length) },
            context: { diagnostics: [] },
          }),
        ]);
      }
      if (said(report) !== (await fresh(file, text))) {
        differing.push(text);
      }
    }
  }
  await talk.end();
  fs.rmSync(folder, { recursive: true, force: true });
  return { edits: done, differing, logged: talk.logged };
}

function editOf(text: string, { kind, from, to, length, piece }: EditChoice): Edit {
  const start = whole(text, Math.floor(from * (text.length + 1)));
  switch (kind) {
    case 'characters':
      return { start, end: whole(text, Math.min(text.length, start + length)), insert: piece };
    case 'line': {
      // a line is taken away, or written twice
      const line = lineAt(text, start);
      return length % 2 === 0
        ? { ...line, insert: '' }
        : { start: line.start, end: line.start, insert: text.slice(line.start, line.end) };
    }
    case 'section': {
      const sections = text.split(/(?<=\n)(?=\S)/);
      const [moved] = sections.splice(Math.floor(from * sections.length), 1);
      sections.splice(Math.floor(to * (sections.length + 1)), 0, moved ?? '');
      return { start: 0, end: text.length, insert: sections.join('') };
    }
    case 'half':
      // the rest of a line is not written yet
      return { start, end: whole(text, Math.max(start, lineAt(text, start).end - 1)), insert: '' };
  }
}

/** Not between the two halves of a character or of a line break, where no editor's cursor can stand. */
function whole(text: string, at: number): number {
  const isInside = /[\udc00-\udfff]/.test(text.charAt(at)) || text.slice(at - 1, at + 1) === '\r\n';
  return at > 0 && isInside ? at - 1 : at;
}

function lineAt(text: string, at: number): { readonly start: number; readonly end: number } {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return { start, end: end < 0 ? text.length : end + 1 };
}

/** As the protocol counts: a line ends with \n, \r\n or \r, and no place is inside of such an end. */
function positionAt(text: string, offset: number): Position {
  return TextDocument.create('', 'yaml', 1, text).positionAt(offset);
}

function said(report: DocumentDiagnosticReport): string {
  const items: readonly Diagnostic[] = report.kind === 'full' ? report.items : [];
  return JSON.stringify(items.map(({ code, range, message }) => [code, range, message]).sort(byText), null, 1);
}

async function fresh(file: string, text: string): Promise<string> {
  const { diagnostics } = await loadStudyText(file, text);
  const document = TextDocument.create('', 'yaml', 1, text);
  const items = diagnostics.map(({ code, range, message }) => [
    code,
    { start: document.positionAt(range.start), end: document.positionAt(range.end) },
    message,
  ]);
  return JSON.stringify(items.sort(byText), null, 1);
}

/** Writes a data file; takes it away where there are none. */
function writeTable(file: string, cells: Columns | null): void {
  fs.rmSync(file, { force: true });
  if (cells !== null) {
    const names = Object.keys(cells);
    const rows = (cells['id'] ?? []).map((_, row) => names.map((name) => cells[name]?.[row] ?? ''));
    fs.writeFileSync(file, csvText(names, rows));
  }
}

function byText(a: unknown, b: unknown): number {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}
