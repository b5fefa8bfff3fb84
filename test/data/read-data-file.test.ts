import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataNote, DataTable } from '#engine';
import { type DataFileOptions, type DataFileResult, dataFileOptions, readDataFile } from '#engine/node';
import { parseStudy } from '#engine/study';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'understudy-data-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function read(content: string | Uint8Array, options: DataFileOptions = {}): Promise<DataFileResult> {
  const path = join(folder, 'data.csv');
  await writeFile(path, content);
  return readDataFile(path, options);
}

/** The cells as rows of texts, header first, and the notes. */
function shown(result: DataFileResult): {
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly DataNote[];
} {
  if (result.kind === 'error') {
    throw new Error(JSON.stringify(result.error));
  }
  const { table } = result;
  const rows = Array.from({ length: table.rows }, (_, row) => cells(table, row));
  return { rows: [table.columns.map((column) => column.name), ...rows], notes: table.notes };
}

function cells(table: DataTable, row: number): readonly string[] {
  return table.columns.map((column) => column.values[column.codes[row] ?? -1] ?? '?');
}

const plain = [
  ['id', 'answer'],
  ['1', 'Grüße'],
  ['2', ''],
];
const text = 'id,answer\n1,Grüße\n2,\n';

function utf16(content: string, order: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(`\uFEFF${content}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

describe('encodings, line ends and delimiters give the same table', () => {
  const cases: readonly [string, string | Uint8Array, DataFileOptions, readonly DataNote[]][] = [
    ['UTF-8', text, {}, []],
    ['UTF-8 with a byte-order mark', `\uFEFF${text}`, {}, []],
    ['UTF-16, little end first', utf16(text, 'le'), {}, [{ kind: 'encoding', encoding: 'utf-16le', declared: false }]],
    ['UTF-16, big end first', utf16(text, 'be'), {}, [{ kind: 'encoding', encoding: 'utf-16be', declared: false }]],
    [
      'Windows-1252, guessed and said',
      Buffer.from(text, 'latin1'),
      {},
      [{ kind: 'encoding', encoding: 'windows-1252', declared: false }],
    ],
    [
      'Windows-1252, declared',
      Buffer.from(text, 'latin1'),
      { encoding: 'latin1' },
      [{ kind: 'encoding', encoding: 'windows-1252', declared: true }],
    ],
    ['CRLF', text.replaceAll('\n', '\r\n'), {}, []],
    ['CR alone', text.replaceAll('\n', '\r'), {}, []],
    ['no newline at the end', text.trimEnd(), {}, []],
    ['empty lines', `\n${text.replaceAll('\n', '\n\n')}\n`, {}, []],
    ['blanks around values', 'id , answer\n 1 ,Grüße  \n2,   \n', {}, []],
    ['quotes around everything', '"id","answer"\n"1","Grüße"\n"2",""\n', {}, []],
    ['quotes and CRLF', '"id","answer"\r\n"1","Grüße"\r\n"2",""\r\n', {}, []],
    ['semicolons', text.replaceAll(',', ';'), {}, [{ kind: 'delimiter', delimiter: ';' }]],
    ['tabs', text.replaceAll(',', '\t'), {}, [{ kind: 'delimiter', delimiter: '\t' }]],
    ['a declared delimiter', text.replaceAll(',', '~'), { delimiter: '~' }, []],
  ];
  it.each(cases)('%s', async (_, content, options, notes) => {
    expect(shown(await read(content, options))).toEqual({ rows: plain, notes });
  });
});

describe('what a study says about its file', () => {
  it('is how it is read', () => {
    const text = 'study: s\nhuman: { data: d.csv, header_rows: 3, encoding: windows-1252, delimiter: ";" }\n';
    const { human } = parseStudy(text).value;
    expect(human && dataFileOptions(human)).toEqual({ headerRows: 3, encoding: 'windows-1252', delimiter: ';' });
  });
});

describe('rows', () => {
  it('keeps newlines, delimiters and doubled quotes inside quotes', async () => {
    const { rows } = shown(await read('id,text\n1,"one, ""two""\nthree"\n2,x\n'));
    expect(rows).toEqual([
      ['id', 'text'],
      ['1', 'one, "two"\nthree'],
      ['2', 'x'],
    ]);
  });

  it('counts short and long rows and says the line of the first, past quoted newlines', async () => {
    const result = shown(await read('a,b\n1,"x\ny"\n2\n3\n4,5,6\n7,8,\n'));
    expect(result.rows.slice(1)).toEqual([
      ['1', 'x\ny'],
      ['2', ''],
      ['3', ''],
      ['4', '5'],
      ['7', '8'],
    ]);
    expect(result.notes).toEqual([
      { kind: 'short-rows', count: 2, firstLine: 4 },
      { kind: 'long-rows', count: 1, firstLine: 6 },
    ]);
  });

  it('counts distinct values once', async () => {
    const result = await read('a\nx\ny\nx\nx\n');
    expect(result.kind === 'table' && result.table.columns[0]).toMatchObject({
      values: ['x', 'y'],
      codes: new Uint8Array([0, 1, 0, 0]),
      counts: new Uint32Array([3, 1]),
    });
  });

  it('widens the codes of a column with many values', async () => {
    const values = Array.from({ length: 70_000 }, (_, index) => `value number ${index}`);
    const result = await read(`a,b\n${values.map((value, index) => `${value},${index % 300}`).join('\n')}\n`);
    if (result.kind === 'error') {
      throw new Error(result.error.kind);
    }
    const [a, b] = result.table.columns;
    expect([a?.codes.BYTES_PER_ELEMENT, b?.codes.BYTES_PER_ELEMENT]).toEqual([4, 2]);
    expect(a?.values).toEqual(values);
    expect([a?.codes[69_999], b?.codes[299], b?.codes[69_999], b?.counts[0]]).toEqual([69_999, 299, 99, 234]);
  });

  it('reads one huge value and rows cut anywhere by the pieces of the file', async () => {
    const huge = 'äöü "quoted", '.repeat(200_000).trim();
    const quoted = `"${huge.replaceAll('"', '""')}"`;
    const { rows } = shown(await read(`id,text\r\n1,${quoted}\r\n2,short\r\n`));
    expect(rows.map((row) => row.map((value) => value.length))).toEqual([
      [2, 4],
      [1, huge.length],
      [1, 5],
    ]);
    expect(rows[1]?.[1]).toBe(huge);
  });
});

