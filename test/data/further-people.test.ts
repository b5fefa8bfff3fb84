import { describe, expect, it } from 'vitest';
import { type FurtherPeople, mapFurtherPeople, mapPeople } from '#engine/data';
import type { Result } from '#engine/diagnostics';
import { reports, studyOf, tableOf } from './helpers.ts';

const text = (human: string): string => `study: s
human: { data: people.csv, id: id, missing: [n/a]${human} }
personas:
  attributes:
    gender: { column: q1, levels: { Female: "1", Male: "2" } }
    age: { number: { min: 18, max: 99 }, bins: [18, 30] }
  sample: { further: panel.csv }
treatments:
  frame: { arms: [hidden, shown] }
beliefs:
  concern: { ask: How concerned?, scale: [none, some, much] }
  careful: { ask: Careful?, options: ["Yes", "No"] }
`;

const asked = { id: ['p1', 'p2'], q1: ['1', '2'], age: ['20', '40'], frame: ['hidden', 'shown'] };

type Cells = Readonly<Record<string, readonly string[]>>;

function further(cells: Cells, human = ''): Result<FurtherPeople> {
  const study = studyOf(text(human));
  const people = mapPeople(study, tableOf({ ...asked, concern: ['some', 'some'], careful: ['Yes', 'No'] })).value;
  const source = study.sample.kind === 'matched' ? study.sample.further : undefined;
  if (source === undefined) {
    throw new Error('the study names a file');
  }
  return mapFurtherPeople(study, source, people, tableOf(cells));
}

describe('people who were not asked', () => {
  it.each<readonly [string, string, Cells, readonly string[], FurtherPeople['flow']]>([
    [
      'have attributes by the columns of the data',
      '',
      { id: ['q1', 'q2'], q1: ['2', 'n/a'], age: ['50', '18'] },
      ['q1', 'q2'],
      { rows: 2, excluded: 0, asked: 0, people: 2 },
    ],
    [
      'are not those who were',
      '',
      { id: ['p2', 'q1', 'p1'], q1: ['1', '1', '2'], age: ['50', '60', '20'] },
      ['q1'],
      { rows: 3, excluded: 0, asked: 2, people: 1 },
    ],
    [
      'are numbered where the file has no ids',
      '',
      { q1: ['1', '2'], age: ['50', '60'] },
      ['1', '2'],
      { rows: 2, excluded: 0, asked: 0, people: 2 },
    ],
    [
      'are those of the same `where`, also by an answer that the file has',
      ", where: age >= 30 and careful == 'Yes'",
      { id: ['a', 'b', 'c'], q1: ['1', '2', '2'], age: ['50', '20', '70'], careful: ['Yes', 'Yes', 'No'] },
      ['a'],
      { rows: 3, excluded: 2, asked: 0, people: 1 },
    ],
  ])('%s', (_, human, cells, ids, flow) => {
    const found = further(cells, human);
    expect(reports(text(human), found)).toEqual([]);
    expect(found.value.table.ids).toEqual(ids);
    expect(found.value.flow).toEqual(flow);
    expect([...found.value.table.variables.keys()]).toEqual(['gender', 'age']);
  });

  it.each<readonly [string, string, Cells, string]>([
    [
      'a column that is not there',
      '',
      { id: ['a'], age: ['50'] },
      'unknown-column at "panel.csv": In `panel.csv`: The data have no column `q1`.',
    ],
    [
      'a value that is no level',
      '',
      { id: ['a'], q1: ['3'], age: ['50'] },
      'unmatched-values at "panel.csv": In `panel.csv`: 1 person has',
    ],
    [
      'what `where` asks for and the file does not have',
      ", where: careful == 'Yes'",
      { id: ['a'], q1: ['1'], age: ['50'] },
      'unknown-column at "panel.csv": In `panel.csv`: The data have no column `careful`.',
    ],
  ])('%s is said where the file is named', (_, human, cells, wanted) => {
    const said = reports(text(human), further(cells, human));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(wanted);
  });
});
