/** What the process ends with. Documented in docs/command-line.md; never given another meaning. */
export const exitCodes = {
  fine: 0,
  /** The study has something to correct. */
  findings: 1,
  /** The command was not understood, or names a study or run that is not there. */
  usage: 2,
  /** What was asked could not be done. */
  failed: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
