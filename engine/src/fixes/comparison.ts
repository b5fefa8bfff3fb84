import { type Fixer, fixOf } from './fix.ts';

/** `==` or `!=` for a comparison of something that has no order. */
export const withoutOrder: Fixer = ({ range, data: { subject, replacement } }, { study: { text } }) => {
  const behind = /^\s*([<>]=?)/.exec(text.slice(range.end));
  const before = /([<>]=?)\s*$/.exec(text.slice(Math.max(0, range.start - 20), range.start));
  const operator = behind?.[1] ?? before?.[1];
  if (operator === undefined || replacement !== undefined || text.slice(range.start, range.end) !== subject) {
    return [];
  }
  const start =
    behind === null ? range.start - (before?.[0].length ?? 0) : range.end + behind[0].length - operator.length;
  return ['==', '!='].flatMap((other) =>
    fixOf(`Change \`${operator}\` to \`${other}\``, 'possible', {
      range: { start, end: start + operator.length },
      newText: other,
    }),
  );
};
