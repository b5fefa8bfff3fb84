import { number, whole } from './words.ts';

/** What decides whether a rectified estimate is worth using. */
export interface Gain {
  readonly n_people: number;
  readonly ppi_correlation: number | null;
  readonly gain: number;
  readonly gain_needed: number | null;
  readonly effective_n_people: number | null;
  readonly helps: boolean;
}

/** Which of the two estimates to use, and why; `of` is what goes together, or does not, in people and twins. */
export function adviceOf(
  { n_people, ppi_correlation, gain, gain_needed, effective_n_people, helps }: Gain,
  of: 'answers' | 'coefficients',
): string {
  if (helps) {
    return `Rectified: with the simulation ${whole(n_people)} people tell as much as ${whole(Math.round(effective_n_people ?? n_people))} alone.`;
  }
  if (ppi_correlation === null) {
    return `Use the people alone: the ${of} of one side never change.`;
  }
  return ppi_correlation <= 0
    ? `Use the people alone: the ${of} of twins do not go with those of their people (ρ̃ ${number(ppi_correlation)}).`
    : `Use the people alone: ${number(gain, 4)} of the variance would go (ρ̃ ${number(ppi_correlation)}), and estimating how far to rely on the simulation costs ${number(gain_needed, 4)}.`;
}