it('what a program writes is what is read, whatever the values hold', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'ß', '😀', ' ', ',', ';', '"', '\n', '\r\n', '\t', "'", '0'),
    maxLength: 8,
  });
  const written = fc.record({
    rows: fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    newline: fc.constantFrom('\n', '\r\n'),
  });
  await fc.assert(
    fc.asyncProperty(written, async ({ rows, delimiter, newline }) => {
      const quoted = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter));
      const content = [['a', 'b', 'c'].join(delimiter), ...quoted].join(newline);
      expect(shown(await read(content)).rows.slice(1)).toEqual(rows.map((row) => row.map((value) => value.trim())));
    }),
    { numRuns: 200 },
  );
});

describe('header rows of Qualtrics', () => {
  const qualtrics =
    'ResponseId,Q1\nResponse ID,"How much,\nall in all?"\n"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}"\nR_1,Yes\n';

  it('are stepped over when declared', async () => {
    expect(shown(await read(qualtrics, { headerRows: 3 }))).toEqual({
      rows: [
        ['ResponseId', 'Q1'],
        ['R_1', 'Yes'],
      ],
      notes: [],
    });
  });

  it('are suspected when not declared', async () => {
    expect(shown(await read(qualtrics)).notes).toEqual([{ kind: 'three-header-rows-likely' }]);
  });

  it('are not suspected in a plain file', async () => {
    expect(shown(await read('id,a\n1,{x}\n2,"{""name"":1}"\n')).notes).toEqual([]);
  });
});

