// The panel in a browser: as the HTML report, or in a page like the one that the editor gives it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { root } from '../tools/places.mjs';

/** The panel's script, bundled as for `dist/panel.js`. */
export async function panelScript(): Promise<string> {
  const built = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['client/webview/main.ts'],
    bundle: true,
    write: false,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
    logLevel: 'error',
  });
  return built.outputFiles[0].text;
}

export interface OpenPage {
  readonly page: Page;
  /** What the console, uncaught errors and the page's policy had to say. */
  readonly complaints: readonly string[];
}

export interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
}

/** Opens an HTML text as a file. Nothing can be reached from it. */
export async function openHtml(browser: Browser, html: string, look: Look = {}): Promise<OpenPage> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-panel-'));
  const file = path.join(folder, 'page.html');
  fs.writeFileSync(file, html);
  const page = await browser.newPage({
    colorScheme: look.scheme ?? 'light',
    viewport: { width: look.width ?? 1100, height: 900 },
  });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) {
      complaints.push(`request: ${request.url()}`);
    }
  });
  page.on('close', () => fs.rmSync(folder, { recursive: true, force: true }));
  await page.goto(`file://${file}`);
  return { page, complaints };
}

/** Waits until every chart is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const charts = Array.from(document.querySelectorAll('.chart'));
    return (
      charts.length > 0 && charts.every((chart) => chart.closest('details:not([open])') || chart.querySelector('svg'))
    );
  });
}

/** A page as the editor makes it: its policy, its theme, and an `acquireVsCodeApi` that keeps what it is told. */
export function editorPage(script: string, theme: 'vscode-dark' | 'vscode-light' | 'vscode-high-contrast'): string {
  const colours = {
    'vscode-dark': ['#1f1f1f', '#cccccc', '#9d9d9d', '#2b2b2b', '#0078d4', '#4daafc'],
    'vscode-light': ['#ffffff', '#3b3b3b', '#717171', '#e5e5e5', '#005fb8', '#005fb8'],
    'vscode-high-contrast': ['#000000', '#ffffff', '#ffffff', '#6fc3df', '#f38518', '#21a6ff'],
  }[theme];
  const names = [
    'editor-background',
    'editor-foreground',
    'descriptionForeground',
    'widget-border',
    'focusBorder',
    'textLink-foreground',
  ];
  const variables = names.map((name, index) => `--vscode-${name}: ${colours[index]};`).join(' ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-abc'; style-src 'nonce-abc'">
<title>panel</title>
<style nonce="abc">:root { ${variables} --vscode-contrastBorder: #6fc3df; --vscode-font-size: 13px; }</style>
</head>
<body class="${theme}" data-study="file:///studies/example.study.yaml">
<script nonce="abc">
window.told = [];
window.acquireVsCodeApi = () => ({
  postMessage: (message) => window.told.push(message),
  setState: (state) => window.told.push({ kind: 'state', state }),
});
</script>
<script nonce="abc">${script.replaceAll('</script', '\\u003c/script').replaceAll('<!--', '\\u003c!--')}</script>
</body>
</html>`;
}

/** What the page has told the editor. */
export function told(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'told'));
}

/** Sends a message to the page, as the editor does. */
export async function send(page: Page, message: unknown): Promise<void> {
  await page.evaluate((data) => window.postMessage(data, '*'), message);
}
