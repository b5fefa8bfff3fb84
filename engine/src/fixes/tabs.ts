import { type Study, scalarAround } from '#engine/study';
import type { TextChange } from '#engine/text';
import type { Fix, Fixer } from './fix.ts';
import { saidAfter } from './said-after.ts';

const widths = [2, 4, 8] as const;

const known = new WeakMap<Study, readonly Fix[]>();

/** Blanks for the tabs before all lines of the file, as wide as makes it read best. */
export const blanksForTabs: Fixer = ({ range }, { study }) => {
  if (!/^[ \t]*\t[ \t]*$/.test(study.text.slice(range.start, range.end))) {
    return [];
  }
  // every such line is told of, and all get the same fix
  const fixes = known.get(study) ?? withoutTabs(study);
  known.set(study, fixes);
  return fixes;
};

function withoutTabs(study: Study): readonly Fix[] {
  const lines = linesWithTabs(study);
  const ways = [
    ...widths.map((width) => lines.map(({ start, blank }) => changeOf(start, blank, widened(blank, width)))),
    asNeighbours(study.text, lines),
  ].map((changes) => ({ changes, ...saidAfter(study, changes) }));
  const [best] = [...ways].sort((a, b) => Number(a.isNew) - Number(b.isNew) || a.after - b.after);
  const choice: Fix['choice'] = best === undefined || best.isNew ? 'possible' : 'likely';
  return best === undefined ? [] : [{ title: 'Indent with blanks instead of tabs', choice, changes: best.changes }];
}

interface TabbedLine {
  readonly start: number;
  /** What stands before its first sign. */
  readonly blank: string;
}

/** Not those whose tabs are part of a text. */
function linesWithTabs(study: Study): readonly TabbedLine[] {
  const { text } = study;
  return [...text.matchAll(/^[ \t]*\t[ \t]*(?=\S)/gm)].flatMap(({ index, 0: blank }) => {
    const sign = index + blank.length;
    const scalar = scalarAround(study, { start: sign, end: sign });
    const isText = scalar !== null && scalar.range.start < index && !isIndentedByTabs(text, scalar.range.start);
    return isText ? [] : [{ start: index, blank }];
  });
}

/** Whether the first line of a text that begins on an earlier line (`|`, `>`, a quote) is indented by tabs. */
function isIndentedByTabs(text: string, scalarStart: number): boolean {
  const next = text.indexOf('\n', scalarStart) + 1;
  return /^ *\t/.test(text.slice(next, next + 200));
}

function widened(blank: string, width: number): string {
  let column = 0;
  for (const sign of blank) {
    column += sign === '\t' ? width - (column % width) : 1;
  }
  return ' '.repeat(column);
}

/** As far in as the line before; two blanks more below a key. */
function asNeighbours(text: string, lines: readonly TabbedLine[]): readonly TextChange[] {
  const given = new Map<number, number>();
  return lines.map(({ start, blank }) => {
    let line = start;
    let content = '';
    while (line > 0 && content === '') {
      line = line < 2 ? 0 : text.lastIndexOf('\n', line - 2) + 1;
      content = text.slice(line, text.indexOf('\n', line)).trim().replace(/^#.*/, '');
    }
    const above = given.get(line) ?? /^ */.exec(text.slice(line, start))?.[0].length ?? 0;
    const column = content.endsWith(':') ? above + 2 : above;
    given.set(start, column);
    return changeOf(start, blank, ' '.repeat(column));
  });
}

function changeOf(start: number, blank: string, newText: string): TextChange {
  return { range: { start, end: start + blank.length }, newText };
}
