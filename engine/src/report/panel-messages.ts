import type { Report } from './report.ts';

/** What the editor tells the panel. */
export type HostMessage =
  | { readonly kind: 'report'; readonly report: Report }
  | {
      readonly kind: 'progress';
      readonly phase: 'simulating' | 'evaluating';
      readonly done: number;
      readonly total: number;
      readonly model: string;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** What the panel tells the editor. */
export type PanelMessage =
  /** The page is there and wants to be told what to show. */
  | { readonly kind: 'ready' }
  /** Somebody clicked a thing of the study: show its place. `path` is a study path. */
  | { readonly kind: 'reveal'; readonly path: string };
