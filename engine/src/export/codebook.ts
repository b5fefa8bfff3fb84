import { type CodedVariable, variableShape } from '#engine/data';
import { type Category, categoriesOf, type NumberRange, type Study, type Variable, variablesOf } from '#engine/study';
import { missingCodes, scoreAt } from './columns.ts';
import type { ExportedRespondents } from './exported.ts';

/** What exported tables hold: every file, column and variable, with how many respondents there are of each kind. */
export interface Codebook {
  readonly format: 'understudy-codebook';
  readonly version: 1;
  readonly study: { readonly id: string; readonly title: string | null; readonly source: string | null };
  /** The version of Understudy that wrote it. */
  readonly understudy: string;
  readonly files: readonly CodebookFile[];
  /** Whose answers are counted below, in the order of every list of counts. */
  readonly respondents: readonly CodebookRespondents[];
  readonly variables: readonly CodebookVariable[];
}

export interface CodebookFile {
  readonly name: string;
  readonly content: string;
  /** Null for files that are no tables. */
  readonly rows: number | null;
  readonly columns: readonly {
    readonly name: string;
    readonly variable: string | null;
    readonly description: string;
  }[];
}

export interface CodebookRespondents {
  /** `pilot`, `held-out`, or the name of a run. */
  readonly id: string;
  readonly part: 'pilot' | 'held-out' | 'simulated';
  readonly model: string | null;
  readonly n: number;
}

export interface CodebookVariable {
  readonly id: string;
  readonly kind: 'attribute' | 'treatment' | 'belief' | 'action' | 'derived';
  readonly measure: CodedVariable['measure'];
  readonly title: string | null;
  /** The question as the study has it, with its placeholders; null for what is not asked. */
  readonly question: string | null;
  /** The column of the study’s data; null for a derived variable. */
  readonly column: string | null;
  /** Of a derived variable what it is computed from, and how many of its parts its functions need (null: all). */
  readonly computed?: { readonly from: string; readonly at_least: number | null };
  readonly number: {
    readonly min: number | null;
    readonly max: number | null;
    readonly step: number | null;
    readonly unit: string | null;
  } | null;
  /** Levels, arms, options, points of a scale, or classes of numbers, in the order of the study. */
  readonly labels: readonly CodebookLabel[];
  /** What can stand in the column `.missing`; empty for what is not asked. */
  readonly missing: readonly { readonly text: string; readonly meaning: string; readonly counts: readonly number[] }[];
  /** Respondents with a value. */
  readonly counts: readonly number[];
  /** Mean, smallest and largest score or number of those with a value; null for other variables. */
  readonly numbers: readonly ({ readonly mean: number; readonly min: number; readonly max: number } | null)[] | null;
}

export interface CodebookLabel {
  readonly label: string;
  /** Null where labels have no order. */
  readonly score: number | null;
  /** The values of the data that mean it, `*` for all that nothing else takes; empty for classes of numbers. */
  readonly values: readonly string[];
  /** What prompts say, where that is not the label. */
  readonly text: string | null;
  readonly counts: readonly number[];
}

export interface CodebookRequest {
  readonly understudy: string;
  readonly files: readonly CodebookFile[];
  readonly respondents: readonly ExportedRespondents[];
}

/** The codebook of what is exported. People are counted apart by pilot and held-out. */
export function buildCodebook(study: Study, request: CodebookRequest): Codebook {
  const groups = request.respondents.flatMap(groupsOf);
  return {
    format: 'understudy-codebook',
    version: 1,
    study: { id: study.id.value, title: study.title?.value ?? null, source: study.source?.value ?? null },
    understudy: request.understudy,
    files: request.files,
    respondents: groups.map(({ id, part, respondents, rows }) => ({
      id,
      part,
      model: respondents.run?.model ?? null,
      n: rows.length,
    })),
    variables: variablesOf(study).map((variable) => codebookVariable(variable, groups)),
  };
}

interface Group {
  readonly id: string;
  readonly part: CodebookRespondents['part'];
  readonly respondents: ExportedRespondents;
  readonly rows: readonly number[];
}

