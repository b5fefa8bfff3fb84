// @ts-check
// VS Code as a person has it: the packaged extension installed, a folder open, keyboard and mouse. What a scenario does
// with it is named by what the person does.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchChromium } from '../tools/chromium.mjs';
import { artifacts } from '../tools/places.mjs';
import { stageWorkspace } from '../tools/stage.mjs';
import { startVscode, workbenchAddress } from '../tools/vscode-server.mjs';
import { editorStateHas, wordBox } from './workbench-page.mjs';

/**
 * @typedef {import('playwright-core').Locator} Locator
 * @typedef {import('playwright-core').FrameLocator} FrameLocator
 * @typedef {'error' | 'warning' | 'info' | 'hint'} Severity
 * @typedef {'dark' | 'light'} Theme
 *
 * @typedef {object} WorkbenchOptions
 * @property {string} [vsix] the packaged extension
 * @property {import('../tools/vscode-versions.mjs').VscodeVersion} [version]
 * @property {'trusted' | 'restricted'} [trust] `restricted` opens the folder in Restricted Mode
 * @property {Readonly<Record<string, unknown>>} [settings] of the user
 * @property {Readonly<Record<string, string>>} [env] of the extension host
 * @property {(folder: string) => void} [prepare] changes the folder's files before it is opened
 * @property {{ readonly width: number, readonly height: number }} [viewport]
 *
 * @typedef {Awaited<ReturnType<typeof openWorkbench>>} Workbench
 */

const waitMs = 30_000;
/** VS Code gives hints no squiggle but three dots. @type {Readonly<Record<Severity, string>>} */
const squiggles = {
  error: '.squiggly-error',
  warning: '.squiggly-warning',
  info: '.squiggly-info',
  hint: '.squiggly-hint',
};

/**
 * Starts VS Code, opens a copy of the samples and of `test/vscode/workspace` in it, and waits until the explorer shows it.
 * @param {WorkbenchOptions} [options]
 */
