import { columnNamed, plainNumber } from '#engine/data';
import {
  entryAdded,
  entryOf,
  labelsOf,
  type MapNode,
  nodesAround,
  rootOf,
  type Study,
  scalarSource,
  schemaEntryAt,
  type Variable,
} from '#engine/study';
import { type Fix, type FixContext, type Fixer, shown } from './fix.ts';
import { extentOf, lineBreakOf, separatorOf } from './parts.ts';

/** Columns with more different values than this are not proposed as lists of answers. */
const mostAnswers = 12;

/** Inserts the key that is missing, with what its author writes over: from the data, the study's names, or an example. */
export const missingKey: Fixer = ({ range, data: { subject: key }, related }, context) => {
  const { study } = context;
  const place = key === undefined || related.length > 0 ? null : placeFor(study, range.start, key);
  if (key === undefined || place === null) {
    return [];
  }
  const { map, path } = place;
  return choices(study, path, map, key).flatMap((one) => {
    const source = sourceOf(one, place, context);
    const change =
      one === 'study'
        ? {
            range: { start: map.range.start, end: map.range.start },
            newText: `study: ${source}${lineBreakOf(study.text)}`,
          }
        : entryAdded(
            study.text,
            map,
            [`${one}: ${source}`, ...companions(one, map)].join(separatorOf(study.text, map)),
          );
    const start = change.newText.indexOf(source, change.newText.indexOf(`${one}:`));
    const title = `Add \`${one}: ${shown(source)}\``;
    const fix: Fix = {
      title,
      choice: one === key && isComplete(study, one) ? 'likely' : 'possible',
      changes: [change],
      placeholder: { start, end: start + source.length },
    };
    return [fix];
  });
};

interface Place {
  readonly map: MapNode;
  /** Of the mapping. */
  readonly path: readonly string[];
  /** The key of the mapping; empty at the top. */
  readonly name: string;
}

/** The mapping that lacks the key: below the key at the place, or around it. */
function placeFor(study: Study, offset: number, key: string): Place | null {
  const around = nodesAround(rootOf(study), offset);
  const keys = around.flatMap(({ entry }) => (entry === null ? [] : [entry.key.text]));
  const own = around.at(-1);
  const below = own?.entry?.value;
  if (
    own?.entry != null &&
    below?.kind === 'map' &&
    below.range.end <= own.entry.range.end &&
    wants(keys, key, below)
  ) {
    return { map: below, path: keys, name: own.entry.key.text };
  }
  const maps = around.flatMap(({ node }, index) =>
    node.kind === 'map' ? [{ map: node, path: pathTo(around.slice(0, index + 1)) }] : [],
  );
  const found = maps.reverse().find(({ map, path }) => wants(path, key, map));
  return found === undefined ? null : { ...found, name: found.path.at(-1) ?? '' };
}

/** The keys that lead to a node; `0` for the items of a list. */
function pathTo(around: ReturnType<typeof nodesAround>): readonly string[] {
  return around.slice(1).map(({ entry }) => entry?.key.text ?? '0');
}

function wants(path: readonly string[], key: string, map: MapNode): boolean {
  const properties = schemaEntryAt(path)?.properties ?? [];
  return properties.some((property) => property.key === key) && entryOf(map, key) === undefined;
}

/** An item is asked with a scale, options or a number; a model stands behind an endpoint, or is another one tuned. */
function choices(study: Study, path: readonly string[], map: MapNode, key: string): readonly string[] {
  if (key === 'provider') {
    const mayBeTuned = map.entries.every((entry) => entry.key.text === 'on') && study.models.length > 0;
    return mayBeTuned ? ['provider', 'tune'] : ['provider'];
  }
  const isItem = ['beliefs', 'actions'].includes(path[0] ?? '') && path.length === 2;
  return isItem && key === 'scale' ? ['scale', 'options', 'number'] : [key];
}

/** Whether the study has the names that the value of a key needs; else it is something to write over. */
function isComplete(study: Study, key: string): boolean {
  switch (key) {
    case 'when':
    case 'then':
    case 'formula':
      return study.items.length > 0;
    case 'value':
      return study.items.some(({ measure }) => measure.kind !== 'nominal');
    case 'tune':
      return study.models.some(({ kind }) => kind === 'openai');
    default:
      return true;
  }
}

/** What must stand beside a key, and does not yet. */
function companions(key: string, map: MapNode): readonly string[] {
  return key === 'provider' && entryOf(map, 'model') === undefined ? ['model: gpt-4.1-mini'] : [];
}

