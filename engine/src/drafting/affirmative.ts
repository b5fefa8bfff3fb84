import type { CategoryProposal, MeasureProposal } from './proposal.ts';

/** The answer of which a share is told: a yes, where one says so; of two numbers the higher one usually means it. */
export function affirmative({
  categories,
  areCodes,
}: Extract<MeasureProposal, { kind: 'categories' }>): CategoryProposal | undefined {
  if (areCodes) {
    return categories.at(-1);
  }
  const notNo = categories.filter(({ label }) => !noWords.test(label));
  return notNo.find(({ label }) => yesWords.test(label)) ?? notNo[0] ?? categories[0];
}

const yesWords = /^(?:yes|y|true|agreed?|accept(?:ed)?|consent(?:ed)?|did|would|will)(?!\p{L})/iu;

const noWords =
  /^(?:no|not|none|never|n|false|disagreed?|declined?|refused?|reject(?:ed)?|(?:did|would|will)(?: not|n['’]t)|won['’]t)(?!\p{L})/iu;
