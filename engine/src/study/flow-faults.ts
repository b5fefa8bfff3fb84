import type { Range } from '#engine/text';
import { type Edit, masked } from './mended-text.ts';

/** Something in a value that YAML stumbles over, in words for its author, and the change with which it can be read. */
export interface Fault {
  readonly code: 'yaml-syntax' | 'yaml-trap';
  readonly range: Range;
  readonly message: string;
  readonly edit: Edit;
  /** What takes the place of the range to set it right; undefined where only the author knows. */
  readonly replacement?: string;
  /** Whether the value can be trusted once the change is made. */
  readonly isWhole: boolean;
}

/**
 * What is wrong with a value that begins at `start` with `[`, `{` or a quote: quotes and brackets not closed or not
 * opened, commas missing, text that would need quotes. Empty when nothing is found, or when the value begins otherwise.
 */
export function flowFaults(source: string, start: number): readonly Fault[] {
  return new FlowScanner(source, start).scan();
}

/** A plain text that begins at `start` and holds several `: `, so that YAML sees keys in it. Empty for any other value. */
export function plainFaults(source: string, start: number): readonly Fault[] {
  const line = source
    .slice(start, lineEnd(source, start))
    .replace(/\s#.*$/, '')
    .trimEnd();
  if (line === '' || /^["'[{|>]/.test(line) || !/:(?:\s|$)/.test(line)) {
    return [];
  }
  const range = { start, end: start + line.length };
  const replacement = `'${line.replaceAll("'", "''")}'`;
  const message = `YAML reads what stands before \`: \` as a key. Put the text in quotes: ${replacement}`;
  const insert = masked(line);
  return [{ code: 'yaml-trap', range, message, edit: { ...range, insert }, replacement, isWhole: true }];
}

interface Frame {
  readonly open: '[' | '{';
  readonly at: number;
  hasColon: boolean;
}

const closerOf = { '[': ']', '{': '}' } as const;

class FlowScanner {
  private readonly faults: Fault[] = [];
  private readonly frames: Frame[] = [];
  private at: number;
  /** Where the last sign that is no blank ended. */
  private behind: number;
  /** Whether a value has ended, so that a comma or a closing sign comes next. */
  private isComplete = false;
  private readonly source: string;
  /** Where comments begin. */
  private readonly comments: number[] = [];

  constructor(source: string, start: number) {
    this.source = source;
    this.at = start;
    this.behind = start;
  }

  scan(): readonly Fault[] {
    if (!/["'[{]/.test(this.source[this.at] ?? '')) {
      return [];
    }
    do {
      this.step();
    } while (this.at < this.source.length && this.frames.length > 0 && this.faults.length < 50);
    if (this.frames.length > 0) {
      this.closeAll(0, this.behind);
    } else {
      this.rest();
    }
    return this.faults;
  }

  private step(): void {
    const sign = this.source[this.at] ?? '';
    if (/\s/.test(sign)) {
      this.at += 1;
    } else if (sign === '#' && /\s/.test(this.source[this.at - 1] ?? ' ')) {
      this.comments.push(this.at);
      this.at = lineEnd(this.source, this.at);
    } else if (sign === ']' || sign === '}') {
      this.close(sign);
    } else if (sign === ',') {
      this.comma();
    } else if (sign === ':' && (this.isComplete || this.frames.length > 0)) {
      this.colon();
    } else {
      this.value(sign);
    }
  }

  private value(sign: string): void {
    if (this.isComplete) {
      this.missingComma();
    }
    if ((sign === '{' || sign === '[') && !this.source.startsWith('{{', this.at)) {
      this.frames.push({ open: sign, at: this.at, hasColon: false });
      this.at += 1;
      this.behind = this.at;
      this.isComplete = false;
    } else if (sign === '"' || sign === "'") {
      this.quoted(sign);
    } else {
      this.plain();
    }
  }

  private missingComma(): void {
    const word = /^[^\s,:[\]{}]*/.exec(this.source.slice(this.at, this.at + 40))?.[0] ?? '';
    const before = word === '' ? `this \`${this.source[this.at] ?? ''}\`` : `\`${word}\``;
    const range = { start: this.at, end: this.at + Math.max(1, word.length) };
    this.add('yaml-syntax', range, `A comma is missing before ${before}.`, { start: this.behind, insert: ',' }, true);
    this.nextEntry();
  }

  private nextEntry(): void {
    const frame = this.frames[this.frames.length - 1];
    if (frame !== undefined) {
      frame.hasColon = false;
    }
    this.isComplete = false;
  }

  private comma(): void {
    const frame = this.frames[this.frames.length - 1];
    if (!this.isComplete && frame?.hasColon !== true) {
      const range = { start: this.at, end: this.at + 1 };
      this.add('yaml-syntax', range, 'Nothing stands before this comma.', { start: this.at, end: this.at + 1 }, true);
    }
    this.nextEntry();
    this.at += 1;
    this.behind = this.at;
  }

  private colon(): void {
    const frame = this.frames[this.frames.length - 1];
    if (frame !== undefined) {
      frame.hasColon = true;
    }
    this.isComplete = false;
    this.at += 1;
    this.behind = this.at;
  }

  private close(sign: ']' | '}'): void {
    const index = this.frames.findLastIndex(({ open }) => closerOf[open] === sign);
    if (index < 0) {
      const range = { start: this.at, end: this.at + 1 };
      const message = `This \`${sign}\` closes nothing: take it out, or open it before.`;
      this.add('yaml-syntax', range, message, { start: this.at, end: this.at + 1 }, false);
      this.at += 1;
      return;
    }
    this.closeAll(index + 1, this.behind);
    this.frames.pop();
    this.at += 1;
    this.behind = this.at;
    this.isComplete = true;
  }

  /** Closes what is open from frame `from` on, at `place`. */
  private closeAll(from: number, place: number): void {
    while (this.frames.length > from) {
      const frame = this.frames.pop();
      if (frame !== undefined) {
        const sign = closerOf[frame.open];
        const hiding = this.comments.find(
          (at) => at > frame.at && this.source.slice(at, lineEnd(this.source, at)).trimEnd().endsWith(sign),
        );
        const at = hiding ?? frame.at;
        const range = { start: at, end: at + 1 };
        const message =
          hiding === undefined
            ? `The closing \`${sign}\` for this \`${frame.open}\` is missing.`
            : `A comment begins here, so YAML does not see the closing \`${sign}\` behind it. If it is text, put it in quotes: "#"`;
        this.add('yaml-syntax', range, message, { start: place, insert: sign }, false);
      }
    }
  }

  private quoted(quote: '"' | "'"): void {
    const start = this.at;
    const end = closingQuote(this.source, start, quote);
    const stop = quote === "'" ? behindApostrophes(this.source, start, end) : -1;
    if (stop >= 0) {
      this.apostrophe({ start, end: stop });
      return;
    }
    const follows = end < 0 ? '' : this.source.slice(end + 1, end + 30);
    const opensAnother = this.frames.length > 0 && /[\s[{]$/.test(this.source.slice(start, Math.max(start, end)));
    if (end >= 0 && !(opensAnother && /^[^\s,\]}:]/.test(follows))) {
      const junk =
        this.frames.length > 0 ? /^[^\S\n]*[^\s,\]}:#][^,\]}\n:]*(?=[,\]}\n]|$)/.exec(follows)?.[0] : undefined;
      if (junk !== undefined) {
        const whole = this.source.slice(start, end + 1 + junk.length);
        this.trap(
          { start, end: start + whole.length },
          'Text that begins with a quote ends, for YAML, at the closing quote.',
        );
      } else {
        this.at = end + 1;
      }
    } else {
      const place = start + placeOfQuote(this.source.slice(start, lineEnd(this.source, start)), this.frames.length > 0);
      const range = { start, end: place };
      this.add(
        'yaml-syntax',
        range,
        `The closing ${quote} of this text is missing.`,
        { start: place, insert: quote },
        false,
      );
      this.at = place;
    }
    this.behind = this.at;
    this.isComplete = true;
  }

  /** `'It's fine'`: read as the text between the outer quotes. */
  private apostrophe(range: Range): void {
    const whole = this.source.slice(range.start, range.end);
    const inner = whole.slice(1, -1);
    const replacement = JSON.stringify(inner);
    const message = `Text that begins with a quote ends, for YAML, at the closing quote. Put the whole text in quotes: ${replacement}`;
    this.add('yaml-trap', range, message, { ...range, insert: ` ${masked(inner)} ` }, true, replacement);
    this.at = range.end;
    this.behind = this.at;
    this.isComplete = true;
  }

  private plain(): void {
    const { source } = this;
    const start = this.at;
    const frame = this.frames[this.frames.length - 1];
    let end = start;
    let reason = '';
    while (end < source.length) {
      const rest = source.slice(end, end + 200);
      const placeholder = /^\{\{[^{}\n]*\}\}/.exec(rest)?.[0] ?? /^(?:\[[^[\]{}\n]*\]|\{[^[\]{}\n]*\})/.exec(rest)?.[0];
      if (placeholder !== undefined) {
        reason = `Inside \`${frame?.open === '[' ? '[…]' : '{…}'}\` YAML reads \`${placeholder[0] ?? ''}\` as the beginning of a ${placeholder.startsWith('[') ? 'list' : 'mapping'}.`;
        end += placeholder.length;
      } else if (/^(?:[,[\]{}\n]|\s+#|:(?:[\s,[\]{}]|$))/.test(rest)) {
        if (!/^:\s/.test(rest) || frame?.open !== '{' || !frame.hasColon) {
          break;
        }
        reason = 'YAML reads what stands before `: ` as a key.';
        end += 1;
      } else {
        end += 1;
      }
    }
    const text = source.slice(start, end).trimEnd();
    this.at = start + Math.max(1, text.length);
    if (reason !== '') {
      this.trap({ start, end: this.at }, reason);
    }
    this.behind = this.at;
    this.isComplete = true;
  }

  /** Text that YAML cuts up: it is read as if it were in quotes. */
  private trap(range: Range, reason: string): void {
    const whole = this.source.slice(range.start, range.end);
    const replacement = `'${whole.replaceAll("'", "''")}'`;
    const insert = masked(whole);
    const message = `${reason} Put the whole text in quotes: ${replacement}`;
    this.add('yaml-trap', range, message, { ...range, insert }, true, replacement);
    this.at = range.end;
  }

  /** What stands behind the value, where nothing can. */
  private rest(): void {
    const rest = /^[^\S\n]*([^\s#][^\n]*?)?\s*(?:\s#.*)?$/s.exec(
      this.source.slice(this.at, lineEnd(this.source, this.at)),
    )?.[1];
    if (rest === undefined || rest === '') {
      return;
    }
    const start = this.source.indexOf(rest, this.at);
    const last = this.source[this.behind - 1] ?? '';
    const message = /^[\]}]+$/.test(rest)
      ? `This \`${rest}\` closes nothing: take it out, or open it before.`
      : `Nothing can stand behind this \`${last}\`: take \`${rest.length > 30 ? `${rest.slice(0, 29)}…` : rest}\` out, or put it before.`;
    const range = { start, end: start + rest.length };
    this.add('yaml-syntax', range, message, range, false);
  }

  private add(
    code: Fault['code'],
    range: Range,
    message: string,
    edit: { readonly start: number; readonly end?: number; readonly insert?: string },
    isWhole: boolean,
    replacement?: string,
  ): void {
    const { start, end = start, insert = '' } = edit;
    const fault = { code, range, message, edit: { start, end, insert }, isWhole };
    this.faults.push(replacement === undefined ? fault : { ...fault, replacement });
  }
}

function closingQuote(source: string, start: number, quote: string): number {
  for (let at = start + 1; at < source.length; at += 1) {
    if (quote === '"' && source[at] === '\\') {
      at += 1;
    } else if (source[at] === quote) {
      if (quote === '"' || source[at + 1] !== quote) {
        return at;
      }
      at += 1;
    }
  }
  return -1;
}

/** Where a text in single quotes ends if the quote at `end` is an apostrophe in it, behind its closing quote; −1 where that is none. */
export function behindApostrophes(source: string, start: number, end: number): number {
  const isInWord = (at: number): boolean => /\p{L}'\p{L}/u.test(source.slice(Math.max(0, at - 1), at + 2));
  if (end < 0 || !isInWord(end)) {
    return -1;
  }
  const line = source.slice(start, lineEnd(source, start));
  for (const { index } of line.matchAll(/'(?=\s*(?:[,\]}]|$|\s#))/g)) {
    if (start + index > end) {
      return start + index + 1;
    }
  }
  return -1;
}

/** Where the closing quote that is missing in a line belongs: before the next key, the closing brackets, or at its end. */
function placeOfQuote(line: string, inFlow: boolean): number {
  const trimmed = line.trimEnd();
  if (!inFlow) {
    return trimmed.length;
  }
  const nextKey = /\s*,\s*[\p{L}_][\p{L}\p{N}_-]*:\s/u.exec(trimmed)?.index;
  return nextKey ?? /[\s\]}]*$/.exec(trimmed)?.index ?? trimmed.length;
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  const stop = end < 0 ? source.length : end;
  return source[stop - 1] === '\r' && stop > from ? stop - 1 : stop;
}