export async function openWorkbench(options = {}) {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'us-'));
  const folder = path.join(temporary, 'studies');
  stageWorkspace(folder);
  options.prepare?.(folder);
  // The theme follows what the browser says that the person prefers.
  const userSettings = { 'window.autoDetectColorScheme': true, ...options.settings };
  const server = await startVscode({
    source: 'installed',
    userData: path.join(temporary, 'data'),
    settings: userSettings,
    ...(options.vsix === undefined ? {} : { vsix: [options.vsix] }),
    ...(options.version === undefined ? {} : { version: options.version }),
    ...(options.trust === undefined ? {} : { trust: options.trust }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  const browser = await launchChromium();
  const viewport = options.viewport ?? { width: 1400, height: 900 };
  const page = await browser.newPage({ viewport, colorScheme: 'dark' });
  page.setDefaultTimeout(waitMs);
  /** @type {Set<string>} */
  const foreignHosts = new Set();
  page.on('request', (request) => {
    const { host } = new URL(request.url());
    if (host !== '' && host !== server.authority) {
      foreignHosts.add(host);
    }
  });

  const quickInput = page.locator('.quick-input-widget');
  const editor = page.locator('.editor-instance .monaco-editor[role=code]');

  /** What a list offers, by the whole of its label. @param {string} label */
  const option = (label) => {
    const whole = new RegExp(`^\\s*${label.replace(/[^\w\s]/g, '\\$&')}\\s*$`);
    return quickInput.locator('.monaco-list-row', { has: page.locator('.label-name', { hasText: whole }) }).first();
  };

  const workbench = {
    page,
    server,
    /** The folder that is open: a copy, which a scenario may change. */
    folder,
    /** Hosts other than VS Code's own that the workbench or a panel has asked for. */
    foreignHosts,
    /** The text of the editors that are visible. */
    editor,
    /** Where VS Code asks: lists to pick from, input boxes, the palette. */
    quickInput,

    /** @param {string} file relative to the open folder */
    read: (file) => fs.readFileSync(path.join(folder, file), 'utf8'),

    /** Opens a file by its name. @param {string} name */
    async openFile(name) {
      await page.keyboard.press('Control+P');
      await quickInput.locator('input').first().waitFor();
      await page.keyboard.type(name);
      await quickInput
        .locator('.monaco-list-row', { hasText: path.basename(name) })
        .first()
        .click(); // not Enter, which takes what stands first while the list still changes
      await page
        .getByRole('tab', { name: path.basename(name) })
        .first()
        .waitFor();
      await editor.first().locator('.view-line').first().waitFor();
    },

    /**
     * Runs a command of the palette. One that is not there yet, because VS Code still reads its extensions, is looked for
     * again: the palette shows what there was when it opened.
     * @param {string} title as the palette shows it, with its category
     */
    async runCommand(title) {
      for (let attempt = 1, isThere = false; !isThere; attempt += 1) {
        await page.keyboard.press('F1');
        await quickInput.locator('input').first().waitFor();
        await page.keyboard.type(title);
        const came = option(title).waitFor(attempt < 5 ? { timeout: 5000 } : {});
        isThere = await came.then(
          () => true,
          (error) => {
            if (attempt >= 5) {
              throw error;
            }
            return false;
          },
        );
        if (!isThere) {
          await workbench.escape();
        }
      }
      await option(title).click();
    },

    /** Picks what a list offers, by the whole of its label. @param {string} label */
    async pick(label) {
      await option(label).click();
    },

    /** Leaves a list, an input box or a dialog. */
    async escape() {
      await page.keyboard.press('Escape');
      await quickInput.waitFor({ state: 'hidden' });
    },

    /**
     * Chooses in a menu that has just opened, with the keyboard: VS Code does not heed a click that comes at once.
     * @param {string} name
     */
    async chooseInMenu(name) {
      const item = page.getByRole('menuitem', { name });
      await item.hover();
      await page.locator('.action-item.focused').filter({ has: item }).waitFor();
      await page.keyboard.press('Enter');
      await item.waitFor({ state: 'detached' });
    },

    /** @param {string} title @returns {Promise<boolean>} whether the palette offers the command */
    async offersCommand(title) {
      await page.keyboard.press('F1');
      await quickInput.locator('input').first().waitFor();
      await page.keyboard.type(title);
      const offered = quickInput.locator('.monaco-list-row', { hasText: title });
      const nothing = quickInput.locator('.monaco-list-row', { hasText: /no matching|similar commands/i });
      await offered.or(nothing).first().waitFor();
      const found = (await offered.count()) > 0;
      await page.keyboard.press('Escape');
      return found;
    },

    /** @param {string} text @returns {Locator} the first visible line of the editor that has this text */
    line: (text) => editor.first().locator('.view-line', { hasText: text }).first(),

    /**
     * Scrolls the editor by keyboard: to a line by its number.
     * @param {number} line from 1
     */
    async goToLine(line) {
      await page.keyboard.press('Control+G');
      await quickInput.locator('input').first().waitFor();
      await page.keyboard.type(String(line));
      await page.keyboard.press('Enter');
      await quickInput.waitFor({ state: 'hidden' });
    },

    /** Waits for squiggles. @param {Severity} severity @param {number} [atLeast] @returns {Promise<void>} */
    async waitForSquiggle(severity, atLeast = 1) {
      const found = editor.locator(squiggles[severity]);
      await found.nth(atLeast - 1).waitFor({ state: 'attached' });
    },

    /** Waits until no squiggle of this severity is left. @param {Severity} severity @returns {Promise<void>} */
    async waitForNoSquiggle(severity) {
      await page.waitForFunction((kind) => document.querySelector(kind) === null, squiggles[severity]);
    },

    /**
     * Rests the mouse on a word.
     * @param {string} lineText a text of the line, so that the line is found
     * @param {string} word the piece of it, as VS Code has coloured it in one piece or as a part of one
     * @returns {Promise<string>} what the hover says
     */
    async hover(lineText, word) {
      const line = workbench.line(lineText);
      const hover = page.locator('.monaco-hover:visible').first();
      // Hints that come beside the text move the word away from the mouse, and then nothing shows: a person points again.
      for (let attempt = 1, isThere = false; !isThere; attempt += 1) {
        const box = await wordBox(line, word);
        // Away from the word before, and what was said about it.
        await page.mouse.move(1, 1);
        await hover.waitFor({ state: 'hidden' });
        await page.mouse.move(box.x + 1, box.y + box.height / 2);
        await page.mouse.move(box.x + Math.min(8, box.width / 2), box.y + box.height / 2, { steps: 3 });
        const came = hover.waitFor({ timeout: attempt < 4 ? 8000 : 30_000 });
        isThere = await (attempt < 4
          ? came.then(
              () => true,
              () => false,
            )
          : came.then(() => true));
      }
      await hover.locator('.hover-contents:not(:has-text("Loading..."))').first().waitFor();
      return hover.innerText();
    },

    /** Waits for a code lens. @param {string | RegExp} text @returns {Promise<Locator>} */
    async lens(text) {
      const found = editor.locator('.codelens-decoration a', { hasText: text }).first();
      await found.waitFor();
      return found;
    },

    /** @param {string | RegExp} text */
    async clickLens(text) {
      await (await workbench.lens(text)).click();
    },

    /**
     * The document inside a panel. Wait for something in it before closing it: one that is closed while it loads can
     * leave the next one blank.
     * @param {number} [which] from 0, where several are open
     * @returns {FrameLocator}
     */
    panel: (which = 0) =>
      page.locator('iframe.webview.ready').nth(which).contentFrame().frameLocator('iframe#active-frame'),

    /** Opens the Problems view. @returns {Promise<readonly string[]>} its visible rows, when there is one */
    async problems() {
      const rows = page.locator('.markers-panel .monaco-list-row');
      if (!(await page.locator('.markers-panel').isVisible())) {
        await page.keyboard.press('Control+Shift+M');
      }
      await rows.first().waitFor();
      return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
    },

    /** @returns {Promise<readonly string[]>} the notifications that are shown, after one has come */
    async notifications() {
      const toasts = page.locator('.notifications-toasts .notification-list-item');
      await toasts.first().waitFor();
      return (await toasts.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
    },

    /** Waits for a notification and takes it away, by its own button. @param {string | RegExp} text */
    async dismissNotification(text) {
      const toast = page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
      await toast.hover();
      await toast.getByRole('button', { name: /^Clear Notification/ }).click();
      await toast.waitFor({ state: 'detached' });
    },

    /** Types at the end of the line that has this text. @param {string} lineText @param {string} typed */
    async typeAfter(lineText, typed) {
      await workbench.line(lineText).click();
      await page.keyboard.press('End');
      await page.keyboard.type(typed);
      await page.locator('.tab.dirty').first().waitFor();
    },

    /** Saves the active editor, and waits until nothing is left to be saved. */
    async save() {
      await page.keyboard.press('Control+S');
      await page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
    },

    /**
     * Reloads the window once VS Code has stored what is open in it, which it does every few seconds.
     * @param {RegExp} kept what the text that VS Code stores of the editors must have
     */
    async reload(kept) {
      // A loop, because waitForFunction takes the promise of an asynchronous function for a yes. Nothing tells of what is stored.
      const end = performance.now() + waitMs;
      while (!(await page.evaluate(editorStateHas, kept.source))) {
        assert.ok(performance.now() < end, `VS Code did not store ${kept} within ${waitMs / 1000} s`);
        await page.waitForTimeout(250);
      }
      await page.reload();
      await page.locator('.monaco-workbench .part.statusbar').waitFor();
    },

    /** @param {Theme} theme */
    async useTheme(theme) {
      await page.emulateMedia({ colorScheme: theme });
      const shows = theme === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.vs:not(.vs-dark)';
      await page.locator(shows).first().waitFor();
      // The colours change over a moment; a picture is of what they end in.
      await page.evaluate(() =>
        Promise.all(
          document
            .getAnimations()
            .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
            .map((animation) => animation.finished.catch(() => undefined)),
        ),
      );
    },

    /**
     * Takes a picture into test/artifacts.
     * @param {string} name without extension
     * @returns {Promise<string>} the file
     */
    async screenshot(name) {
      const file = path.join(artifacts, 'e2e', `${name}.png`);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      await page.screenshot({ path: file, animations: 'disabled' });
      return file;
    },

    /** Takes two pictures: `<name>-dark.png` and `<name>-light.png`. @param {string} name */
    async screenshots(name) {
      for (const theme of /** @type {const} */ (['light', 'dark'])) {
        await workbench.useTheme(theme);
        await workbench.screenshot(`${name}-${theme}`);
      }
    },

    async close() {
      await browser.close();
      await server.stop();
      fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
    },
  };

  try {
    await page.goto(workbenchAddress(server, { folder }));
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
    await page.getByRole('treeitem').first().waitFor();
  } catch (error) {
    await workbench.screenshot('did-not-open').catch(() => undefined);
    await workbench.close();
    throw error;
  }
  return workbench;
}
