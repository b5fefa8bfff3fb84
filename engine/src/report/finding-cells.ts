import type { Evaluation, Cell as EvaluationCell } from '#engine/evaluation';
import { armLabel, direction, groupLabel, levelText } from './build-subgroups.ts';
import { numberText, sentenceText } from './figures.ts';
import type { Finding } from './findings.ts';
import { type Indexed, ofSubject } from './indexed.ts';

/** How many items, or crossed groups, one message lists. */
const mostListed = 4;

/** Misaligned items, arms and persona levels: one finding a place, listing the items. */
export function cellFindings(evaluation: Evaluation): readonly Finding[] {
  const places = new Map<string, Indexed<EvaluationCell>[]>();
  for (const cell of ofSubject(evaluation, evaluation.cells, '/cells')) {
    places.set(cell.entry.path, [...(places.get(cell.entry.path) ?? []), cell]);
  }
  return Array.from(places).flatMap(([path, cells]): readonly Finding[] => {
    const misaligned = cells.filter(({ entry }) => entry.verdict === 'misaligned');
    const [first] = misaligned;
    if (first === undefined) {
      return [];
    }
    if (first.entry.subgroup.length > 0) {
      return [{ code: 'misaligned-subgroup', path, message: subgroupMessage(evaluation, cells, misaligned) }];
    }
    return first.entry.arm === null
      ? [{ code: 'misaligned-item', path, message: itemMessage(evaluation, first) }]
      : [{ code: 'misaligned-arm', path, message: armMessage(evaluation, cells, misaligned) }];
  });
}

function itemMessage(evaluation: Evaluation, cell: Indexed<EvaluationCell>): string {
  return `The answers of ${evaluation.subject} to ${cell.entry.item} differ from people’s: ${numbers(evaluation, cell)}.${few(cell.entry)}`;
}

function armMessage(
  evaluation: Evaluation,
  cells: readonly Indexed<EvaluationCell>[],
  misaligned: readonly Indexed<EvaluationCell>[],
): string {
  const [first] = misaligned;
  const name = first === undefined ? '' : armLabel(evaluation, first.entry);
  return `In ${name}, the answers of ${evaluation.subject} differ from people’s on ${itemCount(cells, misaligned)}: ${list(
    evaluation,
    worstPerItem(misaligned),
  )}.`;
}

function subgroupMessage(
  evaluation: Evaluation,
  cells: readonly Indexed<EvaluationCell>[],
  misaligned: readonly Indexed<EvaluationCell>[],
): string {
  const last = cells[0]?.entry.subgroup.at(-1);
  const level = last === undefined ? '' : levelText(evaluation, last);
  const alone = misaligned.filter(({ entry }) => entry.subgroup.length === 1);
  const crossed = misaligned.filter(({ entry }) => entry.subgroup.length > 1);
  const sentences: string[] = [];
  if (alone.length > 0) {
    const all = cells.filter(({ entry }) => entry.subgroup.length === 1);
    sentences.push(
      `The answers of ${evaluation.subject} for ${level} differ from people’s on ${itemCount(all, alone)}: ${list(
        evaluation,
        worstPerItem(alone),
      )}.`,
    );
  }
  const groups = new Map<string, Indexed<EvaluationCell>[]>();
  for (const cell of crossed) {
    const label = groupLabel(evaluation, cell.entry);
    groups.set(label, [...(groups.get(label) ?? []), cell]);
  }
  for (const [label, group] of Array.from(groups).slice(0, mostListed)) {
    const start = alone.length > 0 ? `Also for ${label}` : `The answers of ${evaluation.subject} for ${label} differ`;
    sentences.push(`${start}: ${list(evaluation, worstPerItem(group))}.`);
  }
  if (groups.size > mostListed) {
    sentences.push(`And for ${groups.size - mostListed} more groups.`);
  }
  return sentences.join(' ');
}

/** For each item the cell of all arms, or the arm with the largest excess. */
function worstPerItem(cells: readonly Indexed<EvaluationCell>[]): readonly Indexed<EvaluationCell>[] {
  const worst = new Map<string, Indexed<EvaluationCell>>();
  for (const cell of cells) {
    const known = worst.get(cell.entry.item);
    const isWorse =
      known === undefined ||
      (known.entry.arm !== null &&
        (cell.entry.arm === null || (cell.entry.excess_distance ?? 0) > (known.entry.excess_distance ?? 0)));
    if (isWorse) {
      worst.set(cell.entry.item, cell);
    }
  }
  return Array.from(worst.values());
}

function itemCount(cells: readonly Indexed<EvaluationCell>[], misaligned: readonly Indexed<EvaluationCell>[]): string {
  const tested = new Set(cells.filter(({ entry }) => entry.status === 'tested').map(({ entry }) => entry.item));
  const found = new Set(misaligned.map(({ entry }) => entry.item));
  return `${found.size} of ${tested.size} ${tested.size === 1 ? 'item' : 'items'}`;
}

function list(evaluation: Evaluation, cells: readonly Indexed<EvaluationCell>[]): string {
  const named = cells.slice(0, mostListed).map((cell) => {
    const arm =
      cell.entry.arm === null || cell.entry.subgroup.length === 0 ? '' : ` in ${armLabel(evaluation, cell.entry)}`;
    return `${cell.entry.item}${arm} (${numbers(evaluation, cell)})`;
  });
  const more = cells.length - named.length;
  return `${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function numbers(evaluation: Evaluation, cell: Indexed<EvaluationCell>): string {
  const { distance, floor_mean } = cell.entry;
  const how = sentenceText(direction(evaluation, cell));
  return `distance ${numberText(distance, 'distance')}, floor ${numberText(floor_mean, 'distance')}${how === '' ? '' : `, ${how}`}`;
}

function few(cell: EvaluationCell): string {
  return cell.low_n ? ` Only ${numberText(cell.n_h, 'count')} people stand behind this.` : '';
}
