import { logChoose } from './log-factorial.ts';

/**
 * `unique_profiles`, rarefied: how many different profiles `n` people, drawn without return from all, have in the mean:
 * Σ_i [1 − C(N − N_i, n) / C(N, n)] (Hurlbert 1971). `counts` are the numbers of people of each profile; with `n` at least
 * their sum, the number of profiles.
 */
export function rarefiedProfiles(counts: ArrayLike<number>, n: number): number {
  let all = 0;
  let profiles = 0;
  for (let index = 0; index < counts.length; index += 1) {
    all += counts[index];
    profiles += counts[index] > 0 ? 1 : 0;
  }
  if (n >= all) {
    return profiles;
  }
  const choices = logChoose(all, n);
  let expected = 0;
  for (let index = 0; index < counts.length; index += 1) {
    if (counts[index] > 0) {
      expected -= Math.expm1(logChoose(all - counts[index], n) - choices);
    }
  }
  return expected;
}

/** `top_profile_share`: the share of people who have the most frequent profile; NaN where there is nobody. */
export function topProfileShare(counts: ArrayLike<number>): number {
  let all = 0;
  let largest = 0;
  for (let index = 0; index < counts.length; index += 1) {
    all += counts[index];
    largest = Math.max(largest, counts[index]);
  }
  return largest / all;
}
