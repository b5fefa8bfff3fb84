/**
 * The colours of the page: those of the editor's theme where there is an editor, otherwise light or dark as the system
 * asks. The colours of data are from the palette of Okabe and Ito, which colour-blind readers can tell apart.
 */
export const themeStyles = `
:root {
  --page: var(--vscode-editor-background, #ffffff);
  --text: var(--vscode-editor-foreground, #1f2328);
  --muted: var(--vscode-descriptionForeground, #59636e);
  --line: var(--vscode-widget-border, var(--vscode-panel-border, #d1d9e0));
  --faint: color-mix(in srgb, var(--text) 9%, transparent);
  --card: color-mix(in srgb, var(--text) 3.5%, var(--page));
  --link: var(--vscode-textLink-foreground, #0a5fb4);
  --focus: var(--vscode-focusBorder, #0a5fb4);
  --human: #0072b2;
  --simulated: #d55e00;
  --pilot: #009e73;
  --good: #00724f;
  --bad: #b3261e;
  --unsure: #8a6100;
  --quiet: #8c959f;
  --chance: var(--muted);
  --heat-colour: #cc5a9b;
}
body.vscode-dark, body.vscode-high-contrast:not(.vscode-high-contrast-light) {
  --human: #56b4e9;
  --simulated: #f0a030;
  --pilot: #2fc79a;
  --good: #3fc79a;
  --bad: #ff8a7a;
  --unsure: #e3c04f;
  --quiet: #8b949e;
  --heat-colour: #d670aa;
}
body.vscode-high-contrast {
  --line: var(--vscode-contrastBorder, #6fc3df);
  --faint: var(--vscode-contrastBorder, #6fc3df);
  --muted: var(--text);
  --card: var(--page);
}
@media (prefers-color-scheme: dark) {
  :root.standalone {
    --page: #15181d;
    --text: #e3e7ec;
    --muted: #9aa5b1;
    --line: #343b45;
    --link: #6cb6ff;
    --focus: #6cb6ff;
    --human: #56b4e9;
    --simulated: #f0a030;
    --pilot: #2fc79a;
    --good: #3fc79a;
    --bad: #ff8a7a;
    --unsure: #e3c04f;
    --quiet: #8b949e;
    --heat-colour: #d670aa;
  }
}
/* The controls are made for the editor and ask for its colours by name. */
:root.standalone {
  --vscode-font-size: 14px;
  --vscode-font-family: system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', sans-serif;
  --vscode-foreground: var(--text);
  --vscode-settings-dropdownBackground: var(--page);
  --vscode-settings-dropdownForeground: var(--text);
  --vscode-settings-dropdownBorder: var(--line);
  --vscode-settings-dropdownListBorder: var(--line);
  --vscode-list-activeSelectionBackground: var(--link);
  --vscode-list-activeSelectionForeground: var(--page);
  --vscode-list-hoverBackground: var(--faint);
  --vscode-list-hoverForeground: var(--text);
  --vscode-focusBorder: var(--focus);
  --vscode-progressBar-background: var(--link);
}
`;
