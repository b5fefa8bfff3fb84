import type { DataError, DataNote, DataTable } from '#engine/data';
import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Human } from '#engine/study';
import { missingFile } from '../missing-file.ts';
import type { Rule } from '../rule.ts';
import { unsplitBy } from '../unsplit.ts';

/** The data file is there and can be read; and what the reader had to decide is said. */
export const dataFile: Rule = {
  codes: ['missing-data-file', 'data-format', 'data-encoding', 'header-rows', 'uneven-rows'],
  *check({ study: { human }, data }) {
    if (human === null || data.kind === 'none') {
      return;
    }
    if (data.kind === 'error') {
      yield errorOf(data.error, human);
      return;
    }
    if (data.table.rows === 0) {
      yield diagnostic('data-format', human.data.range, 'The data file has a header, but nobody below it.');
    }
    for (const note of data.table.notes) {
      yield* noteOf(note, human);
    }
    yield* wrongDelimiter(human, data.table);
  },
};

function* wrongDelimiter(human: Human, table: DataTable): Generator<Diagnostic, void> {
  const { delimiter } = human;
  const seen = unsplitBy(human, table);
  if (delimiter !== null && seen !== null) {
    yield diagnostic(
      'data-format',
      delimiter.range,
      `With this delimiter the data file has only one column. It seems to be separated by ${seen === 'tab' ? 'tabs: write `tab`' : `\`${seen}\``}.`,
      { data: { subject: delimiter.value, replacement: seen } },
    );
  }
}

function errorOf(error: DataError, { data, encoding }: Human): Diagnostic {
  const format = (message: string): Diagnostic =>
    diagnostic('data-format', data.range, message, { data: { subject: data.value } });
  switch (error.kind) {
    case 'not-found':
      return missingFile(data, error.instead);
    case 'unreadable':
      return diagnostic('missing-data-file', data.range, `\`${data.value}\` cannot be read. ${error.reason}`, {
        data: { subject: data.value },
      });
    case 'empty':
      return format('The data file is empty.');
    case 'duplicate-columns':
      return format(`Two columns of the data file are called \`${error.name}\`. Give one of them another name.`);
    case 'unclosed-quote':
      return format(`In line ${error.line} of the data file a quote is not closed, so the rest cannot be read.`);
    case 'unknown-encoding':
      return diagnostic(
        'data-encoding',
        encoding?.range ?? data.range,
        `\`${error.encoding}\` is not an encoding that can be read. Try \`utf-8\` or \`windows-1252\`.`,
        { severity: 'error', data: { subject: error.encoding } },
      );
    case 'encoding':
      return diagnostic(
        'data-format',
        encoding?.range ?? data.range,
        `Line ${error.line} of the data file is not ${error.encoding}. Say in \`human.encoding\` how it is written, such as windows-1252.`,
        { data: { subject: data.value } },
      );
  }
}

function* noteOf(note: DataNote, human: Human): Generator<Diagnostic, void> {
  const { range } = human.data;
  switch (note.kind) {
    case 'encoding':
      if (!note.declared) {
        yield diagnostic(
          'data-encoding',
          range,
          `The data file is not UTF-8; it was read as ${note.encoding}. If that is right, say so: \`encoding: ${note.encoding}\` under \`human\`.`,
          {
            data: { subject: note.encoding },
          },
        );
      }
      break;
    case 'three-header-rows-likely':
      yield diagnostic(
        'header-rows',
        range,
        'The data file seems to have three header rows, as Qualtrics writes them. Say so: `header_rows: 3` under `human`.',
        {
          data: { subject: 'header_rows' },
        },
      );
      break;
    case 'short-rows':
      yield uneven(note.count, 'fewer', note.firstLine, 'What is not there counts as missing.', human);
      break;
    case 'long-rows':
      yield uneven(note.count, 'more', note.firstLine, 'What is too much is not read.', human);
      break;
    case 'delimiter':
  }
}

function uneven(count: number, how: string, line: number, left: string, { data }: Human): Diagnostic {
  const rows = count === 1 ? '1 row of the data file has' : `${count} rows of the data file have`;
  const where = count === 1 ? `line ${line}` : `the first in line ${line}`;
  return diagnostic('uneven-rows', data.range, `${rows} ${how} values than the header (${where}). ${left}`, {
    data: { subject: data.value, count },
  });
}
