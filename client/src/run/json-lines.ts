/** Longest line that is kept, in characters. A longer one is thrown away up to its end. */
const longestLine = 1_000_000;

/**
 * Cuts what a process writes into lines. Returns the function to feed it with; each whole line, without its break, goes
 * to `onLine`. What comes without a last line break is dropped: it is torn.
 */
export function lineSplitter(onLine: (line: string) => void): (chunk: string) => void {
  let rest = '';
  let skipping = false;
  return (chunk) => {
    const pieces = (rest + chunk).split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      if (!skipping && piece.length <= longestLine && piece.trim() !== '') {
        onLine(piece.trimEnd());
      }
      skipping = false;
    }
    if (rest.length > longestLine) {
      rest = '';
      skipping = true;
    }
  };
}
