import { describe, expect, it } from 'vitest';
import { refitScript } from '#engine/export';
import { studyOf } from '../data/helpers.ts';

function scriptOf(regression: string): string {
  const text = `study: small
human: { data: people.csv, weights: w }
personas:
  attributes:
    gender: { levels: ["Woman, \\"or\\" girl", Mann für Männer] }
    region: { levels: [north, south], ordered: true }
    größe: { number: { min: 18, max: 90 } }
    _x: { number: { min: 0, max: 9 } }
  prompt: You are {{gender}}.
beliefs:
  concern: { ask: How?, scale: { 1: not, 4: some, 9: very } }
  doubt: { ask: How?, scale: { 1: not, 4: some, 9: very } }
actions:
  share: { ask: Do you?, options: [Share, Decline] }
regressions:
  main: { ${regression} }
`;
  const script = refitScript(studyOf(text), { understudy: '1.2.3', runs: ['gpt-1'] });
  if (script === null) {
    throw new Error('no script');
  }
  return script;
}

const cases: readonly { readonly name: string; readonly regression: string; readonly lines: readonly string[] }[] = [
  {
    name: 'an answer compared with, and arithmetic',
    regression: `formula: 'share == "Share" ~ gender * _x + log(_x + 1) - 1', family: binomial`,
    lines: [
      'formula = left.side ~ gender * `_x` + `log(_x + 1)` - 1,',
      'd$left.side <- with(d, as.numeric(share == "Share"))',
      'd[["log(_x + 1)"]] <- with(d, log(`_x` + 1))',
    ],
  },
  {
    name: 'scales: a label by position, a number by score, another scale by score',
    regression: `formula: 'not (concern >= "some" and doubt < 9) or concern == doubt ~ region', family: binomial`,
    lines: ['with(d, as.numeric((!((concern.label >= "some") & (doubt < 9))) | (concern == doubt)))'],
  },
  {
    name: 'one of several, where a missing answer stays missing',
    regression: `formula: 'share in ["Share", "Decline"] ~ region', family: binomial`,
    lines: ['with(d, as.numeric(share == "Share" | share == "Decline"))'],
  },
  {
    name: 'factors by label, with another reference',
    regression: `formula: 'größe ~ factor(concern, ref = "some") + factor(region)'`,
    lines: [
      'd[["factor(concern, ref = \\"some\\")"]] <- relevel(factor(d[["concern.label"]], ordered = FALSE), ref = "some")',
      'd[["factor(region)"]] <- factor(d[["region.label"]], ordered = FALSE)',
      'd$left.side <- with(d, `größe`)',
    ],
  },
  {
    name: 'what measures by people',
    regression: `formula: 'concern ~ scale(_x) + poly(_x, 2) + scale(log(scale(_x)))', family: ordinal`,
    lines: [
      'd$left.side <- d[["concern.label"]]',
      'd[["scale(_x)"]] <- standardise(with(d, `_x`), with(people, `_x`))',
      'd[["poly(_x, 2)"]] <- polynomials(with(d, `_x`), with(people, `_x`), 2)',
      'standardise(log(standardise(with(d, `_x`), with(people, `_x`))), (function(d) log(standardise(with(d, `_x`), with(people, `_x`))))(people))',
    ],
  },
  {
    name: 'clusters',
    regression: 'formula: _x ~ gender, errors: cluster(Wohn-Ort)',
    lines: ['family = "gaussian", errors = "cluster", cluster = "cluster.Wohn-Ort",'],
  },
];

describe('the R script', () => {
  it.each(cases)('has $name', ({ regression, lines }) => {
    const script = scriptOf(regression);
    for (const line of lines) {
      expect(script).toContain(line);
    }
  });

  it('codes labels in the study’s order, texts in ASCII whatever they hold', () => {
    const script = scriptOf('formula: _x ~ gender');
    expect(script).toContain(
      'd[["gender"]] <- factor(d[["gender"]], levels = c("Woman, \\"or\\" girl", "Mann f\\U{fc}r M\\U{e4}nner"))',
    );
    expect(script).toContain('runs <- c("gpt-1")');
    expect(script).toMatch(/^[\t\n\x20-\x7e]*$/);
  });
});

it('fits the twins of people, and nobody besides, where a run has twins', () => {
  const script = scriptOf('formula: concern ~ gender');
  expect(script).toContain('if (any(has_twin)) rows[has_twin, ] else rows');
  expect(script).toContain('"gpt-1" = answers_of("gpt-1")');
});
