/** What stands between the values of a table, judged by its first line: the most frequent of tab, semicolon, comma and bar outside quotes. */
export function delimiterOf(text: string): string {
  const counts = new Map<string, number>(candidates.map((candidate) => [candidate, 0]));
  let quoted = false;
  for (const character of text) {
    if (character === '"') {
      quoted = !quoted;
    } else if (!quoted && (character === '\n' || character === '\r')) {
      break;
    } else if (!quoted && counts.has(character)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  let best = ',';
  for (const candidate of candidates) {
    if ((counts.get(candidate) ?? 0) > (counts.get(best) ?? 0)) {
      best = candidate;
    }
  }
  return best;
}

/** What ends a row: `\r` alone only where the text has no `\n`. The `\r` of `\r\n` goes when values are trimmed. */
export function newlineOf(text: string): '\n' | '\r' {
  return !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
}

const candidates = [',', '\t', ';', '|'];
