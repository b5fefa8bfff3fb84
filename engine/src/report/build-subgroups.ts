import type { Evaluation, Cell as EvaluationCell, ItemCompared } from '#engine/evaluation';
import { armId, buildCell } from './build-cell.ts';
import { figure } from './figures.ts';
import { type Indexed, ofSubject } from './indexed.ts';
import type {
  AttributeSpread,
  Cell,
  Figure,
  LevelRow,
  MisalignedCell,
  MisalignedCells,
  Sentence,
  SubgroupMap,
} from './report.ts';

/** Every cell of the subject as a table: subgroups down, items across, one table an arm. */
export function buildSubgroups(evaluation: Evaluation): SubgroupMap {
  const arms = new Map<string, string>();
  const groups = new Map<string, { attribute: string; place: string | null; cells: Cell[] }>();
  for (const cell of ofSubject(evaluation, evaluation.cells, '/cells')) {
    arms.set(armId(cell.entry.treatment, cell.entry.arm), armLabel(evaluation, cell.entry));
    const label = groupLabel(evaluation, cell.entry);
    const group = groups.get(label);
    if (group === undefined) {
      groups.set(label, {
        attribute: cell.entry.subgroup.map(({ attribute }) => attribute).join(' × '),
        place: cell.entry.subgroup.length === 0 ? null : cell.entry.path,
        cells: [buildCell(cell)],
      });
    } else {
      group.cells.push(buildCell(cell));
    }
  }
  return {
    arms: Array.from(arms, ([id, label]) => ({ id, label })),
    items: evaluation.items.map(({ id, path }) => ({ id, place: path })),
    groups: Array.from(groups, ([label, group]) => ({ label, ...group })),
    levels: levelRows(evaluation),
    attributes: attributeSpreads(evaluation),
    margin: figure(evaluation.alignment.margin, '/alignment/margin', 'setting'),
  };
}

function levelRows(evaluation: Evaluation): readonly LevelRow[] {
  return ofSubject(evaluation, evaluation.level_summaries, '/level_summaries').map(({ entry, path }) => ({
    attribute: entry.attribute,
    level: levelText(evaluation, entry),
    place:
      evaluation.cells.find(
        ({ subgroup }) =>
          subgroup.length === 1 && subgroup[0]?.attribute === entry.attribute && subgroup[0].level === entry.level,
      )?.path ?? null,
    nHuman: figure(entry.n_h, `${path}/n_h`, 'count'),
    nItems: figure(entry.n_items, `${path}/n_items`, 'count'),
    nMisaligned: figure(entry.n_misaligned, `${path}/n_misaligned`, 'count'),
    distance: figure(entry.distance, `${path}/distance`, 'distance'),
    floor: figure(entry.floor_mean, `${path}/floor_mean`, 'distance'),
    excess: figure(entry.excess_distance, `${path}/excess_distance`, 'signed-distance'),
    jsDistance: figure(entry.js_distance, `${path}/js_distance`, 'distance'),
    jsFloor: figure(entry.js_floor_mean, `${path}/js_floor_mean`, 'distance'),
  }));
}

function attributeSpreads(evaluation: Evaluation): readonly AttributeSpread[] {
  return ofSubject(evaluation, evaluation.subgroups, '/subgroups').map(({ entry, path }) => ({
    attribute: entry.attribute,
    item: entry.item,
    worstGroup:
      entry.worst_group === null
        ? null
        : levelText(evaluation, { attribute: entry.attribute, level: entry.worst_group }),
    worstExcess: figure(entry.worst_group_distance, `${path}/worst_group_distance`, 'signed-distance'),
    disparity: figure(entry.group_disparity, `${path}/group_disparity`, 'distance'),
    disparityQ95: figure(entry.group_disparity_q95, `${path}/group_disparity_q95`, 'distance'),
    gapInflation: figure(entry.gap_inflation, `${path}/gap_inflation`, 'ratio'),
    hasHumanGap: entry.people_show_gap !== false,
    deltaEtaSquared: figure(entry.delta_eta_squared, `${path}/delta_eta_squared`, 'signed-distance'),
  }));
}

