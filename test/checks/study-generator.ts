// Valid studies with data that fit, written by fast-check from independent choices, and the places where a fault can be
// planted. Each choice is a feature of the study language; `featuresOf` says which a study has.
import fc from 'fast-check';
import type { Range } from '#engine/text';
import type { Columns } from './fixtures.ts';

/** What one mistake at a place is called: the code that it must be reported with. */
export type PlaceKind = 'unknown-variable' | 'unknown-placeholder' | 'unknown-label' | 'unknown-name' | 'unknown-key';

export interface Place {
  readonly kind: PlaceKind;
  readonly range: Range;
}

export interface GeneratedStudy {
  readonly text: string;
  /** Null for a study without people. */
  readonly cells: Columns | null;
  readonly places: readonly Place[];
  readonly features: readonly string[];
}

const style = fc.constantFrom('plain', 'single', 'double', 'literal', 'folded');
const attribute = fc.constantFrom('list', 'mapped', 'long', 'ordered', 'number', 'bins', 'text');
const item = fc.constantFrom('scale', 'scored', 'long scale', 'options', 'mapped options', 'number');

const choices = fc.record({
  attributes: fc.array(attribute, { minLength: 1, maxLength: 4 }),
  treatments: fc.array(fc.constantFrom('list', 'mapped', 'prompts'), { maxLength: 2 }),
  beliefs: fc.array(item, { minLength: 1, maxLength: 3 }),
  actions: fc.array(item, { maxLength: 2 }),
  also: fc.boolean(),
  prompt: style,
  ask: style,
  formula: style,
  condition: style,
  hasPeople: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
  isCrlf: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  sample: fc.constantFrom('matched', 'draw', 'quotas', 'each'),
  hasRules: fc.boolean(),
  derived: fc.constantFrom('none', 'short', 'long', 'chained'),
  derivedStyle: style,
  regression: fc.constantFrom('none', 'main effects', 'interaction', 'functions', 'ordinal', 'poisson'),
  errors: fc.constantFrom('classical', 'HC0', 'HC3', 'cluster("block")'),
  subgroups: fc.constantFrom('none', 'simple', 'crossed'),
  order: fc.boolean(),
  insertsTreatment: fc.boolean(),
  models: fc.constantFrom('none', 'remote', 'local'),
  weights: fc.boolean(),
  where: fc.boolean(),
  missing: fc.boolean(),
  stratify: fc.boolean(),
  comments: fc.boolean(),
  anchors: fc.boolean(),
  simulation: fc.boolean(),
});

type Choices = typeof choices extends fc.Arbitrary<infer T> ? T : never;

/** Valid studies, each with what it holds. */
export const validStudies: fc.Arbitrary<GeneratedStudy> = choices.map(write);

const [opened, named, closed] = ['\ue001', '\ue002', '\ue003'];
const at = (kind: PlaceKind, text: string): string => `${opened}${kind}${named}${text}${closed}`;

type Style = Choices['prompt'];

