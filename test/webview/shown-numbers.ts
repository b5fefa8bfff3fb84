import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Evaluation } from '#engine/evaluation';
import type { Report } from '#engine/report';
import { at, objectsIn } from '../report/pointer.ts';

export interface Shown {
  readonly path: string;
  readonly value: unknown;
  readonly text: string;
}

/** Every number and text with a place in the evaluation, as the page shows it. */
export function shown(page: Page): Promise<readonly Shown[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('[data-path]'), (node) => ({
      path: node.getAttribute('data-path') ?? '',
      value: JSON.parse(node.getAttribute('data-value') ?? ''),
      text: node.textContent ?? '',
    })),
  );
}

/** Expects that each has the value which stands at its place in the evaluation, in words of the report. */
export function expectShown(found: readonly Shown[], of: Report, judged: Evaluation): void {
  const texts = textsByPath(of);
  for (const { path: place, value, text } of found) {
    expect({ place, value }).toEqual({ place, value: at(judged, place) ?? null });
    expect(Array.from(texts.get(place) ?? []), place).toContain(text);
  }
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
