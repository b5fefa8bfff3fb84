import { Composer, type CST, type Document, Parser } from 'yaml';

/** What the library reads: its documents, and the tokens with every comment and mark. */
export interface ComposedText {
  readonly tokens: readonly CST.Token[];
  readonly documents: readonly Document.Parsed[];
}

/** Reads a text with the library, as YAML 1.2 without types: every scalar is its text. */
export function composeYaml(text: string): ComposedText {
  const tokens = [...new Parser().parse(text)];
  const composer = new Composer({
    keepSourceTokens: true,
    uniqueKeys: false,
    schema: 'failsafe',
    version: '1.2',
    logLevel: 'silent',
    strict: true,
  });
  return { tokens, documents: [...composer.compose(tokens, true, text.length)] };
}
