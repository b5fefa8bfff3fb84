import type { MappedText, Range } from '#engine/text';

/** Some decoded characters that come from one place. */
interface Run {
  readonly text: string;
  readonly start: number;
  /** The end of the place for all characters; null when each character stands in the file as itself. */
  readonly end: number | null;
}

/** Collects decoded characters with the places that they come from. */
export class MappedBuilder {
  private readonly runs: Run[] = [];

  /** Adds decoded characters, all of which come from the stretch `start`–`end` of the file. */
  push(decoded: string, start: number, end: number): void {
    this.runs.push({ text: decoded, start, end });
  }

  /** Adds characters that stand in the file as they are, from `offset` on. */
  pushAsIs(text: string, offset: number): void {
    this.runs.push({ text, start: offset, end: null });
  }

  finish(range: Range): MappedText {
    const text = this.runs.map((run) => run.text).join('');
    const starts = new Uint32Array(text.length);
    const ends = new Uint32Array(text.length);
    let position = 0;
    for (const run of this.runs) {
      for (let index = 0; index < run.text.length; index += 1) {
        starts[position] = run.end === null ? run.start + index : run.start;
        ends[position] = run.end ?? run.start + index + 1;
        position += 1;
      }
    }
    return { text, range, starts, ends };
  }
}
