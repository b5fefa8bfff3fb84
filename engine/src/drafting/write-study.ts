import { affirmative } from './affirmative.ts';
import { titleFrom } from './column-ids.ts';
import type { ColumnProposal, LeftOutReason } from './proposal.ts';
import type { StudyProposal } from './propose-study.ts';
import { sharedAnswers } from './shared-answers.ts';
import { isNumbered } from './telling-names.ts';
import { attributeText, itemText, questionText, treatmentText } from './write-variables.ts';
import { commentText, yamlList, yamlScalar } from './yaml-text.ts';

/** A part of the text of a study that can be left out by itself. */
export interface Piece {
  /** The id of a variable, or the name of a section; empty for what is always there. */
  readonly of: string;
  readonly kind: 'variable' | 'section' | 'frame';
  readonly text: string;
}

/** The proposal as the text of a study file, in pieces. What only the author can know is marked with TODO. */
export function writeStudy(proposal: StudyProposal): readonly Piece[] {
  const shared = sharedAnswers(proposal.columns);
  return [
    frame(headText(proposal)),
    frame(humanText(proposal)),
    pilotPiece(proposal),
    frame('\n'),
    ...personas(proposal),
    ...treatments(proposal),
    frame(shared.text),
    ...items(proposal, 'belief', shared.anchors),
    ...items(proposal, 'action', shared.anchors),
    ...orderPiece(proposal),
    frame(ruleText(proposal)),
    ...regressionPiece(proposal),
    ...subgroupPiece(proposal),
    frame(modelText),
  ];
}

function frame(text: string): Piece {
  return { of: '', kind: 'frame', text };
}

