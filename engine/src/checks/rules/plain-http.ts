import { diagnostic } from '#engine/diagnostics';
import { addressProblem } from '#engine/study';
import type { Rule } from '../rule.ts';

/** What is sent over plain http to another machine can be read on the way; the own machine and network may be asked so. */
export const plainHttp: Rule = {
  codes: ['plain-http'],
  *check({ study }) {
    for (const model of study.models) {
      const address = model.kind === 'openai' ? model.base_url : null;
      const host = address === null ? null : remoteHost(address.value);
      if (address === null || host === null) {
        continue;
      }
      const at = study.text.slice(address.range.start, address.range.end).search(/http:/i);
      const start = address.range.start + Math.max(0, at);
      const range = at < 0 ? address.range : { start, end: start + 'http'.length };
      yield diagnostic(
        'plain-http',
        range,
        `\`${host}\` is asked over plain http: the key, and what is asked about people, can be read on the way. Write \`https\` if it answers there.`,
        { data: { subject: model.id.value, ...(at < 0 ? {} : { replacement: 'https' }) } },
      );
    }
  },
};

/** The host of an http address that lies elsewhere; null for https, and for this machine and the local network. */
function remoteHost(address: string): string | null {
  if (addressProblem(address) !== null) {
    return null;
  }
  const host = /^http:\/\/([^/:[]+)(?::\d+)?(?:\/|$)/i.exec(address)?.[1]?.toLowerCase();
  return host === undefined || isNear(host) ? null : host;
}

const privateNumbers = /^(?:127|10|0)\.|^192\.168\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\./;

function isNear(host: string): boolean {
  // a name without a dot is one of the local network, or of a container beside this one
  return !host.includes('.') || privateNumbers.test(host) || /\.(?:localhost|local|lan|internal|home|test)$/.test(host);
}