/** What stands behind the colon. */
function sourceOf(key: string, { map, path, name }: Place, context: FixContext): string {
  const { study, table } = context;
  switch (key) {
    case 'ask':
      return entryOf(map, 'number') === undefined ? 'How much do you agree?' : 'How many?';
    case 'scale':
    case 'options':
    case 'arms':
    case 'levels':
      return `[${answersOf(key, columnOf(map, name), context).join(', ')}]`;
    case 'number':
      return numberOf(columnOf(map, name), context);
    case 'when':
    case 'then':
      return conditionOf(study, key === 'when' ? 'belief' : 'action', map.isFlow);
    case 'formula':
      return formulaOf(study, map.isFlow);
    case 'value':
      return scalarSource(`mean(${partsOf(study).join(', ')})`, map.isFlow);
    case 'tune':
      return study.models.find(({ kind, id }) => kind === 'openai' && id.value !== name)?.id.value ?? 'gpt';
    case 'size':
      return String(Math.max(1, Math.min(300, Math.floor((table?.rows ?? 600) / 2))));
    case 'study':
      return 'my-study';
    case 'label':
      return 'Label';
    default: {
      const example = schemaEntryAt([...path, key])?.examples[0];
      return scalarSource(String(example ?? 'value'), map.isFlow);
    }
  }
}

/** The column of the data that a variable stands for. */
function columnOf(map: MapNode, name: string): string {
  const column = entryOf(map, 'column')?.value;
  return column?.kind === 'scalar' ? column.text : name;
}

function valuesIn(column: string, { study, table }: FixContext): readonly string[] {
  const missing = new Set(['', ...(study.human?.missing.map(({ value }) => value.trim()) ?? [])]);
  const found = table === null ? undefined : columnNamed(table, column.trim());
  return (found?.values ?? []).filter((value) => !missing.has(value));
}

function answersOf(key: string, column: string, context: FixContext): readonly string[] {
  const values = valuesIn(column, context);
  const examples: Readonly<Record<string, readonly string[]>> = {
    scale: ['Disagree', 'Neutral', 'Agree'],
    options: ['This', 'That'],
    arms: ['control', 'treated'],
    levels: ['Low', 'High'],
  };
  return values.length < 2 || values.length > mostAnswers
    ? (examples[key] ?? [])
    : [...values]
        .sort((a, b) => plainNumber(a) - plainNumber(b) || (a < b ? -1 : 1))
        .map((value) => scalarSource(value, true));
}

function numberOf(column: string, context: FixContext): string {
  const numbers = valuesIn(column, context).map(plainNumber).filter(Number.isFinite);
  const [min, max] = extentOf(numbers);
  return numbers.length > 1 && min < max ? `{ min: ${min}, max: ${max} }` : '{ min: 0, max: 100 }';
}

function conditionOf(study: Study, role: 'belief' | 'action', inFlow: boolean): string {
  const item = study.items.find((one) => one.role === role) ?? study.items[0];
  return scalarSource(item === undefined ? 'item == "answer"' : comparisonOf(item), inFlow);
}

/** With the highest answer of a scale, the first option, the lowest number. */
function comparisonOf(variable: Variable): string {
  const labels = labelsOf(variable);
  const isScale = variable.kind === 'item' && variable.measure.kind === 'ordinal';
  const isNumber = variable.kind === 'item' && variable.measure.kind === 'numeric';
  const also = variable.kind === 'item' ? variable.also.length : 0;
  const own = labels.slice(0, labels.length - also);
  const label = JSON.stringify((isScale ? own.at(-1) : own[0]) ?? 'answer');
  const least = variable.kind === 'item' && variable.measure.kind === 'numeric' ? variable.measure.number.min : null;
  return isNumber ? `${variable.id.value} >= ${least ?? 0}` : `${variable.id.value} ${isScale ? '>=' : '=='} ${label}`;
}

function formulaOf(study: Study, inFlow: boolean): string {
  const outcome = study.items.find(({ role }) => role === 'action') ?? study.items[0];
  const other = study.treatments[0] ?? study.attributes.find(({ measure }) => measure.kind !== 'text');
  const left =
    outcome === undefined ? 'outcome' : outcome.measure.kind === 'nominal' ? comparisonOf(outcome) : outcome.id.value;
  return scalarSource(`${left} ~ ${other?.id.value ?? '1'}`, inFlow);
}

/** Two items with scores, or as many as there are. */
function partsOf(study: Study): readonly string[] {
  const scored = study.items.filter(({ measure }) => measure.kind !== 'nominal').map(({ id }) => id.value);
  return scored.length === 0 ? ['item', 'other_item'] : scored.slice(0, 2);
}
