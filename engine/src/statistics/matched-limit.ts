import type { AnswerSpace } from './distances.ts';
import { countsOfMatched, type MatchedTypes } from './matched-types.ts';
import { zeros } from './matrix.ts';
import { addOuterProduct, type NormalLimit, normalLimit, takesNormalLimit } from './normal-limit.ts';

/** Whether permutations and bootstrap of a matched cell are drawn from the normal limit of its counts (`docs/measures.md`). */
export function isDrawnFromLimit(matched: MatchedTypes, space: AnswerSpace): boolean {
  return space.kind === 'line' && takesNormalLimit(matched.types.length, personasOf(matched));
}

/**
 * Human counts where in every pair (persona with its repeats) each answer is as likely to be the human one: the normal limit of
 * independent choices. Of N pairs with shares p of their answers the covariance is N (diag p − pp′).
 */
export function permutationLimit(matched: MatchedTypes): NormalLimit {
  const mean = new Float64Array(matched.answers);
  const covariance = zeros(matched.answers, matched.answers);
  for (const { human, simulated, personas } of matched.types) {
    const answers = [human, ...simulated];
    const shares = answers.map(() => 1 / answers.length);
    for (const answer of answers) {
      mean[answer] += personas / answers.length;
      covariance.data[answer * (matched.answers + 1)] += personas / answers.length;
    }
    addOuterProduct(covariance, answers, shares, -personas);
  }
  return normalLimit(mean, covariance);
}

/**
 * Bootstrapped differences p*_h − p*_s of the two distributions about the observed one: the normal limit of multinomial draws of
 * types, (E vv′ − Ev Ev′) / n of what one persona adds to the difference. Null where personas have unequal numbers of answers.
 */
export function bootstrapLimit(matched: MatchedTypes): NormalLimit | null {
  const { answers, types } = matched;
  const repeats = types[0]?.simulated.length ?? 0;
  if (types.some(({ simulated }) => simulated.length !== repeats)) {
    return null;
  }
  const n = personasOf(matched);
  const covariance = zeros(answers, answers);
  const { human, simulated } = countsOfMatched(matched);
  for (const type of types) {
    const added = [1, ...type.simulated.map(() => -1 / repeats)];
    addOuterProduct(covariance, [type.human, ...type.simulated], added, type.personas / (n * n));
  }
  const mean = human.map((count, answer) => count / n - simulated[answer] / (n * repeats));
  addOuterProduct(covariance, Array.from(mean.keys()), Array.from(mean), -1 / n);
  return normalLimit(mean, covariance);
}

/** The types, with each answer replaced by its class; those that become alike are put together. */
export function matchedClasses({ types }: MatchedTypes, classes: ArrayLike<number>): MatchedTypes {
  const found = new Map<string, { readonly human: number; readonly simulated: readonly number[]; personas: number }>();
  for (const type of types) {
    const simulated = type.simulated.map((answer) => classes[answer]).sort((left, right) => left - right);
    const human = classes[type.human];
    const key = `${human}:${simulated.join()}`;
    const known = found.get(key);
    if (known === undefined) {
      found.set(key, { human, simulated, personas: type.personas });
    } else {
      known.personas += type.personas;
    }
  }
  const answers = Array.from(classes).reduce((most, own) => Math.max(most, own + 1), 0);
  return { answers, types: [...found.values()] };
}

function personasOf({ types }: MatchedTypes): number {
  return types.reduce((sum, { personas }) => sum + personas, 0);
}
