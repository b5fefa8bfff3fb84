import { type Diagnostic, type DiagnosticData, diagnostic } from '#engine/diagnostics';
import type { Range } from '#engine/text';
import type { Token } from './tokens.ts';

/** Parentheses, functions and `not` nested deeper than this are refused, so that no stack can overflow. */
const deepest = 60;

/** Walks through tokens and collects what is wrong with them. */
export class TokenReader {
  readonly diagnostics: Diagnostic[] = [];
  private readonly tokens: readonly Token[];
  private index = 0;
  private depth = 0;
  private saidTooDeep = false;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  /** The token at the cursor, or `ahead` further on; behind the last one always the end. */
  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    return token ?? { kind: 'end', text: '', range: { start: 0, end: 0 } };
  }

  /** The token before the cursor; at the beginning the first. */
  previous(): Token {
    return this.tokens[Math.max(0, this.index - 1)] ?? this.peek();
  }

  next(): Token {
    const token = this.peek();
    if (this.index < this.tokens.length - 1) {
      this.index += 1;
    }
    return token;
  }

  /** Whether the cursor stands at this sign or word. */
  at(text: string): boolean {
    const token = this.peek();
    return (token.kind === 'sign' || token.kind === 'name') && token.text === text;
  }

  atEnd(): boolean {
    return this.peek().kind === 'end';
  }

  /** Steps over this sign or word if the cursor stands at it. */
  take(text: string): Token | null {
    return this.at(text) ? this.next() : null;
  }

  error(range: Range, message: string, data: DiagnosticData = {}): void {
    const known = this.diagnostics.some((d) => d.range.start === range.start && d.range.end === range.end);
    if (!known) {
      this.diagnostics.push(diagnostic('expression-syntax', range, message, { data }));
    }
  }

  /** What `read` gives, or null where it would nest too deeply. Then everything up to the end is stepped over. */
  nested<T>(read: () => T): T | null {
    if (this.depth >= deepest) {
      if (!this.saidTooDeep) {
        this.saidTooDeep = true;
        this.error(this.peek().range, 'This is nested too deeply to be read.');
      }
      this.index = this.tokens.length - 1;
      return null;
    }
    this.depth += 1;
    const value = read();
    this.depth -= 1;
    return value;
  }

  /** Whether nesting was too deep: later complaints would only follow from that. */
  get gaveUp(): boolean {
    return this.saidTooDeep;
  }
}

/** The stretch from the beginning of `a` to the end of `b`. */
export function span(a: { readonly range: Range }, b: { readonly range: Range }): Range {
  return { start: a.range.start, end: Math.max(a.range.start, b.range.end) };
}

/** How a token is named in a message. */
export function described(token: Token): string {
  return token.kind === 'end' ? 'the end' : token.kind === 'string' ? token.text : `\`${token.text}\``;
}
