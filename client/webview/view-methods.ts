import type { MethodsParagraph, Report, Sentence } from '#engine';
import { element, section, sentenceNodes } from './dom.ts';

/** The draft of a Methods section, with a button that copies it. */
export function methodsView({ methods }: Report): HTMLElement {
  const paragraphs = methods.map(({ title, sentences }) =>
    element(
      'p',
      {},
      element('strong', {}, `${title}. `),
      ...sentences.flatMap((one, index) => [index === 0 ? null : ' ', ...sentenceNodes(one)]),
    ),
  );
  const text = element('div', { class: 'methods' }, ...paragraphs);
  return section(
    'methods',
    'Methods, as a draft',
    'Filled in from this evaluation, for you to shorten. What Understudy cannot know, such as why the study was made, is yours to add.',
    element('div', { class: 'bar' }, copyButton(methods, text)),
    text,
  );
}

/** Copies the text; where the page may not, the text is selected instead, to be copied by hand. */
function copyButton(methods: readonly MethodsParagraph[], shown: HTMLElement): HTMLElement {
  const button = element('button', { type: 'button', class: 'to-section' }, 'Copy the text');
  const said = element('span', { class: 'note', role: 'status' });
  button.addEventListener('click', () => {
    const done = (): void => said.replaceChildren('Copied.');
    const byHand = (): void => {
      getSelection()?.selectAllChildren(shown);
      said.replaceChildren('It is selected: copy it with the keyboard.');
    };
    // Absent where the page is not a secure context.
    const clipboard: Clipboard | undefined = navigator.clipboard;
    if (clipboard === undefined) {
      byHand();
    } else {
      clipboard.writeText(plainText(methods)).then(done, byHand);
    }
  });
  return element('span', { class: 'control' }, button, said);
}

function plainText(methods: readonly MethodsParagraph[]): string {
  const plain = (sentence: Sentence): string =>
    sentence.map((part) => (typeof part === 'string' ? part : part.text)).join('');
  return methods.map(({ title, sentences }) => `${title}. ${sentences.map(plain).join(' ')}`).join('\n\n');
}
