import { columnWritten, type Study, type Variable, variableNamed } from '#engine/study';
import { nearest } from '#engine/text';
import { type Fixer, fixOf, shown } from './fix.ts';

/** Says with `column:` where a variable stands whose own name the data do not have, but one that is near. */
export const namedColumn: Fixer = ({ range, data: { subject = '' } }, { study, table }) => {
  const variable = variableNamed(study, subject);
  const names = table?.columns.map(({ name }) => name).filter((name) => name !== '') ?? [];
  if (variable === null || variable.id.range.start !== range.start || names.includes(subject)) {
    return [];
  }
  const near = nearest(
    subject,
    names.filter((name) => !isTaken(study, variable, name)),
  );
  return near === undefined
    ? []
    : fixOf(
        `Read \`${shown(subject)}\` from the column \`${shown(near)}\``,
        'likely',
        columnWritten(study, variable, near),
      );
};

/** Whether another variable is read from that column. */
function isTaken({ attributes, treatments, items }: Study, own: Variable, name: string): boolean {
  return [...attributes, ...treatments, ...items].some(
    (other) => other.id.value !== own.id.value && (other.column ?? other.id).value.trim() === name,
  );
}
