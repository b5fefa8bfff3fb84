import type { InitializationOptions } from '#engine/node';

/** The options in what a client sent; whatever is missing or of another type is left out. */
export function readOptions(given: unknown): InitializationOptions {
  const value = (name: string): unknown =>
    typeof given === 'object' && given !== null ? Object.entries(given).find(([key]) => key === name)?.[1] : undefined;
  const codesPage = value('codesPage');
  return {
    yamlSyntaxReportedElsewhere: value('yamlSyntaxReportedElsewhere') === true,
    commands: value('commands') === true,
    severity: value('severity'),
    inlayHints: value('inlayHints'),
    ...(typeof codesPage === 'string' ? { codesPage } : {}),
  };
}
