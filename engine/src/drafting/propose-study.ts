import type { DataTable } from '#engine/data';
import { affirmative } from './affirmative.ts';
import { type ColumnProfile, profileColumns } from './column-profile.ts';
import type { CategoryProposal, ColumnProposal } from './proposal.ts';
import { proposeColumns } from './propose-columns.ts';

/** What is known of a data file besides its table. */
export interface DraftSource {
  /** The path of the data file, as `human.data` is to say it. */
  readonly data: string;
  /** The id of the study. */
  readonly study: string;
  readonly headerRows: 1 | 3;
  /** What `human.encoding` must say; null where it need not. */
  readonly encoding: string | null;
  /** The questions' texts by column, where the file has them in a second header row; else empty. */
  readonly questions: readonly string[];
}

export interface StudyProposal {
  readonly source: DraftSource;
  readonly people: number;
  readonly columns: readonly ColumnProposal[];
  /** Data values that mean "no answer". */
  readonly missing: readonly string[];
  /** Null where there are too few people to give some away. */
  readonly pilot: { readonly size: number; readonly stratify: readonly string[] } | null;
  readonly regression: RegressionProposal | null;
  /** Ids of attributes. */
  readonly subgroups: readonly string[];
  /** Whether items are asked in the order of the columns, because actions stand before beliefs. */
  readonly inColumnOrder: boolean;
}

export interface RegressionProposal {
  readonly formula: string;
  readonly family: 'gaussian' | 'binomial' | 'ordinal';
  /** HC1 where one person may be the only one of a level, for whom HC3 does not exist; null for the family's own. */
  readonly errors: 'HC1' | 'HC3' | null;
}

/** A study for a data file, as far as the file lets it be guessed. */
export function proposeStudy(table: DataTable, source: DraftSource): StudyProposal {
  const profiles = profileColumns(table, source.questions);
  return completed(table.rows, source, profiles, proposeColumns(profiles));
}

/** The same study without some of its columns or parts, which turned out not to fit. */
export function withoutParts(
  proposal: StudyProposal,
  { columns, parts }: { readonly columns: ReadonlySet<string>; readonly parts: ReadonlySet<string> },
): StudyProposal {
  const left = proposal.columns.map(
    (one): ColumnProposal =>
      columns.has(one.id) ? { ...one, role: { kind: 'left-out', why: 'does not fit the study language' } } : one,
  );
  const again = dependents(proposal.people, left);
  return {
    ...proposal,
    columns: left,
    pilot: parts.has('pilot') ? null : again.pilot,
    regression: parts.has('regressions') ? null : again.regression,
    subgroups: parts.has('subgroups') ? [] : again.subgroups,
    inColumnOrder: !parts.has('order') && again.inColumnOrder,
  };
}

function completed(
  people: number,
  source: DraftSource,
  profiles: readonly ColumnProfile[],
  columns: readonly ColumnProposal[],
): StudyProposal {
  const missing = new Set<string>();
  profiles.forEach((profile, index) => {
    const role = columns[index]?.role;
    if (role === undefined || role.kind === 'id' || role.kind === 'weights' || role.kind === 'left-out') {
      return;
    }
    const isNumber = 'measure' in role && role.kind === 'attribute' && role.measure.kind !== 'text';
    for (const value of [...profile.missing, ...(isNumber ? profile.beside : [])]) {
      missing.add(value);
    }
  });
  const withoutMissing = columns.map((one): ColumnProposal => {
    const { role } = one;
    return role.kind === 'belief' || role.kind === 'action'
      ? { ...one, role: { ...role, also: role.also.filter((label) => !missing.has(label)) } }
      : one;
  });
  return { source, people, columns: withoutMissing, missing: [...missing], ...dependents(people, withoutMissing) };
}

/** What follows from the roles of the columns. */
function dependents(
  people: number,
  columns: readonly ColumnProposal[],
): Pick<StudyProposal, 'pilot' | 'regression' | 'subgroups' | 'inColumnOrder'> {
  const treatments = columns.filter(({ role }) => role.kind === 'treatment');
  const groups = columns.filter(({ role }) => isGrouping(role));
  const size = Math.min(300, Math.round(people / 40) * 10);
  const roles = columns.map(({ role }) => role.kind);
  return {
    pilot: size >= 20 ? { size, stratify: treatments.map(({ id }) => id).slice(0, 2) } : null,
    regression: regressionOf(columns),
    subgroups: groups.map(({ id }) => id).slice(0, 6),
    inColumnOrder:
      roles.includes('belief') && roles.indexOf('action') >= 0 && roles.indexOf('action') < roles.lastIndexOf('belief'),
  };
}

function isGrouping(role: ColumnProposal['role']): boolean {
  return (
    role.kind === 'attribute' &&
    ((role.measure.kind === 'categories' && role.measure.categories.length <= 8) ||
      (role.measure.kind === 'number' && role.measure.bins.length > 1))
  );
}

/** The first action, or else belief, explained by what people were assigned to and who they are. */
function regressionOf(columns: readonly ColumnProposal[]): RegressionProposal | null {
  const explained =
    columns.find(({ role }) => role.kind === 'action') ?? columns.find(({ role }) => role.kind === 'belief');
  const treatments = columns.filter(({ role }) => role.kind === 'treatment');
  const attributes = columns.filter(({ role }) => role.kind === 'attribute' && role.measure.kind !== 'text');
  const right = [...treatments.slice(0, 2), ...attributes.slice(0, 3)];
  if (explained === undefined || right.length === 0 || !('measure' in explained.role)) {
    return null;
  }
  const { measure } = explained.role;
  const terms = right.map(({ id }) => id).join(' + ');
  const errors = right.some(hasRareLevel) ? 'HC1' : 'HC3';
  if (measure.kind === 'categories' && (!measure.ordered || measure.categories.length < 3)) {
    const told = affirmative(measure);
    return { formula: `${explained.id} == ${quotedLabel(told)} ~ ${terms}`, family: 'binomial', errors };
  }
  const isShort = measure.kind === 'categories' && measure.categories.length < 5;
  const formula = `${explained.id} ~ ${terms}`;
  return isShort ? { formula, family: 'ordinal', errors: null } : { formula, family: 'gaussian', errors };
}

/** Whether a variable has a coefficient that rests on so few people that a part of them may hold only one. */
function hasRareLevel({ role }: ColumnProposal): boolean {
  const categories =
    role.kind === 'treatment'
      ? role.categories
      : role.kind === 'attribute' && role.measure.kind === 'categories' && !role.measure.ordered
        ? role.measure.categories
        : [];
  return categories.some(({ people }) => people < rareLevel);
}

const rareLevel = 20;

function quotedLabel(category: CategoryProposal | undefined): string {
  return `"${(category?.label ?? '').replace(/[\\"]/g, '\\$&')}"`;
}
