import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules, type StudyData } from '#engine/checks';
import { mapFurtherPeople } from '#engine/data';
import { tableOf } from '../data/helpers.ts';
import { type Columns, checked, columns, expectMarked, valid, validColumns, withLine } from './fixtures.ts';

const data = '  data: people.csv';
const pilot = '  pilot: { size: 12, seed: 1, stratify: [arm, gender] }';
const gender = '    gender: { levels: [Female, Male] }';
const arms = '      hidden: { prompt: Nothing is shown to you. }';
const subgroups = 'subgroups: [gender, age, income, [gender, age]]';

/** The columns, with the cells of the first rows replaced. */
function with_(replaced: Columns): Columns {
  const entries = Object.entries(replaced).map(([id, cells]) => {
    const rest = (validColumns[id] ?? validColumns['id'] ?? []).slice(cells.length);
    return [id, [...cells, ...rest]] as const;
  });
  return { ...validColumns, ...Object.fromEntries(entries) };
}

it('a valid study with fitting data has nothing to say', () => {
  expectMarked(valid, columns(validColumns));
});

describe('the file of further personas', () => {
  const last = '    state: {}';
  const sample = '  sample: { further: panel.csv }';
  const withPanel = (source: string, panel: Columns | 'not-found' | 'empty'): void =>
    expectMarked(source, (study) => {
      const known = columns(validColumns)(study);
      const further = study.sample.kind === 'matched' ? study.sample.further : undefined;
      if (known.kind !== 'table' || further === undefined) {
        throw new Error('the study has people, and names a file');
      }
      return {
        ...known,
        further:
          typeof panel === 'string'
            ? { kind: 'error', error: panel === 'empty' ? { kind: panel } : { kind: panel, path: '/x/panel.csv' } }
            : { kind: 'table', further: mapFurtherPeople(study, further, known.people.value, tableOf(panel)) },
      };
    });
  const withSample = (mark: string): string => withLine(last, `${last}\n${sample}${mark}`);
  const panel = { age: ['20', '30'], gender: ['Male', 'Female'], income: ['low', 'high'], state: ['', 'Ohio'] };

  it('fits', () => {
    withPanel(withSample(''), panel);
  });

  it.each<readonly [Columns | 'not-found' | 'empty', string]>([
    ['not-found', 'missing-data-file: There is no file `panel.csv`'],
    ['empty', 'data-format: `panel.csv` cannot be read as a table of people'],
    [{ ...panel, gender: ['M', 'Female'] }, 'unmatched-values: In `panel.csv`:'],
    [{ age: panel.age, gender: panel.gender, state: panel.state }, 'unknown-column: no column `income`'],
  ])('%j', (cells, said) => {
    withPanel(withSample(`\n#                    ^^^^^^^^^ ${said}`), cells);
  });
});

