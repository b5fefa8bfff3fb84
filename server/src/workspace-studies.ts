import { pathToFileURL } from 'node:url';
import type { InitializeParams, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type NamedPart, namedParts, parseStudy } from '#engine';
import { type OpenStudies, pathOf } from './open-studies.ts';
import type { World } from './world.ts';

/** What a study file names, and the text that its ranges speak of. */
export interface NamedInFile {
  readonly uri: string;
  readonly document: TextDocument;
  readonly parts: readonly NamedPart[];
}

/** The studies in the folders that are open, whether they are open themselves or not. */
export interface WorkspaceStudies {
  /** What all of them name, those that are open as they are written now. `isOver` ends the reading early. */
  readonly all: (isOver: () => boolean) => Promise<readonly NamedInFile[]>;
  /** Begins with the folders that the client has open. */
  readonly openFolders: (params: Pick<InitializeParams, 'workspaceFolders' | 'rootUri'>) => void;
  readonly changeFolders: (event: WorkspaceFoldersChangeEvent) => void;
}

/** How long, in milliseconds, a list of files counts: who types a query asks at every letter. */
const listCountsMs = 3000;

export function workspaceStudies(world: World, studies: OpenStudies): WorkspaceStudies {
  let folders: readonly string[] = [];
  const use = (uris: readonly string[]): void => {
    folders = uris;
    listed = undefined;
    read.clear();
  };
  let listed: Promise<readonly string[]> | undefined;
  const read = new Map<string, { readonly stamp: string; readonly named: NamedInFile }>();

  function files(): Promise<readonly string[]> {
    if (listed === undefined) {
      listed = Promise.all(folders.flatMap((uri) => pathOf(uri) ?? []).map(world.studyFiles)).then((lists) => [
        ...new Set(lists.flat()),
      ]);
      world.later(listCountsMs, () => {
        listed = undefined;
      });
    }
    return listed;
  }

  async function named(file: string, uri: string): Promise<NamedInFile | null> {
    const stamp = await world.stamp(file);
    const known = read.get(file);
    if (stamp === null || known?.stamp === stamp) {
      return stamp === null ? null : (known?.named ?? null);
    }
    const text = await world.readText(file).catch(() => null);
    if (text === null) {
      return null;
    }
    const document = TextDocument.create(uri, 'yaml', 0, text);
    const result = { uri, document, parts: namedParts(parseStudy(text).value) };
    read.set(file, { stamp, named: result });
    return result;
  }

  return {
    async all(isOver) {
      const open = new Map(studies.all().map((study) => [study.path ?? study.uri, study]));
      const found = [...open.values()].map(({ uri, document, study }) => ({ uri, document, parts: namedParts(study) }));
      for (const file of await files()) {
        if (isOver()) {
          break;
        }
        const one = open.has(file) ? null : await named(file, pathToFileURL(file).toString());
        found.push(...(one === null ? [] : [one]));
      }
      return found;
    },
    openFolders: ({ workspaceFolders, rootUri }) =>
      use(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri])),
    changeFolders({ added, removed }) {
      const gone = new Set(removed.map(({ uri }) => uri));
      use([...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)]);
    },
  };
}
