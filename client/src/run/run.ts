import type * as vscode from 'vscode';
import type { RunEvent } from '#engine';

/** A run of one study, from its start to its end. Each change gives a new one. */
export interface Run {
  readonly study: vscode.Uri;
  /** The study's id. */
  readonly name: string;
  /** The model asked for; null for the built-in respondents. */
  readonly model: string | null;
  /** Whether the study has people to compare with. */
  readonly compares: boolean;
  /** What it told last; null before it has told anything. */
  readonly progress: RunProgress | null;
  readonly state: RunState;
}

export type RunProgress = Extract<RunEvent, { readonly kind: 'progress' }>;

export type RunState =
  | { readonly kind: 'running' }
  /** `file` is the evaluation that was written; null where there is nobody to compare with. */
  | { readonly kind: 'finished'; readonly file: string | null }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

/** What a run is doing, in a few words. */
export function progressText({ progress }: Run): string {
  if (progress === null) {
    return 'starting';
  }
  const count = `${progress.done.toLocaleString('en')} of ${progress.total.toLocaleString('en')}`;
  const failures = progress.failures === 0 ? '' : `, ${progress.failures.toLocaleString('en')} failed`;
  return progress.phase === 'simulating'
    ? `${progress.model} has answered for ${count} respondents${failures}`
    : `comparing with people: ${count}`;
}

/** How far the phase is, from 0 to 100; null when that is not known. */
export function percentOf({ progress }: Run): number | null {
  return progress === null || progress.total <= 0
    ? null
    : Math.min(100, Math.max(0, Math.floor((100 * progress.done) / progress.total)));
}
