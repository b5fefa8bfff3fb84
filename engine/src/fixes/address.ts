import { addressProblem, textReplaced } from '#engine/study';
import { type Fixer, fixOf, shown } from './fix.ts';

const onThisMachine = /^(?:localhost|127\.|10\.|192\.168\.|\[?::1)/i;

/** An address that can be called. What may grant access is taken out, and never repeated in a title. */
export const wrongAddress: Fixer = ({ range, data: { subject } }, { study }) => {
  const model = study.models.find(({ id }) => id.value === subject);
  const address = model?.kind === 'openai' ? model.base_url?.value : undefined;
  const problem = address === undefined ? null : addressProblem(address);
  if (address === undefined || problem === null) {
    return [];
  }
  const mended = mendedAddress(address, problem);
  const title =
    problem === 'credentials'
      ? 'Take the user name and password out'
      : problem === 'query'
        ? 'Take out what stands behind the path'
        : `Change to \`${shown(mended)}\``;
  return addressProblem(mended) === null ? fixOf(title, 'likely', textReplaced(study, range, mended)) : [];
};

function mendedAddress(address: string, problem: 'not-http' | 'credentials' | 'query'): string {
  switch (problem) {
    case 'credentials':
      return address.replace(/\/\/[^/?#]*@/, '//').replace(/[?#].*$/, '');
    case 'query':
      return address.replace(/[?#].*$/, '');
    case 'not-http': {
      const bare = address.trim();
      const isHost = /^[\w.[\]-]+(?::\d+)?(?:\/\S*)?$/.test(bare) && /[.:]|^localhost/i.test(bare);
      return isHost ? `${onThisMachine.test(bare) ? 'http' : 'https'}://${bare}` : bare;
    }
  }
}
