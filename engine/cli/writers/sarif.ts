import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Diagnostic, diagnosticCodes, type Severity } from '#engine';
import { understudyVersion } from '#engine/node';
import { positionAt } from '../positions.ts';
import type { CheckedStudy } from './checked-study.ts';

/** What was found as one SARIF 2.1.0 log, for code scanning and viewers. Files below the current folder are relative to it. */
export function sarifLog(checked: readonly CheckedStudy[]): string {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Understudy', semanticVersion: understudyVersion, rules } },
        columnKind: 'utf16CodeUnits',
        results: checked.flatMap(resultsOf),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

const rules = Object.entries(diagnosticCodes).map(([id, { severity, title }]) => ({
  id,
  shortDescription: { text: title },
  defaultConfiguration: { level: levels[severity] },
}));

function resultsOf({ loaded: { file, text }, diagnostics }: CheckedStudy): readonly object[] {
  const location = (range: Diagnostic['range']): object => {
    const start = positionAt(text, range.start);
    const end = positionAt(text, range.end);
    const region = {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    };
    return { artifactLocation: { uri: uriOf(file) }, region };
  };
  return diagnostics.map(({ code, severity, message, range, related }) => ({
    ruleId: code,
    ruleIndex: rules.findIndex(({ id }) => id === code),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: location(range) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place, id) => ({
            id,
            physicalLocation: location(place.range),
            message: { text: place.message },
          })),
        }),
  }));
}

function uriOf(file: string): string {
  const relative = path.relative(process.cwd(), file);
  const isBelow = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isBelow ? relative.split(path.sep).map(encodeURIComponent).join('/') : pathToFileURL(file).toString();
}
