import type { CategoryProposal, ColumnProposal, MeasureProposal } from './proposal.ts';
import { yamlList, yamlMapping, yamlScalar } from './yaml-text.ts';

/** An attribute, as it stands below `attributes:`. */
export function attributeText({ id, column, role }: ColumnProposal): string {
  const measure = role.kind === 'attribute' ? role.measure : ({ kind: 'text' } as const);
  const own = column === id ? [] : [`column: ${yamlScalar(column)}`];
  switch (measure.kind) {
    case 'text':
      return `    ${id}: {${own.length === 0 ? '' : ` ${own.join('')} `}}  # text, for prompts only\n`;
    case 'number': {
      const bins = measure.bins.length === 0 ? [] : [`bins: [${measure.bins.join(', ')}]`];
      return entry('    ', id, [...own, `number: ${numberText(measure)}${observed}`, ...bins]);
    }
    case 'categories':
      return entry('    ', id, [
        ...own,
        ...(measure.ordered ? ['ordered: true'] : []),
        ...(measure.areCodes ? [measure.ordered ? orderedCodes : codes] : []),
        `levels:${categoriesText(measure, '        ')}`,
      ]);
  }
}

/** A treatment, as it stands below `treatments:`. Its prompts are for the author to write. */
export function treatmentText({ id, column, role }: ColumnProposal): string {
  const arms = role.kind === 'treatment' ? role.categories : [];
  const own = column === id ? '' : `    column: ${yamlScalar(column)}\n`;
  const written = arms.map(
    ({ label }) =>
      `      ${yamlScalar(label)}:\n        values: ${yamlScalar(label)}\n        # TODO: what these people were shown or told:\n        # prompt: ...\n`,
  );
  return `  ${id}:\n${own}    arms:\n${written.join('')}`;
}

/**
 * An item, as it stands below `beliefs:` or `actions:`. `shared` are the names of anchors by the answers that they hold.
 */
export function itemText({ id, column, question, role }: ColumnProposal, shared: ReadonlyMap<string, string>): string {
  if (role.kind !== 'belief' && role.kind !== 'action') {
    return '';
  }
  const own = column === id ? [] : [`column: ${yamlScalar(column)}`];
  const ask = question === null ? null : questionText(question);
  const asked =
    ask === null || ask === ''
      ? `ask: ${yamlScalar(column.replaceAll('{{', '\\{{'))}  # TODO: the question as it was asked`
      : `ask: ${yamlScalar(ask)}`;
  const also = role.also.length === 0 ? [] : [`also:${yamlList(role.also.map(yamlScalar), '      ')}`];
  return entry('  ', id, [...own, asked, ...answersText(role.measure, shared), ...also]);
}

/** The answers of an item as YAML behind or below their key; null for a number. The same text is the same answers. */
export function answersOf(measure: MeasureProposal): string | null {
  if (measure.kind !== 'categories') {
    return null;
  }
  if (answersKey(measure) === 'options') {
    return categoriesText(measure, '      ');
  }
  return measure.areCodes ? scaleOfNumbers(measure) : categoriesText({ ...measure, rest: null }, '      ');
}

/** What the author has to do about answers; null where nothing. */
export function answersComment({ areCodes, ordered }: Categories): string | null {
  return !areCodes ? null : ordered ? scaleCodes : codes;
}

function answersText(measure: MeasureProposal, shared: ReadonlyMap<string, string>): readonly string[] {
  if (measure.kind === 'number') {
    return [`number: ${numberText(measure)}${observed}`];
  }
  const answers = answersOf(measure);
  if (answers === null || measure.kind !== 'categories') {
    return [];
  }
  const anchor = shared.get(answers);
  const key = answersKey(measure);
  if (anchor !== undefined) {
    return [`${key}: *${anchor}`];
  }
  const comment = answersComment(measure);
  return [...(comment === null ? [] : [comment]), `${key}:${answers}`];
}

type Categories = Extract<MeasureProposal, { kind: 'categories' }>;

function answersKey({ ordered, categories, rest, areCodes }: Categories): 'scale' | 'options' {
  return ordered && (areCodes || (categories.length > 2 && rest === null)) ? 'scale' : 'options';
}

/** `{ 1: , 2: , 3: }`: each point is its number until it is given words. */
function scaleOfNumbers({ categories }: Categories): string {
  return ` { ${categories.map(({ label }) => `${label}: `).join(', ')}}`;
}

/** Codes each with their number, to be named; else labels, in the long form where the data have other values. */
function categoriesText({ categories, rest, areCodes }: Categories, indent: string): string {
  if (areCodes) {
    return yamlMapping(
      categories.map(({ label }) => [yamlScalar(label), yamlScalar(label)]),
      indent,
    );
  }
  const last = rest === null ? [] : [`{ label: ${yamlScalar(rest)}, values: "*" }`];
  return yamlList([...categories.map(categoryText), ...last], indent);
}

function categoryText({ label, values }: CategoryProposal): string {
  return values === null
    ? yamlScalar(label)
    : `{ label: ${yamlScalar(label)}, values: [${values.map(yamlScalar).join(', ')}] }`;
}

function numberText({ min, max, step, unit }: Extract<MeasureProposal, { kind: 'number' }>): string {
  const parts = [
    `min: ${min}`,
    `max: ${max}`,
    ...(step === null ? [] : [`step: ${step}`]),
    ...(unit === null ? [] : [`unit: ${unit}`]),
  ];
  return `{ ${parts.join(', ')} }`;
}

/** A key and what stands below it. */
function entry(indent: string, id: string, lines: readonly string[]): string {
  return `${indent}${id}:\n${lines.map((line) => `${indent}  ${line}\n`).join('')}`;
}

/** The text of a question without markup, its signs for placeholders made plain. */
export function questionText(question: string): string {
  return question
    .replace(/<[a-z/][^>]{0,200}>/gi, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replaceAll('{{', '\\{{');
}

const observed = '  # TODO: what the data show; what could be answered?';
const codes = '# TODO: name what the numbers stand for, as in { Female: 1, Male: 2 }';
const scaleCodes = '# TODO: give the points that had words theirs, as in { 1: Not at all, 2: , 3: Very }';
const orderedCodes = '# TODO: name what the numbers stand for, lowest first';
