import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import { readSeverities, type Severities } from '#engine';
import type { ClientAbilities } from './client-abilities.ts';
import { type Log, unattended } from './guard.ts';

/** The setting that gives codes other severities. */
const severitySetting = 'understudy.diagnostics.severity';

/** What the user has set in the editor. */
export interface Settings {
  /** The severities that the user gave to codes. */
  readonly severities: () => Severities;
  /** Asks for the settings and hears of changes, where the client can do that; `changed` is called when they are others. */
  readonly follow: (abilities: ClientAbilities) => void;
  /** Takes the settings from what the client has sent by itself: its initialization options. */
  readonly take: (severity: unknown) => void;
}

/** Settings come by request (`workspace/configuration`), by notification, or with the initialization, as the client likes. */
export function userSettings(connection: Connection, log: Log, changed: () => void): Settings {
  let severities: Severities = new Map();
  let known = '{}';

  /** Whether these are other settings than before. What cannot be used of them is logged. */
  function use(given: unknown): boolean {
    const text = JSON.stringify(given ?? {});
    if (text === known) {
      return false;
    }
    known = text;
    const read = readSeverities(given);
    severities = read.severities;
    for (const problem of read.problems) {
      log(`the setting ${severitySetting}: ${problem}`);
    }
    return true;
  }

  function ask(): void {
    unattended('settings', log, async () => {
      const given: unknown = await connection.workspace.getConfiguration('understudy');
      if (use(part(part(given, 'diagnostics'), 'severity'))) {
        changed();
      }
    });
  }

  return {
    severities: () => severities,
    take: (severity) => {
      use(severity);
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
        } else if (use(part(part(ours, 'diagnostics'), 'severity'))) {
          changed();
        }
      });
    },
  };
}

function part(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
