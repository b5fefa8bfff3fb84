// A conversation from the first greeting to the end for everything that the server says it can do: in process, and over
// stdio with the bundle that ships. A capability without a row here fails.
import { describe, expect, it, test } from 'vitest';
import { type Conversation, converse, positionIn } from './conversation.ts';
import { serverBundle } from './server-bundle.ts';
import { stageExample } from './stage.ts';

interface Row {
  /** The capability that the server tells. */
  readonly capability: string;
  readonly method: string;
  /** What is sent beside the document. */
  readonly params?: (text: string) => object;
  /** What the answer must show. */
  readonly says: RegExp;
}

const at = (needle: string, within: number) => (text: string) => ({ position: positionIn(text, needle, within) });

const rows: readonly Row[] = [
  { capability: 'hoverProvider', method: 'textDocument/hover', params: at('importance >= 5', 2), says: /scale of 7/ },
  {
    capability: 'completionProvider',
    method: 'textDocument/completion',
    params: at('importance >= 5', 0),
    says: /"label":"placement"/,
  },
  {
    capability: 'definitionProvider',
    method: 'textDocument/definition',
    params: at('importance >= 5', 2),
    says: /"range"/,
  },
  {
    capability: 'referencesProvider',
    method: 'textDocument/references',
    params: (text) => ({ ...at('importance >= 5', 2)(text), context: { includeDeclaration: true } }),
    says: /"range".*"range"/,
  },
  {
    capability: 'documentHighlightProvider',
    method: 'textDocument/documentHighlight',
    params: at('importance >= 5', 2),
    says: /"kind":3.*"kind":2/,
  },
  {
    capability: 'renameProvider',
    method: 'textDocument/rename',
    params: (text) => ({ ...at('importance >= 5', 2)(text), newName: 'weight' }),
    says: /"newText":"weight"/,
  },
  { capability: 'documentSymbolProvider', method: 'textDocument/documentSymbol', says: /"name":"importance"/ },
  {
    capability: 'workspaceSymbolProvider',
    method: 'workspace/symbol',
    params: () => ({ query: 'imprt' }),
    says: /"name":"importance".*"containerName":"buying-sugar"/,
  },
  { capability: 'foldingRangeProvider', method: 'textDocument/foldingRange', says: /"startLine":\d+,"endLine":\d+/ },
  {
    capability: 'selectionRangeProvider',
    method: 'textDocument/selectionRange',
    params: (text) => ({ positions: [at('importance >= 5', 2)(text).position] }),
    says: /"parent":\{"range":.*"parent":\{"range"/,
  },
  { capability: 'documentLinkProvider', method: 'textDocument/documentLink', says: /"target":"file:.*\.csv"/ },
  {
    capability: 'codeActionProvider',
    method: 'textDocument/codeAction',
    params: (text) => ({
      range: {
        start: at('important-means-buying', 2)(text).position,
        end: at('important-means-buying', 2)(text).position,
      },
      context: { diagnostics: [] },
    }),
    says: /"kind":"quickfix".*# understudy-ignore coherence-gap: reason/,
  },
  {
    capability: 'semanticTokensProvider',
    method: 'textDocument/semanticTokens/full',
    // in `stratify` a treatment and an attribute, then the key that defines the attribute
    says: /"resultId":"\d+","data":\[8,41,9,1,0,0,11,6,0,0,4,4,6,0,1,/,
  },
  {
    capability: 'inlayHintProvider',
    method: 'textDocument/inlayHint',
    params: () => ({ range: { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } } }),
    says: /"label":"n 65".*"label":"vs front".*"label":"93 calls"/,
  },
  {
    capability: 'codeLensProvider',
    method: 'textDocument/codeLens',
    says: /Simulate.*Last run, .*: Answers (?:PASS|FAIL)/,
  },
  { capability: 'diagnosticProvider', method: 'textDocument/diagnostic', says: /"code":"coherence-gap"/ },
];

const bundle = serverBundle();
const ways = [
  { way: 'in process', options: {} },
  { way: 'over stdio', options: { bundle: bundle.file } },
];

type Work<T> = (talk: Conversation, uri: string, text: string) => Promise<T>;

/** A whole conversation about a study that was evaluated. Fails when the server logs an error or does not end well. */
async function talkOnce<T>(options: { readonly bundle?: string }, work: Work<T>): Promise<T> {
  const { file, folder, text, writeEvaluation } = stageExample();
  await writeEvaluation('r1');
  const talk = await converse({ diagnostics: 'pull', folders: [folder], ...options });
  const uri = await talk.open(file, text);
  const result = await work(talk, uri, text);
  expect(talk.logged).toEqual([]);
  expect(await talk.end()).toBe(options.bundle === undefined ? null : 0);
  return result;
}

describe.each(ways)('a conversation $way', ({ options }) => {
  const talkAbout = <T>(work: Work<T>): Promise<T> => talkOnce(options, work);

  test.each(rows)('has $capability', async ({ method, params = () => ({}), says }) => {
    const answer = await talkAbout((talk, uri, text) => talk.ask(method, { textDocument: { uri }, ...params(text) }));
    expect(JSON.stringify(answer)).toMatch(says);
  });

  it('has a row here for each capability', async () => {
    const told = await talkAbout(async (talk) => Object.keys(talk.initialized.capabilities));
    expect(rows.map(({ capability }) => capability).sort()).toEqual(
      told.filter((name) => name.endsWith('Provider')).sort(),
    );
  });
});

test.each(rows)('a request that is taken back is answered so: $method', async ({ method, params = () => ({}) }) => {
  await talkOnce({}, async (talk, uri, text) => {
    const asked = talk.askAndCancel(method, { textDocument: { uri }, ...params(text) });
    await expect(asked).rejects.toMatchObject({ code: -32800 });
    expect(await talk.ask('textDocument/documentSymbol', { textDocument: { uri } })).not.toEqual([]);
  });
});
