import { columnNamed } from '#engine/data';
import { derivationsWithin } from '#engine/formula';
import {
  entryAdded,
  entryOf,
  labelsOf,
  mapOfVariable,
  type ScalarNode,
  scalarSource,
  type TreeNode,
  textReplaced,
  valueUnder,
  variableNamed,
} from '#engine/study';
import { type Fix, type Fixer, fixOf, shown } from './fix.ts';
import { numbersOf } from './grouping.ts';
import { entryAround, separatorOf, withoutEntry } from './parts.ts';

/** `min` and `max` the other way round, or the bins in ascending order, each once. */
export const wrongRange: Fixer = ({ range, data: { subject = '' } }, { study }) => {
  const map = mapOfVariable(study, subject);
  const bins = valueUnder(map, 'bins');
  if (bins?.kind === 'list' && bins.range.start <= range.start && range.end <= bins.range.end) {
    const written = bins.items.flatMap(({ value }) => (isNumber(value) ? [value] : []));
    const inOrder = [...written].sort((a, b) => Number(a.text) - Number(b.text));
    const once = inOrder.filter(({ text }, index) => Number(text) !== Number(inOrder[index - 1]?.text));
    const isWhole = bins.isFlow && written.length === bins.items.length && once.length > 0;
    return isWhole
      ? fixOf('Put the bins in ascending order', 'likely', {
          range: bins.range,
          newText: `[${once.map(({ text }) => text).join(', ')}]`,
        })
      : [];
  }
  const number = valueUnder(map, 'number');
  const [min, max] = [valueUnder(number, 'min'), valueUnder(number, 'max')];
  const canSwap = isNumber(min) && isNumber(max) && Number(min.text) > Number(max.text);
  return canSwap
    ? [
        {
          title: `Change to min ${max.text} and max ${min.text}`,
          choice: 'likely',
          changes: [
            { range: min.range, newText: max.text },
            { range: max.range, newText: min.text },
          ],
        },
      ]
    : [];
};

/** A `min` and a `max`: those of the people in the data, else to be written over. */
export const missingRange: Fixer = ({ data: { subject = '' } }, { study, table }) => {
  const variable = variableNamed(study, subject);
  const map = mapOfVariable(study, subject);
  const entry = entryOf(map, 'number');
  if (variable === null || variable.kind === 'derived' || map === null || entry === undefined) {
    return [];
  }
  const column = table === null ? undefined : columnNamed(table, (variable.column ?? variable.id).value.trim());
  const missing = new Set(study.human?.missing.map(({ value }) => value.trim()) ?? []);
  const people = column === undefined ? [] : numbersOf(column, missing);
  const low = numberUnder(entry.value, 'min') ?? people[0]?.number;
  const high = numberUnder(entry.value, 'max') ?? people.at(-1)?.number;
  const [from, to] = [low ?? Math.min(0, (high ?? 1) - 1), high ?? Math.max(100, (low ?? 0) + 1)];
  const isKnown = low !== undefined && high !== undefined && low < high;
  const limits = [
    ...(entryOf(entry.value, 'min') === undefined ? [`min: ${from}`] : []),
    ...(entryOf(entry.value, 'max') === undefined ? [`max: ${to}`] : []),
  ];
  const title = `Give \`${subject}\` ${limits.join(' and ').replaceAll(':', '')}`;
  const choice: Fix['choice'] = isKnown ? 'likely' : 'possible';
  if (entry.value?.kind === 'map' && entry.value.entries.length > 0) {
    const change = entryAdded(study.text, entry.value, limits.join(separatorOf(study.text, entry.value)));
    return fixOf(title, choice, change);
  }
  const end = entry.value?.range.end ?? entry.key.range.end;
  const key = study.text.slice(entry.key.range.start, entry.key.range.end);
  return fixOf(title, choice, {
    range: { start: entry.key.range.start, end: entry.value === null ? behindColon(study.text, end) : end },
    newText: `${key}: { ${limits.join(', ')} }`,
  });
};

/** Shares are written with so many digits. */
const digits = 4;

/** As many as there are; without `at_least`, where nothing has several parts. */
export const tooFewParts: Fixer = ({ range, data: { subject = '' } }, { study }) => {
  const derived = study.derived.find(({ id }) => id.value === subject);
  const map = mapOfVariable(study, subject);
  const entry = entryOf(map, 'at_least');
  if (derived?.value == null || map === null || entry === undefined) {
    return [];
  }
  const most = [...derivationsWithin(derived.value)].reduce(
    (largest, part) => (part.kind === 'call' ? Math.max(largest, part.arguments.length) : largest),
    0,
  );
  return most < 2
    ? fixOf('Take `at_least` out', 'likely', withoutEntry(study.text, map, entry))
    : fixOf(`Change to \`${most}\``, 'likely', textReplaced(study, range, String(most)));
};

/** The rest for the one level that is left out, or all shares by the same factor. */
export const quotaSum: Fixer = ({ range, severity, data: { subject = '' } }, { study }) => {
  const quota = (study.sample.kind === 'draw' ? (study.sample.quotas ?? []) : []).find(
    ({ attribute }) => attribute.range.start === range.start,
  );
  const shares = entryAround(study, range)?.entry.value;
  const sum = quota?.shares.reduce((total, { share }) => total + share, 0) ?? 0;
  const written = shares?.kind === 'map' ? shares.entries.map(({ value }) => value) : [];
  if (severity === 'warning' || sum <= 0 || !written.every(isNumber) || written.length !== quota?.shares.length) {
    return [];
  }
  const variable = variableNamed(study, subject);
  const missing = (variable === null ? [] : labelsOf(variable)).filter(
    (label) => !quota.shares.some((share) => share.label.value === label),
  );
  const [label] = missing;
  if (label !== undefined && shares?.kind === 'map') {
    const left = Number((1 - sum).toFixed(digits));
    return missing.length > 1 || left <= 0
      ? []
      : fixOf(
          `Give "${shown(label)}" the rest, ${left}`,
          'likely',
          entryAdded(study.text, shares, `${scalarSource(label, shares.isFlow)}: ${left}`),
        );
  }
  const scaled = quota.shares.map(({ share }) => Number((share / sum).toFixed(digits)));
  const rest = 1 - scaled.reduce((total, share) => total + share, 0);
  const largest = scaled.indexOf(Math.max(...scaled));
  const changes = written.flatMap((node, index) => {
    const share = (scaled[index] ?? 0) + (index === largest ? rest : 0);
    return node === null ? [] : [{ range: node.range, newText: String(Number(share.toFixed(digits))) }];
  });
  return [{ title: `Scale the shares of \`${subject}\` so that they add up to 1`, choice: 'possible', changes }];
};

function isNumber(node: TreeNode | null | undefined): node is ScalarNode {
  return node?.kind === 'scalar' && node.text.trim() !== '' && Number.isFinite(Number(node.text));
}

function numberUnder(node: TreeNode | null, key: string): number | undefined {
  const value = valueUnder(node, key);
  return isNumber(value) ? Number(value.text) : undefined;
}

function behindColon(text: string, at: number): number {
  return at + (/^\s*:/.exec(text.slice(at))?.[0].length ?? 0);
}
