import fs from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import { buildReport, type Report } from '#engine/report';
import { exampleEvaluation } from '../report/example.ts';
import { launchChromium } from '../tools/chromium.mjs';
import { root } from '../tools/places.mjs';
import { panelScript } from './panel-page.ts';

/** Where pictures go. */
export const artifacts = path.join(root, 'test/artifacts');

/** What the tests of a file work with. */
export interface ExamplePanel {
  readonly browser: Browser;
  readonly evaluation: Evaluation;
  readonly report: Report;
  /** The panel's script. */
  readonly script: string;
}

/** A browser and the example for the tests of a file: there once the first of them begins, gone after the last. */
export function examplePanel(): () => ExamplePanel {
  let example: ExamplePanel | undefined;
  beforeAll(async () => {
    fs.mkdirSync(artifacts, { recursive: true });
    const [browser, evaluation, script] = await Promise.all([launchChromium(), exampleEvaluation(), panelScript()]);
    example = { browser, evaluation, report: buildReport(evaluation), script };
  }, 120_000);
  afterAll(async () => {
    await example?.browser.close();
  });
  return () => {
    if (example === undefined) {
      throw new Error('No test has begun yet.');
    }
    return example;
  };
}
