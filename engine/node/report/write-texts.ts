import path from 'node:path';
import { fileReason, isFileError } from '../file-errors.ts';
import { makeFolder } from '../runs/make-folder.ts';
import { writeWhole } from '../runs/run-folder.ts';

export type WrittenTexts =
  | { readonly kind: 'written' }
  /** `reason` is a sentence for people. */
  | { readonly kind: 'not-written'; readonly reason: string };

/** Writes texts into files, each whole or not at all, and makes the folders that they lie in. The first that cannot be written ends it. */
export function writeTexts(files: readonly { readonly file: string; readonly text: string }[]): WrittenTexts {
  for (const { file, text } of files) {
    try {
      makeFolder(path.dirname(file));
      writeWhole(file, text);
    } catch (error) {
      if (!isFileError(error)) {
        throw error;
      }
      return { kind: 'not-written', reason: `${file} cannot be written: ${fileReason(error)}.` };
    }
  }
  return { kind: 'written' };
}
