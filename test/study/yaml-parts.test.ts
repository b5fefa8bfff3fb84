import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '#engine/diagnostics';
import { type ReadParts, readParts } from '../../engine/src/study/yaml-parts.ts';
import { readYaml } from '../../engine/src/study/yaml-reader.ts';
import { type ReadText, readWhole } from '../../engine/src/study/yaml-whole.ts';
import { validStudies } from '../checks/study-generator.ts';
import { root } from '../tools/places.mjs';

const nothing: ReadParts = new Map();

/** A study whose items share their answers by anchor, alias and merge, with lines enough to be read in parts. */
const anchored = `study: anchored
# The answers of all items.
x-agree: &agree
  - strongly disagree
  - disagree
  - agree
personas:
  attributes:
${Array.from({ length: 12 }, (_, index) => `    a${index}: { levels: &l${index} [low, "high"], ordered: true }`).join('\n')}
  sample: { n: 20 }
beliefs:
  first: &item
    ask: How much do you agree?
    scale: *agree
${Array.from({ length: 12 }, (_, index) => `  b${index}:\n    <<: *item\n    ask: |\n      And now, {{a${index}}}?\n\n  # about b${index}\n`).join('')}
actions:
  act:   # what they do
    ask: >-
      Do you
      do it?
    options: [Yes, 'No']   # two

coherence:
  r: { when: b1 >= "agree", then: 'act == "Yes"' }
regressions:
  main:
    formula: >
      b1 ~ a1
        + act
    errors: HC3
subgroups:
- a1
- [a1, a2]
`;

function texts(): readonly (readonly [string, string])[] {
  const folders = ['samples', 'test/fixtures', 'test/fixtures/chain', 'test/fixtures/study-language'];
  const files = folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: folder === 'samples', encoding: 'utf8' })
      .filter((file) => file.endsWith('.study.yaml'))
      .map((file) => path.join(folder, file)),
  );
  return [
    ['anchored', anchored],
    ['marked', `# A study.\n\n---   # begins here\n${anchored}`],
    ...files.map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8')] as const),
  ];
}

function plain({ value, diagnostics }: Result<ReadText>) {
  const { root, marks, repairs, unsure } = value;
  // Where a mapping begins whose first line cannot be read is anybody's guess.
  const tree = unsure.length > 0 && root !== null ? { ...root, range: null } : root;
  return {
    tree,
    marks: sorted(marks),
    repairs: sorted(repairs),
    unsure: sorted(unsure),
    diagnostics: sorted(diagnostics),
  };
}

/** What is said of a text has no order; whoever shows it puts it in order. */
function sorted(list: readonly object[]): readonly string[] {
  return list.map((one) => JSON.stringify(one)).sort();
}

function expectSame(text: string, earlier: ReadParts): ReadParts {
  const read = readYaml(text, earlier);
  expect(plain(read)).toEqual(plain(readWhole(text)));
  return read.value.parts;
}

describe('a text that is read part by part', () => {
  it.each(texts())('%s is so read, unless YAML complains, and as in one', (_, text) => {
    const { whole, parts } = readParts(text, nothing);
    expect(whole !== null || readWhole(text).diagnostics.length > 0).toBe(true);
    expect(parts.size).toBeGreaterThan(2);
    expectSame(text, nothing);
    expectSame(text.replaceAll('\n', '\r\n'), parts);
  });

  it.each([
    ['a list at the top', '- a\n- b\n'],
    ['one text', 'study\n'],
    ['nothing', ''],
    ['comments', '# only\n# comments\n'],
    ['an indented mapping', '  study: a\n  title: b\n'],
    ['a document mark', `---\n${anchored}`],
    ['a document mark alone', '---\n'],
    ['a document mark before a text', `--- study: a\n${anchored}`],
    ['two document marks', `---\n---\n${anchored}`],
    ['a document mark that is indented', ` ---\n${anchored}`],
    ['a document mark before an entry that YAML cannot read', `---\nstudy: [a\n${anchored.slice(16)}`],
    ['a directive', `%YAML 1.2\n---\n${anchored}`],
    ['a byte order mark', `\ufeff${anchored}`],
    ['a tab', anchored.replace('    errors', '\terrors')],
    ['an open quote that the next part closes', anchored.replace('How much', '"How much').replace("'No'", 'No"')],
    ['an open bracket', anchored.replace('options: [Yes', 'options: [Yes\n ,')],
    ['a list in a list that is indented as its key', anchored.replace('- a1', '-\n  - a1\n  - a2')],
    ['a key with its own sign', anchored.replace('  act:', '  ? act\n  :')],
    ['a text below its key', anchored.replace('    errors: HC3', '    errors:\n      HC3')],
    ['an alias that nothing stands for', anchored.replace('*agree', '*agrees')],
    ['an alias of what comes later', `first: *item\n${anchored}`],
    ['an alias inside its anchor', anchored.replace('scale: *agree', 'scale: *item')],
    ['a tag', anchored.replace('errors: HC3', 'errors: !x HC3')],
    ['a doubled key', anchored.replace('  b2:', '  b1:')],
    ['a merge of a text', anchored.replace('<<: *item', '<<: item')],
    ['a text without a key', anchored.replace('  b3:', '  b3')],
    ['less indentation', anchored.replace('  b4:', ' b4:')],
    ['more indentation', anchored.replace('  b4:', '   b4:')],
    ['an indentation indicator', anchored.replace('ask: |\n      And', 'ask: |4\n          And')],
    ['kept line breaks', anchored.replace('ask: |\n', 'ask: |+\n')],
    ['a comment without a blank', anchored.replace('   # two', '# two')],
    ['a prompt that begins with braces', anchored.replace('How much do', '{{a1}} do')],
  ])('%s is read as in one', (_, text) => {
    expectSame(text, readParts(anchored, nothing).parts);
    expectSame(text, nothing);
  });

  const insert = fc.constantFrom(
    ...[
      '',
      'x',
      ' ',
      '\n',
      '\n\n',
      '  ',
      ': ',
      '- ',
      '"',
      "'",
      '#',
      ' # x',
      '[',
      ']',
      '{',
      '}',
      ',',
      '*agree',
      '&a ',
      '|',
    ],
    ...['\n  z: 1\n', '\nz: 1\n', '\n# x\n', '<<: *item\n', '\r\n', '\t', '---\n', '!x ', '>-', '? ', '{{a1}}'],
  );
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(2), fc.nat(120)),
    insert: fc.oneof({ weight: 2, arbitrary: fc.constantFrom('x', 'yy', ' ', '1') }, insert),
    undo: fc.boolean(),
  });
  const study = fc.oneof(
    fc.constantFrom(...texts().map(([, text]) => text)),
    validStudies.map(({ text }) => text),
    validStudies.map(({ text }) => `---\n${text}`),
  );

  it('says the same as one that is read in one, after any edits', () => {
    let inParts = 0;
    let all = 0;
    fc.assert(
      fc.property(study, fc.array(edit, { minLength: 4, maxLength: 12 }), (start, edits) => {
        let text = start;
        let parts = readYaml(text).value.parts;
        for (const { at, remove, insert: inserted, undo } of edits) {
          const from = Math.floor(at * text.length);
          const next = text.slice(0, from) + inserted + text.slice(from + remove);
          parts = expectSame(next, parts);
          all += 1;
          inParts += readParts(next, nothing).whole === null ? 0 : 1;
          text = undo ? text : next;
        }
      }),
      { numRuns: 150 },
    );
    expect(inParts / all).toBeGreaterThan(0.25);
  }, 180_000);
});
