import type { CodedTable } from '#engine/data';
import { rarefiedProfiles, topProfileShare } from '#engine/statistics';
import type { Profiles } from './generated/evaluation-types.ts';
import { type MeasuredItem, positions } from './measured-items.ts';
import { finite } from './numbers.ts';
import type { Sides } from './sides.ts';

/** How many different complete sets of beliefs people and each model show. Empty without beliefs. */
export function profilesOf(sides: Sides): Profiles[] {
  const beliefs = sides.items.filter((item) => item.item.role === 'belief');
  if (beliefs.length === 0) {
    return [];
  }
  const human = profileCounts(beliefs, sides.people);
  return sides.models.map((model) => {
    const simulated = profileCounts(beliefs, model.seeds[0].table);
    const size = Math.min(totalOf(human), totalOf(simulated));
    return {
      model: model.id,
      items: beliefs.map((item) => item.id),
      n_h: totalOf(human),
      n_s: totalOf(simulated),
      rarefied_to: size,
      human_observed: human.length,
      simulated_observed: simulated.length,
      human_unique_profiles: size === 0 ? null : finite(rarefiedProfiles(human, size)),
      simulated_unique_profiles: size === 0 ? null : finite(rarefiedProfiles(simulated, size)),
      human_top_profile_share: finite(topProfileShare(human)),
      simulated_top_profile_share: finite(topProfileShare(simulated)),
    };
  });
}

/** How often each complete profile occurs. */
function profileCounts(beliefs: readonly MeasuredItem[], table: CodedTable): readonly number[] {
  const answers = beliefs.map((item) => positions(item, table).map((at) => (at < 0 ? -1 : item.classOf[at])));
  const counts = new Map<string, number>();
  for (let row = 0; row < table.size; row += 1) {
    if (answers.every((given) => given[row] >= 0)) {
      const key = answers.map((given) => given[row]).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts.values()].sort((left, right) => right - left);
}

function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0);
}
