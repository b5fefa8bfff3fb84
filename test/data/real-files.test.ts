import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type CodedVariable,
  categoryCounts,
  type DataTable,
  mapPeople,
  modelFrame,
  type People,
  splitPeople,
} from '#engine/data';
import { parseFormula } from '#engine/formula';
import { readDataFile } from '#engine/node';
import { fitGeneralizedLinearModel } from '#engine/statistics';
import { parseStudy, type Study } from '#engine/study';
import { plainText } from '#engine/text';
import { humanData } from '../tools/human-data.ts';

async function tableAt(path: string): Promise<DataTable> {
  const result = await readDataFile(path);
  if (result.kind === 'error') {
    throw new Error(JSON.stringify(result.error));
  }
  return result.table;
}

function studyAt(path: string): Study {
  const { value, diagnostics } = parseStudy(readFileSync(path, 'utf8'));
  expect(diagnostics).toEqual([]);
  return value;
}

function variable(people: People, id: string): CodedVariable {
  const found = people.table.variables.get(id);
  if (found === undefined) {
    throw new Error(id);
  }
  return found;
}

function counts(people: People, id: string): Readonly<Record<string, number>> {
  const column = variable(people, id);
  const numbers = categoryCounts(column);
  const missing = column.codes.filter((code) => code === -1).length;
  return { ...Object.fromEntries(column.labels.map((label, code) => [label, numbers[code] ?? 0])), missing };
}

describe('media-influence', () => {
  const folder = 'samples/media-influence';

  it('has 123 people, of whom 30 are the pilot', async () => {
    const study = studyAt(`${folder}/media-influence.study.yaml`);
    const table = await tableAt(`${folder}/data/media-influence.csv`);
    const people = mapPeople(study, table);
    expect(people.value.flow).toEqual({ rows: 123, excluded: 0, people: 123 });
    expect(counts(people.value, 'placement')).toEqual({ front: 58, interior: 65, missing: 0 });
    expect(counts(people.value, 'gender')).toEqual({ female: 80, male: 43, missing: 0 });
    expect(counts(people.value, 'importance')['missing']).toBe(0);
    const { value, diagnostics } = splitPeople(study, people.value);
    expect(diagnostics).toEqual([]);
    expect([value.pilot.length, value.heldOut.length]).toEqual([30, 93]);
    const names = study.regressions.map(({ formula }) => {
      const result = modelFrame(formula, people.value.table);
      return result.kind === 'frame' ? result.frame.columns.map((column) => column.name) : result.problem;
    });
    expect(names).toEqual([
      ['(Intercept)', 'placementinterior', 'presumed_influence', 'importance'],
      ['(Intercept)', 'placementinterior', 'gendermale', 'age'],
    ]);
  });
});

describe('browser-disclosure', () => {
  it('maps trailing blanks, several races and refusals without a word', async (context) => {
    const disclosure = humanData('browser-disclosure', context);
    const study = studyAt('samples/browser-disclosure/browser-disclosure.study.yaml');
    const people = mapPeople(study, await tableAt(disclosure));
    expect(people.diagnostics).toEqual([]);
    expect(people.value.flow).toEqual({ rows: 12461, excluded: 0, people: 12461 });
    expect(counts(people.value, 'share')).toEqual({ 'Consent to share': 8400, Decline: 4061, missing: 0 });
    expect(counts(people.value, 'race')).toEqual(racesInFile(disclosure));
    expect(counts(people.value, 'income')['missing']).toBe(rowsWith(disclosure, /(^|,)Prefer not to say(,|$)/));
    const { value, diagnostics } = splitPeople(study, people.value);
    expect(diagnostics).toEqual([]);
    expect([value.pilot.length, value.heldOut.length]).toEqual([300, 12161]);
  });
});

describe('the logistic regression of browser-disclosure', () => {
  it("has R's names, estimates and errors, from the data file on", async (context) => {
    const disclosure = humanData('browser-disclosure', context);
    const study = studyAt('samples/browser-disclosure/browser-disclosure.study.yaml');
    const people = mapPeople(study, await tableAt(disclosure)).value;
    const { value: formula } = parseFormula(
      plainText('share == "Consent to share" ~ show_data * concerned + gender + factor(age)', 0),
    );
    const result = modelFrame(formula, people.table);
    if (result.kind === 'problem') {
      throw new Error(result.problem.message);
    }
    const { columns, matrix, rows, response } = result.frame;
    const design = { rows: rows.length, columns: columns.length, data: matrix };
    const fit = fitGeneralizedLinearModel(design, response.values, 'binomial', { errors: { kind: 'classical' } });
    expect(rows).toHaveLength(12461);
    // R takes the errors from the step before the last, so they agree to fewer digits
    columns.forEach(({ name }, index) => {
      const [estimate, error] = inR[name] ?? [Number.NaN, Number.NaN];
      expect(fit.coefficients[index], name).toBeCloseTo(estimate, 10);
      expect(fit.standardErrors[index], name).toBeCloseTo(error, 7);
    });
  });
});

/** glm(share ~ show * concerned + gender + age, binomial, epsilon = 1e-14) in R 4.2, `concerned` as 1 to 5. */
const inR: Readonly<Record<string, readonly [number, number]>> = {
  '(Intercept)': [3.2173851256779, 0.1449966315797],
  show_datashown: [0.1275689127725, 0.1910991166002],
  concerned: [-0.5610260446731, 0.0327929675665],
  genderMale: [0.1792621159941, 0.0402468353798],
  genderOther: [0.2889116674557, 0.1494199698165],
  'factor(age)25 - 34 years': [-0.2479063823506, 0.0671753804466],
  'factor(age)35 - 44 years': [-0.349531904549, 0.0700803527213],
  'factor(age)45 - 54 years': [-0.3864311066713, 0.0768591419707],
  'factor(age)55 - 64 years': [-0.4857501770389, 0.0848980415119],
  'factor(age)65 or older': [-0.5905759578643, 0.1037099550171],
  'show_datashown:concerned': [-0.0678866459706, 0.0462387503947],
};

/** The lines of the file for which a pattern holds, without our reader. */
function rowsWith(file: string, pattern: RegExp): number {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => pattern.test(line)).length;
}

/** A race in quotes is several races; the others are single answers between Yes or No (hispanic) and the income. */
function racesInFile(file: string): Readonly<Record<string, number>> {
  const single = (race: string): number => rowsWith(file, new RegExp(`,(Yes|No),${race},`));
  const [White, Black, Asian] = [single('White or Caucasian'), single('Black or African American'), single('Asian')];
  return { White, Black, Asian, 'Other or several': 12461 - White - Black - Asian, missing: 0 };
}
