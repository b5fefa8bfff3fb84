import { SingleBar } from 'cli-progress';
import type { RunEvent } from '#engine';
import type { Terminal } from '../terminal.ts';

/** Plain lines come at most this often. */
const PLAIN_EVERY_MS = 5_000;

type ProgressEvent = Extract<RunEvent, { kind: 'progress' }>;

/** Shows how far a run is: a bar with rate and time left on a terminal, else a plain line now and then. */
export class ProgressWriter {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  #bar: SingleBar | null = null;
  #label = '';
  #startedAt = 0;
  #doneAtStart = 0;
  #lastLineAt = 0;

  constructor(terminal: Terminal, now: () => number) {
    this.#terminal = terminal;
    this.#now = now;
  }

  show(event: ProgressEvent): void {
    const label = event.phase === 'evaluating' ? `evaluating ${event.model}` : event.model;
    if (label !== this.#label) {
      this.#begin(label, event);
    }
    const text = this.#text(event);
    if (this.#bar !== null) {
      this.#bar.update(event.done, { text });
      if (event.done >= event.total) {
        this.stop();
      }
      return;
    }
    const now = this.#now();
    if (event.done >= event.total || now - this.#lastLineAt >= PLAIN_EVERY_MS) {
      this.#lastLineAt = now;
      this.#terminal.err(`${label}: ${event.done}/${event.total}${text === '' ? '' : `, ${text}`}\n`);
    }
  }

  /** Ends the bar, so that other text can be written. */
  stop(): void {
    this.#bar?.stop();
    this.#bar = null;
    this.#label = '';
  }

  #begin(label: string, event: ProgressEvent): void {
    this.stop();
    this.#label = label;
    this.#startedAt = this.#now();
    this.#lastLineAt = this.#startedAt;
    this.#doneAtStart = event.done >= event.total ? 0 : event.done;
    if (this.#terminal.isInteractive) {
      this.#bar = new SingleBar({
        format: `${label} {bar} {value}/{total} {text}`,
        stream: process.stderr,
        hideCursor: true,
        clearOnComplete: false,
        barsize: 24,
        barCompleteChar: '━',
        barIncompleteChar: ' ',
      });
      this.#bar.start(event.total, event.done, { text: '' });
    }
  }

  #text(event: ProgressEvent): string {
    const seconds = (this.#now() - this.#startedAt) / 1000;
    const made = event.done - this.#doneAtStart;
    const parts: string[] = [];
    if (event.phase === 'simulating' && seconds >= 0.5 && made > 0) {
      parts.push(`${rateText(made / seconds)}`);
    }
    if (event.done < event.total && seconds >= 1 && made > 0) {
      parts.push(`${durationText(((event.total - event.done) * seconds) / made)} left`);
    }
    if (event.failures > 0) {
      parts.push(`${event.failures} ${event.failures === 1 ? 'answer' : 'answers'} not usable`);
    }
    return parts.join(', ');
  }
}

function rateText(perSecond: number): string {
  return perSecond >= 10 ? `${Math.round(perSecond)}/s` : `${perSecond.toFixed(1)}/s`;
}

/** A time to wait, in the two largest units that matter. */
function durationText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
