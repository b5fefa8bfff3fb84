// docs/editor.md has a row for each command and each setting of the manifest, and no other.
import fs from 'node:fs';
import { expect, it } from 'vitest';

type Manifest = {
  readonly contributes: {
    readonly commands: readonly { readonly category: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
};

const { contributes }: Manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const page = fs.readFileSync('docs/editor.md', 'utf8');

/** What stands in the first column of the table under a heading. */
function firstColumn(heading: string): readonly string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = [...section.matchAll(/^\| (.+?) \|/gm)].map(([, cell = '']) => cell.replaceAll('`', ''));
  return rows.slice(1); // without the header
}

it('explains every command, in the order of the manifest', () => {
  expect(firstColumn('Commands')).toEqual(contributes.commands.map(({ category, title }) => `${category}: ${title}`));
});

it('explains every setting', () => {
  expect(firstColumn('Settings').toSorted()).toEqual(Object.keys(contributes.configuration.properties).sort());
});
