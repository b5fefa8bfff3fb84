// Compares what a panel shows with the evaluation that it shows.
import assert from 'node:assert/strict';

/**
 * @typedef {object} ShownValue what one element of the panel says
 * @property {string} path the JSON pointer of its value in the evaluation
 * @property {string} value the value that the panel was given, as JSON
 * @property {string} text what a person reads
 */

/**
 * Every marked element that the panel's document has now.
 * @param {import('playwright-core').FrameLocator} panel
 * @returns {Promise<readonly ShownValue[]>}
 */
export function shownValues(panel) {
  return panel.locator('[data-path]').evaluateAll((elements) =>
    elements.map((element) => ({
      path: element.getAttribute('data-path') ?? '',
      value: element.getAttribute('data-value') ?? '',
      text: (element.textContent ?? '').trim(),
    })),
  );
}

/**
 * Fails when a value is not the one that stands at its place in the evaluation, or when the text says another.
 * @param {readonly ShownValue[]} shown
 * @param {unknown} evaluation
 */
export function compareWithEvaluation(shown, evaluation) {
  for (const { path, value, text } of shown) {
    const stored = valueAt(evaluation, path);
    assert.equal(value, JSON.stringify(stored), `${path} is shown as ${value}`);
    if (typeof stored === 'string') {
      assert.equal(plain(text), plain(stored), path);
    } else {
      assert.ok(saysNumber(text, stored), `${path} is ${JSON.stringify(stored)}, and reads "${text}"`);
    }
  }
}

/** Code is shown without its backticks. @param {string} text */
function plain(text) {
  return text.replace(/`/g, '').replace(/\s+/g, ' ').trim();
}

/**
 * @param {unknown} root
 * @param {string} pointer RFC 6901
 * @returns {unknown} the value; fails when there is none
 */
function valueAt(root, pointer) {
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replace(/~1/g, '/').replace(/~0/g, '~');
    assert.ok(typeof value === 'object' && value !== null && key in value, `the evaluation has no ${pointer}`);
    value = /** @type {Record<string, unknown>} */ (value)[key];
  }
  return value;
}

/**
 * Whether a text is the number, rounded to the digits that it shows; a share may be shown in per cent.
 * @param {string} text
 * @param {unknown} value
 */
function saysNumber(text, value) {
  if (value === null) {
    return text === '–';
  }
  if (typeof value !== 'number') {
    return false;
  }
  const digits = /(<\s*)?([+−-]?[\d,]*\.?\d+)/.exec(text);
  if (digits === null) {
    return false;
  }
  const [, below, number = ''] = digits;
  const shown = Number(number.replace(/,/g, '').replace('−', '-'));
  if (below !== undefined) {
    return value < shown;
  }
  const tolerance = 0.5000001 * 10 ** -(number.split('.')[1] ?? '').length;
  return [value, 100 * value].some((scaled) => Math.abs(scaled - shown) <= tolerance);
}
