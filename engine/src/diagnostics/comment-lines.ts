/**
 * The lines whose comments can silence what stands in `line`: the line itself and the comments directly above it, and the
 * same for the line of the key, where the value began there.
 */
export function commentLines(lines: readonly string[], line: number): readonly number[] {
  return placesOfComments(lines, line).flatMap((place) => {
    const found = [place];
    for (let above = place - 1; above >= 0 && /^\s*#/.test(lines[above] ?? ''); above -= 1) {
      found.push(above);
    }
    return found;
  });
}

/** The lines on or above which a comment can stand for this line. */
export function placesOfComments(lines: readonly string[], line: number): readonly number[] {
  const block = blockHeaderOf(lines, line);
  if (block !== undefined) {
    return [block];
  }
  const begun = begunValueOf(lines, line);
  return begun === undefined ? [line] : [line, begun];
}

const ownEntry = /^\s*(?:- |#|[^\s"'[{][^#]*?:(?:\s|$)|$)/;
const begunValue = /(?:^|\s)[^\s#][^#]*?:\s+[^\s#]/;

/** The line of the key whose value goes on in `line`; undefined where `line` is an entry of its own. */
function begunValueOf(lines: readonly string[], line: number): number | undefined {
  const text = lines[line] ?? '';
  if (ownEntry.test(text)) {
    return undefined;
  }
  const indent = indentOf(text);
  for (let above = line - 1; above >= 0; above -= 1) {
    const candidate = lines[above] ?? '';
    if (candidate.trim() !== '' && indentOf(candidate) < indent) {
      return begunValue.test(candidate) ? above : undefined;
    }
  }
  return undefined;
}

const blockHeader = /(?:^|[\s:-])[|>][-+0-9]*\s*(?:#.*)?$/;

/** The line with the key of the block scalar that `line` lies in, or undefined outside of block scalars. */
function blockHeaderOf(lines: readonly string[], line: number): number | undefined {
  let indent = indentOf(lines[line] ?? '');
  for (let above = line - 1; above >= 0 && indent > 0; above -= 1) {
    const text = lines[above] ?? '';
    if (text.trim() === '' || indentOf(text) >= indent) {
      continue;
    }
    if (blockHeader.test(text.trimEnd()) && !/^\s*#/.test(text)) {
      return above;
    }
    indent = indentOf(text);
  }
  return undefined;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
