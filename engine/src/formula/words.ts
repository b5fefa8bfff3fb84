/** The functions of the formula language. */
export const formulaFunctions = ['I', 'log', 'exp', 'sqrt', 'abs', 'scale', 'poly', 'factor'] as const;
export type FormulaFunction = (typeof formulaFunctions)[number];

/** The words of conditions. */
export const conditionWords = ['and', 'or', 'not', 'in'] as const;

/** The functions of derived variables. They are functions only before a `(`, so that a variable may be called `count`. */
export const derivedFunctions = ['mean', 'sum', 'min', 'max', 'count', 'reverse'] as const;
export type DerivedFunction = (typeof derivedFunctions)[number];

/** Every word that has a meaning in formulas or conditions, and that no name of a study may take. */
export const grammarWords: readonly string[] = [...conditionWords, ...formulaFunctions];
