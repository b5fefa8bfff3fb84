import { withMeantSections } from './meant-sections.ts';
import type { Study } from './study.ts';
import type { TreeNode } from './tree.ts';
import { readYaml, type YamlText } from './yaml-reader.ts';

const trees = new WeakMap<Study, YamlText>();

/** Keeps the tree that a study was read from, so that its text need not be read again. */
export function rememberTree(study: Study, tree: YamlText): void {
  trees.set(study, tree);
}

/** The tree that a study was read from. */
export function treeOf(study: Study): YamlText {
  const known = trees.get(study);
  if (known !== undefined) {
    return known;
  }
  const { value } = readYaml(study.text);
  const read = { ...value, root: withMeantSections(value.root).value };
  trees.set(study, read);
  return read;
}

/** The tree of a study's text, for what works on how the text is written; null when the file holds nothing. */
export function rootOf(study: Study): TreeNode | null {
  return treeOf(study).root;
}
