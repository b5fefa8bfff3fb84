import { fileURLToPath } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Diagnostic, parseStudy, type Study } from '#engine';

/** One version of a study that is open in the editor. */
export interface OpenStudy {
  readonly uri: string;
  readonly version: number;
  /** The text of this version. */
  readonly document: TextDocument;
  /** The file's path, or null for a document that is not a file. */
  readonly path: string | null;
  readonly study: Study;
  /** What there is to say about the text alone. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface OpenStudies {
  /** The newest version of an open study, read once per version; null for what is not open, or not a study. */
  readonly get: (uri: string) => OpenStudy | null;
  readonly all: () => readonly OpenStudy[];
  readonly forget: (uri: string) => void;
}

/** Whether a document is a study, by its name. */
export function isStudy(uri: string): boolean {
  return /\.study\.yaml$/.test(uri);
}

export function openStudies(documents: {
  readonly get: (uri: string) => TextDocument | undefined;
  readonly keys: () => readonly string[];
}): OpenStudies {
  const cache = new Map<string, OpenStudy>();
  const get = (uri: string): OpenStudy | null => {
    const document = isStudy(uri) ? documents.get(uri) : undefined;
    if (document === undefined) {
      return null;
    }
    const known = cache.get(uri);
    if (known !== undefined && known.version === document.version && known.document === document) {
      return known;
    }
    const { value, diagnostics } = parseStudy(document.getText(), known?.study ?? null);
    const open = { uri, version: document.version, document, path: pathOf(uri), study: value, diagnostics };
    cache.set(uri, open);
    return open;
  };
  return {
    get,
    all: () => documents.keys().flatMap((uri) => get(uri) ?? []),
    forget: (uri) => {
      cache.delete(uri);
    },
  };
}

/** The path of a URI; null for one that is not a file's. */
export function pathOf(uri: string): string | null {
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}
