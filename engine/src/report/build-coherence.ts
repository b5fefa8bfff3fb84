import { type Evaluation, gapDifferenceUsed, whyUninformative } from '#engine/evaluation';
import { figure } from './figures.ts';
import { estimate, ofSubject } from './indexed.ts';
import type { Coherence, PairAssociation, RuleGap } from './report.ts';

/** Gaps between beliefs and actions, rule by rule, and how strongly each belief goes with each action. */
export function buildCoherence(evaluation: Evaluation): Coherence {
  return {
    rules: ofSubject(evaluation, evaluation.coherence, '/coherence').map(
      ({ entry, path }): RuleGap => ({
        rule: entry.rule,
        place: entry.path,
        nHuman: figure(entry.human.n_when, `${path}/human/n_when`, 'count'),
        nSimulated: figure(entry.simulated.n_when, `${path}/simulated/n_when`, 'count'),
        againstHuman: figure(entry.human.n_against, `${path}/human/n_against`, 'count'),
        againstSimulated: figure(entry.simulated.n_against, `${path}/simulated/n_against`, 'count'),
        human: figure(entry.human.belief_action_gap, `${path}/human/belief_action_gap`, 'percent'),
        simulated: figure(entry.simulated.belief_action_gap, `${path}/simulated/belief_action_gap`, 'percent'),
        chance: figure(entry.human.chance_gap, `${path}/human/chance_gap`, 'percent'),
        difference: estimate(
          figure(entry.difference, `${path}/difference`, 'points'),
          gapDifferenceUsed(entry).interval,
          entry.paired === undefined ? `${path}/interval` : `${path}/paired/interval`,
          'points',
        ),
        isPaired: gapDifferenceUsed(entry).kind === 'paired',
        verdict: entry.verdict ?? 'too few',
        whyUninformative: entry.informative === false ? whyUninformative(entry.human.belief_action_gap) : null,
      }),
    ),
    pairs: ofSubject(evaluation, evaluation.associations, '/associations').map(
      ({ entry, path }): PairAssociation => ({
        belief: entry.belief,
        action: entry.action,
        measure: entry.measure === 'spearman_rho' ? 'Spearman’s ρ' : 'Cramér’s V',
        human: figure(entry.human, `${path}/human`, 'distance'),
        simulated: figure(entry.simulated, `${path}/simulated`, 'distance'),
        difference: estimate(
          figure(entry.difference, `${path}/difference`, 'signed-distance'),
          entry.interval,
          `${path}/interval`,
          'signed-distance',
        ),
        isReversed: entry.reversed,
        jointDistance: figure(entry.joint_distance, `${path}/joint_distance`, 'distance'),
        jointFloor: figure(entry.joint_floor_mean, `${path}/joint_floor_mean`, 'distance'),
        jointP: figure(entry.joint_p, `${path}/joint_p`, 'p'),
      }),
    ),
  };
}
