import { type CodedTable, MISSING } from '#engine/data';
import type { Study } from '#engine/study';
import type { Plan } from './plan.ts';

/** A respondent of a plan, as a list shows one. */
export interface ListedRespondent {
  readonly respondent: string;
  /** Which one of the plan, from 1. */
  readonly number: number;
  /** Attributes and arms, such as `gender: Female, frame: shown`; what is not known is left out. */
  readonly persona: string;
}

/** What is known of a respondent. */
export interface RespondentFact {
  /** The id of an attribute or a treatment. */
  readonly name: string;
  readonly value: string;
}

/**
 * The row of the respondent that a person means: by the number in the plan, from 1; by the id; or by the id of the human
 * twin. Digits are a number as long as the plan has that many respondents. Null when there is none.
 */
export function respondentRow({ respondents }: Pick<Plan, 'respondents'>, wanted: string): number | null {
  const number = /^\d{1,15}$/.test(wanted) ? Number(wanted) : 0;
  if (number >= 1 && number <= respondents.size) {
    return number - 1;
  }
  const exact = respondents.ids.indexOf(wanted);
  const row = exact === -1 ? respondents.ids.indexOf(`twin:${wanted}`) : exact;
  return row === -1 ? null : row;
}

/**
 * Respondents whose number begins with what is looked for, or whose id and persona hold each of its words (in any case).
 * The one with just that number comes first, the others in the order of the plan, `most` of them at the most. All match
 * an empty text.
 */
export function findRespondents(
  study: Study,
  { respondents }: Pick<Plan, 'respondents'>,
  lookedFor: string,
  most: number,
): readonly ListedRespondent[] {
  const text = lookedFor.trim().toLowerCase();
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const meant = /^\d{1,15}$/.test(text) ? Number(text) - 1 : -1;
  const found = meant >= 0 && meant < respondents.size ? [listedRespondent(study, respondents, meant)] : [];
  for (let row = 0; row < respondents.size && found.length < most; row += 1) {
    const listed = listedRespondent(study, respondents, row);
    const said = `${listed.respondent} ${listed.persona}`.toLowerCase();
    if (row !== meant && (String(listed.number).startsWith(text) || words.every((word) => said.includes(word)))) {
      found.push(listed);
    }
  }
  return found;
}

function listedRespondent(study: Study, respondents: CodedTable, row: number): ListedRespondent {
  const facts = describedRespondent(study, respondents, row);
  const persona = facts.map(({ name, value }) => `${name}: ${value}`).join(', ');
  return { respondent: respondents.ids[row] ?? '', number: row + 1, persona };
}

/** What is known of the respondent in a row: attributes, then arms, in the order of the study. */
export function describedRespondent(study: Study, respondents: CodedTable, row: number): readonly RespondentFact[] {
  return [...study.attributes, ...study.treatments].flatMap(({ id }): readonly RespondentFact[] => {
    const column = respondents.variables.get(id.value);
    if (column === undefined) {
      return [];
    }
    const number = column.values?.[row] ?? Number.NaN;
    const code = column.codes[row] ?? MISSING;
    const value = Number.isNaN(number) ? (column.texts?.[row] ?? column.labels[code] ?? '') : String(number);
    return value === '' ? [] : [{ name: id.value, value: value.replace(/\s+/g, ' ') }];
  });
}
