import {
  entryAdded,
  entryOf,
  itemAdded,
  labelsOf,
  type MapNode,
  mapOfVariable,
  nodesAround,
  rootOf,
  type Study,
  scalarSource,
  textReplaced,
  valueUnder,
  variableNamed,
} from '#engine/study';
import type { Range } from '#engine/text';
import { type Fixer, fixOf, shown } from './fix.ts';
import { entryAround, withoutEntry } from './parts.ts';

/** `header_rows: 3`, as Qualtrics writes them. */
export const headerRows: Fixer = (_found, { study }) => {
  const human = valueUnder(rootOf(study), 'human');
  const entry = entryOf(human, 'header_rows');
  if (human?.kind !== 'map') {
    return [];
  }
  const title = 'Say `header_rows: 3`';
  return entry?.value == null
    ? fixOf(title, 'likely', entryAdded(study.text, human, 'header_rows: 3', entryOf(human, 'data')))
    : fixOf(title, 'likely', { range: entry.value.range, newText: '3' });
};

/** `encoding: …`, as the reader found it. */
export const dataEncoding: Fixer = ({ severity, data: { subject } }, { study }) => {
  const human = valueUnder(rootOf(study), 'human');
  if (human?.kind !== 'map' || severity === 'error' || subject === undefined || entryOf(human, 'encoding')) {
    return [];
  }
  const change = entryAdded(
    study.text,
    human,
    `encoding: ${scalarSource(subject, human.isFlow)}`,
    entryOf(human, 'data'),
  );
  return fixOf(`Say \`encoding: ${subject}\``, 'likely', change);
};

/** A comparison with each of the answers, or the family that suits a comparison. */
export const formulaFamily: Fixer = ({ range, data: { subject, replacement } }, { study }) => {
  const variable = subject === undefined ? null : variableNamed(study, subject);
  const regression = study.regressions.find(({ source }) => contains(source.range, range));
  if (variable === null || replacement === undefined) {
    const isComparison = regression?.formula.left?.kind === 'condition' && regression.family.value === 'ordinal';
    return isComparison
      ? fixOf('Change to `family: binomial`', 'likely', textReplaced(study, regression.family.range, 'binomial'))
      : [];
  }
  const operator = replacement.slice(variable.id.value.length).trimStart().split(' ')[0] ?? '==';
  const also = variable.kind === 'item' ? variable.also.map(({ label }) => label.value) : [];
  const others = labelsOf(variable)
    .filter((label) => !also.includes(label))
    .map((label) => `${variable.id.value} ${operator} ${JSON.stringify(label)}`)
    .filter((text) => text !== replacement);
  return [replacement, ...others.slice(0, 7)].flatMap((text, index) =>
    fixOf(`Change to \`${shown(text)}\``, index === 0 ? 'likely' : 'possible', textReplaced(study, range, text)),
  );
};

/** The variable that keeps the key, instead of the key. */
export const keyInFile: Fixer = ({ range }, { study }) => {
  const around = nodesAround(rootOf(study), range.start);
  const own = around.at(-1);
  const map = around.at(-2)?.node;
  const isWhole = own?.node.kind === 'scalar' && own.node.text === study.text.slice(range.start, range.end);
  const isInModel = study.models.some((model) => contains(model.range, range));
  if (own?.entry != null && own.entry.value === own.node && map?.kind === 'map' && isWhole && isInModel) {
    const isSaid = entryOf(map, 'key_env') !== undefined;
    const named = isSaid ? withoutEntry(study.text, map, own.entry) : null;
    return isSaid
      ? fixOf('Take the key out: `key_env` names its variable', 'likely', named)
      : fixOf('Name a variable with `key_env` instead', 'likely', {
          range: own.entry.range,
          newText: `key_env: ${variableFor(study, map)}`,
        });
  }
  return fixOf('Take the key out of the file', 'likely', { range, newText: '(key taken out)' });
};

function variableFor(study: Study, map: MapNode): string {
  const model = study.models.find(({ range }) => contains(range, map.range));
  const isOther = entryOf(map, 'base_url') !== undefined && model !== undefined;
  return isOther ? `${model.id.value.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_API_KEY` : 'OPENAI_API_KEY';
}

