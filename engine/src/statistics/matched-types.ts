/**
 * The personas of a matched comparison, grouped by what was answered for them: the human twin's answer and the simulated
 * answers (one for each repeat).
 */
export interface MatchedTypes {
  /** The number of possible answers K. */
  readonly answers: number;
  readonly types: readonly MatchedType[];
}

export interface MatchedType {
  /** Index of the human answer. */
  readonly human: number;
  /** The persona's simulated answers, ascending, each as often as it was given; at least one. */
  readonly simulated: readonly number[];
  /** The number of personas of this type. */
  readonly personas: number;
}

/**
 * Groups personas by their answers' indices; `simulated` holds one array for each repeat. −1 is a missing answer:
 * personas without a human answer or without any simulated one are left out and counted in `leftOut`.
 */
export function matchedTypesOf(
  human: ArrayLike<number>,
  simulated: readonly ArrayLike<number>[],
  answers: number,
): { readonly matched: MatchedTypes; readonly leftOut: number } {
  if (simulated.length === 1 && answers * answers <= 4 * human.length) {
    return fromTable(human, simulated[0], answers);
  }
  const found = new Map<string, { readonly human: number; readonly simulated: number[]; personas: number }>();
  let leftOut = 0;
  for (let person = 0; person < human.length; person += 1) {
    const given: number[] = [];
    for (const repeat of simulated) {
      if (repeat[person] >= 0) {
        given.push(repeat[person]);
      }
    }
    if (human[person] < 0 || given.length === 0) {
      leftOut += 1;
      continue;
    }
    const key = `${human[person]}:${given.sort((left, right) => left - right).join()}`;
    const type = found.get(key);
    if (type !== undefined) {
      type.personas += 1;
      continue;
    }
    found.set(key, { human: human[person], simulated: given, personas: 1 });
  }
  // Sorted, so that draws do not depend on the order of the rows.
  const types = [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, type]) => type);
  return { matched: { answers, types }, leftOut };
}

/** The same for one simulated answer a persona, by counting pairs in a table; types come in the order of their keys as texts. */
function fromTable(
  human: ArrayLike<number>,
  simulated: ArrayLike<number>,
  answers: number,
): { readonly matched: MatchedTypes; readonly leftOut: number } {
  const pairs = new Float64Array(answers * answers);
  let leftOut = 0;
  for (let person = 0; person < human.length; person += 1) {
    if (human[person] < 0 || simulated[person] < 0) {
      leftOut += 1;
    } else {
      pairs[human[person] * answers + simulated[person]] += 1;
    }
  }
  const inOrder = (end: string): readonly number[] =>
    Array.from({ length: answers }, (_, answer) => answer).sort((left, right) =>
      `${left}${end}` < `${right}${end}` ? -1 : 1,
    );
  const second = inOrder('');
  const types = inOrder(':').flatMap((own) =>
    second.flatMap((other): MatchedType[] => {
      const personas = pairs[own * answers + other];
      return personas > 0 ? [{ human: own, simulated: [other], personas }] : [];
    }),
  );
  return { matched: { answers, types }, leftOut };
}

/** Types of a K × K table of pairs, `pairCounts[human * K + simulated]` (one simulated answer a persona). */
export function matchedTypesFromPairs(pairCounts: ArrayLike<number>, answers: number): MatchedTypes {
  const types: MatchedType[] = [];
  for (let human = 0; human < answers; human += 1) {
    for (let simulated = 0; simulated < answers; simulated += 1) {
      const personas = pairCounts[human * answers + simulated];
      if (personas > 0) {
        types.push({ human, simulated: [simulated], personas });
      }
    }
  }
  return { answers, types };
}

/** How many human and simulated answers fall on each answer. */
export function countsOfMatched(matched: MatchedTypes): {
  readonly human: Float64Array;
  readonly simulated: Float64Array;
} {
  const human = new Float64Array(matched.answers);
  const simulated = new Float64Array(matched.answers);
  for (const type of matched.types) {
    human[type.human] += type.personas;
    for (const answer of type.simulated) {
      simulated[answer] += type.personas;
    }
  }
  return { human, simulated };
}
