// The choices that a generated study is made of, and its attributes, treatments and items: each with its text and what the data hold.
import fc from 'fast-check';

/** What one mistake at a place is called: the code that it must be reported with. */
export type PlaceKind =
  | 'unknown-variable'
  | 'unknown-placeholder'
  | 'unknown-label'
  | 'unknown-arm'
  | 'unknown-name'
  | 'unknown-key';

const style = fc.constantFrom('plain', 'single', 'double', 'literal', 'folded');
const attribute = fc.constantFrom('list', 'mapped', 'long', 'ordered', 'number', 'bins', 'text');
const item = fc.constantFrom('scale', 'scored', 'long scale', 'options', 'mapped options', 'number', 'number');

export const choices = fc.record({
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
  sample: fc.constantFrom('matched', 'draw', 'quotas', 'each', 'further', 'some further'),
  hasRules: fc.boolean(),
  derived: fc.constantFrom('none', 'short', 'long', 'chained'),
  derivedStyle: style,
  regression: fc.constantFrom('none', 'main effects', 'interaction', 'ordinal', 'poisson', 'poisson'),
  term: fc.constantFrom('plain', 'factor', 'poly', 'scale', 'calculated'),
  errors: fc.constantFrom('classical', 'HC0', 'HC3', 'cluster("block")'),
  subgroups: fc.constantFrom('none', 'simple', 'crossed'),
  order: fc.boolean(),
  insertsTreatment: fc.boolean(),
  models: fc.constantFrom('none', 'remote', 'local', 'silenced', 'tuned'),
  weights: fc.boolean(),
  where: fc.boolean(),
  missing: fc.boolean(),
  stratify: fc.boolean(),
  comments: fc.boolean(),
  anchors: fc.boolean(),
  simulation: fc.boolean(),
  repeats: fc.constantFrom(1, 3),
  columns: fc.boolean(),
  flowLines: fc.boolean(),
  derivedInFormula: fc.boolean(),
  dates: fc.boolean(),
});

export type Choices = typeof choices extends fc.Arbitrary<infer T> ? T : never;

export const [opened, named, closed] = ['\ue001', '\ue002', '\ue003'];
export const at = (kind: PlaceKind, text: string): string => `${opened}${kind}${named}${text}${closed}`;

type Style = Choices['prompt'];

/** A text as the value of a key that stands `indent` blanks in, with the line break behind it. */
export function scalar(text: string, how: Style, indent: number): string {
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

export interface Named {
  readonly id: string;
  readonly kind: string;
  /** What the data hold, in the order of the labels; empty for numbers and texts. */
  readonly values: readonly string[];
  readonly labels: readonly string[];
  /** The data column. */
  readonly column: string;
  readonly yaml: string;
}

const low = ['low', 'middle', 'high'];

export function attributeOf(kind: string, index: number, chosen: Choices): Named {
  const id = `a${index}`;
  const column = chosen.columns && index === 0 ? `Q of ${id}` : id;
  const forms: Readonly<Record<string, readonly [yaml: string, labels: readonly string[], values: readonly string[]]>> =
    {
      list: [
        chosen.flowLines
          ? `{\n      levels: [\n        Female,\n        Male, # a comment inside\n        "Other, or none"\n      ] }`
          : `{ levels: [Female, Male, "Other, or none"] }`,
        ['Female', 'Male', 'Other, or none'],
        [],
      ],
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
    column,
    yaml: `    ${id}: ${withKeys(yaml, [...(chosen.anchors ? ['<<: *names'] : []), ...(column === id ? [] : [`column: ${column}`])])}\n`,
  };
}

/** A mapping in braces with other keys before its own. */
function withKeys(yaml: string, keys: readonly string[]): string {
  const own = yaml.slice(1, -1).trim();
  return keys.length === 0 ? yaml : `{ ${[...keys, ...(own === '' ? [] : [own])].join(', ')} }`;
}

export function itemOf(kind: string, id: string, ask: string, { also: hasAlso, anchors }: Choices): Named {
  const also = hasAlso ? "Don't know" : '';
  const forms: Readonly<Record<string, readonly [yaml: string, labels: readonly string[], values: readonly string[]]>> =
    {
      scale: [anchors ? 'scale: *agree' : 'scale: [disagree, neutral, agree]', ['disagree', 'neutral', 'agree'], []],
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
    column: id,
    yaml: `  ${id}:\n${anchors ? '    <<: *names\n' : ''}    ask: ${ask}    ${yaml}\n${offered}`,
  };
}

export function treatmentOf(kind: string, index: number): Named {
  const id = `t${index}`;
  const head = `  ${id}:\n    arms:`;
  switch (kind) {
    case 'mapped':
      return {
        id,
        kind,
        labels: ['hidden', 'shown'],
        values: ['0', 'b'],
        column: id,
        yaml: `${head} { hidden: 0, shown: [1, b] }\n`,
      };
    case 'prompts':
      return {
        id,
        kind,
        labels: ['loss', 'gain'],
        values: ['loss', 'gain'],
        column: id,
        yaml: `${head}\n      loss: { prompt: You may lose. }\n      gain: { prompt: "You may win, {{${at('unknown-placeholder', 'a0')}}}." }\n`,
      };
    default:
      return {
        id,
        kind,
        labels: ['one', 'two', 'three'],
        values: ['one', 'two', 'three'],
        column: id,
        yaml: `${head} [one, two, three]\n`,
      };
  }
}