describe('the data file', () => {
  const cases: readonly [StudyData, string][] = [
    [
      { kind: 'error', error: { kind: 'not-found', path: '/x/people.csv' } },
      'missing-data-file: There is no file `people.csv`',
    ],
    [
      { kind: 'error', error: { kind: 'unreadable', path: '/x', reason: 'It is a folder.' } },
      'missing-data-file: It is a folder.',
    ],
    [{ kind: 'error', error: { kind: 'empty' } }, 'data-format: empty'],
    [{ kind: 'error', error: { kind: 'duplicate-columns', name: 'Q1' } }, 'data-format: `Q1`'],
    [{ kind: 'error', error: { kind: 'unclosed-quote', line: 7 } }, 'data-format: line 7'],
    [
      { kind: 'error', error: { kind: 'encoding', line: 9, encoding: 'utf-8' } },
      'data-format: Line 9 of the data file is not utf-8',
    ],
  ];
  it.each(cases.map(([value, mark]) => [mark, value] as const))('%s', (mark, value) => {
    expectMarked(withLine(data, `${data}\n    #   ^^^^^^^^^^ ${mark}`), value);
  });

  it.each([
    [{ kind: 'encoding', encoding: 'windows-1252', declared: false }, 'data-encoding: `encoding: windows-1252`'],
    [{ kind: 'three-header-rows-likely' }, 'header-rows: `header_rows: 3`'],
    [
      { kind: 'short-rows', count: 2, firstLine: 5 },
      'uneven-rows: 2 rows of the data file have fewer values than the header (the first in line 5)',
    ],
    [
      { kind: 'long-rows', count: 1, firstLine: 6 },
      'uneven-rows: 1 row of the data file has more values than the header (line 6)',
    ],
  ] as const)('notes: %j', (note, mark) => {
    expectMarked(withLine(data, `${data}\n    #   ^^^^^^^^^^ ${mark}`), columns(validColumns, [note]));
  });

  it('header rows that were taken for people are said once', () => {
    const mark = `${data}\n    #   ^^^^^^^^^^ header-rows: Qualtrics`;
    const headers = with_({
      gender: ['What is your gender?', '{"ImportId":"QID1"}'],
      age: ['How old?', '{"ImportId":"QID2"}'],
    });
    expectMarked(withLine(data, mark), columns(headers, [{ kind: 'three-header-rows-likely' }]));
  });

  it('notes that need no words', () => {
    const notes = [
      { kind: 'encoding', encoding: 'windows-1252', declared: true },
      { kind: 'delimiter', delimiter: ';' },
    ] as const;
    expectMarked(valid, columns(validColumns, notes));
  });

  it('with a header only', () => {
    const empty = Object.fromEntries(Object.keys(validColumns).map((id) => [id, []]));
    expectMarked(withLine(data, `${data}\n    #   ^^^^^^^^^^ data-format: nobody`), columns(empty));
  });

  it('is not looked for without human', () => {
    expectMarked('study: s\nbeliefs:\n  b: { ask: What?, scale: [x, y] }\n', {
      kind: 'error',
      error: { kind: 'empty' },
    });
  });
});

describe('values', () => {
  it('columns that are not there', () => {
    expectMarked(
      withLine(
        gender,
        `
    gender: { column: gendr, levels: [Female, Male] }
      #               ^^^^^ unknown-column: Did you mean \`gender\`?`,
      ),
      columns(validColumns),
    );
  });

  it('values that match nothing, an arm included', () => {
    expectMarked(
      withLine(
        gender,
        `${gender}\n   #^^^^^^ unmatched-values: 2 people have values in column \`gender\` that match no level: "female" (1), "f" (1)`,
      ).replace('\n  arm:\n', '\n  arm:\n #^^^ unmatched-values: match no arm: "9" (1)\n'),
      columns(with_({ gender: ['female', 'f'], arm: ['9'] })),
    );
  });

  it('several answers in one value, where each is an answer of its own, are no label that YAML has cut', () => {
    const source = valid.replace(
      gender,
      `${gender}\n    colour: { levels: [red, blue] }\n#   ^^^^^^ unmatched-values: "red, blue" (1)`,
    );
    expectMarked(
      source,
      columns(
        with_({ colour: ['red, blue', ...Array.from({ length: (validColumns['id'] ?? []).length - 1 }, () => 'red')] }),
      ),
    );
  });

  it('values that match two arms', () => {
    expectMarked(
      withLine(
        arms,
        `
      hidden: { values: [0, 1], prompt: Nothing is shown to you. }`,
      ).replace(
        'shown: { values: [1, "true"], prompt: "You see your data, {{gender}}." }',
        '$&\n        #               ^ ambiguous-values: The data value "1" (40 people) matches two arms',
      ),
      columns(validColumns),
    );
  });

  it('ids twice, weights that are none', () => {
    expectMarked(
      withLine(
        '  id: id',
        `
  id: id
    # ^^ duplicate-ids: "p1" (2)
  weights: w
    #      ^ bad-weights: "x" (1)`,
      ),
      columns({ ...with_({ id: ['p1'] }), w: validColumns['id']?.map((_, row) => (row === 5 ? 'x' : '1')) ?? [] }),
    );
  });
});

