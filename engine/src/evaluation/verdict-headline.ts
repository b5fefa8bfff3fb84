import type { VerdictLine } from './generated/evaluation-types.ts';
import { listed, modelName, setting } from './words.ts';

/** What a line of the verdict judges. The third line judges two things, and may fail by one of them alone. */
export type JudgedPart = 'everyone' | 'subgroups' | 'coefficients' | 'spread' | 'coherence';

/** A line with the parts that make it what it is; no parts where the study has nothing that the line could judge. */
export interface JudgedLine {
  readonly outcome: VerdictLine['outcome'];
  readonly parts: readonly JudgedPart[];
}

/**
 * The verdict in a sentence: what the model passes and fails on and what is undecided, and no more than was shown. A pass on
 * answers is one on answers overall, because subgroups need not be shown to be aligned for it.
 */
export function verdictHeadline(
  { model, margin }: { readonly model: string; readonly margin: number },
  lines: readonly JudgedLine[],
): string {
  const of = (wanted: JudgedLine['outcome']): readonly string[] =>
    lines
      .filter(({ outcome }) => outcome === wanted)
      .flatMap(({ parts }) =>
        partsNamed(parts).map((part) => (wanted === 'PASS' && part === 'everyone' ? 'overall answers' : names[part])),
      );
  const passes = of('PASS');
  const fails = of('FAIL');
  const open = of('UNDECIDED');
  const name = modelName(model);
  if (passes.length + fails.length + open.length === 0) {
    return `There is nothing that ${name} could be judged on.`;
  }
  const decided = [
    ...(passes.length === 0 ? [] : [`passes on ${listed(passes)}`]),
    ...(fails.length === 0 ? [] : [`fails on ${listed(fails)}`]),
  ].join(' but ');
  const isOne = open.length === 1 && (open[0] === names.spread || open[0] === names.coherence);
  const undecided = open.length === 0 ? '' : `${listed(open)} ${isOne ? 'is' : 'are'} undecided`;
  const at = `At a margin of ${setting(margin)}, ${name}`;
  if (decided === '') {
    return `${at} neither passes nor fails: ${undecided}.`;
  }
  return `${at} ${decided}${undecided === '' ? '' : `; ${undecided}`}.`;
}

const names: Readonly<Record<JudgedPart, string>> = {
  everyone: 'answers',
  subgroups: 'subgroup answers',
  coefficients: 'regression coefficients',
  spread: 'spread',
  coherence: 'coherence',
};

/** Each part once; where the answers of everyone are named, those of subgroups need not be. */
function partsNamed(parts: readonly JudgedPart[]): readonly JudgedPart[] {
  const each = [...new Set(parts)];
  return each.includes('everyone') ? each.filter((part) => part !== 'subgroups') : each;
}
