import { type CodedVariable, MISSING } from '#engine/data';

/** Whether a person gave any answer to an item, on the scale or one of the `also` answers. */
export function isAnswered(variable: CodedVariable, row: number): boolean {
  return isSubstantive(variable, row) || (variable.codes[row] < MISSING && variable.codes[row] > -100);
}

/** Whether a person gave an answer on the scale, one of the options, or a number. */
export function isSubstantive(variable: CodedVariable, row: number): boolean {
  return variable.values !== null ? !Number.isNaN(variable.values[row]) : variable.codes[row] >= 0;
}
