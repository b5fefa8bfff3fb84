export { type TextChange, withChanges } from './change.ts';
export { type CsvCell, type CsvOptions, csvText, looksLikeFormula } from './csv.ts';
export { contentBytes, contentHash } from './hash.ts';
export {
  decodedOffset,
  decodedRange,
  fileRange,
  type MappedRun,
  type MappedText,
  mappedText,
  plainText,
  withPlaces,
} from './mapped-text.ts';
export { type MarkdownColumn, markdownTable, markdownText } from './markdown.ts';
export { nearest } from './nearest.ts';
export { containsOffset, type Range, touches } from './range.ts';
