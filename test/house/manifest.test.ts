import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnosticCodes, severitySettings } from '#engine/diagnostics';

type Command = { readonly command: string; readonly category?: string; readonly title: string };
type Setting = {
  readonly default: unknown;
  readonly propertyNames?: { readonly enum: readonly string[] };
  readonly additionalProperties?: { readonly enum: readonly string[] };
};
type WalkthroughStep = {
  readonly description: string;
  readonly media: { readonly image: Readonly<Record<'dark' | 'light' | 'hc' | 'hcLight', string>> };
  readonly completionEvents: readonly string[];
};
type Manifest = {
  readonly activationEvents: readonly string[];
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string; readonly when?: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly WalkthroughStep[] }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
};

const manifest: Manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const { commands, menus, configuration } = manifest.contributes;
const names = commands.map(({ command }) => command);

const sources = ['client/src', 'server/src', 'engine/node'].flatMap((folder) =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8')),
);
const code = sources.join('\n');

/** The names under `understudy.` that the code says as a whole string. */
const said = new Set([...code.matchAll(/'understudy\.([\w.]+)'/g)].map(([, name]) => `understudy.${name}`));

/** Commands that no suite executes in VS Code, each with the reason. */
const neverExecuted: Readonly<Record<string, string>> = {};

/** The commands that the suites in VS Code execute: by name, or by title as a person finds it in a menu or the palette. */
function executedCommands(): readonly string[] {
  const texts = (folder: string) =>
    fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8'));
  const suites = texts('test/vscode/suites').join('\n');
  const scenarios = texts('test/e2e/scenarios').join('\n');
  const byName = new Set([...suites.matchAll(/executeCommand(?:<[^(]*>)?\(\s*'([\w.]+)'/g)].map(([, name]) => name));
  return commands
    .filter(
      ({ command, title }) =>
        byName.has(command) || scenarios.includes(`'${title}'`) || scenarios.includes(`'Understudy: ${title}'`),
    )
    .map(({ command }) => command);
}

describe('the manifest', () => {
  it('has no command that is never executed in a test (else: execute it in test/vscode or test/e2e, or say here why not)', () => {
    expect([...executedCommands(), ...Object.keys(neverExecuted)].toSorted()).toEqual(names.toSorted());
  });

  it('declares only commands that the code knows by that name', () => {
    expect(names.length).toBeGreaterThan(0);
    expect([...said]).toEqual(expect.arrayContaining(names));
  });

  it('has no command twice, and each under our category', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(commands.filter(({ category }) => category !== 'Understudy')).toEqual([]);
  });

  it('shows only declared commands in menus', () => {
    const shown = Object.values(menus).flatMap((entries) => entries.flatMap(({ command }) => command ?? []));
    expect(names).toEqual(expect.arrayContaining(shown));
  });

  it('offers a context key in a condition only if the code sets it', () => {
    const conditions = JSON.stringify(manifest.contributes).matchAll(/"(?:when|enablement)":"([^"]*)"/g);
    const keys = [...conditions].flatMap(([, words = '']) => words.match(/understudy\.\w+/g) ?? []);
    expect([...said]).toEqual(expect.arrayContaining(keys));
  });

  it('declares the settings that the code reads, and no other', () => {
    const read = [...code.matchAll(/getConfiguration\('understudy'[^)]*\)\s*\.get(?:<[^>]*>)?\('([\w.]+)'/g)];
    const byProtocol = 'understudy.trace.server'; // the language client reads it by itself
    const byServer = [...said].filter((name) => /^understudy\.(?:diagnostics|inlayHints)\./.test(name));
    const declared = Object.keys(configuration.properties);
    expect(declared.sort()).toEqual(
      [...new Set(read.map(([, name]) => `understudy.${name}`)), byProtocol, ...byServer].sort(),
    );
  });

  it('offers every code and every severity in the setting that changes severities', () => {
    const setting = configuration.properties['understudy.diagnostics.severity'];
    expect(setting?.propertyNames?.enum.toSorted()).toEqual(Object.keys(diagnosticCodes).sort());
    expect(setting?.additionalProperties?.enum).toEqual(severitySettings);
  });

  it('leads from walkthrough and welcome only to what there is', () => {
    const { views, viewsWelcome, walkthroughs } = manifest.contributes;
    const ids = Object.values(views).flatMap((entries) => entries.map(({ id }) => id));
    expect([...said]).toEqual(expect.arrayContaining(ids));
    expect(ids).toEqual(expect.arrayContaining(viewsWelcome.map(({ view }) => view)));
    const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const links = [...steps.map(({ description }) => description), ...viewsWelcome.map(({ contents }) => contents)];
    const led = links.flatMap((text) => [...text.matchAll(/\(command:([\w.]+)\)/g)].map(([, name = '']) => name));
    const events = steps.flatMap(({ completionEvents }) => completionEvents);
    const completing = events.flatMap((event) => /^onCommand:(.+)$/.exec(event)?.[1] ?? []);
    const ofViews = ids.map((id) => `${id}.focus`); // VS Code itself makes this command
    expect([...names, ...ofViews]).toEqual(expect.arrayContaining([...led, ...completing]));
    const contexts = events.flatMap((event) => /^onContext:(.+)$/.exec(event)?.[1] ?? []);
    expect([...said]).toEqual(expect.arrayContaining(contexts));
    const pictures = [
      ...steps.flatMap(({ media }) => Object.values(media.image)),
      ...Object.values(views)
        .flat()
        .map(({ icon }) => icon),
    ];
    expect(pictures.filter((file) => !fs.existsSync(file))).toEqual([]);
    expect(walkthroughs.map(({ id }) => `understudy.understudy#${id}`).every((id) => code.includes(`'${id}'`))).toBe(
      true,
    );
  });

  it('ends panels, views and the icon in things that there are', () => {
    const panels = manifest.activationEvents.flatMap((event) => /^onWebviewPanel:(.+)$/.exec(event)?.[1] ?? []);
    expect([...said]).toEqual(expect.arrayContaining(panels));
    expect(fs.existsSync(manifest.icon)).toBe(true);
  });
});
