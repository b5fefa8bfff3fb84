import path from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { buildReport, htmlReport, type Report } from '#engine/report';
import { bareEvaluation, besideEvaluation, rectifiedEvaluation, refusedEvaluation } from '../report/example.ts';
import { contrastsOf } from './contrast.ts';
import { artifacts, examplePanel } from './example-panel.ts';
import { drawn, openHtml } from './panel-page.ts';
import { expectShown, shown } from './shown-numbers.ts';

let browser: Browser;
let evaluation: Evaluation;
let report: Report;
let script: string;

const example = examplePanel();
beforeAll(() => {
  ({ browser, evaluation, report, script } = example());
});

describe('the HTML report', () => {
  it('shows only numbers of the evaluation, in all arms and in each', async () => {
    const { page, complaints } = await openHtml(browser, htmlReport(report, script));
    await drawn(page);
    const everywhere = await shown(page);
    expect(everywhere.length).toBeGreaterThan(400);
    expectShown(everywhere, report, evaluation);
    const select = page.locator('#subgroups vscode-single-select');
    for (const { id } of report.subgroups.arms.slice(1)) {
      await select.evaluate((node, value) => {
        Reflect.set(node, 'value', value);
        node.dispatchEvent(new Event('change'));
      }, id);
      await drawn(page);
      const inArm = await shown(page);
      expectShown(inArm, report, evaluation);
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
    expectShown(numbers, rectified, judged);
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
