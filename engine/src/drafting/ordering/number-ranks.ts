import { allRanked } from './all-ranked.ts';

/**
 * Labels that begin with a number, all of the same unit: `18 - 24 years`, `Under 18`, `$100,000 or more`, `3+`; and points
 * of a scale that are numbered one after the other, whatever stands behind the number: `1 = not at all`, `2`, `3 (very)`.
 */
export function numberRanks(labels: readonly string[]): readonly number[] | null {
  return numberedPoints(labels) ?? ranges(labels);
}

function numberedPoints(labels: readonly string[]): readonly number[] | null {
  const ranks = allRanked(labels, (label) => {
    const number = /^\(?(-?\d{1,2})(?:\)|\s*[=:.–—-](?=\s)|\s*\(|$)(?!\s*\d)/.exec(label)?.[1];
    return number === undefined ? null : Number(number);
  });
  const sorted = [...(ranks ?? [])].sort((a, b) => a - b);
  return sorted.every((rank, index) => index === 0 || rank === (sorted[index - 1] ?? 0) + 1) ? ranks : null;
}

function ranges(labels: readonly string[]): readonly number[] | null {
  const units = new Set(labels.map(unitOf).filter((unit) => unit !== ''));
  const withNumber = labels.filter((label) => /\d/.test(label)).length;
  return units.size > 1 || withNumber < 2 ? null : allRanked(labels, rankOfRange);
}

const bounds =
  /\b(?:under|below|less|fewer|lower|younger|up|more|over|above|older|higher|greater|at|least|most|between|from|than|to|and|or|through|until|aged?|usd|eur|gbp)\b/g;

/** What is left of a label without its numbers and the words that bound a range. */
function unitOf(label: string): string {
  return (/\d/.test(label) ? label : '')
    .toLowerCase()
    .replace(/\d+(?:[.,]\d+)*\s*(?:k|m|million|thousand)?(?![\p{L}])/gu, ' ')
    .replace(bounds, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

function rankOfRange(label: string): number | null {
  const text = label.toLowerCase().trim();
  if (/^(?:none|no|zero|nothing|never)\b/.test(text) && !/\d/.test(text)) {
    return -1;
  }
  const found = /^(\D*?)(\d+(?:[.,]\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?)\s*(k|m|million|thousand)?(?![\p{L}])(.*)$/su.exec(
    text,
  );
  if (found === null) {
    return null;
  }
  const [, before = '', digits = '', factor = '', behind = ''] = found;
  const words = before.replace(bounds, ' ').replace(/[\s$€£<>≤≥=~(-]+/g, '');
  if (words !== '') {
    return null;
  }
  const number = Number(digits.replace(/[.,](?=\d{3}(?:\D|$))/g, '')) * factorOf(factor);
  if (
    /under|below|less|fewer|younger|up to|<|≤|lower/.test(before) ||
    /^\s*(?:or|and) (?:under|below|less|fewer|younger|lower)/.test(behind)
  ) {
    return number - 0.5;
  }
  return /over|above|more than|older|greater|>/.test(before) ? number + 0.5 : number;
}

function factorOf(word: string): number {
  return word === 'k' || word === 'thousand' ? 1_000 : word === '' ? 1 : 1_000_000;
}
