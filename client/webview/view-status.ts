import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import type { HostMessage } from '#engine';
import { element } from './dom.ts';

type Progress = Extract<HostMessage, { readonly kind: 'progress' }>;

/** What is going on, with a bar; an earlier bar is moved on rather than drawn anew. */
export function progressView(place: HTMLElement, { phase, done, total, model }: Progress): void {
  const words =
    phase === 'simulating'
      ? `Simulating with ${model}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} respondents`
      : `Comparing ${model} with people: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} steps`;
  let view = place.querySelector<HTMLElement>('.progress');
  if (view === null) {
    view = element('div', { class: 'progress' }, element('p', {}), element('vscode-progress-bar', {}));
    place.replaceChildren(view);
  }
  view.querySelector('p')?.replaceChildren(words);
  const bar = view.querySelector('vscode-progress-bar');
  bar?.setAttribute('max', String(Math.max(1, total)));
  bar?.setAttribute('value', String(done));
  bar?.setAttribute('aria-label', words);
}

/** That a run or evaluation failed, and why. */
export function failureView(message: string): HTMLElement {
  return element(
    'div',
    { class: 'failure', role: 'alert' },
    element('strong', {}, 'This run did not finish.'),
    element('p', {}, message),
  );
}

/** What is shown while the first run of a study is under way. */
export function waitingView(): HTMLElement {
  return element(
    'div',
    { class: 'empty' },
    element('h1', {}, 'Nobody compared yet'),
    element('p', {}, 'When the run is done, its answers are shown here beside those of people.'),
  );
}

/** What is shown before there is anything to show. */
export function emptyView(isInEditor: boolean): HTMLElement {
  return element(
    'div',
    { class: 'empty' },
    element('h1', {}, 'No evaluation yet'),
    element(
      'p',
      {},
      isInEditor
        ? 'Choose “Simulate & compare” above the study. What the simulated respondents answer is then shown here beside what people answered.'
        : 'This page holds no report.',
    ),
  );
}
