export { type TextChange, withChanges } from './change.ts';
export { contentBytes, contentHash } from './hash.ts';
export { fileRange, type MappedText, plainText } from './mapped-text.ts';
export { nearest } from './nearest.ts';
export { containsOffset, type Range } from './range.ts';