describe('what cannot be read', () => {
  const cases: readonly [string, string | Uint8Array, DataFileOptions, object][] = [
    ['nothing', '', {}, { kind: 'empty' }],
    ['only blanks', '\n \n', {}, { kind: 'empty' }],
    ['a column twice', 'id,a,a\n1,2,3\n', {}, { kind: 'duplicate-columns', name: 'a' }],
    ['a quote that is never closed', 'id,a\n1,x\n2,"y\n3,z\n', {}, { kind: 'unclosed-quote', line: 3 }],
    ['text behind a closing quote', 'id,a\n1,"x" y\n2,"z"\n', {}, { kind: 'unclosed-quote', line: 2 }],
    [
      'not the declared encoding',
      Buffer.from('id,a\n1,x\n2,é\n', 'latin1'),
      { encoding: 'utf-8' },
      { kind: 'encoding', line: 3, encoding: 'utf-8' },
    ],
  ];
  it.each(cases)('%s', async (_, content, options, error) => {
    expect(await read(content, options)).toEqual({ kind: 'error', error });
  });

  it('an unclosed quote at the top of a long file, without parsing it again and again', async () => {
    const content = `id,a\n1,"x\n${'2,y\n'.repeat(1_500_000)}`;
    expect(await read(content)).toEqual({ kind: 'error', error: { kind: 'unclosed-quote', line: 2 } });
  });

  it.each([
    ['one whose name is near', ['people_2.csv', 'prices.csv'], 'people_2.csv'],
    ['the only one', ['notes.txt', 'wave1.TSV'], 'wave1.TSV'],
    ['none of several', ['wave1.csv', 'wave2.csv'], undefined],
    ['none that is hidden, or no table', ['.people.csv', 'people.xlsx'], undefined],
  ])('no file, but beside where it would be: %s', async (_, names, instead) => {
    const beside = await mkdtemp(join(folder, 'beside-'));
    for (const name of names) {
      await writeFile(join(beside, name), text);
    }
    const path = join(beside, 'people.csv');
    const error = instead === undefined ? { kind: 'not-found', path } : { kind: 'not-found', path, instead };
    expect(await readDataFile(path)).toEqual({ kind: 'error', error });
  });

  it('no file, a folder, an unknown encoding', async () => {
    const path = join(folder, 'nowhere', 'none.csv');
    expect(await readDataFile(path)).toEqual({ kind: 'error', error: { kind: 'not-found', path } });
    expect(await readDataFile(folder)).toMatchObject({
      kind: 'error',
      error: { kind: 'unreadable', reason: 'It is a folder.' },
    });
    expect(await read(text, { encoding: 'klingon' })).toEqual({
      kind: 'error',
      error: { kind: 'unknown-encoding', encoding: 'klingon' },
    });
  });

  it('a workbook, not a text', async () => {
    const workbook = Buffer.from('PK\u0003\u0004\u0014\u0000\u0006\u0000 [Content_Types].xml', 'latin1');
    expect(await read(workbook)).toMatchObject({
      kind: 'error',
      error: { kind: 'unreadable', reason: 'It is not a text file. Save the table as CSV in UTF-8.' },
    });
  });

  it('a header alone is a table without rows', async () => {
    expect(shown(await read('id,a\n')).rows).toEqual([['id', 'a']]);
    expect(shown(await read('id,a')).rows).toEqual([['id', 'a']]);
  });
});

it('says at which line each row begins where it is asked, over blank lines, long values and pieces of the file', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ blank: fc.nat(2), breaks: fc.nat(3), length: fc.constantFrom(1, 60_000) }), {
        maxLength: 12,
      }),
      fc.constantFrom('\n', '\r\n'),
      async (rows, newline) => {
        let line = 2;
        const expected: number[] = [];
        const content = rows.map(({ blank, breaks, length }, row) => {
          line += blank;
          expected.push(line);
          line += breaks + 1;
          return `${newline.repeat(blank)}${row},"${'x'.repeat(length)}${newline.repeat(breaks)}y"`;
        });
        const result = await read(['id,answer', ...content].join(newline), { withLines: true });
        expect(result.kind === 'table' ? result.table.lines : result.error).toEqual(expected);
      },
    ),
    { numRuns: 40 },
  );
});
