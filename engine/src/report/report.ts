import type { SideBySide } from './report-beside.ts';
import type { RectifiedEstimates } from './report-rectified.ts';
import type { Effects, RegressionTable } from './report-regressions.ts';
import type { Robustness } from './report-robustness.ts';
import type { CellVerdict, Estimate, Figure, Outcome, Quote, Sentence, StudyPath } from './shown.ts';

export type * from './report-beside.ts';
export type * from './report-rectified.ts';
export type * from './report-regressions.ts';
export type * from './report-robustness.ts';
export type * from './shown.ts';

/**
 * What an evaluation says, ready to be shown: plain JSON, from which the panel, the HTML report and the terminal are all
 * written, so that they cannot disagree. Nothing is computed here; every number is one of the evaluation's.
 */
export interface Report {
  readonly format: 'understudy-report';
  readonly version: 1;
  readonly header: ReportHeader;
  readonly compared: Compared;
  readonly ladder: Ladder;
  /** Null where only one model was named. */
  readonly sideBySide: SideBySide | null;
  readonly distributions: readonly ItemDistribution[];
  readonly subgroups: SubgroupMap;
  readonly misaligned: MisalignedCells;
  readonly heterogeneity: Heterogeneity;
  readonly coherence: Coherence;
  readonly regressions: readonly RegressionTable[];
  readonly effects: Effects;
  /** Null where only twins were simulated. */
  readonly rectified: RectifiedEstimates | null;
  readonly robustness: Robustness;
  readonly warnings: readonly Warning[];
  /** A draft of a Methods section, filled in from the evaluation. */
  readonly methods: readonly MethodsParagraph[];
  /** How to read the report: a term and what it means. */
  readonly reading: readonly ReadingNote[];
}

export interface ReportHeader {
  readonly study: string;
  readonly title: string | null;
  readonly source: string | null;
  /** The model that is judged. */
  readonly subject: string;
  /** What the subject is, in a few words. */
  readonly subjectKind: string;
  readonly lines: readonly VerdictLine[];
  /** What the run may be used for. */
  readonly conclusion: Quote | null;
  /** What was found, sentence by sentence. */
  readonly findings: readonly Quote[];
}

export interface VerdictLine {
  readonly id: string;
  readonly title: string;
  /** What the line asks, for readers who do not know it. */
  readonly question: string;
  readonly outcome: Outcome;
  readonly reasons: readonly Quote[];
}

export interface Compared {
  /** From the rows of the file to those who are compared, in order. */
  readonly flow: readonly FlowStep[];
  /** Each arm of each treatment; empty for a study without treatments. */
  readonly arms: readonly ArmCount[];
  /** How the simulated respondents were made, what was left out. */
  readonly notes: readonly Sentence[];
  /** Who was simulated beside who was asked; empty where everybody simulated is the twin of a person. */
  readonly composition: readonly CompositionRow[];
}

export interface CompositionRow {
  readonly attribute: string;
  readonly totalVariation: Figure;
  readonly isFarApart: boolean;
  readonly levels: readonly AnswerShare[];
}

export interface FlowStep {
  readonly label: string;
  readonly count: Figure;
  readonly note: string;
}

export interface ArmCount {
  readonly treatment: string;
  readonly arm: string;
  readonly isReference: boolean;
  readonly human: Figure;
  readonly simulated: Figure;
  readonly pilot: Figure | null;
  /** Share of questions without an answer, or without a usable one. */
  readonly humanNonresponse: Figure;
  readonly simulatedNonresponse: Figure;
  /** What became of the questions put to its simulated respondents; empty where nobody was simulated. */
  readonly responses: readonly ResponseCount[];
  readonly place: StudyPath;
}

/** How many answers of one kind there are; `usable` are those on the scale, among the options or within the range. */
export interface ResponseCount {
  readonly kind: 'usable' | 'beside the scale' | 'refused' | 'invalid' | 'missing' | 'failed call';
  readonly count: Figure;
}

/** How far each model is from people: mean distance over everyone and each arm. */
export interface Ladder {
  /** Cheapest first; the subject last where it is not built in. */
  readonly models: readonly LadderModel[];
  /** Over all items first, then item by item. */
  readonly rungs: readonly Rung[];
  /** The subject against each of the other models, over all items. */
  readonly comparisons: readonly LadderComparison[];
}

export interface LadderModel {
  readonly id: string;
  readonly isSubject: boolean;
  readonly description: string;
}