function headText({ source, people, columns }: StudyProposal): string {
  const lines = [
    `# Drafted from ${commentText(source.data)} (${people} ${people === 1 ? 'person' : 'people'}).`,
    '# Everything here is a guess at what its columns mean: read it from top to bottom.',
    '# TODO marks what only you know. Only answers that somebody gave are in the data,',
    '# so look for those that nobody gave. In an editor, point at a word to read what it means.',
    ...leftOutLines(columns),
    `study: ${source.study}`,
    `title: ${yamlScalar(titleFrom(source.data) || source.study)}  # TODO: the title as people read it`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}

/** Which columns are no part of the study, and why: one line a reason. */
function leftOutLines(columns: readonly ColumnProposal[]): readonly string[] {
  const byReason = new Map<LeftOutReason, string[]>();
  for (const { column, role } of columns) {
    if (role.kind === 'left-out') {
      const name = column === '' ? 'a column' : commentText(column);
      byReason.set(role.why, [...(byReason.get(role.why) ?? []), name]);
    }
  }
  return [...byReason].map(([why, names]) => {
    const shown = names.slice(0, 8).join(', ');
    return `# Left out (${why}): ${shown}${names.length > 8 ? ` and ${names.length - 8} more` : ''}.`;
  });
}

function humanText({ source, columns, missing }: StudyProposal): string {
  const id = columns.find(({ role }) => role.kind === 'id');
  const weights = columns.find(({ role }) => role.kind === 'weights');
  const lines = ['human:', `  data: ${yamlScalar(source.data)}`];
  if (id !== undefined) {
    lines.push(`  id: ${yamlScalar(id.column)}`);
  }
  if (source.headerRows !== 1) {
    lines.push(`  header_rows: ${source.headerRows}`);
  }
  if (source.encoding !== null) {
    lines.push(`  encoding: ${yamlScalar(source.encoding)}`);
  }
  if (weights !== undefined) {
    lines.push(`  weights: ${yamlScalar(weights.column)}  # TODO: are these survey weights?`);
  }
  if (missing.length > 0) {
    lines.push(`  missing:${yamlList(missing.map(yamlScalar), '    ')}`);
  }
  return `${lines.join('\n')}\n`;
}

function pilotPiece({ pilot }: StudyProposal): Piece {
  if (pilot === null) {
    return frame(
      '  # With more people: pilot: { size: 30, seed: 1 }, from whom models may learn. All others are compared with.\n',
    );
  }
  const stratify = pilot.stratify.length === 0 ? '' : `, stratify: [${pilot.stratify.join(', ')}]`;
  const text = `  pilot: { size: ${pilot.size}, seed: 1${stratify} }  # models may learn from them; all others are compared with\n`;
  return { of: 'pilot', kind: 'section', text };
}

function personas({ columns }: StudyProposal): readonly Piece[] {
  const attributes = columns.filter(({ role }) => role.kind === 'attribute');
  if (attributes.length === 0) {
    return [];
  }
  const facts = attributes.map((one) => `    ${factOf(one)} {{${one.id}}}.`);
  return [
    frame('personas:\n  attributes:\n'),
    ...attributes.map((one): Piece => ({ of: one.id, kind: 'variable', text: attributeText(one) })),
    frame(
      `  # TODO: say who answers, and where they are.\n  prompt: |\n    You are taking part in a survey. Answer as the person described here would.\n${facts.join('\n')}\n\n`,
    ),
  ];
}

/** What stands before an attribute's value: its name, or where that is only a number, the question. */
function factOf({ id, question }: ColumnProposal): string {
  const asked = question === null || !isNumbered(id) ? '' : questionText(question);
  return asked === '' ? `${capitalised(id.replaceAll('_', ' '))}:` : asked;
}

function treatments({ columns }: StudyProposal): readonly Piece[] {
  const found = columns.filter(({ role }) => role.kind === 'treatment');
  return found.length === 0
    ? []
    : [
        frame('# The first arm is the reference.\ntreatments:\n'),
        ...found.map((one): Piece => ({ of: one.id, kind: 'variable', text: treatmentText(one) })),
        frame('\n'),
      ];
}

function items(
  { columns }: StudyProposal,
  role: 'belief' | 'action',
  anchors: ReadonlyMap<string, string>,
): readonly Piece[] {
  const found = columns.filter((one) => one.role.kind === role);
  const head =
    role === 'belief' ? '# What people think.\nbeliefs:\n' : '# What people do, or say they would do.\nactions:\n';
  return found.length === 0
    ? []
    : [
        frame(head),
        ...found.map((one): Piece => ({ of: one.id, kind: 'variable', text: itemText(one, anchors) })),
        frame('\n'),
      ];
}

function orderPiece({ columns, inColumnOrder }: StudyProposal): readonly Piece[] {
  const ids = columns.filter(({ role }) => role.kind === 'belief' || role.kind === 'action').map(({ id }) => id);
  const text = `# As the columns stand. What comes later is not known earlier.\norder:${yamlList(ids, '  ')}  # TODO: was it asked so?\n\n`;
  return inColumnOrder ? [{ of: 'order', kind: 'section', text }] : [];
}

/** A rule is what a researcher expects, which no data say: an example in the names of this study. */
function ruleText({ columns }: StudyProposal): string {
  const belief = columns.find(({ role }) => role.kind === 'belief');
  const action = columns.find(({ role }) => role.kind === 'action');
  if (belief === undefined || action === undefined) {
    return '';
  }
  const lines = [
    '# TODO: what do you expect of those who think so? Take the # away from your rule:',
    '# coherence:',
    '#   a-rule:',
    `#     when: ${example(belief)}`,
    `#     then: ${example(action)}`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function example({ id, role }: ColumnProposal): string {
  if (!('measure' in role) || role.measure.kind === 'text') {
    return id;
  }
  const { measure } = role;
  if (measure.kind === 'number') {
    return `${id} >= ${Math.round((measure.min + measure.max) / 2)}`;
  }
  const isOrdered = measure.ordered && measure.categories.length > 2;
  const label = (isOrdered ? measure.categories.at(-2) : affirmative(measure))?.label ?? '';
  return `${id} ${isOrdered ? '>=' : '=='} "${label.replace(/[\\"]/g, '\\$&').replace(/\s+/g, ' ')}"`;
}

function regressionPiece({ regression }: StudyProposal): readonly Piece[] {
  if (regression === null) {
    return [];
  }
  const { formula, family, errors } = regression;
  const written = /^[\p{L}_][\p{L}\p{M}\p{N}_ ~+=."-]*$/u.test(formula)
    ? formula
    : `'${formula.replaceAll("'", "''")}'`;
  const ownErrors = errors === null ? '' : `\n    errors: ${errors}`;
  const text = `regressions:\n  main:  # TODO: what should be recovered from the simulated answers?\n    formula: ${written}\n    family: ${family}${ownErrors}\n\n`;
  return [{ of: 'regressions', kind: 'section', text }];
}

function subgroupPiece({ subgroups }: StudyProposal): readonly Piece[] {
  return subgroups.length === 0
    ? []
    : [{ of: 'subgroups', kind: 'section', text: `subgroups:${yamlList(subgroups, '  ')}\n\n` }];
}

const modelText = `# Built-in respondents need no model. For a language model, take the # away from one of these:
# models:
#   gpt: { provider: openai, model: gpt-4.1-mini, temperature: 1 }  # key in OPENAI_API_KEY
#   llama: { provider: openai, base_url: "http://localhost:11434/v1", model: llama3.2 }
`;

function capitalised(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}
