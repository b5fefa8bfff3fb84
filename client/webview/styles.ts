import { componentStyles } from './styles-components.ts';
import { themeStyles } from './styles-theme.ts';

/**
 * Gives the page its styles. A constructed sheet, because the page's policy allows no style elements without a nonce,
 * and because the HTML report then needs the script alone.
 */
export function addStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(themeStyles + pageStyles + componentStyles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

const pageStyles = `
*, *::before, *::after { box-sizing: border-box; }
html { color-scheme: light dark; scroll-padding-top: 12px; }
body {
  margin: 0; padding: 0;
  background: var(--page); color: var(--text);
  font-family: var(--vscode-font-family, system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', sans-serif);
  font-size: var(--vscode-font-size, 14px);
  line-height: 1.5;
}
#panel { max-width: 1120px; margin: 0 auto; padding: 20px 24px 64px; }
h1, h2, h3 { line-height: 1.25; font-weight: 600; margin: 0; text-wrap: balance; }
h1 { font-size: 1.75em; letter-spacing: -0.01em; }
h2 { font-size: 1.3em; outline: none; }
h3 { font-size: 1em; }
p { margin: 6px 0; max-width: 78ch; text-wrap: pretty; }
section { margin-top: 40px; padding-top: 20px; border-top: 1px solid var(--line); }
code, .code { font-family: var(--vscode-editor-font-family, ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace); font-size: 0.93em; }
ul, ol { margin: 0; padding: 0; list-style: none; }
.note { color: var(--muted); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.figure, .number { font-variant-numeric: tabular-nums; }
.figure { white-space: nowrap; }
main.older { opacity: 0.7; }
body.vscode-high-contrast main.older { opacity: 1; }

.scroll { overflow-x: auto; margin: 12px 0; max-width: 100%; }
.scroll:focus-visible, button:focus-visible, summary:focus-visible, .heat-cell:focus-visible {
  outline: 2px solid var(--focus); outline-offset: 1px;
}
table { border-collapse: collapse; min-width: min(100%, 320px); }
th, td { padding: 5px 14px 5px 0; text-align: left; vertical-align: top; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 0.9em; border-bottom: 1px solid var(--line); white-space: nowrap; }
tbody tr + tr > * { border-top: 1px solid var(--faint); }
th.number, td.number { text-align: right; }

details { margin-top: 14px; }
summary { cursor: pointer; color: var(--link); width: fit-content; }

@media (max-width: 560px) {
  #panel { padding: 14px 14px 48px; }
  h1 { font-size: 1.4em; }
  section { margin-top: 28px; }
}
@media print {
  nav, .control { display: none !important; }
  section, .card { break-inside: avoid; }
}
`;
