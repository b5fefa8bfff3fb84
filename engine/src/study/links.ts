import type { Range } from '#engine/text';
import type { Study } from './study.ts';
import { unquoted } from './unquoted.ts';

/** A place of the study that names something to open. */
export type StudyLink =
  | { readonly kind: 'file'; readonly path: string; readonly range: Range }
  | { readonly kind: 'web'; readonly address: string; readonly range: Range };

/**
 * What a study names that can be opened, in the order of the text: its data file, relative to the study, and the addresses
 * and DOIs in `source`. A DOI, with or without `doi:` before it, gives its address at doi.org. Addresses of models are none:
 * they are not pages.
 */
export function linksOf(study: Study): readonly StudyLink[] {
  const data = study.human?.data;
  const file: readonly StudyLink[] =
    data === undefined || data.value === ''
      ? []
      : [{ kind: 'file', path: data.value, range: unquoted(study.text, data.range) }];
  return [...sourceLinks(study), ...file].sort((a, b) => a.range.start - b.range.start);
}

/** An address, or a DOI as the Crossref guidelines match it: `10.`, a registrant of 4 to 9 digits, a suffix. */
const addressOrDoi = /https?:\/\/[^\s<>"'`]+|(?:\bdoi:\s*)?\b10\.\d{4,9}\/[^\s<>"'`]+/giu;

function sourceLinks({ text, source }: Study): readonly StudyLink[] {
  if (source === null) {
    return [];
  }
  const { start, end } = source.range;
  return [...text.slice(start, end).matchAll(addressOrDoi)].map((match): StudyLink => {
    const written = withoutClosing(match[0]);
    const from = start + match.index;
    const doi = written.replace(/^doi:\s*/i, '');
    const address = /^https?:/i.test(written) ? written : `https://doi.org/${encodeURI(doi)}`;
    return { kind: 'web', address, range: { start: from, end: from + written.length } };
  });
}

/** Without the marks that end the sentence around it, and brackets that it does not open. */
function withoutClosing(written: string): string {
  let kept = written;
  for (;;) {
    const isUnopened = kept.endsWith(')') && !kept.includes('(');
    if (!isUnopened && !/[.,;:!?\]}]$/.test(kept)) {
      return kept;
    }
    kept = kept.slice(0, -1);
  }
}
