import { contentBytes, contentHash } from '#engine/text';
import type { Report } from './report.ts';

/**
 * The report as one HTML file that needs no network: the script of the panel (`dist/panel.js`) and the report as JSON.
 * Its policy allows that script, by its hash, and style elements with the page's nonce; nothing else is loaded or run.
 * The same report and script give the same text.
 */
export function htmlReport(report: Report, panelScript: string): string {
  const script = inScript(panelScript);
  const json = JSON.stringify(report).replace(/[<\u2028\u2029]/g, escapedCharacter);
  const nonce = contentHash(script + json).slice(0, 32);
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${base64(contentBytes(script))}'`,
    `style-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const title = `${report.header.study} · ${report.header.subject}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${inText(title)}</title>
</head>
<body>
<noscript>This report is drawn by a script inside this file. Its numbers also stand in evaluation.json, beside it.</noscript>
<script type="application/json" id="understudy-report">${json}</script>
<script nonce="${nonce}">${script}</script>
</body>
</html>
`;
}

/**
 * A script that cannot end, or hide the end of, the element around it. `\\u003c` means "<" in strings and regular
 * expressions, and only there does a script hold what is replaced.
 */
function inScript(text: string): string {
  return text.replace(/<(?=\/script|!--|script)/gi, '\\u003c').replace(/[\u2028\u2029]/g, escapedCharacter);
}

function escapedCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function inText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function base64(bytes: Uint8Array): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    const last = bytes.length - index;
    text += digits.charAt((group >> 18) & 63);
    text += digits.charAt((group >> 12) & 63);
    text += last > 1 ? digits.charAt((group >> 6) & 63) : '=';
    text += last > 2 ? digits.charAt(group & 63) : '=';
  }
  return text;
}
