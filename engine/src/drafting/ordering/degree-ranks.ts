import { plainWords } from '../special-values.ts';
import { allRanked } from './all-ranked.ts';

/**
 * Degrees of one thing: `Strongly disagree` … `Strongly agree`, `Not at all likely` … `Extremely likely`, `Very liberal` …
 * `Very conservative`. A label is a strength and what it is said of; all labels speak of the same, or of its opposite.
 */
export function degreeRanks(labels: readonly string[]): readonly number[] | null {
  const degrees = labels.map((label) => degreeOf(plainWords(label)));
  const subjects = new Set(degrees.flatMap(({ subject }) => (subject === '' ? [] : [subject])));
  // Words alone are no degrees: something must say how much, or the opposite of something else.
  const says = degrees.filter(({ hasStrength }) => hasStrength).length;
  const isPair = degrees.some(({ rank }) => (rank ?? 0) < 0) && degrees.some(({ rank }) => (rank ?? 0) > 0);
  return subjects.size > 1 || (says < 2 && !isPair)
    ? null
    : allRanked(labels, (label) => degreeOf(plainWords(label)).rank);
}

interface Degree {
  /** What the degree is of; empty where the label does not say, as "Neutral". */
  readonly subject: string;
  readonly rank: number | null;
  readonly hasStrength: boolean;
}

function degreeOf(words: string): Degree {
  if (neutral.test(words)) {
    return { subject: '', rank: 0, hasStrength: false };
  }
  for (const [pattern, strength] of strengths) {
    const found = pattern.exec(words);
    if (found !== null) {
      const rest = `${words.slice(0, found.index)} ${words.slice(found.index + found[0].length)}`
        .replace(/\s+/g, ' ')
        .trim();
      return withSubject(rest, strength, true);
    }
  }
  return withSubject(words, plain, false);
}

function withSubject(words: string, strength: number, hasStrength: boolean): Degree {
  const rest = words
    .replace(/\b(?:i|am|it|is|be|to|the|of|in|with|of it|this)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (const [low, high] of opposites) {
    if (low.test(rest)) {
      return { subject: high.source, rank: strength === 0 ? 0 : -strength, hasStrength };
    }
    if (high.test(rest)) {
      return { subject: high.source, rank: strength, hasStrength };
    }
  }
  return { subject: rest, rank: hasStrength || rest === '' ? strength : null, hasStrength };
}

const neutral =
  /^(?:neutral|neither\b.*|undecided|indifferent|mixed|mixed feelings|about (?:the same|equal)|(?:no|stayed the) (?:change|same)|unchanged|middle of the road|moderate|cent(?:er|re)|centrist|independent|might or might not|maybe|possibly|uncertain|no difference|equal(?:ly)?)$/;

/** How strong a label without a word for it is: "Agree" lies between "Somewhat agree" and "Strongly agree". */
const plain = 2.9;

/** Words for strength; longer ones first. */
const strengths: readonly (readonly [RegExp, number])[] = [
  [
    /\bnot at all\b|^not\b(?= (?:important|likely|satisfied|concerned|interested|confident|useful|familiar|willing|comfortable|effective|true|worried|serious))/,
    0,
  ],
  [/\bnot (?:very|too|so|really|particularly)\b/, 0.7],
  [/\bhardly\b/, 0.5],
  [/\bvery much\b/, 4.6],
  [/\bquite a (?:bit|lot)\b/, 3.2],
  [/\ba (?:great deal|lot)\b/, 4.3],
  [/\ba (?:little(?: bit)?|bit)\b|\bslightly\b|\blittle\b|\bleans?\b|\bleaning\b/, 1],
  [/\bprobably\b/, 1.5],
  [/\bsomewhat\b/, 2],
  [/\bmoderately\b|\bgenerally\b/, 2.5],
  [/\brather\b|\bfairly\b/, 2.7],
  [/\bmostly\b|\bquite\b|\bpretty\b|\bmainly\b/, 3.2],
  [/\bvery\b|\bhighly\b|\bmuch\b/, 4],
  [/\bstrong(?:ly)?\b|\bdefinitely\b|\bcertainly\b/, 4.5],
  [/\bextreme(?:ly)?\b|\bcompletely\b|\btotally\b|\bentirely\b|\babsolutely\b|\bfully\b/, 5],
];

/** Pairs of which one is the opposite of the other; the low end first. */
const opposites: readonly (readonly [low: RegExp, high: RegExp])[] = [
  [/^disagree(?:ment)?$/, /^agree(?:ment)?$/],
  [/^unlikely$/, /^likely$/],
  [/^(?:dissatisfied|unsatisfied)$/, /^satisfied$/],
  [/^unimportant$/, /^important$/],
  [/^uncomfortable$/, /^comfortable$/],
  [/^(?:oppose|opposed|against|unfavou?rable)$/, /^(?:support|favou?r|favou?rable)$/],
  [/^disapprove$/, /^approve$/],
  [/^negative(?:ly)?$/, /^positive(?:ly)?$/],
  [/^(?:bad|poor)$/, /^good$/],
  [/^(?:difficult|hard)$/, /^easy$/],
  [/^unsafe$/, /^safe$/],
  [/^unhappy$/, /^happy$/],
  [/^liberal$/, /^conservative$/],
  [/^democrat(?:ic)?$/, /^republican$/],
  [/^left(?: wing)?$/, /^right(?: wing)?$/],
  [/^worse$/, /^better$/],
  [/^(?:false|untrue)$/, /^true$/],
  [/^(?:no|not)$/, /^yes$/],
  [/^distrust$/, /^trust$/],
  [/^inaccurate$/, /^accurate$/],
  [/^unfair$/, /^fair$/],
  [/^ineffective$/, /^effective$/],
  [/^unwilling$/, /^willing$/],
  [/^uninterested$/, /^interested$/],
  [/^unconcerned$/, /^concerned$/],
  [/^(?:unacceptable)$/, /^acceptable$/],
  [/^inappropriate$/, /^appropriate$/],
  [/^(?:decreased?|less)$/, /^(?:increased?|more)$/],
  [/^unfamiliar$/, /^familiar$/],
  [/^dislike$/, /^like$/],
  [/^cold$/, /^warm$/],
];
