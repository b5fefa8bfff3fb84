import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { type Child, element } from './dom.ts';

/** Which arm is shown, for every section that shows one arm at a time. */
export interface ArmChoice {
  readonly current: () => string;
  /** A select for a section, or null where there is only one choice. */
  readonly control: (label: string) => Child;
  /** Draws now and whenever another arm is chosen. */
  readonly follow: (draw: (arm: string) => void) => void;
}

/** The arms of a report, all arms together first; the sections that follow the choice change together. */
export function armChoice(arms: readonly { readonly id: string; readonly label: string }[]): ArmChoice {
  let chosen = arms[0]?.id ?? '';
  const followers: ((arm: string) => void)[] = [];
  const controls: HTMLElement[] = [];
  const choose = (arm: string): void => {
    chosen = arm;
    for (const control of controls) {
      if ('value' in control) {
        control.value = arm;
      }
    }
    for (const draw of followers) {
      draw(arm);
    }
  };
  return {
    current: () => chosen,
    control: (label) => {
      if (arms.length < 2) {
        return null;
      }
      const select = element(
        'vscode-single-select',
        { class: 'arms', label, 'aria-label': label },
        ...arms.map(({ id, label: text }) =>
          element('vscode-option', { value: id, ...(id === chosen ? { selected: '' } : {}) }, text),
        ),
      );
      select.addEventListener('change', () => {
        if ('value' in select && typeof select.value === 'string') {
          choose(select.value);
        }
      });
      controls.push(select);
      return element('div', { class: 'control' }, element('span', { class: 'control-label' }, label), select);
    },
    follow: (draw) => {
      followers.push(draw);
      draw(chosen);
    },
  };
}
