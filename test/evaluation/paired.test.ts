// Matched runs: differences of gaps and coefficients keep people and their twins together.
import { describe, expect, it } from 'vitest';
import type { Evaluation, ModelAnswers } from '#engine/evaluation';
import { buildReport, type Report } from '#engine/report';
import { readGolden } from '../statistics/golden.ts';
import { evaluated, fewDraws, madeStage, scripted } from './made-people.ts';
import { inputOf } from './whole-path.ts';

interface GoldenGap {
  readonly n_pairs: number;
  readonly correlation: number;
  readonly interval: readonly [number, number];
  readonly interval_90: readonly [number, number];
  readonly when_human: readonly number[];
  readonly against_human: readonly number[];
  readonly when_simulated: readonly number[];
  readonly against_simulated: readonly number[];
}

const { gaps } = readGolden<{ readonly gaps: readonly GoldenGap[] }>('paired');

const text = (sample: string): string => `
study: pairs
human: { data: people.csv, id: id }
personas: { attributes: { group: { levels: [a, b] } }, sample: ${sample} }
treatments: { notice: { arms: { none: {}, shown: {} } } }
beliefs:
  holds: { ask: Do you hold it?, scale: ["No", "Perhaps", "Yes"] }
actions:
  acts: { ask: Do you do it?, options: [For, Against] }
coherence:
  rule: { when: holds == "Yes", then: acts == "For" }
regressions:
  main: { formula: acts == "For" ~ notice + holds, family: binomial, errors: HC3 }
  line: { formula: holds ~ notice, family: gaussian, errors: classical }
`;

const holds = (when: number | undefined, row: number): number => (when === 1 ? 2 : row % 2);

function evaluationOf(gap: GoldenGap, sample: 'matched' | '{ each: 60 }', copies = false): Promise<Evaluation> {
  const n = gap.when_human.length;
  const stage = madeStage(n, text(sample), (columns) => ({
    id: columns['id'] ?? [],
    group: gap.when_human.map((_, row) => (row % 3 === 0 ? 'a' : 'b')),
    notice: gap.when_human.map((_, row) => (row % 5 < 2 ? 'none' : 'shown')),
    holds: gap.when_human.map((when, row) => ['No', 'Perhaps', 'Yes'][holds(when, row)] ?? ''),
    acts: gap.against_human.map((against) => (against === 1 ? 'Against' : 'For')),
  }));
  const [when, against] = copies ? [gap.when_human, gap.against_human] : [gap.when_simulated, gap.against_simulated];
  const model: ModelAnswers = scripted(stage, 'gpt', (item, row) =>
    item === 'holds' ? holds(when[row % n], row) : (against[row % n] ?? 0),
  );
  return evaluated({ ...inputOf(stage, model, 1, []), ladder: [] }, { ...fewDraws, bootstrap: 100 });
}

const textsIn = (report: Report): string => JSON.stringify(report);

describe('the gap of a matched run', () => {
  it.each(gaps)('has R’s paired intervals beside the independent ones: $n_pairs pairs', async (golden) => {
    const [rule] = (await evaluationOf(golden, 'matched')).coherence;
    expect(rule?.paired?.n_pairs).toBe(golden.n_pairs);
    expect(rule?.paired?.correlation).toBeCloseTo(golden.correlation, 10);
    for (const end of [0, 1] as const) {
      expect(rule?.paired?.interval?.[end]).toBeCloseTo(golden.interval[end], 9);
      expect(rule?.paired?.interval_90?.[end]).toBeCloseTo(golden.interval_90[end], 9);
    }
    const width = (ends: readonly number[] | null | undefined): number => (ends?.[1] ?? 0) - (ends?.[0] ?? 0);
    if (golden.correlation > 0) {
      expect(width(rule?.paired?.interval)).toBeLessThan(width(rule?.interval));
    } else {
      expect(rule?.paired?.interval).toEqual(rule?.interval);
    }
  });

  it('is judged, shown and explained by the paired interval', async () => {
    const evaluation = await evaluationOf(gaps[0], 'matched');
    const report = buildReport(evaluation);
    const [shown] = report.coherence.rules;
    expect(shown?.isPaired).toBe(true);
    expect(shown?.difference.lower?.value).toBe(evaluation.coherence[0]?.paired?.interval?.[0]);
    expect(report.regressions[0]?.coefficients[1]?.holm.value).toBe(
      evaluation.regressions[0]?.coefficients[1]?.paired?.p_holm,
    );
    expect(textsIn(report)).toContain('every person is kept together with the twin');
  });
});

describe('twins who answer exactly as their people', () => {
  it('are equivalent, and coefficients differ by nothing', async () => {
    const evaluation = await evaluationOf(gaps[1], 'matched', true);
    const [rule] = evaluation.coherence;
    expect(rule).toMatchObject({ difference: 0, verdict: 'equivalent' });
    expect(rule?.paired?.correlation).toBeCloseTo(1, 12);
    // Taken as independent, so few people show nothing.
    expect(rule?.interval_90?.[1]).toBeGreaterThan(0.05);
    for (const { coefficients } of evaluation.regressions) {
      for (const { paired, p_holm, kind } of coefficients) {
        expect(paired).toMatchObject({ z: 0, p: 1, p_holm: kind === 'term' ? 1 : null });
        expect(paired?.correlation).toBeCloseTo(1, 9);
        expect(paired?.error).toBeLessThan(1e-6);
        expect(p_holm).toBe(kind === 'term' ? 1 : null);
      }
    }
    expect(evaluation.verdict.lines.find(({ name }) => name === 'structural')?.outcome).toBe('PASS');
  });
});

describe('a run without twins', () => {
  it('has independent intervals only', async () => {
    const evaluation = await evaluationOf(gaps[1], '{ each: 60 }');
    expect(evaluation.coherence[0]).not.toHaveProperty('paired');
    expect(evaluation.coherence[0]?.interval).not.toBeNull();
    for (const coefficient of evaluation.regressions.flatMap(({ coefficients }) => coefficients)) {
      expect(coefficient).not.toHaveProperty('paired');
      expect(coefficient.difference_interval_90).not.toBeNull();
    }
    expect(textsIn(buildReport(evaluation))).not.toContain('every person is kept together with the twin');
  });
});
