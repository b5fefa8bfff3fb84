import { expect } from 'vitest';
import type { Diagnostic, DiagnosticCode } from '#engine/diagnostics';
import type { Range } from '#engine/text';

/** A text whose expected diagnostics stood in it, and those. */
export interface MarkedText {
  /** The text without the lines of marks. */
  readonly text: string;
  readonly expected: readonly ExpectedDiagnostic[];
}

export interface ExpectedDiagnostic {
  readonly code: string;
  readonly range: Range;
  /** A part of the message; empty if it is not said. */
  readonly message: string;
}

/**
 * Takes the marks out of a text. A line such as `#    ^^^^ unknown-variable: Did you mean` expects a diagnostic with
 * that code, whose message has that part, on the characters above the carets in the last line that is no mark.
 */
export function parseMarkedText(source: string): MarkedText {
  const expected: ExpectedDiagnostic[] = [];
  let text = '';
  let lineStart = 0;
  for (const line of source.split(/(?<=\n)/)) {
    const mark = /^(\s*#\s*)(\^+)[ \t]+([a-z0-9-]+)(?::[ \t]*(.*))?\s*$/.exec(line);
    if (mark === null) {
      lineStart = text.length;
      text += line;
    } else {
      const [, before = '', carets = '', code = '', message = ''] = mark;
      const start = lineStart + before.length;
      expected.push({ code, range: { start, end: start + carets.length }, message: message.trim() });
    }
  }
  return { text, expected };
}

/** Fails unless the diagnostics are exactly the expected ones: same codes, same places, messages with the parts. */
export function expectDiagnostics({ text, expected }: MarkedText, found: readonly Diagnostic[]): void {
  const place = ({ code, range }: { readonly code: DiagnosticCode | string; readonly range: Range }): string => {
    const line = text.slice(0, range.start).split('\n').length;
    return `line ${line}, ${range.start}–${range.end} "${text.slice(range.start, range.end)}": ${code}`;
  };
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  expect(found.map(place).sort(order), found.map(({ message }) => message).join('\n')).toEqual(
    expected.map(place).sort(order),
  );
  for (const wanted of expected) {
    const messages = found.filter((one) => place(one) === place(wanted)).map(({ message }) => message);
    expect(
      messages.some((message) => message.includes(wanted.message)),
      `${wanted.message}\nin\n${messages.join('\n')}`,
    ).toBe(true);
  }
}