/** A text as the value of a key that stands `indent` blanks in, with the line break behind it. */
function scalar(text: string, how: Style, indent: number): string {
  const inner = ' '.repeat(indent + 2);
  const bare = text.replace(/\ue001[^\ue002]*\ue002|\ue003/g, '');
  switch (how) {
    case 'single':
      return `'${text.replaceAll("'", "''")}'\n`;
    case 'double':
      return `"${text.replace(/["\\]/g, '\\$&')}"\n`;
    case 'literal':
      return `|-\n${inner}${text}\n`;
    case 'folded':
      return `>-\n${inner}${text.replace(/ (?=\w+\.?$)/, `\n${inner}`)}\n`;
    default:
      return /^["'{[|>*&!%@`#-]|: | #/.test(bare) ? scalar(text, 'single', indent) : `${text}\n`;
  }
}

interface Named {
  readonly id: string;
  readonly kind: string;
  /** What the data hold, in the order of the labels; empty for numbers and texts. */
  readonly values: readonly string[];
  readonly labels: readonly string[];
  readonly yaml: string;
}

const low = ['low', 'middle', 'high'];

function attributeOf(kind: string, index: number): Named {
  const id = `a${index}`;
  const forms: Readonly<Record<string, readonly [yaml: string, labels: readonly string[], values: readonly string[]]>> =
    {
      list: [`{ levels: [Female, Male, "Other, or none"] }`, ['Female', 'Male', 'Other, or none'], []],
      mapped: [`{ levels: { One: 1, Two: [2, "two"], Rest: "*" } }`, ['One', 'Two', 'Rest'], ['1', '2', '9']],
      long: [
        `{ levels: [{ label: Yes, values: [y], text: yes indeed }, { label: No, values: [n] }] }`,
        ['Yes', 'No'],
        ['y', 'n'],
      ],
      ordered: [`{ ordered: true, levels: [${low.join(', ')}] }`, low, []],
      number: ['{ number: { min: 18, max: 99, unit: years } }', [], []],
      bins: [
        '{ number: { min: 18, max: 99 }, bins: [18, 40, 60] }',
        ['18 to under 40', '40 to under 60', '60 or more'],
        [],
      ],
      text: ['{}', [], []],
    };
  const [yaml, labels, values] = forms[kind] ?? ['{}', [], []];
  const isCounted = kind !== 'number' && kind !== 'bins' && kind !== 'text';
  return {
    id,
    kind,
    labels,
    values: isCounted ? (values.length > 0 ? values : labels) : [],
    yaml: `    ${id}: ${yaml}\n`,
  };
}

function itemOf(kind: string, id: string, ask: string, also: string): Named {
  const forms: Readonly<Record<string, readonly [yaml: string, labels: readonly string[], values: readonly string[]]>> =
    {
      scale: ['scale: [disagree, neutral, agree]', ['disagree', 'neutral', 'agree'], []],
      scored: ['scale: { -1: worse, 0: same, 2: better }', ['worse', 'same', 'better'], ['-1', '0', '2']],
      'long scale': [
        'scale: [{ label: never, values: [0] }, { label: often, values: [1, 2] }, { label: always }]',
        ['never', 'often', 'always'],
        ['0', '2', 'always'],
      ],
      options: ['options: [Share it, Decline]', ['Share it', 'Decline'], []],
      'mapped options': ['options: { Stay: s, Go: [g, G], Neither: "*" }', ['Stay', 'Go', 'Neither'], ['s', 'G', 'x']],
      number: ['number: { min: 0, max: 20, step: 1 }', [], []],
    };
  const [yaml, labels, values] = forms[kind] ?? ['', [], []];
  const offered = also !== '' && labels.length > 0 ? `    also: [${also}]\n` : '';
  return {
    id,
    kind,
    labels,
    values: values.length > 0 ? values : labels,
    yaml: `  ${id}:\n    ask: ${ask}    ${yaml}\n${offered}`,
  };
}

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
  for (const { id, values, kind } of variables) {
    cells[id] = column((row) => {
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
  const attributes = chosen.attributes.map(attributeOf);
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
  const also = chosen.also ? "Don't know" : '';
  const items = kinds.map((kind, index) => itemOf(kind, `i${index}`, askOf(index), also));
  const sections = [
    `study: generated${chosen.comments ? ' # written by a machine' : ''}\n`,
    chosen.anchors ? `x-names: &names { title: A shared title }\n` : '',
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
    chosen.simulation ? `${at('unknown-key', 'simulation')}: { ask: questionnaire, repeats: 1, seed: 3 }\n` : '',
  ];
  const read = withPlaces(sections.join(''), chosen.isCrlf);
  const cells = chosen.hasPeople ? cellsOf([...attributes, ...treatments, ...items], chosen) : null;
  return { ...read, cells, features: featuresOf(chosen) };
}

function treatmentOf(kind: string, index: number): Named {
  const id = `t${index}`;
  const head = `  ${id}:\n    arms:`;
  switch (kind) {
    case 'mapped':
      return {
        id,
        kind,
        labels: ['hidden', 'shown'],
        values: ['0', 'b'],
        yaml: `${head} { hidden: 0, shown: [1, b] }\n`,
      };
    case 'prompts':
      return {
        id,
        kind,
        labels: ['loss', 'gain'],
        values: ['loss', 'gain'],
        yaml: `${head}\n      loss: { prompt: You may lose. }\n      gain: { prompt: "You may win, {{${at('unknown-placeholder', 'a0')}}}." }\n`,
      };
    default:
      return {
        id,
        kind,
        labels: ['one', 'two', 'three'],
        values: ['one', 'two', 'three'],
        yaml: `${head} [one, two, three]\n`,
      };
  }
}

function humanSection(chosen: Choices, attributes: readonly Named[], treatments: readonly Named[]): string {
  const strata = [...treatments, ...attributes].filter(({ labels }) => labels.length > 0).slice(0, 1);
  const stratify =
    chosen.stratify && strata.length > 0
      ? `, stratify: [${strata.map(({ id }) => at('unknown-name', id)).join('')}]`
      : '';
  const numeric = attributes.find(({ kind }) => kind === 'number' || kind === 'bins');
  return [
    'human:\n  data: people.csv\n  id: id\n',
    chosen.weights ? '  weights: weight\n' : '',
    chosen.missing ? '  missing: [Refused]\n' : '',
    chosen.where && numeric !== undefined
      ? `  where: ${scalar(`${at('unknown-variable', numeric.id)} >= 20`, chosen.condition, 2)}`
      : '',
    `  pilot: { size: 80, seed: 2${stratify} }\n`,
  ].join('');
}

function personasSection(chosen: Choices, attributes: readonly Named[]): string {
  const prompt = `You answer a survey. You are ${attributes.map(({ id }) => `{{${at('unknown-placeholder', id)}}}`).join(', ')}, and \\{{this}} stays.`;
  return `personas:\n  attributes:\n${attributes.map(({ yaml }) => yaml).join('')}${sampleOf(chosen, attributes)}  prompt: ${scalar(prompt, chosen.prompt, 2)}`;
}

function sampleOf({ sample, hasPeople }: Choices, attributes: readonly Named[]): string {
  const counted = attributes.find(({ labels }) => labels.length === 2);
  if (sample === 'matched') {
    return hasPeople ? '  sample: matched\n' : '';
  }
  if (sample === 'quotas' && counted !== undefined) {
    const [one = '', other = ''] = counted.labels;
    return `  sample: { n: 100, quotas: { ${at('unknown-name', counted.id)}: { ${one}: .4, ${other}: .6 } } }\n`;
  }
  return sample === 'each' && attributes.every(({ kind }) => kind !== 'number' && kind !== 'text')
    ? '  sample: { each: 2 }\n'
    : hasPeople
      ? '  sample: { n: 100 }\n'
      : '';
}

const isOrdered = ({ kind }: Named): boolean => kind === 'scale' || kind === 'scored' || kind === 'long scale';

/** What is derived; rules use the last, and that the one before it. */
function derivedNames({ derived }: Choices): readonly string[] {
  return derived === 'none' ? [] : derived === 'chained' ? ['d0', 'd1'] : ['d0'];
}

function derivedSection(chosen: Choices, attributes: readonly Named[], items: readonly Named[]): string {
  if (chosen.derived === 'none') {
    return '';
  }
  const scores = attributes.filter(({ kind }) => kind === 'ordered' || kind === 'number').slice(0, 1);
  const parts = [...items, ...scores].map((variable) => {
    const name = at('unknown-variable', variable.id);
    if (isOrdered(variable) || variable.kind === 'ordered') {
      return `reverse(${name})`;
    }
    const label = at('unknown-label', `"${variable.labels[0] ?? ''}"`);
    return variable.labels.length === 0 ? `${name} / 10` : `count(${name} == ${label})`;
  });
  const value = `sum(${parts.join(', ')}) - 0.5`;
  const [first, second] = derivedNames(chosen);
  const written = (indent: number): string => scalar(value, chosen.derivedStyle, indent);
  const form =
    chosen.derived === 'long'
      ? `  ${first}:\n    ${at('unknown-key', 'title')}: An index\n    value: ${written(4)}    at_least: 1\n`
      : `  ${first}: ${written(2)}`;
  const chained = second === undefined ? '' : `  ${second}: max(${at('unknown-variable', first ?? '')} * 2, 0)\n`;
  return `derived:\n${form}${chained}`;
}

function rulesSection(chosen: Choices, items: readonly Named[]): string {
  const parts = items.map((item) => {
    const name = at('unknown-variable', item.id);
    if (item.labels.length === 0) {
      return `${name} > 3`;
    }
    const label = at('unknown-label', `"${item.labels[1] ?? ''}"`);
    return isOrdered(item) ? `${name} >= ${label}` : `not ${name} in [${label}]`;
  });
  const own = derivedNames(chosen).at(-1);
  const all = own === undefined ? parts : [...parts, `${at('unknown-variable', own)} > 2.5`];
  const when = all.length > 1 ? `${all[0]} and (${all.slice(1).join(' or ')})` : (all[0] ?? '');
  return `coherence:\n  they-agree:\n    when: ${scalar(when, chosen.condition, 4)}    then: ${scalar(parts.at(-1) ?? '', chosen.condition, 4)}`;
}

function regressionSection(
  chosen: Choices,
  attributes: readonly Named[],
  treatments: readonly Named[],
  items: readonly Named[],
): string {
  const [outcome, ...others] = items;
  if (chosen.regression === 'none' || outcome === undefined) {
    return '';
  }
  const name = (id: string): string => at('unknown-variable', id);
  const usable = [...treatments, ...attributes.filter(({ kind }) => kind !== 'text')];
  const plain = [...usable, ...others].map(({ id }) => name(id));
  const right = rightSide(chosen.regression, usable, others, plain);
  const isOrdinal = chosen.regression === 'ordinal' && isOrdered(outcome);
  const isPoisson = chosen.regression === 'poisson' && outcome.kind === 'number';
  const isNominal = outcome.labels.length > 0 && !isOrdered(outcome);
  const left = isNominal
    ? `${name(outcome.id)} == ${at('unknown-label', `"${outcome.labels[0] ?? ''}"`)}`
    : name(outcome.id);
  const family = isOrdinal ? 'ordinal' : isPoisson ? 'poisson' : isNominal ? 'binomial' : 'gaussian';
  const errors = isOrdinal && chosen.errors === 'HC3' ? 'HC0' : chosen.errors;
  const clustered = errors.startsWith('cluster') && !chosen.hasPeople ? 'classical' : errors;
  return `regressions:\n  main-${family}:\n    formula: ${scalar(`${left} ~ ${right}`, chosen.formula, 4)}    family: ${family}\n    errors: '${clustered}'\n`;
}

function rightSide(kind: string, usable: readonly Named[], others: readonly Named[], plain: readonly string[]): string {
  const [first] = usable;
  const [one, two] = plain;
  if (kind === 'interaction' && one !== undefined && two !== undefined) {
    return [`${one} * ${two}`, ...plain.slice(2)].join(' + ');
  }
  if (kind === 'functions' && first !== undefined) {
    const name = at('unknown-variable', first.id);
    const own =
      first.kind === 'number' || first.kind === 'bins'
        ? `log(${name}) + poly(${name}, 2)`.replace(/ \+ .*/, '')
        : `factor(${name}, ref = ${at('unknown-label', `"${first.labels.at(-1) ?? ''}"`)})`;
    return [own, ...plain.slice(1)].join(' + ');
  }
  return plain.length === 0 && others.length === 0 ? '1' : plain.join(' + ');
}

function subgroupsSection({ subgroups }: Choices, attributes: readonly Named[]): string {
  const groups = attributes.filter(({ labels }) => labels.length > 0).map(({ id }) => at('unknown-name', id));
  if (subgroups === 'none' || groups.length === 0) {
    return '';
  }
  return subgroups === 'crossed' && groups.length > 1
    ? `subgroups:\n  - ${groups[0]}\n  - [${groups.slice(0, 2).join(', ')}]\n`
    : `subgroups: [${groups.join(', ')}]\n`;
}

function modelsSection({ models }: Choices): string {
  switch (models) {
    case 'remote':
      return 'models:\n  gpt: { provider: openai, model: gpt-4.1-mini, temperature: 0.7 }\n';
    case 'local':
      return 'models:\n  llama:\n    provider: openai\n    base_url: "http://localhost:11434/v1"\n    model: llama3.2\n';
    default:
      return '';
  }
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
