import type { ColumnProfile } from './column-profile.ts';

/** What the name of a column, or its question, says about what it is for. */
export interface NameHints {
  /** The words of the name, in small letters. */
  readonly words: ReadonlySet<string>;
  readonly isId: boolean;
  readonly isWeight: boolean;
  readonly isParadata: boolean;
  readonly isPersonal: boolean;
  readonly isTreatment: boolean;
  readonly isPersona: boolean;
  readonly isAction: boolean;
  readonly isAge: boolean;
  /** A question that is answered in one's own words. */
  readonly isOpen: boolean;
  /** Something that is counted or measured, so that even a few different numbers are numbers. */
  readonly isCount: boolean;
  /** A code of something that has an order. */
  readonly hasOrder: boolean;
}

export function nameHints({ name, question, answers }: ColumnProfile): NameHints {
  const words = wordsOf(name);
  const has = (known: ReadonlySet<string>): boolean => [...words].some((word) => known.has(word));
  const lower = name.trim().toLowerCase();
  const asked = `${question ?? ''} ${name}`.toLowerCase();
  const isPersona = has(personaWords) || personaQuestions.test(asked);
  return {
    words,
    isId:
      has(idWords) || /(?:^|[^a-z])id$|id$/i.test(name.replace(/(?:paid|said|did|bid|grid|valid|covid|hybrid)$/i, '')),
    isWeight: has(weightWords),
    isParadata: paradata.has(lower.replace(/[^a-z0-9]+/g, '')) || paradataPattern.test(lower),
    isPersonal: has(personalWords) || answers.some(({ value }) => /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(value)),
    isTreatment:
      has(treatmentWords) ||
      /^(?:show|treat|cond|assign|manip|random)/.test(lower) ||
      (answers.length <= 8 && answers.some(({ value }) => /^(?:control|treatment|treated|placebo)\b/i.test(value))),
    isPersona,
    isAction:
      has(actionWords) ||
      actionQuestions.test(asked) ||
      answers.some(({ value }) => /^(?:consent|decline|accept|refuse|buy|donate|share)\b/i.test(value)),
    isAge: words.has('age') || words.has('alter') || /\bhow old are you\b|\byour age\b/.test(asked),
    isOpen: openQuestions.test(asked),
    isCount: has(countWords),
    hasOrder: has(orderWords),
  };
}

/** `Q-demosAge_2` gives q, demos, age. */
function wordsOf(name: string): ReadonlySet<string> {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
  // Some panels put `pp` before the names of what they know of a person.
  return new Set(words.flatMap((word) => (/^pp.{3,}/.test(word) ? [word, word.slice(2)] : [word])));
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const idWords = set('id responseid respondent participant subject pid uid uuid workerid caseid prolific token');
const weightWords = set('weight weights wt wgt wts pweight postweight');
const personalWords = set('email mail phone telephone ip ipaddress firstname lastname surname latitude longitude');
const treatmentWords = set(
  'cond condition conditions treatment treatments treat treated trt arm arms group grp experimental manipulation manip frame framing prime priming vignette stimulus stim scenario version variant random randomized randomised assigned assignment intervention exposure show shown',
);
const personaWords = set(
  'age alter gender sex geschlecht race ethnicity ethnic hispanic latino latinx education educ edu degree schooling income salary earnings state region country nationality citizenship city zip zipcode postcode county province urban rural urbanicity marital married religion religiosity denomination party partyid partisanship ideology political politics employment employed occupation profession industry household children kids language born birth birthyear yob birthday demographic demographics demo demos veteran disability height bmi handed handedness ses caste tribe generation major smoker',
);
const actionWords = set(
  'action behavior behaviour buy buys bought purchase purchased share shares shared sharing consent vote votes voted voting turnout donate donated donation give gave choose chose chosen choice decide decision accept accepted reject click clicked sign signed petition join intent intention intentions intend willing willingness wtp wta attack defend allocate allocation offer contribute contribution invest investment pay paid enroll subscribe recommend comply compliance bid cooperate cooperation reaction outcome',
);
const countWords = set('age alter children kids household years number count times hours minutes days size height');
const orderWords = set('education educ edu degree income salary ideology ses class religiosity partyid');

const personaQuestions =
  /\b(?:your|what) (?:age|gender|sex|race|ethnicity|marital status|religion|nationality|occupation|zip code)\b|\bhow old are you\b|\b(?:household|annual|yearly|monthly) income\b|\b(?:highest|level of) (?:level of )?(?:education|school|degree)\b|\b(?:state|country|region|city) (?:do|are) you (?:currently )?(?:live|living|reside)\b|\b(?:gender identity|hispanic|political party|employment status)\b/;
const actionQuestions =
  /\b(?:will|would) you\b(?! say\b| describe\b)|\bdo you (?:consent|agree to)\b|\b(?:are you|how) (?:willing|likely are you|likely would you)\b/;

const openQuestions =
  /\banything else\b|\bin your own words\b|\b(?:any|other|further|additional|your) (?:comments?|remarks|feedback|thoughts)\b|\bplease (?:explain|describe|specify|elaborate|tell us)\b/;

/** Columns that survey tools add. */
const paradata = set(
  'startdate enddate status progress durationinseconds duration finished recordeddate externalreference distributionchannel userlanguage timestamp submitdate submittime starttime endtime timetaken completiontime useragent browser operatingsystem resolution referer refurl lastpage seed hitid assignmentid survey surveyid source externaldatareference',
);
const paradataPattern =
  /^q_|_(?:first click|last click|page submit|click count)$|^(?:recipient|location)[a-z]+$|(?:^|[ _-])(?:duration|timer?|timing|attention[ _-]?checks?|captcha)(?:$|[ _-])/;
