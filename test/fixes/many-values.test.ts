// A column may have more different values than a call may have arguments, even in test threads, whose stack is larger.
import { expect, test } from 'vitest';
import { checkStudy } from '#engine/checks';
import type { DataTable } from '#engine/data';
import { fixesOf } from '#engine/fixes';
import { parseStudy } from '#engine/study';
import { dataOf } from '../checks/fixtures.ts';
import { trust } from './fix-cases.ts';

const rows = 800_000;

/** One column, in which every number from 1 on stands once. */
const table: DataTable = {
  rows,
  notes: [],
  columns: [
    {
      name: 'q',
      values: Array.from({ length: rows }, (_, row) => String(row + 1)),
      codes: Uint32Array.from({ length: rows }, (_, row) => row),
      counts: new Uint32Array(rows).fill(1),
    },
  ],
};

test('very many different numbers give an item that has no answers its range', () => {
  const { value: study, diagnostics } = parseStudy(trust(''));
  const missing = [...diagnostics, ...checkStudy(study, dataOf(table)(study))].find(({ code }) => code === 'structure');
  const offered = missing === undefined ? [] : fixesOf(missing, { study, table });
  const words = offered.flatMap(({ changes }) => changes.map(({ newText }) => newText));
  expect(words.join('\n')).toContain('number: { min: 1, max: 800000 }');
});
