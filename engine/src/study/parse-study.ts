import type { Diagnostic, Result } from '#engine/diagnostics';
import { readAlignment, readRegressions, readRules, readSubgroups } from './convert-analysis.ts';
import { readDerived } from './convert-derived.ts';
import { readModels, readSimulation } from './convert-models.ts';
import { readHuman, readSample, readSampleWithoutPeople } from './convert-people.ts';
import { readAttributes, readItems, readTreatments } from './convert-variables.ts';
import type { Personas, StudyFile } from './generated/study-types.ts';
import { withMeantSections } from './meant-sections.ts';
import { checkNames } from './names.ts';
import { nodeAt, TreeReader, textAt, textsIn } from './readers.ts';
import { checkStructure } from './structure.ts';
import type { Item, Located, OrderEntry, Study, Treatment } from './study.ts';
import { rememberTree, treeOf } from './study-trees.ts';
import { findTraps, withoutTrapped } from './traps.ts';
import type { TreeNode } from './tree.ts';
import { readYaml } from './yaml-reader.ts';

/**
 * The typed study of a text, and everything that its syntax, structure and names have to say. Never throws; a study is
 * always given: sections that cannot be read are empty, the others whole. Where the text is that of an `earlier` study after
 * an edit, that study makes reading faster, and nothing else.
 */
export function parseStudy(text: string, earlier: Study | null = null): Result<Study> {
  const yaml = readYaml(text, earlier === null ? undefined : treeOf(earlier).parts);
  const sections = withMeantSections(yaml.value.root);
  const tree = { ...yaml.value, root: sections.value };
  const { root } = tree;
  const reader = new TreeReader();
  const study = convert(text, root, reader);
  rememberTree(study, tree);
  const traps = findTraps(tree);
  const others = [
    ...yaml.diagnostics,
    ...sections.diagnostics,
    ...checkStructure(tree),
    ...reader.diagnostics,
    ...checkNames(root),
  ];
  return {
    value: study,
    diagnostics: inOrder([...traps.map((trap) => trap.diagnostic), ...withoutTrapped(tree, others, traps)]),
  };
}

function convert(text: string, root: TreeNode | null, reader: TreeReader): Study {
  const section = (key: keyof StudyFile & string): TreeNode | null => nodeAt<StudyFile>(root, key);
  const personas = section('personas');
  const human = readHuman(root, reader);
  const taken = new Set<string>();
  const unique = <V extends { readonly id: Located<string> }>(variables: readonly V[]): readonly V[] =>
    variables.filter(({ id }) => !taken.has(id.value) && taken.add(id.value));
  const attributes = unique(readAttributes(nodeAt<Personas>(personas, 'attributes')));
  const treatments = unique(readTreatments(section('treatments'), reader));
  const items = unique([
    ...readItems(section('beliefs'), 'belief', reader),
    ...readItems(section('actions'), 'action', reader),
  ]);
  const derived = unique(readDerived(section('derived'), [...attributes, ...treatments, ...items], reader));
  const order = section('order');
  const writtenOrder = order === null ? null : textsIn(order);
  return {
    text,
    id: textAt<StudyFile>(root, 'study') ?? { value: '', range: { start: 0, end: 0 } },
    title: textAt<StudyFile>(root, 'title'),
    source: textAt<StudyFile>(root, 'source'),
    human,
    attributes,
    sample: readSample(personas, human !== null),
    sampleWithoutPeople: readSampleWithoutPeople(root),
    personaPrompt: reader.template(nodeAt<Personas>(personas, 'prompt')),
    treatments,
    items,
    derived,
    order: completeOrder(writtenOrder ?? [], treatments, items),
    writtenOrder,
    rules: readRules(section('coherence'), reader),
    regressions: readRegressions(section('regressions'), reader),
    subgroups: readSubgroups(section('subgroups')),
    alignment: readAlignment(section('alignment')),
    models: readModels(section('models')),
    simulation: readSimulation(section('simulation')),
  };
}

/** Treatments that `order` does not name come first, items that it does not name last, each in the order of the file. */
function completeOrder(
  written: readonly Located<string>[],
  treatments: readonly Treatment[],
  items: readonly Item[],
): readonly OrderEntry[] {
  const kinds = new Map<string, OrderEntry['kind']>([
    ...treatments.map(({ id }) => [id.value, 'treatment'] as const),
    ...items.map(({ id }) => [id.value, 'item'] as const),
  ]);
  const named = new Map<string, OrderEntry>();
  for (const { value, range } of written) {
    const kind = kinds.get(value);
    if (kind !== undefined && !named.has(value)) {
      named.set(value, { kind, id: value, range });
    }
  }
  const rest = [...kinds].filter(([id]) => !named.has(id)).map(([id, kind]): OrderEntry => ({ kind, id, range: null }));
  return [
    ...rest.filter(({ kind }) => kind === 'treatment'),
    ...named.values(),
    ...rest.filter(({ kind }) => kind === 'item'),
  ];
}

/** In the order of the text, each only once. */
function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .filter(({ code, range, message }) => {
      const key = `${code} ${range.start} ${range.end} ${message}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
