import { randomBytes } from 'node:crypto';
import type * as vscode from 'vscode';

/**
 * The page of an evaluation panel: nothing but the panel's script, which may run because it carries the page's nonce.
 * Nothing is loaded from anywhere but the extension's own folder. The body
 * says which study it shows, so that the page can ask to be restored with it.
 */
export function panelPage(webview: vscode.Webview, script: vscode.Uri, title: string, study: string): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
</head>
<body data-study="${escaped(study)}">
<script nonce="${nonce}" src="${webview.asWebviewUri(script)}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
