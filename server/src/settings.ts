import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import { type HintKind, hintKinds, readSeverities, type Severities } from '#engine';
import type { ClientAbilities } from './client-abilities.ts';
import { type Log, unattended } from './guard.ts';

/** The setting that gives codes other severities. */
const severitySetting = 'understudy.diagnostics.severity';

/** The settings that switch kinds of inlay hints off. */
const hintSettings: Readonly<Record<HintKind, string>> = {
  people: 'understudy.inlayHints.people',
  scores: 'understudy.inlayHints.scores',
  reference: 'understudy.inlayHints.reference',
  cost: 'understudy.inlayHints.cost',
};

/** What the user has set in the editor. */
export interface Settings {
  /** The severities that the user gave to codes. */
  readonly severities: () => Severities;
  /** The kinds of inlay hints that the user wants to see; all, where nothing is said. */
  readonly hints: () => ReadonlySet<HintKind>;
  /** Asks for the settings and hears of changes, where the client can do that; `changed` is called when they are others. */
  readonly follow: (abilities: ClientAbilities) => void;
  /** Takes the settings from what the client has sent by itself: its initialization options. */
  readonly take: (given: GivenSettings) => void;
}

/** The parts of the settings that the server heeds, as they came: anything may be wrong with them. */
export interface GivenSettings {
  readonly severity?: unknown;
  readonly inlayHints?: unknown;
}

/** Settings come by request (`workspace/configuration`), by notification, or with the initialization, as the client likes. */
export function userSettings(connection: Connection, log: Log, changed: () => void): Settings {
  let severities: Severities = new Map();
  let hints: ReadonlySet<HintKind> = new Set(hintKinds);
  let known = '[{},{}]';

  /** Whether these are other settings than before. What cannot be used of them is logged. */
  function use({ severity, inlayHints }: GivenSettings): boolean {
    const text = JSON.stringify([severity ?? {}, inlayHints ?? {}]);
    if (text === known) {
      return false;
    }
    known = text;
    hints = new Set(hintKinds.filter((kind) => part(inlayHints, kind) !== false));
    for (const kind of hintKinds) {
      const value = part(inlayHints, kind);
      if (value !== undefined && typeof value !== 'boolean') {
        log(`the setting ${hintSettings[kind]}: it is true or false.`);
      }
    }
    const read = readSeverities(severity);
    severities = read.severities;
    for (const problem of read.problems) {
      log(`the setting ${severitySetting}: ${problem}`);
    }
    return true;
  }

  function ask(): void {
    unattended('settings', log, async () => {
      const given: unknown = await connection.workspace.getConfiguration('understudy');
      if (use(settingsIn(given))) {
        changed();
      }
    });
  }

  return {
    severities: () => severities,
    hints: () => hints,
    take: (given) => {
      use(given);
    },
    follow(abilities) {
      if (abilities.configuration) {
        ask();
      }
      if (abilities.registerConfiguration) {
        unattended('settings', log, async () => {
          await connection.client.register(DidChangeConfigurationNotification.type, { section: 'understudy' });
        });
      }
      connection.onDidChangeConfiguration(({ settings }: { readonly settings: unknown }) => {
        const ours = part(settings, 'understudy');
        if (ours === undefined && abilities.configuration) {
          ask();
        } else if (use(settingsIn(ours))) {
          changed();
        }
      });
    },
  };
}

function settingsIn(ours: unknown): GivenSettings {
  return { severity: part(part(ours, 'diagnostics'), 'severity'), inlayHints: part(ours, 'inlayHints') };
}

function part(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
