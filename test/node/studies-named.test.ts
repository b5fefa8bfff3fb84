import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, test } from 'vitest';
import { sharedStudyId } from '#engine/checks';
import { loadStudy, studiesNamed } from '#engine/node';
import { parseStudy } from '#engine/study';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-named-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

describe('the other studies of a name', () => {
  test.each([
    ['a plain name', 'study: sugar\n', true],
    ['a quoted name', '# A copy.\nstudy: "sugar"   # as it was\n', true],
    ['a name in single quotes, with Windows line ends', "title: x\r\nstudy: 'sugar' # y\r\nbeliefs: {}\r\n", true],
    ['a name behind a document mark', '---\nstudy: sugar\n', true],
    ['another name', 'study: sugar-2\n', false],
    ['the name of something else', 'x-study:\n  study: sugar\n', false],
    ['no name', 'title: sugar\n', false],
    ['a name that is not written yet', 'study:\n', false],
  ])('%s', async (_, text, isFound) => {
    const folder = folderWith({ 'a.study.yaml': 'study: sugar\n', 'b.study.yaml': text, 'c.yaml': 'study: sugar\n' });
    expect(await studiesNamed(path.join(folder, 'a.study.yaml'), 'sugar')).toEqual(isFound ? ['b.study.yaml'] : []);
  });

  it('are read again when their files change, and there are none in a folder that is gone', async () => {
    const folder = folderWith({ 'a.study.yaml': 'study: a\n', 'b.study.yaml': 'study: a\n' });
    const file = path.join(folder, 'a.study.yaml');
    expect(await studiesNamed(file, 'a')).toEqual(['b.study.yaml']);
    fs.writeFileSync(path.join(folder, 'b.study.yaml'), 'study: another\n');
    expect(await studiesNamed(file, 'a')).toEqual([]);
    expect(await studiesNamed(path.join(folder, 'gone', 'a.study.yaml'), 'a')).toEqual([]);
  });
});

describe('shared-study-id', () => {
  const { value: study } = parseStudy('# about\nstudy: sugar\n');

  test.each([
    ['nobody', 'sugar.study.yaml', [], null],
    ['one', 'sugar.study.yaml', ['copy.study.yaml'], '`copy.study.yaml` is called `sugar` too'],
    [
      'several',
      'sugar.study.yaml',
      ['b.study.yaml', 'c.study.yaml'],
      '`b.study.yaml` and 1 more are called `sugar` too',
    ],
  ])('%s', (_, fileName, others, words) => {
    const found = sharedStudyId(study, fileName, others);
    expect(found.map(({ code, range }) => [code, study.text.slice(range.start, range.end)])).toEqual(
      words === null ? [] : [['shared-study-id', 'sugar']],
    );
    expect(found[0]?.message ?? '').toContain(words ?? '');
  });

  test.each([
    ['Sugar_Pilot zwei.study.yaml', 'sugar-pilot-zwei'],
    ['sugar.study.yaml', 'sugar-2'],
    ['日本.study.yaml', 'sugar-2'],
  ])('a name of its own for %s', (fileName, replacement) => {
    expect(sharedStudyId(study, fileName, ['b.study.yaml'])[0]?.data).toMatchObject({ replacement });
  });

  test('the next number where the name has one', () => {
    const { value } = parseStudy('study: sugar-2\n');
    expect(sharedStudyId(value, 'sugar-2.study.yaml', ['b.study.yaml'])[0]?.data).toMatchObject({
      replacement: 'sugar-3',
    });
  });

  it('is said on the command line, silenced by a comment, and a comment about nothing is', async () => {
    const text = 'study: sugar\nbeliefs: { a: { ask: How?, scale: [low, high] } }\n';
    const folder = folderWith({
      'a.study.yaml': text,
      'b.study.yaml': `# understudy-ignore shared-study-id: on purpose\n${text}`,
      'c.study.yaml': `# understudy-ignore shared-study-id: on purpose\n${text.replace('sugar', 'salt')}`,
    });
    const codesOf = async (name: string): Promise<readonly string[]> => {
      const read = await loadStudy(path.join(folder, name));
      return read.kind === 'loaded' ? read.loaded.diagnostics.map(({ code }) => code) : [read.reason];
    };
    expect(await codesOf('a.study.yaml')).toEqual(['shared-study-id']);
    expect(await codesOf('b.study.yaml')).toEqual([]);
    expect(await codesOf('c.study.yaml')).toEqual(['unused-ignore']);
  });
});