/** The misaligned cells, largest excess first, and what was tested at all. */
export function buildMisaligned(evaluation: Evaluation): MisalignedCells {
  const cells = ofSubject(evaluation, evaluation.cells, '/cells');
  const rows = cells
    .filter(({ entry }) => entry.verdict === 'misaligned')
    .sort((a, b) => (b.entry.excess_distance ?? 0) - (a.entry.excess_distance ?? 0))
    .map(
      (cell): MisalignedCell => ({
        ...buildCell(cell),
        group: groupLabel(evaluation, cell.entry),
        armLabel: armLabel(evaluation, cell.entry),
        place: cell.entry.path,
        direction: direction(evaluation, cell),
      }),
    );
  return { rows, sentence: sentence(evaluation) };
}

function sentence(evaluation: Evaluation): Sentence {
  const overall = evaluation.ladder.findIndex(({ item }) => item === null);
  const models = evaluation.ladder[overall]?.models ?? [];
  const place = models.findIndex(({ model }) => model === evaluation.subject);
  const counts = models[place];
  if (counts === undefined || counts.n_tested === 0) {
    return [
      'No cell could be tested: every one has fewer than ',
      figure(evaluation.alignment.min_n, '/alignment/min_n', 'count'),
      ' respondents on either side.',
    ];
  }
  const path = `/ladder/${overall}/models/${place}`;
  return [
    figure(counts.n_misaligned, `${path}/n_misaligned`, 'count'),
    ' of ',
    figure(counts.n_tested, `${path}/n_tested`, 'count'),
    ` tested cells ${counts.n_misaligned === 1 ? 'is' : 'are'} misaligned: different beyond chance (false discovery rate `,
    figure(evaluation.alignment.fdr, '/alignment/fdr', 'setting'),
    '), and by more than ',
    figure(evaluation.alignment.margin, '/alignment/margin', 'setting'),
    ' above what sampling noise shows.',
  ];
}

/** "Everyone", "Female", or "Female × 18 to under 30 years". */
export function groupLabel(evaluation: Evaluation, cell: EvaluationCell): string {
  return cell.subgroup.length === 0
    ? 'Everyone'
    : cell.subgroup.map((level) => levelText(evaluation, level)).join(' × ');
}

/** A level, or a bin of numbers with its unit. */
export function levelText(
  evaluation: Evaluation,
  { attribute, level }: { readonly attribute: string; readonly level: string },
): string {
  const unit = evaluation.attributes.find(({ id }) => id === attribute)?.unit ?? null;
  return withUnit(level, unit);
}

/** A class of numbers with its unit: "18 to under 30 years", "30 years or more". */
export function withUnit(label: string, unit: string | null): string {
  if (unit === null) {
    return label;
  }
  const open = / or more$/.exec(label)?.[0] ?? '';
  return `${label.slice(0, label.length - open.length)} ${unit}${open}`;
}

/** "all arms", the arm's label, or treatment and arm where the study has several treatments. */
export function armLabel(evaluation: Evaluation, cell: Pick<EvaluationCell, 'treatment' | 'arm'>): string {
  if (cell.treatment === null || cell.arm === null) {
    return 'all arms';
  }
  const treatments = new Set(evaluation.people.arms.map(({ treatment }) => treatment));
  return treatments.size > 1 ? `${cell.treatment}: ${cell.arm}` : cell.arm;
}

/** In which direction a cell differs: the mean, or the option whose share differs most. Empty where nothing is known. */
export function direction(evaluation: Evaluation, { entry, path }: Indexed<EvaluationCell>): Sentence {
  if (entry.mean_difference !== null) {
    return ['mean ', figure(entry.mean_difference, `${path}/mean_difference`, 'signed-decimal')];
  }
  const item = evaluation.items.find(({ id }) => id === entry.item);
  const largest = largestShareDifference(entry, item, path);
  return largest === null ? [] : [largest.difference, ` pts “${largest.label}”`];
}

function largestShareDifference(
  cell: EvaluationCell,
  item: ItemCompared | undefined,
  path: string,
): { readonly label: string; readonly difference: Figure } | null {
  const differences = cell.share_differences ?? [];
  const sizes = differences.map(Math.abs);
  // Of two options the shares differ equally, but for rounding: the first is named.
  const index = sizes.findIndex((size) => size >= Math.max(...sizes) - 1e-9);
  const label = item?.labels[index];
  const value = differences[index];
  return label === undefined || value === undefined
    ? null
    : { label, difference: figure(value, `${path}/share_differences/${index}`, 'points') };
}
