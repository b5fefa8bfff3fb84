import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Human } from '#engine/study';

/** That there is no such file, with the one that may be meant where there is one. */
export function missingFile({ value, range }: Human['data'], instead: string | undefined): Diagnostic {
  const near = instead === undefined ? undefined : `${value.replace(/[^/\\]*$/, '')}${instead}`;
  const hint = near === undefined ? 'The path starts at the folder of this study.' : `Did you mean \`${near}\`?`;
  return diagnostic('missing-data-file', range, `There is no file \`${value}\`. ${hint}`, {
    data: near === undefined ? { subject: value } : { subject: value, replacement: near },
  });
}
