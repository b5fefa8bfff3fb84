import { parseStudy, type Study } from '#engine';
import { type Analysis, analysisOf } from './analysis.ts';
import { type Log, reasonOf } from './guard.ts';
import type { World } from './world.ts';

/** What an edit needs, done over and over while nothing else is to be done. */
export interface Practice {
  /** A study has been analysed. The first one of all is practised on. */
  readonly begin: (analysis: Analysis) => void;
  readonly end: () => void;
}

/** So many times: by then the runtime has compiled what an edit runs through. */
const turns = 150;

/** No more than this, in milliseconds. */
const longestPractice = 400;

/** In characters. Whoever has read a longer text once has practised enough, and every turn would be one to wait for. */
const longestText = 60_000;

/**
 * A server that has just started takes longer for an edit than one that has seen a few hundred, because the runtime
 * compiles only what it has run often. So the first study is read and checked anew, with a blank at the end of
 * one line after the other, in turns so short that nobody waits for them. Nothing of it is kept or shown.
 */
export function practice(world: Pick<World, 'whenIdle' | 'now'>, log: Log): Practice {
  let left = turns;
  let spent = 0;
  let hasBegun = false;
  const next = (analysis: Analysis, ends: readonly number[], earlier: Study): void => {
    world.whenIdle(() => {
      if (left === 0 || spent >= longestPractice) {
        return;
      }
      left -= 1;
      const begun = world.now();
      try {
        const { text } = analysis.open.study;
        const at = ends[left % ends.length] ?? text.length;
        const study = analysed(analysis, `${text.slice(0, at)} ${text.slice(at)}`, earlier);
        spent += world.now() - begun;
        next(analysis, ends, study);
      } catch (error) {
        // The same fault comes to light where somebody waits for the answer.
        log(`practice: ${reasonOf(error)}`);
      }
    });
  };
  return {
    begin(analysis) {
      const { study } = analysis.open;
      if (!hasBegun && study.text.length <= longestText) {
        hasBegun = true;
        next(analysis, lineEnds(study.text), study);
      }
    },
    end() {
      left = 0;
    },
  };
}

function analysed(analysis: Analysis, text: string, earlier: Study): Study {
  const { open, data } = analysis;
  const { value, diagnostics } = parseStudy(text, earlier);
  const onData = { ...data, checks: () => data.checksOf(value) };
  analysisOf({ ...analysis, open: { ...open, study: value, diagnostics }, data: onData }).diagnostics();
  return value;
}

/** Where each line ends. */
function lineEnds(text: string): readonly number[] {
  return [...text.matchAll(/\r?$/gm)].map(({ index }) => index);
}
