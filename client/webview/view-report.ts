import type { Report } from '#engine';
import { armChoice } from './arm-choice.ts';
import { element, type Reveal } from './dom.ts';
import { besideView } from './view-beside.ts';
import { coefficientsView } from './view-coefficients.ts';
import { coherenceView } from './view-coherence.ts';
import { distributionsView } from './view-distributions.ts';
import { effectsView } from './view-effects.ts';
import { comparedView, findingsView, headerView, readingView, warningsView } from './view-header.ts';
import { heterogeneityView } from './view-heterogeneity.ts';
import { ladderView } from './view-ladder.ts';
import { methodsView } from './view-methods.ts';
import { rectifiedView } from './view-rectified.ts';
import { robustnessView } from './view-robustness.ts';
import { misalignedView, subgroupsView } from './view-subgroups.ts';

/** The whole report as one element. `reveal` shows a place of the study; null where there is no editor. */
export function reportView(report: Report, reveal: Reveal | null): HTMLElement {
  const arms = armChoice(report.subgroups.arms);
  const sections = [
    findingsView(report),
    warningsView(report, reveal),
    comparedView(report, reveal),
    ladderView(report, reveal),
    besideView(report, reveal),
    distributionsView(report, arms, reveal),
    subgroupsView(report, arms, reveal),
    misalignedView(report, reveal),
    heterogeneityView(report, reveal),
    coherenceView(report, reveal),
    coefficientsView(report, reveal),
    effectsView(report, reveal),
    rectifiedView(report, reveal),
    robustnessView(report, reveal),
    methodsView(report),
    readingView(report),
  ].filter((section) => section !== null);
  return element('article', { class: 'report' }, headerView(report), contents(sections), ...sections);
}

/** Buttons that lead to the sections. Buttons, because a link would leave the page in some webviews. */
function contents(sections: readonly HTMLElement[]): HTMLElement {
  return element(
    'nav',
    { 'aria-label': 'Sections of the report' },
    ...sections.map((target) => {
      const title = target.querySelector('h2');
      const button = element('button', { type: 'button', class: 'to-section' }, title?.textContent ?? '');
      button.addEventListener('click', () => {
        target.scrollIntoView({ block: 'start' });
        title?.focus({ preventScroll: true });
      });
      return button;
    }),
  );
}
