// Valid studies with data that fit, written by fast-check from independent choices, and the places where a fault can be
// planted. Each choice is a feature of the study language; `featuresOf` says which a study has.
import type fc from 'fast-check';
import type { Range } from '#engine/text';
import type { Columns } from './fixtures.ts';
import {
  derivedSection,
  humanSection,
  modelsSection,
  personasSection,
  regressionSection,
  rulesSection,
  subgroupsSection,
} from './generated-sections.ts';
import {
  at,
  attributeOf,
  type Choices,
  choices,
  itemOf,
  type Named,
  opened,
  type PlaceKind,
  scalar,
  treatmentOf,
} from './generated-variables.ts';

export interface Place {
  readonly kind: PlaceKind;
  readonly range: Range;
}

export interface GeneratedStudy {
  readonly text: string;
  /** Null for a study without people. */
  readonly cells: Columns | null;
  /** The file of further personas; null where the study names none. */
  readonly panel: Columns | null;
  readonly places: readonly Place[];
  readonly features: readonly string[];
}

/** Valid studies, each with what it holds. */
export const validStudies: fc.Arbitrary<GeneratedStudy> = choices.map(write);

const rows = 240;

/** A number below `size` that looks random, the same for the same row and name. */
function chance(row: number, name: string, size: number): number {
  let hash = 2166136261;
  for (const sign of `${name} ${row}`) {
    hash = Math.imul(hash ^ sign.charCodeAt(0), 16777619);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 2246822519);
  return ((hash ^ (hash >>> 13)) >>> 0) % size;
}

const column = (cell: (row: number) => string): readonly string[] =>
  Array.from({ length: rows }, (_, row) => cell(row));

function cellsOf(variables: readonly Named[], chosen: Choices): Columns {
  const cells: Record<string, readonly string[]> = {
    id: column((row) => `p${row}`),
    block: column((row) => String(row % 24)),
    weight: column((row) => String(1 + chance(row, 'weight', 3))),
  };
  for (const { id, values, kind, column: name } of variables) {
    cells[name] = column((row) => {
      if (chosen.missing && chance(row, `${id} missing`, 30) === 0) {
        return row % 2 === 0 ? '' : 'Refused';
      }
      const value = values[chance(row, id, Math.max(1, values.length))];
      return (
        value ??
        (kind === 'text'
          ? 'Ohio'
          : String(kind === 'number' && id.startsWith('i') ? chance(row, id, 21) : 18 + chance(row, id, 80)))
      );
    });
  }
  return cells;
}

function write(chosen: Choices): GeneratedStudy {
  const attributes = chosen.attributes.map((kind, index) => attributeOf(kind, index, chosen));
  const treatments = chosen.treatments.map(treatmentOf);
  const first = treatments[0];
  const inserts = chosen.insertsTreatment && first !== undefined && first.kind === 'prompts';
  const askOf = (index: number): string =>
    scalar(
      index === 0 && inserts
        ? `{{${at('unknown-placeholder', first.id)}}} What do you say to it: number ${index}?`
        : `What do you say to question ${index}, as {{${at('unknown-placeholder', 'a0')}}}?`,
      chosen.ask,
      4,
    );
  const kinds = [...chosen.beliefs, ...chosen.actions];
  const items = kinds.map((kind, index) => itemOf(kind, `i${index}`, askOf(index), chosen));
  const sections = [
    `study: generated${chosen.comments ? ' # written by a machine' : ''}\n`,
    chosen.anchors
      ? 'x-names: &names { title: A shared title }\nx-agree: &agree\n  - disagree\n  - neutral\n  - agree\n'
      : '',
    chosen.hasPeople ? humanSection(chosen, attributes, treatments) : '',
    personasSection(chosen, attributes),
    treatments.length === 0 ? '' : `treatments:\n${treatments.map(({ yaml }) => yaml).join('')}`,
    `beliefs:\n${items
      .slice(0, chosen.beliefs.length)
      .map(({ yaml }) => yaml)
      .join('')}`,
    chosen.actions.length === 0
      ? ''
      : `actions:\n${items
          .slice(chosen.beliefs.length)
          .map(({ yaml }) => yaml)
          .join('')}`,
    chosen.order
      ? `order: [${items
          .map(({ id }) => at('unknown-name', id))
          .reverse()
          .join(', ')}]\n`
      : '',
    chosen.hasRules ? derivedSection(chosen, attributes, items) + rulesSection(chosen, items) : '',
    regressionSection(chosen, attributes, treatments, items),
    subgroupsSection(chosen, attributes),
    'alignment: { min_n: 2, fdr: 0.05, margin: 0.9 }\n',
    modelsSection(chosen),
    chosen.simulation
      ? `${at('unknown-key', 'simulation')}: { ask: questionnaire, repeats: ${chosen.repeats}, seed: 3 }\n`
      : '',
  ];
  const read = withPlaces(sections.join(''), chosen.isCrlf);
  const cells = chosen.hasPeople ? cellsOf([...attributes, ...treatments, ...items], chosen) : null;
  const hasPanel = chosen.hasPeople && chosen.sample.endsWith('further');
  const panel = hasPanel ? panelOf(cellsOf(attributes, chosen)) : null;
  return { ...read, cells, panel, features: [...featuresOf(chosen), ...featuresIn(read.text)] };
}

