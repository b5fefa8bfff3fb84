import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { type GivenAnswers, givenAnswers, mapPeople, splitPeople } from '#engine';
import { readDataFile } from '#engine/node';
import { temporaryFolder } from '../cli/helpers.ts';
import { studyOf, tableOf } from '../data/helpers.ts';

// p1 … p4; p1 and p3 are the pilot.
const study = studyOf(`study: sharing
human: { data: people.csv, id: Id, missing: [n/a], pilot: { size: 2, seed: 4 } }
personas:
  attributes:
    gender: { column: q1, levels: { Female: "1", Male: "2" } }
    age: { number: { min: 18, max: 99 }, bins: [18, 30] }
treatments:
  frame: { arms: { hidden: { values: "0" }, shown: { values: "1" } } }
beliefs:
  concern: { column: q7, ask: How concerned?, scale: { 10: none, 20: some, 30: much }, also: [Don't know] }
actions:
  share: { ask: Share?, options: { yes: "1", no: "0" } }
  amount: { ask: How much?, number: { min: 0, max: 100 } }
derived: { regard: concern + amount / 10 }
`);
const people = mapPeople(
  study,
  tableOf({
    Id: ['p1', 'p2', 'p3', 'p4'],
    q1: ['1', '2', '1', '2'],
    age: ['20', '31', '40', '50'],
    frame: ['0', '1', '1', '0'],
    q7: ['none', 'some', 'much', 'none'],
    share: ['1', '0', '1', '0'],
    amount: ['1', '2', '3', '4'],
  }),
).value;
const split = splitPeople(study, people).value;
const ids = (rows: Int32Array): readonly string[] => Array.from(rows, (row) => people.table.ids[row] ?? '');
const [held, other] = ids(split.heldOut);
const [piloted] = ids(split.pilot);

async function given(csv: string): Promise<GivenAnswers> {
  const file = path.join(temporaryFolder(), 'answers.csv');
  fs.writeFileSync(file, csv.replaceAll('HELD', held).replaceAll('OTHER', other).replaceAll('PILOT', piloted));
  const read = await readDataFile(file, { withLines: true });
  if (read.kind === 'error') {
    throw new Error(JSON.stringify(read.error));
  }
  return givenAnswers(study, people, split, read.table);
}

const said = ({ problems }: GivenAnswers): readonly string[] =>
  problems.map(({ severity, code, line, message }) => `${severity} ${code} ${line}: ${message}`);

