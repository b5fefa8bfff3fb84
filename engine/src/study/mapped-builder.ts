import { type MappedRun, type MappedText, mappedText, type Range } from '#engine/text';

/** Collects decoded characters with the places that they come from. */
export class MappedBuilder {
  private readonly runs: MappedRun[] = [];
  private text = '';

  /** Adds decoded characters, all of which come from the stretch `start`–`end` of the file. */
  push(decoded: string, start: number, end: number): void {
    if (decoded.length === 1 && end === start + 1) {
      this.pushAsIs(decoded, start);
    } else {
      this.add(decoded, start, end);
    }
  }

  /** Adds characters that stand in the file as they are, from `offset` on. */
  pushAsIs(text: string, offset: number): void {
    const last = this.runs.at(-1);
    if (last?.end === null && last.start + this.text.length - last.at === offset) {
      this.text += text;
    } else {
      this.add(text, offset, null);
    }
  }

  finish(range: Range): MappedText {
    return mappedText(this.text, range, this.runs);
  }

  private add(text: string, start: number, end: number | null): void {
    if (text !== '') {
      this.runs.push({ at: this.text.length, start, end });
      this.text += text;
    }
  }
}
