import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { buildReport, htmlReport, type Report } from '#engine/report';
import {
  bareEvaluation,
  besideEvaluation,
  exampleEvaluation,
  rectifiedEvaluation,
  refusedEvaluation,
} from '../report/example.ts';
import { at, objectsIn } from '../report/pointer.ts';
import { launchChromium } from '../tools/chromium.mjs';
import { root } from '../tools/places.mjs';
import { drawn, editorPage, openHtml, panelScript, send, told } from './panel-page.ts';

let browser: Browser;
let evaluation: Evaluation;
let report: Report;
let script: string;

const artifacts = path.join(root, 'test/artifacts');

beforeAll(async () => {
  fs.mkdirSync(artifacts, { recursive: true });
  [browser, evaluation, script] = await Promise.all([launchChromium(), exampleEvaluation(), panelScript()]);
  report = buildReport(evaluation);
}, 120_000);

afterAll(async () => {
  await browser?.close();
});

interface Shown {
  readonly path: string;
  readonly value: unknown;
  readonly text: string;
}

/** Every number and text with a place in the evaluation, as the page shows it. */
function shown(page: Page): Promise<readonly Shown[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('[data-path]'), (node) => ({
      path: node.getAttribute('data-path') ?? '',
      value: JSON.parse(node.getAttribute('data-value') ?? ''),
      text: node.textContent ?? '',
    })),
  );
}

/** What each place of the evaluation may be shown as. */
function textsByPath(of: Report): ReadonlyMap<string, ReadonlySet<string>> {
  const texts = new Map<string, Set<string>>();
  for (const found of objectsIn(of)) {
    if (typeof found['path'] === 'string' && typeof found['text'] === 'string') {
      const known = texts.get(found['path']) ?? new Set();
      texts.set(found['path'], known.add('value' in found ? found['text'] : found['text'].replaceAll('`', '')));
    }
  }
  return texts;
}

function compared(found: readonly Shown[], of: Report = report, judged: Evaluation = evaluation): void {
  const texts = textsByPath(of);
  for (const { path: place, value, text } of found) {
    expect({ place, value }).toEqual({ place, value: at(judged, place) ?? null });
    expect(Array.from(texts.get(place) ?? []), place).toContain(text);
  }
}

