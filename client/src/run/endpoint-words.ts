import type { EndpointInfo } from '#engine/node';

/** What a person agrees to before a run calls an endpoint. `calls` is null when their number is not known. */
export function consentText(endpoint: EndpointInfo, calls: number | null): string {
  const number = calls === null ? 'A run makes calls' : `This run makes ${calls.toLocaleString('en')} calls`;
  return [
    `${number} to ${endpoint.origin}, which may cost money. The key in ${endpoint.keyVariable} is sent with them.`,
    'Attributes of real people (age, gender and whatever else the persona prompt names), taken from the data of this study, are sent there. Their ids and their answers are not.',
    'You are asked once for each address. “Understudy: Withdraw Consent for Endpoints” takes it back.',
  ].join('\n\n');
}

/** Whether an origin is this machine itself: nothing leaves it, and nobody sends a bill. */
export function isThisMachine(origin: string): boolean {
  try {
    const { hostname } = new URL(origin);
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
  } catch {
    return false;
  }
}
