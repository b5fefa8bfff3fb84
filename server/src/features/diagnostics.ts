import {
  type Connection,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticReport,
  LSPErrorCodes,
  type Diagnostic as LspDiagnostic,
  ResponseError,
} from 'vscode-languageserver';
import { type Diagnostic, type Severities, type Severity, withSeverities } from '#engine';
import type { Analysis, Analyst } from '../analysis.ts';
import { guarded, type Log, unattended } from '../guard.ts';
import { toLspRange } from '../positions.ts';
import type { World } from '../world.ts';

/** Longest time between an edit and the analysis of it, in milliseconds. */
const debounceMs = 60;

/** Shows what an analysis says, in the way that the client supports. */
export interface DiagnosticsFeature {
  /** A study was opened or edited. */
  readonly changed: (uri: string) => void;
  /** A study was closed. */
  readonly closed: (uri: string) => void;
  /** Something else that these studies depend on has changed: data, an evaluation, a setting. */
  readonly refresh: (uris: readonly string[]) => void;
}

export interface DiagnosticsParts {
  readonly connection: Connection;
  readonly world: World;
  readonly analyst: Analyst;
  readonly log: Log;
  /** The page that explains the codes, to which each code is a heading. */
  readonly codesPage: () => string | undefined;
  /** The severities that the user has set. */
  readonly severities: () => Severities;
  /** Called when what an analysis says has been given to the client. */
  readonly given: (analysis: Analysis) => void;
}

/** The server sends diagnostics, a moment after the last edit. What was found for an older version is never sent. */
export function pushDiagnostics(parts: DiagnosticsParts): DiagnosticsFeature {
  const { connection, world, analyst, log } = parts;
  const waiting = new Map<string, () => void>();
  function soon(uri: string, milliseconds: number): void {
    waiting.get(uri)?.();
    const cancel = world.later(milliseconds, () => {
      waiting.delete(uri);
      unattended('diagnostics', log, async () => {
        const analysis = await analyst.analyse(uri);
        if (typeof analysis !== 'string' && !waiting.has(uri)) {
          const diagnostics = toLspDiagnostics(analysis, parts);
          await connection.sendDiagnostics({ uri, version: analysis.open.version, diagnostics });
          parts.given(analysis);
        }
      });
    });
    waiting.set(uri, cancel);
  }
  return {
    changed: (uri) => soon(uri, debounceMs),
    closed(uri) {
      waiting.get(uri)?.();
      waiting.delete(uri);
      unattended('diagnostics', log, () => connection.sendDiagnostics({ uri, diagnostics: [] }));
    },
    refresh: (uris) => {
      for (const uri of uris) {
        soon(uri, 0);
      }
    },
  };
}

/** The client asks for diagnostics; the server tells it when it should ask again. */
export function pullDiagnostics(parts: DiagnosticsParts): DiagnosticsFeature {
  const empty: DocumentDiagnosticReport = { kind: 'full', items: [] };
  const { connection, analyst, log } = parts;
  /** A number for each analysis that was reported; all new when something else changes how they are reported. */
  let numbers = new WeakMap<Analysis, string>();
  let count = 0;
  const resultIdOf = (analysis: Analysis): string => {
    const known = numbers.get(analysis);
    if (known !== undefined) {
      return known;
    }
    count += 1;
    numbers.set(analysis, String(count));
    return String(count);
  };
  connection.languages.diagnostics.on((params, token) =>
    guarded<DocumentDiagnosticReport>('textDocument/diagnostic', log, token, empty, async () => {
      const analysis = await analyst.analyse(params.textDocument.uri);
      if (analysis === 'closed') {
        return empty;
      }
      if (analysis === 'outdated') {
        throw new ResponseError(LSPErrorCodes.ServerCancelled, 'The study has changed meanwhile.', {
          retriggerRequest: true,
        });
      }
      const resultId = resultIdOf(analysis);
      if (resultId === params.previousResultId) {
        return { kind: 'unchanged', resultId };
      }
      const items = toLspDiagnostics(analysis, parts);
      parts.given(analysis);
      return { kind: 'full', resultId, items };
    }),
  );
  return {
    changed: () => undefined,
    closed: () => undefined,
    refresh: () => {
      numbers = new WeakMap();
      unattended('diagnostics', log, () => connection.languages.diagnostics.refresh());
    },
  };
}

/** The diagnostics of an analysis as the protocol writes them, in the order of the text. */
function toLspDiagnostics(analysis: Analysis, parts: DiagnosticsParts): LspDiagnostic[] {
  const { open } = analysis;
  const codesPage = parts.codesPage();
  return [...withSeverities(analysis.diagnostics(), parts.severities())]
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
    .map((found) => ({
      range: toLspRange(open.document, found.range),
      severity: severities[found.severity],
      code: found.code,
      ...(codesPage === undefined ? {} : { codeDescription: { href: `${codesPage}#${found.code}` } }),
      source: 'understudy',
      message: found.message,
      ...(found.code === 'unused-ignore' && found.severity === 'hint' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
      ...relatedOf(found, analysis),
      data: found.data,
    }));
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

function relatedOf(found: Diagnostic, { open }: Analysis): Pick<LspDiagnostic, 'relatedInformation'> {
  if (found.related.length === 0) {
    return {};
  }
  return {
    relatedInformation: found.related.map((place) => ({
      location: { uri: open.uri, range: toLspRange(open.document, place.range) },
      message: place.message,
    })),
  };
}
