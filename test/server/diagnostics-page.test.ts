import fs from 'node:fs';
import { expect, test } from 'vitest';
import { diagnosticCodes } from '#engine/diagnostics';

const page = fs.readFileSync(new URL('../../docs/diagnostics.md', import.meta.url), 'utf8');

test('every code has a heading on the page that diagnostics link to, and every heading is a code', () => {
  const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect(headings.sort(), 'docs/diagnostics.md and engine/src/diagnostics/codes.ts name the same codes').toEqual(
    Object.keys(diagnosticCodes).sort(),
  );
});

test('the page names the severity that each code has', () => {
  for (const [code, { severity }] of Object.entries(diagnosticCodes)) {
    const first = new RegExp(`^### ${code}\\n\\n(\\w+)\\.`, 'm').exec(page)?.[1];
    expect(first?.toLowerCase(), code).toBe(severity);
  }
});