function groupsOf(respondents: ExportedRespondents): readonly Group[] {
  const { parts, run } = respondents;
  const rowsOf = (part: Group['part']): readonly number[] => parts.flatMap((one, row) => (one === part ? [row] : []));
  if (run !== null) {
    return [{ id: run.name, part: 'simulated', respondents, rows: rowsOf('simulated') }];
  }
  const pilot = rowsOf('pilot');
  const heldOut: Group = { id: 'held-out', part: 'held-out', respondents, rows: rowsOf('held-out') };
  return pilot.length === 0 ? [heldOut] : [{ id: 'pilot', part: 'pilot', respondents, rows: pilot }, heldOut];
}

function codebookVariable(variable: Variable, groups: readonly Group[]): CodebookVariable {
  const id = variable.id.value;
  const shape = variableShape(variable);
  const count = (isOne: (known: CodedVariable, row: number) => boolean): readonly number[] =>
    groups.map(({ respondents, rows }) => {
      const known = respondents.table.variables.get(id);
      return known === undefined ? 0 : rows.filter((row) => isOne(known, row)).length;
    });
  const categories = categoriesOf(variable);
  const hasScores = shape.measure === 'ordinal' || shape.measure === 'numeric';
  return {
    id,
    kind: variable.kind === 'item' ? variable.role : variable.kind,
    measure: shape.measure,
    title: variable.title?.value ?? null,
    question: variable.kind === 'item' ? variable.ask.source.text : null,
    column: variable.kind === 'derived' ? null : (variable.column?.value ?? id),
    ...(variable.kind === 'derived'
      ? { computed: { from: variable.source.text.trim(), at_least: variable.atLeast?.value ?? null } }
      : {}),
    number: numberOf(variable),
    labels: shape.labels.map((label, code) => ({
      label,
      score: shape.measure === 'ordinal' ? (shape.scores[code] ?? null) : null,
      ...(shape.measure === 'numeric' ? { values: [], text: null } : writtenAs(categories[code], shape.measure)),
      counts: count((known, row) => known.codes[row] === code && hasValue(known, row)),
    })),
    missing:
      variable.kind !== 'item'
        ? []
        : missingCodes(variable).map(({ text, meaning, code }) => ({
            text,
            meaning,
            counts: count((known, row) => known.codes[row] === code && !hasValue(known, row)),
          })),
    counts: count(hasValue),
    numbers: hasScores ? groups.map((group) => numbersOf(id, group)) : null,
  };
}

function writtenAs(
  category: Category | undefined,
  measure: CodedVariable['measure'],
): Pick<CodebookLabel, 'values' | 'text'> {
  if (category === undefined) {
    return { values: [], text: null };
  }
  const label = category.label.value;
  const values = [
    ...category.values.map(({ value }) => value),
    label,
    ...(measure === 'ordinal' ? [String(category.score)] : []),
    ...(category.takesRest ? ['*'] : []),
  ];
  return { values: [...new Set(values)], text: category.text === label ? null : category.text };
}

function hasValue({ codes, values, texts }: CodedVariable, row: number): boolean {
  if (values !== null) {
    return !Number.isNaN(values[row] ?? Number.NaN);
  }
  return texts === null ? (codes[row] ?? -1) >= 0 : texts[row] !== '';
}

function numbersOf(
  id: string,
  { respondents, rows }: Group,
): { readonly mean: number; readonly min: number; readonly max: number } | null {
  const known = respondents.table.variables.get(id);
  if (known === undefined) {
    return null;
  }
  let n = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const value = scoreAt(known, row);
    if (value !== null) {
      n += 1;
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return n === 0 ? null : { mean: sum / n, min, max };
}

function numberOf(variable: Variable): CodebookVariable['number'] {
  const number: NumberRange | null =
    variable.kind === 'treatment'
      ? null
      : variable.measure.kind === 'number' || variable.measure.kind === 'numeric'
        ? variable.measure.number
        : null;
  return number === null ? null : { min: number.min, max: number.max, step: number.step, unit: number.unit };
}
