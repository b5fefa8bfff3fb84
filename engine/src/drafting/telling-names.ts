/**
 * A name for what a question about a person asks, for columns that are only numbered: `Q1`, "What is your gender?" gives
 * `gender`. Null where the column has a name of its own, or the question asks for nothing that has a usual name.
 */
export function tellingName(name: string, question: string | null): string | null {
  if (question === null || !isNumbered(name)) {
    return null;
  }
  const asked = question.toLowerCase();
  return usualNames.find(([pattern]) => pattern.test(asked))?.[1] ?? null;
}

/** Whether a name says nothing but which question it is: `Q5`, `Q5_1`, `QID12`, `v17`. */
export function isNumbered(name: string): boolean {
  return /^(?:q|qid|v|var|x|column)_?\d+(?:[._]\d+)*(?:_text)?$/i.test(name.trim());
}

const usualNames: readonly (readonly [RegExp, string])[] = [
  [/\bhow old are you\b|\byour age\b/, 'age'],
  [/\b(?:year (?:were you|of your birth)|born)\b/, 'birth_year'],
  [/\b(?:gender|sex)\b/, 'gender'],
  [/\beducation\b|\bhighest (?:degree|level of school)\b|\bdegree\b/, 'education'],
  [/\bincome\b/, 'income'],
  [/\b(?:hispanic|latin[oax]|latine)\b/, 'hispanic'],
  [/\b(?:race|racial|ethnic(?:ity)?)\b/, 'race'],
  [/\bmarital\b|\bmarried\b/, 'marital_status'],
  [/\breligio(?:n|us)\b/, 'religion'],
  [/\bpolitical party\b|\brepublican\b|\bdemocrat\b/, 'party'],
  [/\b(?:liberal|conservative|ideology)\b/, 'ideology'],
  [/\bemploy(?:ed|ment)\b/, 'employment'],
  [/\boccupation\b/, 'occupation'],
  [/\bcountry\b/, 'country'],
  [/\bstate\b/, 'state'],
  [/\b(?:zip|postal) code\b|\bpostcode\b/, 'postcode'],
];
