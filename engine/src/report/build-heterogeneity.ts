import type { Evaluation, TwinAgreement } from '#engine/evaluation';
import { figure } from './figures.ts';
import { estimate, type Indexed, indexed, ofSubject } from './indexed.ts';
import type { Heterogeneity, HeterogeneityRow, ProfileCount, TwinRow } from './report.ts';

/** Whether the subject varies as people do: item by item, and in whole sets of beliefs. */
export function buildHeterogeneity(evaluation: Evaluation): Heterogeneity {
  return {
    rows: ofSubject(evaluation, evaluation.heterogeneity, '/heterogeneity').map(
      ({ entry, path }): HeterogeneityRow => ({
        item: entry.item,
        place: evaluation.items.find(({ id }) => id === entry.item)?.path ?? null,
        humanSd: figure(entry.human_sd, `${path}/human_sd`, 'decimal'),
        simulatedSd: figure(entry.simulated_sd, `${path}/simulated_sd`, 'decimal'),
        sdRatio: estimate(
          figure(entry.sd_ratio, `${path}/sd_ratio`, 'ratio'),
          entry.sd_ratio_interval,
          `${path}/sd_ratio_interval`,
          'ratio',
        ),
        entropyRatio: estimate(
          figure(entry.entropy_ratio, `${path}/entropy_ratio`, 'ratio'),
          entry.entropy_ratio_interval,
          `${path}/entropy_ratio_interval`,
          'ratio',
        ),
        state: entry.state ?? 'not defined',
        groups: indexed(entry.groups, `${path}/groups`).map((group) => ({
          attribute: group.entry.attribute,
          withinRatio: figure(group.entry.within_ratio, `${group.path}/within_ratio`, 'ratio'),
          betweenRatio: figure(group.entry.between_ratio, `${group.path}/between_ratio`, 'ratio'),
          isStereotyped: group.entry.stereotyped,
        })),
        unusedOptions: indexed(entry.unused_options, `${path}/unused_options`).map((option) => ({
          label: option.entry.label,
          human: figure(option.entry.human_share, `${option.path}/human_share`, 'percent'),
        })),
      }),
    ),
    profiles: profiles(evaluation),
    twins: twins(evaluation),
  };
}

function twins(evaluation: Evaluation): readonly TwinRow[] {
  const all = indexed(evaluation.twin_agreement, '/twin_agreement');
  const values = ({ entry, path }: Indexed<TwinAgreement>) => ({
    kappa: figure(entry.kappa, `${path}/kappa`, 'distance'),
    rho: figure(entry.rho, `${path}/rho`, 'distance'),
  });
  return all
    .filter(({ entry }) => entry.model === evaluation.subject)
    .map((own): TwinRow => {
      const other = all.find(({ entry }) => entry.model === 'resample' && entry.item === own.entry.item);
      const beside = other === undefined || evaluation.subject === 'resample' ? null : values(other);
      return {
        item: own.entry.item,
        place: evaluation.items.find(({ id }) => id === own.entry.item)?.path ?? null,
        nPairs: figure(own.entry.n_pairs, `${own.path}/n_pairs`, 'count'),
        ...values(own),
        resampleKappa: beside?.kappa ?? null,
        resampleRho: beside?.rho ?? null,
      };
    });
}

function profiles(evaluation: Evaluation): ProfileCount | null {
  const [found] = ofSubject(evaluation, evaluation.profiles, '/profiles');
  if (found === undefined) {
    return null;
  }
  const { entry, path } = found;
  return {
    items: entry.items,
    rarefiedTo: figure(entry.rarefied_to, `${path}/rarefied_to`, 'count'),
    nHuman: figure(entry.n_h, `${path}/n_h`, 'count'),
    nSimulated: figure(entry.n_s, `${path}/n_s`, 'count'),
    humanObserved: figure(entry.human_observed, `${path}/human_observed`, 'count'),
    simulatedObserved: figure(entry.simulated_observed, `${path}/simulated_observed`, 'count'),
    human: figure(entry.human_unique_profiles, `${path}/human_unique_profiles`, 'count'),
    simulated: figure(entry.simulated_unique_profiles, `${path}/simulated_unique_profiles`, 'count'),
    topHuman: figure(entry.human_top_profile_share, `${path}/human_top_profile_share`, 'percent'),
    topSimulated: figure(entry.simulated_top_profile_share, `${path}/simulated_top_profile_share`, 'percent'),
  };
}
