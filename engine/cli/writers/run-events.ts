import type { RunEvent } from '#engine';
import type { Terminal } from '../terminal.ts';
import { shownPath } from './human-diagnostics.ts';
import { ProgressWriter } from './progress-writer.ts';

/** Where the events of a run go. */
export interface EventWriter {
  readonly tell: (event: RunEvent) => void;
  /** Ends what is being redrawn, before other text is written. */
  readonly stop: () => void;
}

/** Each event as a line of JSON on standard output, for the editor. */
export function jsonLines(terminal: Terminal): EventWriter {
  return { tell: (event) => terminal.out(`${JSON.stringify(event)}\n`), stop: () => {} };
}

/** What happens, for people, on standard error. */
export function humanEvents(terminal: Terminal, now: () => number): EventWriter {
  const progress = new ProgressWriter(terminal, now);
  const { paint } = terminal;
  const say = (text: string): void => {
    progress.stop();
    terminal.err(`${text}\n`);
  };
  const tell = (event: RunEvent): void => {
    switch (event.kind) {
      case 'planned':
        say(plannedText(event));
        break;
      case 'progress':
        progress.show(event);
        break;
      case 'notice':
        say(`${event.severity === 'warning' ? paint.yellow('warning') : paint.blue('note')} ${event.message}`);
        break;
      case 'failed':
        say(`${paint.red('error')} ${event.location === undefined ? '' : `${event.location} `}${event.message}`);
        break;
      case 'simulated':
      case 'evaluated':
      case 'done':
        progress.stop();
        break;
    }
  };
  return { tell, stop: () => progress.stop() };
}

function plannedText(event: Extract<RunEvent, { kind: 'planned' }>): string {
  const left = event.calls - event.stored;
  const place = shownPath(event.folder);
  if (left <= 0) {
    return `${event.model}: all ${event.calls} answers are there already (${place})`;
  }
  return event.stored === 0
    ? `${event.model}: ${event.calls} answers to get (${place})`
    : `${event.model}: ${event.stored} of ${event.calls} answers are there already, ${left} to get (${place})`;
}
