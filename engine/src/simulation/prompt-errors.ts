import type { Diagnostic, DiagnosticCode } from '#engine/diagnostics';
import { namesInCondition } from '#engine/formula';
import { rootOf, type Study } from '#engine/study';

/** Sections that no prompt is made of. */
const judging: ReadonlySet<string> = new Set([
  'title',
  'source',
  'coherence',
  'regressions',
  'subgroups',
  'alignment',
  'models',
]);

/** What is wrong only with how people answered an item, which no prompt says. */
const aboutAnswers: ReadonlySet<DiagnosticCode> = new Set(['unknown-column', 'ambiguous-values']);

/**
 * Those of the errors of a study that lie in what a prompt is made of: personas, treatments, items, their order, and the
 * data where the sample is taken from them. A run needs the others corrected too. Empty where a prompt can be shown.
 */
export function errorsInPrompt(study: Study, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const root = rootOf(study);
  const entries = root?.kind === 'map' ? root.entries : [];
  const starts = entries.map(({ key }) => ({ name: key.text, at: key.range.start })).sort((a, b) => a.at - b.at);
  const sectionAt = (offset: number): string => starts.findLast(({ at }) => at <= offset)?.name ?? '';
  const fromData = isFromData(study);
  const derivedChooses = fromData && derivedDecides(study);
  return diagnostics.filter(({ code, range, severity }) => {
    const section = sectionAt(range.start);
    const isElsewhere =
      judging.has(section) ||
      section.startsWith('x-') ||
      (section === 'human' && !fromData) ||
      (section === 'derived' && !derivedChooses) ||
      ((section === 'beliefs' || section === 'actions') && aboutAnswers.has(code));
    return severity === 'error' && !isElsewhere;
  });
}

/** Whether who is asked depends on the people in the data. */
function isFromData({ sample }: Study): boolean {
  return sample.kind === 'matched' || (sample.kind === 'draw' && sample.quotas === null);
}

/** Whether `where` names a derived variable. */
function derivedDecides({ human, derived }: Study): boolean {
  const condition = human?.where?.condition ?? null;
  const names = condition === null ? [] : namesInCondition(condition).map(({ name }) => name);
  return derived.some(({ id }) => names.includes(id.value));
}