/** A setting that the endpoint refuses. */
export const modelSetting: Fixer = ({ range, data: { subject = '' } }, { study }) => {
  const found = entryAround(study, range);
  return found === null
    ? []
    : fixOf(`Take \`${subject}\` out`, 'likely', withoutEntry(study.text, found.map, found.entry));
};

/** `ordered: true`, where an attribute is compared or calculated with. */
export const markOrdered: Fixer = ({ data: { subject, replacement } }, { study }) => {
  const variable = subject === undefined ? null : variableNamed(study, subject);
  const isNominal = variable?.kind === 'attribute' && variable.measure.kind === 'levels' && !variable.measure.ordered;
  const map = isNominal && replacement === undefined ? mapOfVariable(study, variable.id.value) : null;
  if (map === null || variable === null) {
    return [];
  }
  const known = entryOf(map, 'ordered');
  const title = `Mark \`${variable.id.value}\` as ordered, lowest level first`;
  return known?.value == null
    ? fixOf(title, 'likely', entryAdded(study.text, map, 'ordered: true', entryOf(map, 'column') ?? map.entries[0]))
    : fixOf(title, 'likely', { range: known.value.range, newText: 'true' });
};

/** Half of the people in the data. */
export const smallerPilot: Fixer = ({ range, data }, { study }) => {
  const half = Math.floor(Number(data['count'] ?? 0) / 2);
  return half < 1
    ? []
    : fixOf(`Take half of the people: ${half}`, 'possible', textReplaced(study, range, String(half)));
};

/** The treatment among what the pilot is stratified by, so that each of its arms has its share. */
export const stratifiedPilot: Fixer = ({ data: { subject = '' } }, { study }) => {
  const pilot = valueUnder(valueUnder(rootOf(study), 'human'), 'pilot');
  const entry = entryOf(pilot, 'stratify');
  const isNamed = study.human?.pilot?.stratify.some(({ value }) => value === subject) ?? true;
  const arms = study.treatments.find(({ id }) => id.value === subject)?.arms.length ?? 0;
  const isTooSmall = (study.human?.pilot?.size.value ?? 0) < arms;
  if (pilot?.kind !== 'map' || isNamed || isTooSmall) {
    return [];
  }
  const title = `Stratify the pilot by \`${subject}\``;
  const { text } = study;
  if (entry?.value == null) {
    return entry === undefined
      ? fixOf(title, 'possible', entryAdded(text, pilot, `stratify: [${subject}]`, entryOf(pilot, 'size')))
      : [];
  }
  return entry.value.kind === 'list'
    ? fixOf(title, 'possible', itemAdded(text, entry.value, subject))
    : fixOf(title, 'possible', {
        range: entry.value.range,
        newText: `[${text.slice(entry.value.range.start, entry.value.range.end)}, ${subject}]`,
      });
};

/** 0 for the levels that quotas leave out. */
export const quotaShares: Fixer = ({ range, severity, data: { subject = '' } }, { study }) => {
  const quota = (study.sample.kind === 'draw' ? (study.sample.quotas ?? []) : []).find(
    ({ attribute }) => attribute.range.start === range.start,
  );
  const variable = variableNamed(study, subject);
  const map = entryAround(study, range)?.entry.value;
  if (severity !== 'warning' || quota === undefined || variable === null || map?.kind !== 'map') {
    return [];
  }
  const missing = labelsOf(variable).filter((label) => !quota.shares.some((share) => share.label.value === label));
  const changes = missing.map((label) =>
    entryAdded(study.text, map, `${scalarSource(label, map.isFlow)}: 0`, map.entries.at(-1)),
  );
  const [first] = changes;
  return first === undefined
    ? []
    : fixOf('Write 0 for the levels that are left out', 'likely', {
        range: first.range,
        newText: changes.map(({ newText }) => newText).join(''),
      });
};

function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** One of every combination instead of people that there are not. */
export const everyCombination: Fixer = ({ range }, { study }) => {
  const end = range.start + study.text.slice(range.start, range.end).trimEnd().length;
  return fixOf('Simulate one of every combination of levels', 'likely', {
    range: { start: range.start, end },
    newText: '{ each: 1 }',
  });
};
