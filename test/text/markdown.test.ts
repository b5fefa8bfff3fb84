import { expect, it, test } from 'vitest';
import { markdownTable, markdownText } from '#engine/text';

test.each([
  ['plain words, with (brackets) and 5 %', 'plain words, with (brackets) and 5 %'],
  ['a|b', 'a\\|b'],
  ['presumed_influence', 'presumed_influence'],
  ['_mine_ and *yours*', '\\_mine\\_ and \\*yours\\*'],
  ['<b>', '\\<b\\>'],
  ['two\n  lines', 'two lines'],
  ['# 5', '\\# 5'],
])('shows %j unchanged', (text, markdown) => {
  expect(markdownText(text)).toBe(markdown);
});

it('makes a table, and none without rows', () => {
  const columns = [
    { header: 'item', align: 'left' },
    { header: 'n', align: 'right' },
  ] as const;
  expect(markdownTable(columns, [['a|b', '3'], ['c']])).toEqual([
    '| item | n |',
    '| --- | ---: |',
    '| a\\|b | 3 |',
    '| c |  |',
  ]);
  expect(markdownTable(columns, [])).toEqual([]);
});
