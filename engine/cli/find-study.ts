import fs from 'node:fs';
import path from 'node:path';

export type FoundStudy =
  | { readonly kind: 'found'; readonly file: string }
  | { readonly kind: 'not-found'; readonly message: string };

/** Whether a file is a study, by its name. */
export function isStudyName(name: string): boolean {
  return /\.study\.ya?ml$/.test(name);
}

/** The study that an argument means: a file, or the only `*.study.yaml` of a folder (the current one if nothing is given). */
export function findStudy(argument: string | undefined): FoundStudy {
  const place = path.resolve(argument ?? '.');
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) {
    return { kind: 'not-found', message: `There is no file or folder ${argument}.` };
  }
  if (!stat.isDirectory()) {
    return { kind: 'found', file: place };
  }
  const studies = fs.readdirSync(place).filter(isStudyName).sort();
  const only = studies[0];
  const folder = argument ?? 'This folder';
  if (only === undefined) {
    return { kind: 'not-found', message: `${folder} has no *.study.yaml. Name a study file.` };
  }
  return studies.length === 1
    ? { kind: 'found', file: path.join(place, only) }
    : { kind: 'not-found', message: `${folder} has several studies: ${studies.join(', ')}. Name one of them.` };
}
