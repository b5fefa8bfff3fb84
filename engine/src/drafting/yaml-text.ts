/**
 * A text as YAML: as it is where that is safe everywhere in a study file, else in double quotes. Safe means that neither
 * YAML nor a reader can take it for something else: no sign that YAML knows, no blank at an end, no truth value.
 */
export function yamlScalar(text: string): string {
  return /^[\p{L}\p{N}_$€£](?:[\p{L}\p{N}_ .'’()/$€£%+<>=;!?–—-]*[\p{L}\p{N}_.'’()/$€£%+!?])?$/u.test(text) &&
    !/^(?:true|false|null|yes|no|on|off)$/.test(text) &&
    text.normalize('NFC') === text
    ? text
    : yamlQuoted(text);
}

/** A text in double quotes. */
export function yamlQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u00ad\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `[a, b]` on one line, or, where that is long, one entry a line below the key. */
export function yamlList(entries: readonly string[], indent: string): string {
  const line = ` [${entries.join(', ')}]`;
  return line.length <= longestLine - indent.length ? line : entries.map((entry) => `\n${indent}- ${entry}`).join('');
}

/** `{ a: 1, b: 2 }` on one line, or one entry a line below the key. */
export function yamlMapping(entries: readonly (readonly [key: string, value: string])[], indent: string): string {
  const pairs = entries.map(([key, value]) => `${key}: ${value}`);
  const line = ` { ${pairs.join(', ')} }`;
  return line.length <= longestLine - indent.length ? line : pairs.map((pair) => `\n${indent}${pair}`).join('');
}

/** A text for a comment: on one line, not too long. */
export function commentText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

const longestLine = 100;
