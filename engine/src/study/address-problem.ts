/** Why `base_url` is no address that an endpoint can be called at. */
export type AddressProblem = 'not-http' | 'credentials' | 'query';

/**
 * What is wrong with a `base_url`; null where nothing is. It begins with http:// or https://, has no blanks, and names no
 * user, password or query: what grants access belongs into an environment variable, never into a file.
 */
export function addressProblem(address: string): AddressProblem | null {
  const parts = /^https?:\/\/([^\s/?#\\]+)([^\s?#\\]*)([?#]\S*)?$/i.exec(address);
  if (parts === null) {
    return 'not-http';
  }
  const [, authority = '', , rest = ''] = parts;
  return authority.includes('@') ? 'credentials' : rest === '' ? null : 'query';
}

/** What to say about a problem, behind the name of what has it. Never repeats the address. */
export const addressProblemWords: Readonly<Record<AddressProblem, string>> = {
  'not-http': 'is not an address: it begins with `http://` or `https://` and has no blanks.',
  credentials:
    'holds a user name or password. These would stand in the files of every run: put a key into an environment variable and name that with `key_env`.',
  query:
    'goes on behind its path. Leave out what begins with `?` or `#`; a key belongs into the variable that `key_env` names.',
};