describe('the HTML report', () => {
  it('shows only numbers of the evaluation, in all arms and in each', async () => {
    const { page, complaints } = await openHtml(browser, htmlReport(report, script));
    await drawn(page);
    const everywhere = await shown(page);
    expect(everywhere.length).toBeGreaterThan(400);
    compared(everywhere);
    const select = page.locator('#subgroups vscode-single-select');
    for (const { id } of report.subgroups.arms.slice(1)) {
      await select.evaluate((node, value) => {
        Reflect.set(node, 'value', value);
        node.dispatchEvent(new Event('change'));
      }, id);
      await drawn(page);
      const inArm = await shown(page);
      compared(inArm);
      const cells = new Set(
        inArm.flatMap(({ path: place }) => /^\/cells\/(\d+)\/excess_distance/.exec(place)?.[1] ?? []),
      );
      const arms = Array.from(cells, (index) => evaluation.cells[Number(index)]);
      expect(arms.some(({ treatment, arm }) => `${treatment}=${arm}` === id)).toBe(true);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows every share, distance, gap and coefficient of the subject', async () => {
    const { page } = await openHtml(browser, htmlReport(report, script));
    await drawn(page);
    const places = new Set((await shown(page)).map(({ path: place }) => place));
    const [all] = report.distributions.map(({ groups }) => groups[0]);
    const wanted = [
      ...report.distributions.flatMap(({ groups }) =>
        (groups[0]?.answers ?? []).flatMap(({ human, simulated }) => [human, simulated]),
      ),
      ...report.ladder.rungs.flatMap(({ rows }) => rows.flatMap(({ distance, floor }) => [distance, floor])),
      ...report.coherence.rules.flatMap(({ human, simulated, chance }) => [human, simulated, chance]),
      ...report.regressions.flatMap(({ coefficients }) =>
        coefficients.flatMap(({ people, simulated }) => [people?.estimate, simulated?.estimate]),
      ),
      all?.nHuman,
    ].flatMap((figure) => figure?.path ?? []);
    expect(wanted.filter((place) => !places.has(place))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(60);
    await page.close();
  });

  it('draws no estimate that is none, which would squeeze all others into a corner', async () => {
    const [first, ...others] = evaluation.regressions;
    const coefficients = (first?.coefficients ?? []).map((one, index) =>
      index === 1 && one.human !== null
        ? { ...one, human: { ...one.human, estimate: -432.1, is_finite: false, error: null, interval: null, p: null } }
        : one,
    );
    const separated = {
      ...evaluation,
      regressions: first === undefined ? [] : [{ ...first, coefficients }, ...others],
    };
    const { page } = await openHtml(browser, htmlReport(buildReport(separated), script));
    await drawn(page);
    const chart = page.locator('#coefficients .chart').first();
    expect(await chart.getAttribute('aria-label')).not.toContain('-432');
    const ticks = await chart.locator('[aria-label="x-axis tick label"] text').allTextContents();
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks.filter((tick) => Math.abs(Number(tick.replace('−', '-'))) > 100)).toEqual([]);
    expect(await page.locator('#coefficients table').first().innerText()).toContain('not finite');
    await page.close();
  });

  it.each(['light', 'dark'] as const)('is readable in %s', async (scheme) => {
    const { page, complaints } = await openHtml(browser, htmlReport(report, script), { scheme });
    await drawn(page);
    await page.screenshot({ path: path.join(artifacts, `report-${scheme}.png`), fullPage: true });
    const contrasts = await page.evaluate(contrastsOf, ['h1', '.note', '.badge', '.heat-cell', '.reasons li', 'td']);
    expect(contrasts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('copies the draft of the methods, by keyboard, and says so', async () => {
    const { page, complaints } = await openHtml(browser, htmlReport(report, script));
    await page.getByRole('button', { name: 'Copy the text' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
    // Pasted as a person does it.
    await page.evaluate(() => document.body.prepend(document.createElement('textarea')));
    await page.locator('textarea').focus();
    await page.keyboard.press('Control+V');
    const paragraphs = await page.locator('#methods .methods p').allInnerTexts();
    expect((await page.locator('textarea').inputValue()).split('\n\n')).toEqual(paragraphs);
    expect(paragraphs.length).toBeGreaterThan(3);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('selects the draft of the methods where the page may not copy', async () => {
    const { page } = await openHtml(browser, htmlReport(report, script));
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
    });
    await page.getByRole('button', { name: 'Copy the text' }).click();
    await page.getByRole('status').filter({ hasText: 'It is selected: copy it with the keyboard.' }).waitFor();
    const selected = await page.evaluate(() => String(getSelection()));
    expect(selected.trim()).toBe((await page.locator('#methods .methods').innerText()).trim());
    await page.close();
  });

  it('shows a study that has little', async () => {
    const bare = buildReport(await bareEvaluation());
    const { page, complaints } = await openHtml(browser, htmlReport(bare, script));
    await drawn(page);
    expect(await page.locator('h2').allTextContents()).toEqual([
      'What was found',
      'Before you use a figure',
      'Who was compared',
      'The ladder',
      'Answers, item by item',
      'Subgroups',
      'Misaligned cells',
      'Heterogeneity',
      'Methods, as a draft',
      'How to read this',
    ]);
    expect(await page.locator('vscode-single-select').count()).toBe(0);
    expect(await page.locator('#panel').innerText()).not.toMatch(/undefined|NaN|\[object/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows several models side by side, and who is nearer to people', async () => {
    const beside = buildReport(await besideEvaluation());
    const { page, complaints } = await openHtml(browser, htmlReport(beside, script));
    await drawn(page);
    const section = page.locator('#side-by-side');
    expect(await section.locator('thead th').allTextContents()).toEqual([
      'Measure',
      'People',
      '▸ gpt',
      'resample',
      'copy',
    ]);
    expect(await section.locator('.comparison-head code:first-child').allTextContents()).toEqual([
      'gpt',
      'gpt',
      'resample',
    ]);
    const places = await section
      .locator('[data-path]')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-path')));
    const wanted = (beside.sideBySide?.pairs ?? []).map(({ difference }) => difference.estimate.path);
    expect(wanted.filter((place) => !places.includes(place))).toEqual([]);
    expect(await section.innerText()).not.toMatch(/undefined|NaN|\[object/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows rectified estimates beside the people alone, number by number', async () => {
    const judged = await rectifiedEvaluation();
    const rectified = buildReport(judged);
    const { page, complaints } = await openHtml(browser, htmlReport(rectified, script), { width: 1000 });
    await drawn(page);
    await page.locator('#rectified').screenshot({ path: path.join(artifacts, 'rectified.png') });
    const numbers = await shown(page);
    compared(numbers, rectified, judged);
    const places = new Set(numbers.map(({ path: place }) => place));
    const { means = [], regressions = [] } = rectified.rectified ?? {};
    const wanted = [...means, ...regressions.flatMap(({ rows }) => rows)].flatMap((row) => [
      ...(row.helps ? [] : [row.advice.path]),
      ...[
        row.peopleAlone?.estimate,
        row.peopleAlone?.lower,
        row.rectified?.estimate,
        row.rectified?.upper,
        row.reliance,
        row.ppiCorrelation,
        row.effectivePeople,
        row.builtIn?.effectivePeople,
      ].flatMap((figure) => figure?.path ?? []),
    ]);
    expect(wanted.length).toBeGreaterThan(80);
    expect(means.map(({ helps }) => helps)).toContain(true);
    expect(wanted.filter((place) => !places.has(place))).toEqual([]);
    expect(await page.locator('#rectified').innerText()).not.toMatch(/undefined|NaN|\[object/);
    expect(await page.locator('#rectified thead').first().innerText()).toContain('Best built-in');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says why further personas are refused', async () => {
    const refused = buildReport(await refusedEvaluation());
    const { page, complaints } = await openHtml(browser, htmlReport(refused, script));
    await drawn(page);
    expect(await page.locator('#rectified .quote').first().textContent()).toMatch(
      /^The further personas are more like/,
    );
    expect(await page.locator('#rectified table').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('fits a narrow window', async () => {
    const { page, complaints } = await openHtml(browser, htmlReport(report, script), { width: 400 });
    await drawn(page);
    await page.screenshot({ path: path.join(artifacts, 'report-narrow.png'), fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
    const clipped = await page.evaluate(() =>
      Array.from(document.querySelectorAll('.chart')).flatMap((chart) => {
        const box = chart.getBoundingClientRect();
        return Array.from(chart.querySelectorAll('text'))
          .filter(
            (text) =>
              text.getBoundingClientRect().left < box.left - 2 || text.getBoundingClientRect().right > box.right + 12,
          )
          .map((text) => text.textContent);
      }),
    );
    expect(clipped).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('can be read without a mouse', async () => {
    const { page, complaints } = await openHtml(browser, htmlReport(report, script));
    await drawn(page);
    await page.getByRole('button', { name: 'Subgroups' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Subgroups');
    const cell = page.locator('.heat-cell.misaligned').first();
    await cell.focus();
    await expect.poll(() => page.locator('#subgroups .detail').textContent()).toMatch(/misaligned distance \.\d{3}/);
    const unnamed = await page.evaluate(() => ({
      charts: Array.from(document.querySelectorAll('.chart')).filter((chart) => !chart.getAttribute('aria-label'))
        .length,
      regions: Array.from(document.querySelectorAll('[role=region]')).filter((one) => !one.getAttribute('aria-label'))
        .length,
      rows: Array.from(document.querySelectorAll('tbody tr')).filter((row) => row.querySelector('th') === null).length,
    }));
    expect(unnamed).toEqual({ charts: 0, regions: 0, rows: 0 });
    const before = await page.locator('table.heat').textContent();
    await page.locator('#distributions vscode-single-select').focus();
    for (const key of ['Enter', 'ArrowDown', 'Enter']) {
      await page.keyboard.press(key);
    }
    await expect.poll(() => page.locator('table.heat').textContent()).not.toBe(before);
    expect(await page.locator('#subgroups vscode-single-select').evaluate((node) => Reflect.get(node, 'value'))).toBe(
      'placement=front',
    );
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe('the panel in the editor', () => {
  it('says that there is nothing yet, and which study it shows', async () => {
    const { page, complaints } = await openHtml(browser, editorPage(script, 'vscode-dark'));
    await expect.poll(() => page.locator('h1').textContent()).toBe('No evaluation yet');
    expect(await told(page)).toEqual([
      { kind: 'state', state: { study: 'file:///studies/example.study.yaml' } },
      { kind: 'ready' },
    ]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows progress, then the report, without a complaint of its policy', async () => {
    const { page, complaints } = await openHtml(browser, editorPage(script, 'vscode-dark'));
    await send(page, { kind: 'progress', phase: 'simulating', done: 12, total: 93, model: 'gpt' });
    const words = page.locator('#status p');
    await expect.poll(() => words.textContent()).toBe('Simulating with gpt: 12 of 93 respondents');
    expect(await page.locator('h1').textContent()).toBe('Nobody compared yet');
    await send(page, { kind: 'progress', phase: 'evaluating', done: 1200, total: 5000, model: 'gpt' });
    await expect.poll(() => words.textContent()).toBe('Comparing gpt with people: 1,200 of 5,000 steps');
    expect(await page.locator('vscode-progress-bar').getAttribute('value')).toBe('1200');
    await send(page, { kind: 'report', report });
    await drawn(page);
    expect(await page.locator('#status').textContent()).toBe('');
    expect(await page.locator('h1').textContent()).toBe(report.header.title);
    compared(await shown(page));
    await page.screenshot({ path: path.join(artifacts, 'panel-dark.png'), fullPage: true });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('leaves all as it is when the same report is told once more, and takes another', async () => {
    const { page } = await openHtml(browser, editorPage(script, 'vscode-dark'));
    await send(page, { kind: 'report', report });
    const button = page.getByRole('button', { name: 'Copy the text' });
    await button.focus();
    await send(page, { kind: 'report', report });
    await send(page, { kind: 'progress', phase: 'simulating', done: 1, total: 2, model: 'gpt' });
    await page.locator('#status p').waitFor();
    expect(await button.evaluate((node) => node === document.activeElement)).toBe(true);
    await send(page, { kind: 'report', report: { ...report, header: { ...report.header, title: 'Another' } } });
    await page.getByRole('heading', { name: 'Another', level: 1 }).waitFor();
    await page.close();
  });

  it('asks the editor to show the place of a row', async () => {
    const { page } = await openHtml(browser, editorPage(script, 'vscode-light'));
    await send(page, { kind: 'report', report });
    await drawn(page);
    await page.screenshot({ path: path.join(artifacts, 'panel-light.png'), fullPage: true });
    await page.locator('table.heat').getByRole('button', { name: 'female', exact: true }).click();
    await page.locator('#coefficients').getByRole('button', { name: 'placementinterior', exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await page.locator('#coherence').getByRole('button', { name: 'important-means-buying' }).click();
    const messages = await told(page);
    expect(Array.isArray(messages) ? messages.slice(2) : messages).toEqual([
      { kind: 'reveal', path: 'personas/attributes/gender/levels/female' },
      { kind: 'reveal', path: 'regressions/intention/terms/placement' },
      { kind: 'reveal', path: 'coherence/important-means-buying' },
    ]);
    await page.close();
  });

  it('keeps the last report when a run fails, and says why it failed', async () => {
    const { page } = await openHtml(browser, editorPage(script, 'vscode-high-contrast'));
    await send(page, { kind: 'report', report });
    await send(page, { kind: 'failed', message: 'The endpoint refused the key.' });
    const alert = page.getByRole('alert');
    await expect.poll(() => alert.textContent()).toBe('This run did not finish.The endpoint refused the key.');
    await drawn(page);
    await page.screenshot({ path: path.join(artifacts, 'panel-high-contrast.png'), fullPage: true });
    expect(await page.locator('h1').textContent()).toBe(report.header.title);
    await page.close();
  });

  it('takes no message of another form', async () => {
    const { page, complaints } = await openHtml(browser, editorPage(script, 'vscode-dark'));
    for (const message of [
      null,
      'report',
      { kind: 'report' },
      { kind: 'report', report: { format: 'other' } },
      { kind: 'progress' },
    ]) {
      await send(page, message);
    }
    await send(page, { kind: 'progress', phase: 'simulating', done: 1, total: 2, model: 'gpt' });
    await send(page, { kind: 'failed', message: 'last' });
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('last');
    expect(await page.locator('h1').textContent()).toBe('No evaluation yet');
    expect(complaints).toEqual([]);
    await page.close();
  });
});

/** Runs in the page: the contrast of text and background of every element that a selector finds. */
function contrastsOf(selectors: readonly string[]): { readonly text: string; readonly ratio: number }[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const over = (colours: readonly string[]): readonly number[] => {
    if (canvas === null) {
      return [0, 0, 0];
    }
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
  };
  const light = (rgb: readonly number[]): number => {
    const [r, g, b] = rgb.map((part) => (part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return selectors.flatMap((selector) =>
    Array.from(document.querySelectorAll(selector)).map((node) => {
      const backgrounds: string[] = [];
      for (let one: Element | null = node; one !== null; one = one.parentElement) {
        backgrounds.unshift(getComputedStyle(one).backgroundColor);
      }
      const behind = light(over(backgrounds));
      const before = light(over([...backgrounds, getComputedStyle(node).color]));
      const ratio = (Math.max(behind, before) + 0.05) / (Math.min(behind, before) + 0.05);
      return { text: `${selector}: ${node.textContent}`, ratio };
    }),
  );
}
