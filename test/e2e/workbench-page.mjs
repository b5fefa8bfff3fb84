// @ts-check
// What is looked up inside the page that shows VS Code.
import assert from 'node:assert/strict';

/**
 * Runs in the page: whether what the workbench has stored of its editors has something.
 * @param {string} pattern
 * @returns {Promise<boolean>}
 */
export async function editorStateHas(pattern) {
  const all = await indexedDB.databases();
  const names = all.flatMap(({ name }) => (name?.startsWith('vscode-web-state-db-') ? [name] : []));
  const states = names.map(
    (name) =>
      new Promise((resolve) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => resolve('');
        opening.onsuccess = () => {
          const database = opening.result;
          if (!database.objectStoreNames.contains('ItemTable')) {
            database.close();
            resolve('');
            return;
          }
          const asked = database
            .transaction('ItemTable')
            .objectStore('ItemTable')
            .get('memento/workbench.parts.editor');
          asked.onerror = () => resolve('');
          asked.onsuccess = () => resolve(String(asked.result ?? ''));
          asked.transaction?.addEventListener('complete', () => database.close());
        };
      }),
  );
  return (await Promise.all(states)).some((state) => new RegExp(pattern).test(state));
}

/**
 * @param {import('playwright-core').Locator} line
 * @param {string} word
 * @returns {Promise<{ x: number, y: number, width: number, height: number }>} where the word is on the page
 */
export async function wordBox(line, word) {
  await line.waitFor();
  const box = await line.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = /** @type {Text[]} */ ([]);
    while (walker.nextNode() !== null) {
      texts.push(/** @type {Text} */ (walker.currentNode));
    }
    // VS Code writes a blank as a no-break space.
    const whole = texts.map((text) => text.data.replace(/\u00a0/g, ' ')).join('');
    const from = whole.indexOf(wanted);
    if (from < 0) {
      return null;
    }
    const range = document.createRange();
    let offset = 0;
    let started = false;
    for (const text of texts) {
      const next = offset + text.data.length;
      if (!started && from < next) {
        range.setStart(text, from - offset);
        started = true;
      }
      if (from + wanted.length <= next) {
        range.setEnd(text, from + wanted.length - offset);
        break;
      }
      offset = next;
    }
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x, y, width, height };
  }, word);
  assert.ok(box, `the line does not say ${word}`);
  return box;
}
