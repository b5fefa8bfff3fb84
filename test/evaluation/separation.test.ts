// What is said of a logistic regression whose action a base model answers always in one way, or in one way to each belief.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation, RegressionCompared } from '#engine/evaluation';
import { buildReport, terminalReport } from '#engine/report';
import { evaluated, judged, madeStage, scripted } from './made-people.ts';

const stage = madeStage();

/** A model whose other answers vary, and who answers `share` as the script says. */
async function withShare(share: (row: number) => number): Promise<Evaluation> {
  const model = scripted(stage, 'base', (item, row) =>
    item === 'share' ? share(row) : item === 'risk' ? 5 * (row % 20) : worryOf(row),
  );
  return evaluated(judged(stage, model, 1), { permutations: 100, bootstrap: 100, refits: 5, subsamples: 5 });
}

function worryOf(row: number): number {
  return (row * 7) % 5;
}

function sharingIn({ regressions }: Evaluation): RegressionCompared {
  const found = regressions.find(({ model, id }) => model === 'base' && id === 'sharing');
  if (found === undefined) {
    throw new Error('`sharing` was not compared');
  }
  return found;
}

function printed(evaluation: Evaluation): string {
  return terminalReport(buildReport(evaluation), { color: false, width: 100 }).replace(/\s+/g, ' ');
}

describe('an action that a base model always answers alike', () => {
  let evaluation: Evaluation;
  beforeAll(async () => {
    evaluation = await withShare(() => 0);
  }, 60_000);

  it('cannot be fitted, and the reason is said', () => {
    const { simulated, agreement, coefficients } = sharingIn(evaluation);
    expect(simulated.status).toBe('not-fitted');
    expect(simulated.problems.join(' ')).toMatch(
      /^The left side is true for everybody, so nothing can be estimated\.$/,
    );
    expect(agreement).toBeNull();
    expect(coefficients.every(({ simulated: own, p }) => own === null && p === null)).toBe(true);
  });

  it('fails the line of regressions: there is no structure to compare', () => {
    const [, structural] = evaluation.verdict.lines;
    expect(structural?.outcome).toBe('FAIL');
    expect(structural?.reasons.join(' ')).toContain(
      '`sharing`: no coefficient can be estimated from the simulated answers.',
    );
    expect(evaluation.verdict.sentences.join(' ')).toContain('`sharing` could not be compared: ');
    expect(printed(evaluation)).toContain('base not fitted');
  });
});

describe('an action that a base model answers by its belief alone', () => {
  let evaluation: Evaluation;
  beforeAll(async () => {
    evaluation = await withShare((row) => Number(worryOf(row) >= 2));
  }, 60_000);

  it('is separated: what grows without end has neither error nor star, and that is said', () => {
    const { simulated, coefficients } = sharingIn(evaluation);
    expect(simulated.status).toBe('fitted');
    expect(simulated.problems.join(' ')).toMatch(
      /The left side can be told exactly for \d+ respondents \(separation\): coefficients that grow without end have no finite estimate and are not tested\./,
    );
    const worry = coefficients.find(({ name }) => name === 'worry');
    expect(worry).toMatchObject({
      human: { is_finite: true },
      simulated: { is_finite: false, error: null, interval: null, p: null },
      outcome: null,
      p: null,
      difference_interval_90: null,
    });
  });

  it('counts nothing that it cannot, and says how many', () => {
    const { agreement, coefficients } = sharingIn(evaluation);
    const lost = coefficients.filter(({ kind, simulated }) => kind === 'term' && simulated?.is_finite === false).length;
    expect(lost).toBeGreaterThan(0);
    expect(agreement?.n_not_estimated).toBe(lost);
    expect((agreement?.tp ?? 1) + (agreement?.fn ?? 1) + (agreement?.fp ?? 1) + (agreement?.tn ?? 1)).toBe(
      agreement?.n_coefficients,
    );
    const words = printed(evaluation);
    expect(words).toMatch(/worry [−+]\d\.\d+ \([^)]+\) \* [−+]\d\.\d+ \*? ?not finite/);
    expect(words).toContain(
      `${lost} ${agreement?.n_coefficients === 0 ? '' : 'not counted, '}without a finite estimate`,
    );
  });

  it('passes nothing by it', () => {
    const [, structural] = evaluation.verdict.lines;
    expect(structural?.outcome).not.toBe('PASS');
    expect(structural?.reasons.join(' ')).toMatch(
      /`sharing`: no coefficient can be estimated|`sharing`, `worry`: no finite estimate for the simulation\./,
    );
  });
});
