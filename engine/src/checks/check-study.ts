import type { Diagnostic } from '#engine/diagnostics';
import { type Study, withoutUnread } from '#engine/study';
import { checkContext } from './rule.ts';
import { rules } from './rules.ts';
import type { ModelState, StudyData } from './study-data.ts';

/**
 * Everything that the rules have to say about a study and its data, in the order of the text. What the parser has
 * reported is not said again, nor what only follows from an entry that YAML cannot read. Data problems are said only where the data could be read.
 */
export function checkStudy(
  study: Study,
  data: StudyData,
  models: ModelState = { tuned: new Set() },
): readonly Diagnostic[] {
  const context = checkContext(study, data, models);
  const found = rules.flatMap((rule) => [...rule.check(context)]);
  return [...withoutUnread(study, found)].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
