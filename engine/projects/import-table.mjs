// Who may import whom: the one place that says so. TypeScript projects, the linter's settings and the tests are made from
// it (`npm run generate`); a test fails when they have drifted apart.

/** Folders of engine/src, each with the folders that it may import. */
export const engineFolders = {
  text: [],
  random: ['text'],
  diagnostics: ['text'],
  formula: ['text', 'diagnostics'],
  study: ['text', 'diagnostics', 'formula'],
  data: ['text', 'random', 'diagnostics', 'formula', 'study'],
  statistics: [],
  checks: ['text', 'diagnostics', 'formula', 'study', 'data', 'statistics'],
  drafting: ['text', 'diagnostics', 'formula', 'study', 'data', 'checks'],
  fixes: ['text', 'diagnostics', 'formula', 'study', 'data'],
  simulation: ['text', 'random', 'diagnostics', 'formula', 'study', 'data'],
  export: ['text', 'formula', 'study', 'data', 'simulation'],
  respondents: ['text', 'random', 'diagnostics', 'formula', 'study', 'data', 'statistics'],
  evaluation: ['text', 'random', 'diagnostics', 'formula', 'study', 'data', 'statistics', 'simulation'],
  report: ['text', 'diagnostics', 'formula', 'study', 'data', 'evaluation'],
  annotations: ['text', 'formula', 'study', 'data', 'statistics', 'checks', 'evaluation'],
};

/** Folders full of arithmetic on typed arrays, where an index is checked by its loop and not by the compiler. */
export const numericFolders = ['random', 'data', 'statistics', 'respondents', 'evaluation'];

/** The projects outside engine/src: what they may import of ours, and the ambient types that they see. */
export const outerProjects = {
  'engine/node': { ours: ['#engine'], types: ['node'] },
  'engine/cli': { ours: ['#engine', '#engine/node'], types: ['node'] },
  server: { ours: ['#engine', '#engine/node'], types: ['node'] },
  client: { ours: ['#engine', '#engine/node'], types: ['node', 'vscode'] },
  'client/webview': { ours: ['#engine'], types: [], lib: ['ES2023', 'DOM', 'DOM.Iterable'] },
};

/** Every package that we ship, with the places that may import it. Whatever it needs itself comes with it. */
export const packageHomes = {
  '@noble/hashes': ['engine/src/text'],
  'pure-rand': ['engine/src/random'],
  yaml: ['engine/src/study'],
  '@stdlib/math-base-special-gammaln': ['engine/src/statistics'],
  '@stdlib/stats-base-dists-chisquare-cdf': ['engine/src/statistics'],
  '@stdlib/stats-base-dists-f-cdf': ['engine/src/statistics'],
  '@stdlib/stats-base-dists-normal-cdf': ['engine/src/statistics'],
  '@stdlib/stats-base-dists-normal-quantile': ['engine/src/statistics'],
  '@stdlib/stats-base-dists-t-cdf': ['engine/src/statistics'],
  papaparse: ['engine/node'],
  openai: ['engine/node'],
  commander: ['engine/cli'],
  picocolors: ['engine/cli'],
  'cli-progress': ['engine/cli'],
  tinyglobby: ['engine/cli'],
  'vscode-languageserver': ['server'],
  'vscode-languageserver-textdocument': ['server'],
  vscode: ['client'],
  'vscode-languageclient': ['client'],
  '@observablehq/plot': ['client/webview'],
  '@vscode-elements/elements': ['client/webview'],
};

/** Packages that the pure engine may contain. */
export const enginePackages = Object.keys(packageHomes).filter((name) =>
  packageHomes[name].every((home) => home.startsWith('engine/src/')),
);

/** Names that engine/src may not use, each with what to do instead: the engine gets its worlds handed in. */
export const forbiddenGlobals = {
  Date: 'take the time as an argument',
  performance: 'take the time as an argument',
  setTimeout: 'take a clock as an argument',
  setInterval: 'take a clock as an argument',
  setImmediate: 'take a clock as an argument',
  clearTimeout: 'take a clock as an argument',
  clearInterval: 'take a clock as an argument',
  queueMicrotask: 'take a clock as an argument',
  fetch: 'take what asks the network as an argument',
  XMLHttpRequest: 'take what asks the network as an argument',
  WebSocket: 'take what asks the network as an argument',
  crypto: 'take random numbers from #engine/random',
  process: 'take the setting as an argument',
  console: 'give back a diagnostic or an event',
  globalThis: 'name what you need, and take it as an argument',
  require: 'import it',
  eval: 'nothing in a study is ever executed',
  Function: 'nothing in a study is ever executed',
};
