import fs from 'node:fs';
import path from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { isStudyName } from './find-study.ts';

export type FoundStudies =
  | { readonly kind: 'found'; readonly files: readonly string[] }
  | { readonly kind: 'not-found'; readonly message: string };

/**
 * The studies that arguments mean, absolute, each once: files, all `*.study.yaml` of a folder (the current one without
 * arguments), or what a pattern with `*` matches, for shells that do not resolve it.
 */
export function findStudies(args: readonly string[]): FoundStudies {
  const files = new Set<string>();
  for (const argument of args.length === 0 ? ['.'] : args) {
    const found = filesOf(argument);
    if (typeof found === 'string') {
      return { kind: 'not-found', message: found };
    }
    for (const file of found) {
      files.add(file);
    }
  }
  return { kind: 'found', files: [...files] };
}

/** The files, or why there are none. */
function filesOf(argument: string): readonly string[] | string {
  const place = path.resolve(argument);
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) {
    if (!isDynamicPattern(argument)) {
      return `There is no file or folder ${argument}.`;
    }
    const matching = globSync(argument, { absolute: true, ignore: ['**/node_modules/**', '**/.understudy/**'] });
    return matching.length === 0 ? `No file matches ${argument}.` : matching.map((file) => path.resolve(file)).sort();
  }
  if (!stat.isDirectory()) {
    return [place];
  }
  const names = fs.readdirSync(place).filter(isStudyName).sort();
  const folder = argument === '.' ? 'This folder' : argument;
  return names.length === 0
    ? `${folder} has no *.study.yaml. Name a study file.`
    : names.map((name) => path.join(place, name));
}
