/** What a simulation or evaluation tells while it runs: the JSON lines that the child process writes to the editor. */
export type RunEvent =
  | {
      readonly kind: 'planned';
      readonly model: string;
      readonly run: string;
      readonly folder: string;
      readonly calls: number;
      readonly stored: number;
    }
  | {
      readonly kind: 'progress';
      readonly phase: 'simulating' | 'evaluating';
      readonly model: string;
      readonly done: number;
      readonly total: number;
      readonly failures: number;
    }
  | { readonly kind: 'notice'; readonly severity: 'warning' | 'information'; readonly message: string }
  | {
      readonly kind: 'simulated';
      readonly model: string;
      readonly run: string;
      readonly folder: string;
      readonly status: RunStatusKind;
    }
  | { readonly kind: 'evaluated'; readonly file: string; readonly report: string }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly location?: string }
  | { readonly kind: 'done'; readonly exitCode: number };

export type RunStatusKind = 'running' | 'finished' | 'cancelled' | 'failed';
