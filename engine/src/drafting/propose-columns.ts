import { columnIds, isQuestion } from './column-ids.ts';
import type { ColumnProfile } from './column-profile.ts';
import { attributeMeasure, itemMeasure, joinedValues } from './measure-column.ts';
import { type NameHints, nameHints } from './name-hints.ts';
import type { CategoryProposal, ColumnProposal, LeftOutReason, RoleProposal } from './proposal.ts';
import { tellingName } from './telling-names.ts';

/** What each column is in the study, judged by its name, its question and its values; in the order of the file. */
export function proposeColumns(profiles: readonly ColumnProfile[]): readonly ColumnProposal[] {
  const hinted = profiles.map((profile, index) => ({ profile, hints: nameHints(profile), index }));
  const id = idColumn(hinted);
  const weights = hinted.find(({ profile, hints }) => hints.isWeight && areWeights(profile));
  const ids = columnIds(
    hinted.map(({ profile: { name, question }, hints }) =>
      hints.isPersona || hints.isAge ? (tellingName(name, question) ?? name) : name,
    ),
  );
  let items = 0;
  return hinted.map(({ profile, hints, index }) => {
    const own: RoleProposal | null =
      index === id?.index ? { kind: 'id' } : index === weights?.index ? { kind: 'weights' } : null;
    const role = own ?? roleOf(profile, hints);
    items += role.kind === 'belief' || role.kind === 'action' ? 1 : 0;
    return {
      column: profile.name,
      id: ids[index] ?? '',
      question: profile.question ?? (isQuestion(profile.name) ? profile.name : null),
      role:
        (role.kind === 'belief' || role.kind === 'action') && items > mostItems ? leftOut('too many questions') : role,
    };
  });
}

interface Hinted {
  readonly profile: ColumnProfile;
  readonly hints: NameHints;
  readonly index: number;
}

/** A questionnaire that is longer than this is cut: nobody would read such a study. */
const mostItems = 100;

/** The column that tells people apart: one that is named so, else the first column if its values could be nothing else. */
function idColumn(columns: readonly Hinted[]): Hinted | undefined {
  const unique = columns.filter(({ profile }) => profile.name !== '' && profile.isUnique);
  return (
    unique.find(({ hints, profile }) => hints.isId && !hints.isPersonal && !isProse(profile)) ??
    unique.find(
      ({ index, profile }) => index === 0 && (profile.numbers === null ? !isProse(profile) : profile.numbers.isWhole),
    )
  );
}

function roleOf(profile: ColumnProfile, hints: NameHints): RoleProposal {
  const reason = whyNot(profile, hints);
  if (reason !== null) {
    return leftOut(reason);
  }
  const arms = hints.isTreatment && !(hints.isPersona && !namesArms(hints)) ? armsOf(profile) : null;
  if (arms !== null) {
    return { kind: 'treatment', categories: arms };
  }
  if (hints.isPersona || hints.isAge) {
    const measure = attributeMeasure(profile, hints);
    const isOpen = measure.kind === 'text' && (isProse(profile) || profile.isUnique);
    return isOpen ? leftOut('open answers') : { kind: 'attribute', measure };
  }
  const measure = hints.isOpen && profile.numbers === null ? null : itemMeasure(profile);
  if (measure === null) {
    return leftOut(joinedValues(profile.answers).size > 0 ? 'several answers in one' : 'open answers');
  }
  return { kind: hints.isAction ? 'action' : 'belief', measure, also: profile.beside };
}

function whyNot(profile: ColumnProfile, hints: NameHints): LeftOutReason | null {
  const { answers, numbers } = profile;
  if (profile.name === '') {
    return 'no name';
  }
  if (answers.length === 0) {
    return 'empty';
  }
  if (answers.length === 1 || (numbers !== null && numbers.min === numbers.max)) {
    return 'the same for everyone';
  }
  if (hints.isParadata) {
    return 'about the survey, not the person';
  }
  if (hints.isPersonal) {
    return 'personal data';
  }
  if (answers.every(({ value }) => datePattern.test(value))) {
    return 'dates';
  }
  return profile.isUnique && hints.isId ? 'another id' : null;
}

/** Two to eight values that people could have been assigned to, a control group first. Null where they could not. */
function armsOf({ answers, beside, numbers }: ColumnProfile): readonly CategoryProposal[] | null {
  const isPossible =
    answers.length >= 2 &&
    answers.length <= 8 &&
    beside.length === 0 &&
    answers.every(({ value }) => value !== '*' && value.length <= 60);
  if (!isPossible) {
    return null;
  }
  const people = new Map(answers.map(({ value, count }) => [value, count]));
  const values = [...people.keys()];
  const inOrder =
    numbers === null ? values.sort((a, b) => (a < b ? -1 : 1)) : values.sort((a, b) => Number(a) - Number(b));
  const control = inOrder.find((value) => /^(?:no |not |none|control|baseline|placebo|false$|hidden)/i.test(value));
  return [...inOrder.filter((value) => value === control), ...inOrder.filter((value) => value !== control)].map(
    (label) => ({ label, values: null, people: people.get(label) ?? 0 }),
  );
}

/** Words that name a treatment whatever else stands in the name: `treatment_country` is one, `age_group` is not. */
function namesArms({ words }: NameHints): boolean {
  return ['condition', 'cond', 'treatment', 'treat', 'treated', 'arm', 'vignette', 'assigned'].some((word) =>
    words.has(word),
  );
}

/** Survey weights have a mean of about 1; a person's weight does not. */
function areWeights({ answers, numbers, answered, isComplete }: ColumnProfile): boolean {
  const sum = answers.reduce((total, { value, count }) => total + Number(value) * count, 0);
  return (
    isComplete && numbers !== null && numbers.min >= 0 && answers.length > 2 && Math.abs(sum / answered - 1) < 0.25
  );
}

/** Whether values are sentences rather than words. */
function isProse({ answers }: ColumnProfile): boolean {
  const long = answers.filter(({ value }) => value.length > 60 || value.split(/\s+/).length > 6).length;
  return long * 5 > answers.length;
}

function leftOut(why: LeftOutReason): RoleProposal {
  return { kind: 'left-out', why };
}

const datePattern =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?$|^\d{1,2}[./]\d{1,2}[./]\d{2,4}(?:\s.*)?$|^\d{1,2}:\d{2}(?::\d{2})?$/;
