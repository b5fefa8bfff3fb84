/** The functions of the formula language. */
export const formulaFunctions = ['I', 'log', 'exp', 'sqrt', 'abs', 'scale', 'poly', 'factor'] as const;
export type FormulaFunction = (typeof formulaFunctions)[number];

/** The words of conditions. */
export const conditionWords = ['and', 'or', 'not', 'in'] as const;

/** Every word that has a meaning in formulas or conditions, and that no name of a study may take. */
export const grammarWords: readonly string[] = [...conditionWords, ...formulaFunctions];