export interface Rung {
  /** Null over all items. */
  readonly item: string | null;
  readonly title: string;
  readonly place: StudyPath;
  /** One a model, in the order of `models`. */
  readonly rows: readonly RungRow[];
}

export interface RungRow {
  readonly model: string;
  readonly isSubject: boolean;
  readonly distance: Figure;
  /** What sampling noise alone would show. */
  readonly floor: Figure;
  readonly excess: Figure;
  readonly nMisaligned: Figure;
  readonly nTested: Figure;
}

export interface LadderComparison {
  readonly against: string;
  readonly verdict: 'better' | 'worse' | 'cannot be told apart';
  /** Mean distance of the subject minus that of the other: below 0 the subject is nearer to people. */
  readonly difference: Estimate;
  readonly sentence: Quote;
}

export interface ItemDistribution {
  readonly item: string;
  readonly title: string;
  /** What was asked; of a derived variable what it is computed from. */
  readonly question: string;
  readonly role: 'belief' | 'action' | 'derived';
  readonly kind: 'ordinal' | 'nominal' | 'numeric';
  /** The unit of a numeric item, in which classes and moments are; null otherwise. */
  readonly unit: string | null;
  readonly place: StudyPath;
  /** All arms together first, then each arm. */
  readonly groups: readonly DistributionGroup[];
}

/** Answers to one item in one arm, or in all of them. */
export interface DistributionGroup {
  /** Names the arm as in `SubgroupMap.arms`; empty for all arms. */
  readonly arm: string;
  readonly nHuman: Figure;
  readonly nSimulated: Figure;
  /** Respondents of either side without a substantive answer. */
  readonly missingHuman: Figure;
  readonly missingSimulated: Figure;
  /** Options, points of the scale, or classes of numbers, in the study's order. */
  readonly answers: readonly AnswerShare[];
  /** Mean and standard deviation; null for nominal items. */
  readonly moments: Moments | null;
  /** The cell of everyone in these arms. */
  readonly cell: Cell | null;
}

export interface AnswerShare {
  readonly label: string;
  readonly human: Figure;
  readonly simulated: Figure;
}

export interface Moments {
  readonly humanMean: Figure;
  readonly simulatedMean: Figure;
  readonly humanSd: Figure;
  readonly simulatedSd: Figure;
}

export interface SubgroupMap {
  /** All arms first. */
  readonly arms: readonly { readonly id: string; readonly label: string }[];
  readonly items: readonly { readonly id: string; readonly place: StudyPath }[];
  readonly groups: readonly SubgroupRow[];
  /** Each level of each attribute over all items, all arms together. */
  readonly levels: readonly LevelRow[];
  /** Each attribute as a whole, item by item, all arms together. */
  readonly attributes: readonly AttributeSpread[];
  /** The margin above which an excess distance matters. */
  readonly margin: Figure;
}

/** One level of an attribute over the items on which it could be tested: means of distances and of their floors. */
export interface LevelRow {
  readonly attribute: string;
  readonly level: string;
  readonly place: StudyPath;
  readonly nHuman: Figure;
  readonly nItems: Figure;
  readonly nMisaligned: Figure;
  readonly distance: Figure;
  readonly floor: Figure;
  readonly excess: Figure;
  readonly jsDistance: Figure;
  readonly jsFloor: Figure;
}

/** How differently the levels of an attribute fare on one item. */
export interface AttributeSpread {
  readonly attribute: string;
  readonly item: string;
  readonly worstGroup: string | null;
  readonly worstExcess: Figure;
  readonly disparity: Figure;
  /** What the disparity exceeds in 5 % of samples where nothing differs; never shown without it. */
  readonly disparityQ95: Figure;
  readonly gapInflation: Figure;
  /** False where people show no gap that could be inflated. */
  readonly hasHumanGap: boolean;
  readonly deltaEtaSquared: Figure;
}

export interface SubgroupRow {
  readonly label: string;
  /** The attribute, or attributes, whose level this is; empty for everyone. */
  readonly attribute: string;
  readonly place: StudyPath;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly item: string;
  readonly arm: string;
  readonly nHuman: Figure;
  readonly nSimulated: Figure;
  readonly isLowN: boolean;
  readonly verdict: CellVerdict;
  /** Whether there are too few respondents to show alignment, whatever they answer. */
  readonly isTooFewToAlign: boolean;
  /** Null in cells that are too small. */
  readonly distance: Figure | null;
  readonly floorMean: Figure | null;
  readonly excess: Figure | null;
  readonly q: Figure | null;
  readonly lower: Figure | null;
  readonly upper: Figure | null;
  /** The distance that the cell would find in 80 % of samples. */
  readonly detectable: Figure | null;
}

