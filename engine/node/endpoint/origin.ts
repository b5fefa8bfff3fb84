import { addressProblem } from '#engine';

/** Where an endpoint model without `base_url` is asked. */
export const usualAddress = 'https://api.openai.com/v1';

/** The origin of a `base_url`, such as `https://api.openai.com`; null where it is no address to call. */
export function originOf(address: string): string | null {
  if (addressProblem(address) !== null) {
    return null;
  }
  try {
    return new URL(address).origin;
  } catch {
    return null;
  }
}
