import { diagnostic, type Result } from '#engine/diagnostics';
import { reasonNotToRead } from './reading-limits.ts';
import { type ReadParts, readParts } from './yaml-parts.ts';
import { type ReadText, readWhole } from './yaml-whole.ts';

/** A study's text as YAML has it. */
export interface YamlText extends ReadText {
  /** What was read of its parts, to be taken over when the text is read again after an edit. */
  readonly parts: ReadParts;
}

/**
 * Reads YAML 1.2 into a tree with ranges. Tolerant: whatever can be read is in the tree, the rest in the diagnostics. An
 * entry that YAML cannot read is mended or left out, so that all others stay. Parts of the text that were read `earlier` are
 * not read again.
 */
export function readYaml(text: string, earlier: ReadParts = nothingRead): Result<YamlText> {
  const refused = reasonNotToRead(text);
  if (refused !== null) {
    return unread(text, 'yaml-unsupported', refused);
  }
  try {
    const { parts, whole } = readParts(text, earlier);
    if (whole === null) {
      const { value, diagnostics } = readWhole(text);
      return { value: { ...value, parts }, diagnostics };
    }
    return { value: { ...whole.value, parts }, diagnostics: whole.diagnostics };
  } catch (error) {
    const reason = error instanceof Error ? ` (${error.message})` : '';
    return unread(text, 'yaml-syntax', `This text cannot be read as YAML${reason}.`);
  }
}

const nothingRead: ReadParts = new Map();

function unread(text: string, code: 'yaml-syntax' | 'yaml-unsupported', message: string): Result<YamlText> {
  return {
    value: { text, root: null, marks: [], repairs: [], unsure: [], parts: nothingRead },
    diagnostics: [diagnostic(code, { start: 0, end: Math.min(text.length, 1) }, message)],
  };
}
