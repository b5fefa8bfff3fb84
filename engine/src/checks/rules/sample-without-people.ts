import { diagnostic } from '#engine/diagnostics';
import type { Rule } from '../rule.ts';

/** Nobody can be matched with, or drawn from, people that a study does not have yet. */
export const sampleWithoutPeople: Rule = {
  codes: ['sample-without-people'],
  *check({ study: { sample, sampleWithoutPeople: range } }) {
    if (range === null) {
      return;
    }
    const what = sample.kind === 'draw' ? 'This draws from people' : 'This simulates one respondent for each person';
    const advice = sample.kind === 'draw' ? 'Add `quotas`, or write' : 'Until there are some, write';
    yield diagnostic(
      'sample-without-people',
      range,
      `${what}, and the study has no \`human\` data yet: it cannot be simulated. ${advice} \`sample: { each: 1 }\`, one of every combination of levels.`,
    );
  },
};