export interface MisalignedCells {
  /** Largest excess first. */
  readonly rows: readonly MisalignedCell[];
  /** How many cells were tested, and what was found, in words. */
  readonly sentence: Sentence;
}

export interface MisalignedCell extends Cell {
  readonly group: string;
  readonly armLabel: string;
  readonly place: StudyPath;
  /** In which direction: the difference of means or of the share that differs most. */
  readonly direction: Sentence;
}

export interface Heterogeneity {
  readonly rows: readonly HeterogeneityRow[];
  readonly profiles: ProfileCount | null;
  /** Whether twins answer as their people do; empty where nobody has a twin. */
  readonly twins: readonly TwinRow[];
}

/** Agreement of people and their twins, one by one, beside that of `resample`. */
export interface TwinRow {
  readonly item: string;
  readonly place: StudyPath;
  readonly nPairs: Figure;
  readonly kappa: Figure;
  readonly rho: Figure;
  readonly resampleKappa: Figure | null;
  readonly resampleRho: Figure | null;
}

export type VarianceState = 'collapsed' | 'flattened' | 'alike' | 'inflated' | 'undecided' | 'not defined';

export interface HeterogeneityRow {
  readonly item: string;
  readonly place: StudyPath;
  readonly humanSd: Figure;
  readonly simulatedSd: Figure;
  readonly sdRatio: Estimate;
  readonly entropyRatio: Estimate;
  readonly state: VarianceState;
  readonly groups: readonly GroupSpread[];
  readonly unusedOptions: readonly { readonly label: string; readonly human: Figure }[];
}

export interface GroupSpread {
  readonly attribute: string;
  readonly withinRatio: Figure;
  readonly betweenRatio: Figure;
  readonly isStereotyped: boolean;
}

/** Different complete sets of beliefs, both sides brought to the same number of respondents. */
export interface ProfileCount {
  readonly items: readonly string[];
  readonly rarefiedTo: Figure;
  readonly nHuman: Figure;
  readonly nSimulated: Figure;
  /** As counted, before both sides are brought to the same number. */
  readonly humanObserved: Figure;
  readonly simulatedObserved: Figure;
  readonly human: Figure;
  readonly simulated: Figure;
  readonly topHuman: Figure;
  readonly topSimulated: Figure;
}

export interface Coherence {
  readonly rules: readonly RuleGap[];
  readonly pairs: readonly PairAssociation[];
}

/** How often those who meet the condition of a rule do not do what the rule expects. */
export interface RuleGap {
  readonly rule: string;
  readonly place: StudyPath;
  readonly nHuman: Figure;
  readonly nSimulated: Figure;
  readonly againstHuman: Figure;
  readonly againstSimulated: Figure;
  /** Null values where fewer than 30 meet the condition. */
  readonly human: Figure;
  readonly simulated: Figure;
  /** What people's gap would be if beliefs and actions had nothing to do with each other. */
  readonly chance: Figure;
  /** Simulated minus human, with its 95 % interval. */
  readonly difference: Estimate;
  /** Whether that interval keeps people and their twins together. */
  readonly isPaired: boolean;
  readonly verdict: 'equivalent' | 'different' | 'undecided' | 'too few';
  /** Why the rule tells little, because people themselves hardly follow it; null where it tells something. */
  readonly whyUninformative: string | null;
}

export interface PairAssociation {
  readonly belief: string;
  readonly action: string;
  readonly measure: string;
  readonly human: Figure;
  readonly simulated: Figure;
  readonly difference: Estimate;
  readonly isReversed: boolean;
  /** Total variation of the two joint tables of answers, and its floor. */
  readonly jointDistance: Figure;
  readonly jointFloor: Figure;
  readonly jointP: Figure;
}

export interface Warning {
  readonly code: string;
  readonly message: Quote;
  /** The model that it speaks of; null for all. */
  readonly model: string | null;
  readonly place: StudyPath;
}

export interface MethodsParagraph {
  readonly title: string;
  readonly sentences: readonly Sentence[];
}

export interface ReadingNote {
  readonly term: string;
  readonly text: string;
}
