// What the editor's client and the language server say to each other beyond the Language Server Protocol. Both sides
// import this file, so that neither repeats a name or a shape. Positions are LSP positions (line and character from 0).

import type { ListedRun } from './runs/list-runs.ts';

/** What the client hands over in `initializationOptions`. Everything may be missing: other editors send nothing. */
export interface InitializationOptions {
  /** Another extension already reports plain YAML syntax errors, so the server leaves them out. */
  readonly yamlSyntaxReportedElsewhere?: boolean;
  /** The URI of the page that explains the codes of diagnostics; without it diagnostics have no link. */
  readonly codesPage?: string;
  /** The editor has the commands behind code lenses and code actions; without them no lens is shown, and actions only edit. */
  readonly commands?: boolean;
  /**
   * Other severities for codes, as the setting `understudy.diagnostics.severity`: `{ "small-subgroup": "off" }`. For editors
   * that do not answer `workspace/configuration`; where they do, the setting counts.
   */
  readonly severity?: unknown;
  /** Kinds of inlay hints that are not wanted, as the settings `understudy.inlayHints.…`: `{ "scores": false }`; as above. */
  readonly inlayHints?: unknown;
}

/**
 * Notification `understudy/settings`, client → server, with `InitializationOptions`: the options above have changed
 * (the YAML extension was switched on or off). Open studies are checked again.
 */
export const settingsNotification = 'understudy/settings';

/**
 * Request `understudy/studyInfo`, client → server: what a run of this study would be. `null` when the document is not
 * an open study.
 */
export const studyInfoRequest = 'understudy/studyInfo';

export interface StudyInfoParams {
  readonly uri: string;
}

export interface StudyInfo {
  /** The study's id, empty when the file has none yet. */
  readonly study: string;
  readonly title: string | null;
  /** Whether there are human data to compare with. */
  readonly hasHumans: boolean;
  /** Number of diagnostics that would stop a run. */
  readonly errors: number;
  /** How many simulated respondents a run asks; null when that is not known (the data cannot be read). */
  readonly respondents: number | null;
  /** Calls to an endpoint that one run makes; null when that is not known. */
  readonly calls: number | null;
  readonly endpoints: readonly EndpointInfo[];
}

/** A model of the study that is asked over the network. */
export interface EndpointInfo {
  /** The model's id in the study. */
  readonly id: string;
  /** The name that the endpoint knows it by. */
  readonly model: string;
  /** Scheme, host and port that the answers come from, such as `https://api.openai.com`. Empty for a broken URL. */
  readonly origin: string;
  /** The environment variable that names the key. */
  readonly keyVariable: string;
}

/**
 * Request `understudy/placeOf`, client → server: where a path in the study stands in today's text. `null` when the
 * path is no longer there.
 */
export const placeOfRequest = 'understudy/placeOf';

export interface PlaceOfParams {
  readonly uri: string;
  /** A path in the study, such as `beliefs/importance` or `personas/attributes/gender/levels/Female`. */
  readonly path: string;
}

export interface EditorPosition {
  readonly line: number;
  readonly character: number;
}

export interface Place {
  readonly start: EditorPosition;
  readonly end: EditorPosition;
}

/**
 * Request `understudy/prompt`, client → server: the exact prompt that one respondent would get from an endpoint, of the
 * text and the data of now. `null` when the document is not an open study, or was edited meanwhile: ask again.
 */
export const promptRequest = 'understudy/prompt';

export interface PromptParams {
  readonly uri: string;
  /** Which one of the plan, from 1. Beyond the last it is the last. */
  readonly number: number;
  /** Which repeat, from 1; the first if left out. Beyond the last it is the last. */
  readonly repeat?: number;
}

export type PromptResult =
  | {
      readonly kind: 'prompt';
      /** Who is asked, each message, and what the reply must look like, as Markdown. */
      readonly text: string;
      readonly number: number;
      /** How many respondents the plan has. */
      readonly of: number;
      readonly repeat: number;
      /** How often each is asked: 1 without repeats. */
      readonly repeats: number;
    }
  /** The text says, also as Markdown, why nobody can be asked yet, with the lines that are to be corrected. */
  | { readonly kind: 'impossible'; readonly text: string };

/**
 * Request `understudy/respondents`, client → server: respondents of the plan whose number begins with what is looked for,
 * or whose id and persona have its words; at most `respondentsListed` of them. Empty where nobody can be asked.
 */
export const respondentsRequest = 'understudy/respondents';

export interface RespondentsParams {
  readonly uri: string;
  readonly lookedFor: string;
}

export const respondentsListed = 200;

/**
 * Notification `understudy/changed`, server → client, without parameters: something beside the text has changed (the
 * data, an evaluation, a setting), so that what was asked about open studies may have another answer.
 */
export const changedNotification = 'understudy/changed';

/**
 * Request `understudy/runs`, client → server, with an empty object: the runs of every open study that is a file and has an
 * id, in the order in which the studies were opened; of each study the run planned last first.
 */
export const runsRequest = 'understudy/runs';

export interface StudyRuns {
  readonly uri: string;
  /** The study's id. */
  readonly study: string;
  readonly runs: readonly ListedRun[];
}

/**
 * Notification `understudy/runsChanged`, server → client, without parameters: a study was opened or closed, or a run of an
 * open study has begun, ended, been evaluated or deleted.
 */
export const runsChangedNotification = 'understudy/runsChanged';

/** Commands that code lenses call; the client registers them. */
export const simulateCommand = 'understudy.simulateAndCompare';
export const openEvaluationCommand = 'understudy.openEvaluation';
export const previewPromptCommand = 'understudy.previewPrompt';

/**
 * Command that a code action calls once its edit is made, with the document's URI and a `Place`: selects what its author
 * writes over. The client registers it.
 */
export const selectPlaceCommand = 'understudy.selectPlace';
