import type { Distribution, Evaluation, ItemCompared, SimulatedDistribution } from '#engine/evaluation';
import { armId, buildCell } from './build-cell.ts';
import { withUnit } from './build-subgroups.ts';
import { figure } from './figures.ts';
import { type Indexed, indexed } from './indexed.ts';
import type { DistributionGroup, ItemDistribution } from './report.ts';

/** Human answers beside simulated ones for every item, in the order of the study file, in all arms and in each. */
export function buildDistributions(evaluation: Evaluation): readonly ItemDistribution[] {
  return indexed(evaluation.items, '/items').map((item) => ({
    item: item.entry.id,
    title: item.entry.title ?? item.entry.id,
    question: item.entry.ask,
    role: item.entry.role,
    kind: item.entry.measure,
    unit: item.entry.unit,
    place: item.entry.path,
    groups: sidesOf(item).flatMap((sides) => group(evaluation, item.entry, sides) ?? []),
  }));
}

/** The answers of people and of every model, in one arm or all. */
interface Sides {
  readonly treatment: string | null;
  readonly arm: string | null;
  readonly human: Distribution;
  readonly simulated: readonly SimulatedDistribution[];
  readonly path: string;
}

function sidesOf({ entry, path }: Indexed<ItemCompared>): readonly Sides[] {
  return [
    { treatment: null, arm: null, human: entry.human, simulated: entry.simulated, path },
    ...indexed(entry.by_arm, `${path}/by_arm`).map((one) => ({ ...one.entry, path: one.path })),
  ];
}

function group(evaluation: Evaluation, item: ItemCompared, sides: Sides): DistributionGroup | undefined {
  const found = indexed(sides.simulated, `${sides.path}/simulated`).find(
    ({ entry }) => entry.model === evaluation.subject,
  );
  if (found === undefined) {
    return undefined;
  }
  const human = sides.human;
  const humanPath = `${sides.path}/human`;
  const simulated = found.entry.distribution;
  const simulatedPath = `${found.path}/distribution`;
  const cell = indexed(evaluation.cells, '/cells').find(
    ({ entry }) =>
      entry.model === evaluation.subject &&
      entry.item === item.id &&
      entry.treatment === sides.treatment &&
      entry.arm === sides.arm &&
      entry.subgroup.length === 0,
  );
  return {
    arm: armId(sides.treatment, sides.arm),
    nHuman: figure(human.n, `${humanPath}/n`, 'count'),
    nSimulated: figure(simulated.n, `${simulatedPath}/n`, 'count'),
    missingHuman: figure(human.n_missing, `${humanPath}/n_missing`, 'count'),
    missingSimulated: figure(simulated.n_missing, `${simulatedPath}/n_missing`, 'count'),
    answers: item.labels.map((label, index) => ({
      label: withUnit(label, item.unit),
      human: figure(human.shares[index], `${humanPath}/shares/${index}`, 'percent'),
      simulated: figure(simulated.shares[index], `${simulatedPath}/shares/${index}`, 'percent'),
    })),
    moments:
      item.measure === 'nominal'
        ? null
        : {
            humanMean: figure(human.mean, `${humanPath}/mean`, 'decimal'),
            simulatedMean: figure(simulated.mean, `${simulatedPath}/mean`, 'decimal'),
            humanSd: figure(human.sd, `${humanPath}/sd`, 'decimal'),
            simulatedSd: figure(simulated.sd, `${simulatedPath}/sd`, 'decimal'),
          },
    cell: cell === undefined ? null : buildCell(cell),
  };
}