describe('where', () => {
  it('leaves somebody', () => {
    const where = '  id: id\n  where: age > 30 or state == "Ohio"';
    expectMarked(withLine('  id: id', where).replace(subgroups, 'subgroups: []'), columns(validColumns));
    const nobody = '  id: id\n  where: age > 90\n    #    ^^^^^^^^ nobody-left: none of the 160 people';
    expectMarked(withLine('  id: id', nobody), columns(validColumns));
  });

  it('that names nothing known is not blamed twice', () => {
    const unknown = '  id: id\n  where: agee > 90\n    #    ^^^^ unknown-variable: Did you mean `age`?';
    expectMarked(withLine('  id: id', unknown), columns(validColumns));
  });
});

describe('the pilot', () => {
  it.each([
    [
      'is smaller than the data',
      `
  pilot: { size: 160, seed: 1, stratify: [arm, gender] }
    #            ^^^ pilot-too-large: leaves nobody`,
    ],
    [
      'has every arm',
      `
  pilot: { size: 1, seed: 1, stratify: [arm, gender] }
    #            ^ pilot-misses-arm: of \`arm\``,
    ],
  ])('%s', (_, replacement) => {
    const text = withLine(pilot, replacement).replace(/^regressions:\n( .*\n)+/m, '');
    expectMarked(text, columns(validColumns));
  });

  it('has more people than a regression has coefficients', () => {
    expectMarked(
      withLine(pilot, '  pilot: { size: 7, seed: 1, stratify: [arm, gender] }').replace(
        /^( {4}formula: )(.*)$/m,
        (line, key: string, formula: string) =>
          `${line}\n      #${' '.repeat(key.length - 7)}${'^'.repeat(formula.length)} pilot-too-small: \`main\` has 8 coefficients, the pilot 7 people`,
      ),
      columns(validColumns),
    );
    expectMarked(withLine(pilot, '  pilot: { size: 8, seed: 1, stratify: [arm, gender] }'), columns(validColumns));
  });

  it.each([
    ['factor(age)', 18],
    ['poly(age, 8)', 9],
    ['factor(income) * arm * gender', 12],
    ['scale(age) + income', 3],
  ])('counts the coefficients of %s by the people who are there', (terms, coefficients) => {
    const found = (size: number) =>
      checked(
        valid
          .replace(/^( {4}formula: ).*$/m, `$1share == "Share" ~ ${terms}`)
          .replace(pilot.trim(), `pilot: { size: ${size}, seed: 1 }`),
        columns(validColumns),
      ).filter(({ code, message }) => code === 'pilot-too-small' && message.includes('`main`'));
    expect(found(coefficients)).toEqual([]);
    expect(found(coefficients - 1).map(({ message }) => message)).toEqual([
      expect.stringContaining(`has ${coefficients} coefficients`),
    ]);
  });
});

describe('small subgroups', () => {
  it('are said once an entry, with their levels', () => {
    expectMarked(
      withLine(
        subgroups,
        `
subgroups: [gender, age, income, [gender, age]]
  #         ^^^^^^ small-subgroup: Fewer than 30 held-out people: "Male" (
  #                              ^^^^^^^^^^^^^ small-subgroup: "Female × 18 to under 40" (`,
      ),
      columns(
        with_({
          gender:
            validColumns['id']?.map((_, row) =>
              row % 8 === 1 ? 'Male' : row % 8 === 0 ? 'Female' : row % 8 > 3 ? '' : 'Female',
            ) ?? [],
        }),
      ),
    );
  });
});

it('an encoding that nobody knows is reported where it stands', () => {
  const text = 'study: s\nhuman: { data: d.csv, encoding: klingon }\n';
  const found = checked(text, () => ({ kind: 'error', error: { kind: 'unknown-encoding', encoding: 'klingon' } }));
  expect(found.map(({ code, range }) => [code, text.slice(range.start, range.end)])).toEqual([
    ['data-encoding', 'klingon'],
  ]);
});

it('every code of every rule is one that fires in test/fixtures/diagnostics', () => {
  const firing = readdirSync('test/fixtures/diagnostics').map((name) => name.replace(/\.txt$/, ''));
  expect(firing).toEqual(expect.arrayContaining(rules.flatMap((rule) => [...rule.codes])));
  expect(checked(valid)).toEqual([]);
});
