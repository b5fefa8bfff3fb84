import path from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import type { Report } from '#engine/report';
import { artifacts, examplePanel } from './example-panel.ts';
import { drawn, editorPage, openHtml, send, told } from './panel-page.ts';
import { expectShown, shown } from './shown-numbers.ts';

let browser: Browser;
let evaluation: Evaluation;
let report: Report;
let script: string;

const example = examplePanel();
beforeAll(() => {
  ({ browser, evaluation, report, script } = example());
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
    expectShown(await shown(page), report, evaluation);
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
