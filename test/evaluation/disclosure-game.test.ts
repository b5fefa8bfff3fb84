// The sample's tuned model with more respondents than there are people.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { codeAnswers, questionnaireFor } from '#engine/simulation';
import { answerTo } from '../../samples/disclosure-game/endpoints.mjs';
import { evaluated } from './made-people.ts';
import { inputOf, type Stage, stageOf } from './whole-path.ts';

const folder = 'samples/disclosure-game';

it('belief structures of unequal numbers mislead; rarefied they do not', async () => {
  const text = readFileSync(`${folder}/disclosure-game.study.yaml`, 'utf8');
  const more = text.replace('sample: matched', 'sample: { n: 3000 }').replace('regressions:', 'x-regressions:');
  const stage = await stageOf(more, `${folder}/data/disclosure-game.csv`);
  const { table } = answered(stage);
  const evaluation = await evaluated(
    inputOf(
      stage,
      {
        id: 'tuned',
        kind: 'endpoint',
        run: 'tuned-1',
        n_planned: 3000,
        repeats: 1,
        temperature: 1,
        seeds: [{ table, twins: null, repeatOf: null }],
      },
      1,
      [],
    ),
    { permutations: 200, bootstrap: 40 },
  );
  const [profiles] = evaluation.profiles;
  expect([profiles?.n_h, profiles?.n_s, profiles?.rarefied_to]).toEqual([729, 3000, 729]);
  // As counted, the tuned model seems to hold far more sets of beliefs than people do.
  expect(profiles?.simulated_observed).toBeGreaterThan(1.3 * (profiles?.human_observed ?? 0));
  expect(profiles?.simulated_unique_profiles).toBeLessThan(profiles?.human_unique_profiles ?? 0);
  expect(profiles?.human_unique_profiles).toBe(profiles?.human_observed);
  expect(evaluation.verdict.sentences.join()).toMatch(
    /Among 729 respondents on each side, the simulated hold 2\d\d different sets/,
  );
});

/** The answers of the tuned model to the prompts of the plan. */
function answered({ study, plan }: Stage) {
  const lines = plan.respondents.ids.map((respondent, row) => {
    const { messages } = questionnaireFor(study, plan, { respondent, repeat: 1, row });
    const answers = answerTo('tuned', messages.map(({ content }) => content).join('\n'));
    if (answers === null) {
      throw new Error('the model does not know this prompt');
    }
    return { respondent, repeat: 1, answers: { ...answers } };
  });
  return codeAnswers(study, plan, lines);
}
