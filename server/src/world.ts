import type {
  DataFile,
  DataFileOptions,
  DataFileResult,
  EvaluationFile,
  LargeData,
  ListedRun,
  Watched,
} from '#engine/node';

/** Everything that the server touches outside of itself. It never touches the network. */
export interface World {
  /** Null when there is no such file. The stamp changes when the file's content does. */
  readonly stamp: (path: string) => Promise<string | null>;
  /** Whether a data file is so large that somebody who types would notice when it is read or mapped; false when there is none. */
  readonly isLarge: (path: string) => Promise<boolean>;
  /** The file as UTF-8; rejects when it cannot be read. */
  readonly readText: (path: string) => Promise<string>;
  /** Reads a table; what goes wrong is an error value. */
  readonly readData: (path: string, options: DataFileOptions) => Promise<DataFileResult>;
  /** Reads a large table and holds it elsewhere. */
  readonly largeData: (file: DataFile) => LargeData;
  /** The studies in a folder and below it; never rejects. */
  readonly studyFiles: (folder: string) => Promise<readonly string[]>;
  /** The other study files in the folder of one whose name is this; never rejects. */
  readonly studiesNamed: (studyFile: string, study: string) => Promise<readonly string[]>;
  /** The evaluations beside a study, the newest first. */
  readonly evaluationFiles: (studyFile: string, study: string) => Promise<readonly EvaluationFile[]>;
  /** The runs beside a study, the one planned last first. */
  readonly runs: (studyFile: string, study: string) => Promise<readonly ListedRun[]>;
  /** Calls `changed` when something on disk changes, until what comes back is called. */
  readonly watch: (watched: Watched, changed: () => void) => () => void;
  /** Calls `work` once after `milliseconds`, unless what comes back is called first. */
  readonly later: (milliseconds: number, work: () => void) => () => void;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Calls `work` once when whatever else waits by then has been done. */
  readonly whenIdle: (work: () => void) => void;
}
