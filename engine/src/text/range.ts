/** A half-open stretch of a text, in UTF-16 offsets. Line and column exist only in the server and at the command line. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Whether `offset` lies in the range; its end counts, so that a cursor behind the last character is inside. */
export function containsOffset(range: Range, offset: number): boolean {
  return offset >= range.start && offset <= range.end;
}

/** Whether two ranges have a place in common, be it only where one ends and the other begins. */
export function touches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}