describe('answers that were simulated elsewhere', () => {
  test.each([
    [
      'by study ids, with labels',
      'Id,concern,share,amount\nHELD,much,no,12.5\n',
      { concern: 'much', share: 'no', amount: 12.5 },
    ],
    [
      'by data columns, with data values',
      'twin,q7,share,amount\nHELD,some,1,0\n',
      { concern: 'some', share: 'yes', amount: 0 },
    ],
    ['as scores', 'Id,concern,share,amount\nHELD,30,1,7\n', { concern: 'much', share: 'yes', amount: 7 }],
    [
      'as an `also` answer',
      "Id,q7,share,amount\nHELD,Don't know,1,7\n",
      { concern: "Don't know", share: 'yes', amount: 7 },
    ],
    ['with what is missing left out', 'Id,q7,share,amount\nHELD,n/a,,7\n', { amount: 7 }],
    ['semicolons between', 'Id;concern;share;amount\nHELD;none;no;1\n', { concern: 'none', share: 'no', amount: 1 }],
    [
      'a study id before a data column of another',
      'Id,concern,q7,share,amount\nHELD,none,much,no,1\n',
      { concern: 'none', share: 'no', amount: 1 },
    ],
    [
      'ids as our own files write them',
      'respondent,concern,share,amount\ntwin:HELD,none,no,1\n',
      { concern: 'none', share: 'no', amount: 1 },
    ],
  ])('are read %s', async (_, csv, answers) => {
    const read = await given(csv);
    expect(said(read).filter((line) => !line.startsWith('information'))).toEqual([]);
    expect(read).toMatchObject({ lines: [{ respondent: `twin:${held}`, repeat: 1, answers }] });
    expect(read.kind === 'read' && Object.keys(read.lines[0]?.answers ?? {})).toEqual(Object.keys(answers));
  });

  it('are read with the names of `export`, with and without twins', async () => {
    const head = 'respondent.persona,respondent.twin,respondent.repeat,frame,concern,share,amount,amount.missing';
    const twins = await given(`${head}\ntwin:HELD,HELD,1,,much,no,1,\ntwin:HELD,HELD,2,,some,no,2,\n`);
    expect(twins).toMatchObject({
      plan: { twins: [held, other], repeats: 2 },
      lines: [
        { respondent: `twin:${held}`, repeat: 1 },
        { respondent: `twin:${held}`, repeat: 2 },
      ],
    });
    const drawn = await given(`${head}\ndraw:1,,1,shown,much,no,1,\n`);
    expect(drawn).toMatchObject({ plan: { twins: null }, lines: [{ respondent: 'answers:draw:1', repeat: 1 }] });
  });

  it('are of further personas where they have an id and no twin', async () => {
    const read = await given(
      'twin,respondent,repeat,gender,age,frame,concern,share,amount\nHELD,,1,,,,much,no,1\nHELD,,2,,,,some,no,2\n,b,1,Male,44,shown,much,no,1\n,b,2,Male,44,shown,much,yes,1\n,further:a,1,Female,20,0,none,no,3\n,further:a,2,Female,20,0,none,no,3\n',
    );
    expect(said(read)).toEqual([
      "information answers-further 4: 2 respondents are nobody's twin: further personas, for rectified estimates. Only twins are compared with people.",
    ]);
    if (read.kind !== 'read') {
      throw new Error('refused');
    }
    const { respondents, twins, repeats } = read.plan;
    expect({ twins, repeats }).toEqual({ twins: [held, other], repeats: 2 });
    expect(respondents.ids).toEqual([`twin:${held}`, `twin:${other}`, 'further:b', 'further:a']);
    expect([...(respondents.variables.get('frame')?.codes ?? [])].slice(2)).toEqual([1, 0]);
    expect([...(respondents.variables.get('age')?.values ?? [])].slice(2)).toEqual([44, 20]);
    expect(read.lines.map(({ respondent }) => respondent)).toEqual([
      `twin:${held}`,
      `twin:${held}`,
      'further:b',
      'further:b',
      'further:a',
      'further:a',
    ]);
  });

  it('give twins the attributes and arms of their people, whoever is in the file', async () => {
    const read = await given('Id,concern,share,amount,frame\nHELD,much,no,12,\n');
    expect(read.kind === 'read' && read.plan.twins).toEqual([held, other]);
    expect(read.kind === 'read' && [...(read.plan.respondents.variables.get('frame')?.codes ?? [])]).toEqual(
      Array.from(split.heldOut, (row) => people.table.variables.get('frame')?.codes[row]),
    );
  });

  it('have attributes and arms of their own without twins, the same in every repeat', async () => {
    const read = await given(
      'respondent,repeat,gender,age,frame,concern,share,amount\nb,1,Male,44,shown,much,no,1\nb,2,Male,44,hidden,some,no,2\na,1,1,,0,much,no,3\na,2,1,,0,much,no,4\n',
    );
    expect(said(read)).toEqual([
      'error answers-repeat 3: 1 row has another value in column `frame` than the respondent\'s first row: "hidden" (line 3). Respondents keep their `frame` when they are asked again.',
      'information answers-twins 1: No column says whose twins the respondents are (`twin` or `Id`): they are compared as persons of their own.',
    ]);
    const again = await given(
      'respondent,repeat,gender,age,frame,concern,share,amount\nb,1,Male,44,shown,much,no,1\nb,2,2,44.0,1,some,no,2\na,1,1,,0,much,no,3\na,2,1,,0,much,no,4\n',
    );
    expect(said(again)).toEqual([
      'information answers-twins 1: No column says whose twins the respondents are (`twin` or `Id`): they are compared as persons of their own.',
    ]);
    if (again.kind !== 'read') {
      throw new Error('refused');
    }
    const { respondents, repeats, twins } = again.plan;
    expect({ repeats, twins, ids: respondents.ids }).toEqual({
      repeats: 2,
      twins: null,
      ids: ['answers:b', 'answers:a'],
    });
    expect([...respondents.variables].map(([id, { codes }]) => [id, [...codes]])).toEqual([
      ['gender', [1, 0]],
      ['age', [1, -1]],
      ['frame', [1, 0]],
    ]);
    expect(again.lines.map(({ respondent, repeat, answers }) => [respondent, repeat, answers['amount']])).toEqual([
      ['answers:b', 1, 1],
      ['answers:b', 2, 2],
      ['answers:a', 1, 3],
      ['answers:a', 2, 4],
    ]);
  });

  it('count values that are no answer as invalid, and keep them', async () => {
    const read = await given('Id,concern,share,amount\nHELD,loads,2,"1,5"\nOTHER,loads,yes,101\n');
    expect(said(read)).toEqual([
      'warning answers-values 2: 2 values in column `concern` are no answers to `concern` and count as invalid: "loads" (2).',
      'warning answers-values 2: 1 value in column `share` is no answer to `share` and counts as invalid: "2" (1).',
      'warning answers-values 2: 2 values in column `amount` are no answers to `amount` and count as invalid: "1,5" (1), "101" (1). Numbers are written with a decimal point.',
    ]);
    expect(read).toMatchObject({
      lines: [
        {
          failures: { concern: 'invalid', share: 'invalid', amount: 'invalid' },
          reply: '{"concern":"loads","share":"2","amount":"1,5"}',
        },
        { answers: { share: 'yes' } },
      ],
    });
  });

  it('has no use for a column of a derived variable, and no complaint', async () => {
    const read = await given('Id,concern,share,amount,regard\nHELD,much,no,12.5,99\nOTHER,none,yes,1,\n');
    expect(said(read)).toEqual([]);
    expect(read).toMatchObject({ lines: [{ answers: { concern: 'much', share: 'no', amount: 12.5 } }, {}] });
    expect(JSON.stringify(read)).not.toContain('"regard":99');
  });

  test.each([
    ['nobody', 'Id,concern\n', ['error answers-empty 1: There is nobody below the header.']],
    [
      'no item',
      'Id,q8\nHELD,1\n',
      [
        'error answers-column 1: There is no column for any item of the study. Wanted: `concern` or `q7`, `share`, `amount`.',
      ],
    ],
    [
      'an item that is not there',
      'Id,concern,shares,amount\nHELD,much,1,2\n',
      [
        'warning answers-column 1: There is no column `share`: all answers to `share` count as missing. Is it `shares`?',
        'information answers-ignored 1: 1 column of the file means nothing to this study and is ignored: `shares`.',
      ],
    ],
    [
      'no answer of any use',
      'Id,concern,share,amount\nHELD,,,\n',
      ['error answers-empty 1: No answer of the file can be used.'],
    ],
    [
      'somebody twice, below a value of three lines',
      'Id,concern,share,amount\nOTHER,"mu\n\nch",1,2\n\nHELD,much,1,2\nHELD,some,1,2\n',
      [
        'warning answers-values 2: 1 value in column `concern` is no answer to `concern` and counts as invalid: "mu\n\nch" (1).',
        `error answers-duplicates 7: 1 row speaks for a respondent who has answered already: ${held} (line 7); ${held} stands in line 6 too. Where a respondent was asked several times, say which time in a column \`repeat\`: 1, 2, …`,
      ],
    ],
    [
      'a person of the pilot and nobody',
      'Id,concern,share,amount\nPILOT,much,1,2\nnobody,much,1,2\n',
      [
        `error leakage 2: 1 row in column \`Id\` is the twin of a person of the pilot: ${piloted} (line 2). Nobody may be both learned from and compared with: answer for held-out people only (\`understudy plan\` counts them), or leave these rows out.`,
        'error unknown-twins 3: 1 row in column `Id` names nobody among the people of the study: nobody (line 3).',
      ],
    ],
    [
      'ids of its own under the name of people’s',
      'Id,concern,share,amount\ns1,much,1,2\ns2,much,1,2\n',
      [
        'error unknown-twins 2: 2 rows in column `Id` name nobody among the people of the study: s1 (line 2), s2 (line 3). If these are ids of the simulated respondents, not of people, call the column `respondent`.',
      ],
    ],
    [
      'a row without twin',
      'twin,concern,share,amount\nHELD,much,1,2\n,much,1,2\n',
      ['error answers-ids 3: 1 row names no twin in column `twin` (the first in line 3). Name one for every row.'],
    ],
    [
      'repeats that are none',
      'Id,repeat,concern,share,amount\nHELD,first,much,1,2\n',
      ['error answers-repeat 2: 1 row has no whole number from 1 on in column `repeat`: "first" (line 2).'],
    ],
    [
      'repeats with gaps',
      'Id,repeat,concern,share,amount\nHELD,1,much,1,2\nHELD,3,much,1,2\n',
      [
        "error answers-repeat 3: Column `repeat` says 3, but nobody has more than 2 rows. Count each respondent's repeats from 1.",
      ],
    ],
    [
      'no arm',
      'gender,age,concern,share,amount\n1,20,much,1,2\n',
      [
        'error answers-column 1: There is no column `frame`, so that nobody knows in which arm of `frame` the respondents were. Add it, or say in a column `twin` whose twins they are.',
        'information answers-twins 1: No column says whose twins the respondents are (`twin` or `Id`): they are compared as persons of their own.',
      ],
    ],
    [
      'an arm that there is not, a level that there is not',
      'gender,age,frame,concern,share,amount\n1,20,showing,much,1,2\nx,20,1,much,1,2\n',
      [
        'error answers-arm 2: 1 respondent has no arm of `frame` in column `frame`: "showing" (1). Write one of its arms: hidden, shown.',
        'warning answers-attribute 3: 1 respondent has a value in column `gender` that `gender` does not know: "x" (1). It counts as not known of them.',
        'information answers-twins 1: No column says whose twins the respondents are (`twin` or `Id`): they are compared as persons of their own.',
      ],
    ],
    [
      'three header rows',
      'Id,concern,share,amount\nId,How concerned?,Share?,How much?\n"{""ImportId"":""x""}","{""ImportId"":""y""}",a,b\nHELD,much,1,2\n',
      [
        expect.stringContaining('warning'),
        expect.stringContaining('warning'),
        expect.stringContaining('warning'),
        expect.stringContaining('error unknown-twins'),
        'error answers-header 2: The file seems to have three header rows, as Qualtrics writes them. Keep only the first.',
      ],
    ],
  ])('say what is wrong with %s', async (_, csv, expected) => {
    expect(said(await given(csv))).toEqual(expected);
  });

  it('may not answer in another arm than their person, nor have another gender in silence', async () => {
    const arm = people.table.variables.get('frame')?.codes[split.heldOut[0]] === 0 ? 'shown' : 'hidden';
    const gender = people.table.variables.get('gender')?.codes[split.heldOut[0]] === 0 ? 'Male' : 'Female';
    expect(said(await given(`Id,frame,gender,concern,share,amount\nHELD,${arm},${gender},much,1,2\n`))).toEqual([
      `error answers-arm 2: 1 row has in column \`frame\` another arm of \`frame\` than the person whose twin it is: "${arm}" (line 2). A twin answers in the arm of its person; leave the column out if it did.`,
      `warning answers-attribute 2: 1 row has in column \`gender\` another \`gender\` than the person whose twin it is: "${gender}" (line 2). The person's counts.`,
    ]);
  });
});