function withPlaces(marked: string, isCrlf: boolean): Pick<GeneratedStudy, 'text' | 'places'> {
  const source = isCrlf ? marked.replaceAll('\n', '\r\n') : marked;
  const places: Place[] = [];
  let text = '';
  for (const part of source.split(opened)) {
    const [, kind, content, rest] = /^([a-z-]+)\ue002([^\ue003]*)\ue003([\s\S]*)$/.exec(part) ?? [];
    if (kind === undefined || content === undefined) {
      text += part;
    } else {
      places.push({ kind: kind as PlaceKind, range: { start: text.length, end: text.length + content.length } });
      text += content + (rest ?? '');
    }
  }
  return { text, places };
}

/** The panel: other people, with the same attributes. */
function panelOf({ block: _block, weight: _weight, ...attributes }: Columns): Columns {
  return { ...attributes, id: column((row) => `q${row}`) };
}

/** Features that do not follow from one choice alone, by what of them stands in the text. */
const written: Readonly<Record<string, RegExp>> = {
  derived: /^derived:/m,
  'derived in a formula': /formula:[^:]*\bd\d/,
  further: /further: panel/,
  weights: /^ {2}weights:/m,
  where: /^ {2}where:/m,
  cluster: /cluster\(/,
  quotas: /quotas:/,
  'draw from people': /sample: \{ n: \d+ \}/,
  each: /sample: \{ each/,
  bins: /bins:/,
  'rest of values': /"\*"/,
  'several treatments': /^ {2}t1:/m,
  'a treatment inserted': /\{\{t0\}\}/,
  poly: /poly\(/,
  scale: /\bscale\(/,
  calculated: /\bI\(/,
  'factor with a reference': /factor\([^)]*ref =/,
  interaction: /formula:[^:]* \* /,
  ordinal: /family: ordinal/,
  poisson: /family: poisson/,
  binomial: /family: binomial/,
  gaussian: /family: gaussian/,
  'crossed subgroups': /^ {2}- \[a/m,
  'merge keys': /<<: \*names/,
  aliases: /scale: \*agree/,
  'a list over several lines': /\[\r?\n/,
  'a silencing comment': /understudy-ignore/,
  'at least': /at_least:/,
  'a column of another name': /column: /,
  repeats: /repeats: 3/,
};

export const writtenFeatures: readonly string[] = Object.keys(written).map((feature) => `written: ${feature}`);

function featuresIn(text: string): readonly string[] {
  return Object.entries(written).flatMap(([feature, form]) => (form.test(text) ? [`written: ${feature}`] : []));
}

function featuresOf(chosen: Choices): readonly string[] {
  return Object.entries(chosen).flatMap(([key, value]) =>
    Array.isArray(value)
      ? [...new Set(value)].map((one) => `${key}: ${String(one)}`)
      : typeof value === 'boolean'
        ? value
          ? [key]
          : []
        : [`${key}: ${String(value)}`],
  );
}
