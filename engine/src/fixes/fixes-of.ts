import type { Diagnostic, DiagnosticCode } from '#engine/diagnostics';
import type { Study } from '#engine/study';
import { withChanges } from '#engine/text';
import { wrongAddress } from './address.ts';
import { ambiguousValues } from './ambiguous-values.ts';
import { scaleDirection, scoreOrder } from './category-order.ts';
import { withoutOrder } from './comparison.ts';
import { derivedOrder, oneRange } from './derived.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateName } from './duplicate-name.ts';
import type { Fix, FixContext, Fixer } from './fix.ts';
import { givenGroups } from './grouping.ts';
import { uselessComment } from './ignore-comments.ts';
import { missingKey } from './missing-key.ts';
import { missingLabel } from './missing-label.ts';
import { namedColumn } from './named-column.ts';
import { missingRange, quotaSum, tooFewParts, wrongRange } from './numbers.ts';
import { incompleteOrder } from './order.ts';
import { otherReference } from './reference.ts';
import { commentTrap, neighboursIndent, replacement, validName } from './replacement.ts';
import { isMisread, staysReadable } from './said-after.ts';
import {
  dataEncoding,
  everyCombination,
  formulaFamily,
  headerRows,
  keyInFile,
  markOrdered,
  modelSetting,
  quotaShares,
  smallerPilot,
  stratifiedPilot,
} from './settings.ts';
import { silencing } from './silence.ts';
import { knownWords, needlessKey, needlessName } from './structure.ts';
import { blanksForTabs } from './tabs.ts';
import { unmatchedValues } from './unmatched-values.ts';
import { missingComma, missingSign, unsupported } from './yaml-repairs.ts';

/** What can be done about each code; codes that are not here have the replacement that they propose, if any. */
const fixers: Readonly<Partial<Record<DiagnosticCode, readonly Fixer[]>>> = {
  'yaml-trap': [missingComma, replacement, commentTrap, neighboursIndent, blanksForTabs],
  'yaml-syntax': [replacement, missingSign, neighboursIndent],
  'yaml-unsupported': [unsupported],
  'duplicate-key': [duplicateKey],
  structure: [replacement, missingKey, knownWords, needlessKey],
  'unknown-key': [replacement, needlessKey],
  'not-in-version-1': [needlessKey],
  'unused-ignore': [replacement, uselessComment],
  'invalid-name': [validName],
  'duplicate-name': [duplicateName],
  'unknown-name': [replacement, needlessName],
  'unknown-label': [replacement, missingLabel],
  'unknown-arm': [replacement, missingLabel],
  'formula-family': [formulaFamily],
  'wrong-comparison': [replacement, markOrdered, withoutOrder],
  'nominal-arithmetic': [replacement, markOrdered],
  'text-in-formula': [givenGroups],
  'no-groups': [givenGroups],
  'derived-order': [derivedOrder],
  'no-range': [missingRange],
  'too-few-parts': [tooFewParts],
  'mixed-ranges': [oneRange],
  'score-order': [scoreOrder],
  'wrong-range': [wrongRange],
  'wrong-address': [wrongAddress],
  'quota-shares': [quotaShares, quotaSum],
  'incomplete-order': [incompleteOrder],
  'sample-without-people': [everyCombination],
  'scale-direction': [scaleDirection],
  'model-setting': [modelSetting],
  'key-in-file': [keyInFile],
  'header-rows': [headerRows],
  'data-encoding': [dataEncoding],
  'unknown-column': [replacement, namedColumn],
  'unmatched-values': [unmatchedValues],
  'ambiguous-values': [ambiguousValues],
  'reference-missing': [otherReference],
  'pilot-too-large': [smallerPilot],
  'pilot-misses-arm': [stratifiedPilot],
};

/**
 * What can be done about a diagnostic, the likeliest first, a comment that silences it last. Each changes the text of
 * this study; empty where nothing is known.
 */
export function fixesOf(diagnostic: Diagnostic, context: FixContext): readonly Fix[] {
  const { study } = context;
  const effective = [
    ...proposed(diagnostic, context).filter((fix) => isEffective(fix, study)),
    ...silencing(diagnostic, study),
  ];
  const likely = effective.find(({ choice }) => choice !== 'possible');
  return likely === undefined ? effective : [likely, ...effective.filter((fix) => fix !== likely)];
}

/**
 * Everything at once that can be done unasked: what can have been meant in only one way. Changes that would touch each
 * other are left for the next time. Null where there is nothing to do.
 */
export function fixOfAll(diagnostics: readonly Diagnostic[], context: FixContext): Fix | null {
  const changes: Fix['changes'][number][] = [];
  const inOrder = [...diagnostics].sort((a, b) => a.range.start - b.range.start);
  for (const diagnostic of inOrder) {
    const certain = proposed(diagnostic, context).filter(({ choice }) => choice === 'only');
    const fix = certain.find((one) => isEffective(one, context.study));
    const touches = fix?.changes.some(({ range }) =>
      changes.some((other) => range.start <= other.range.end && other.range.start <= range.end),
    );
    if (fix !== undefined && touches === false) {
      changes.push(...fix.changes);
    }
  }
  return changes.length === 0 ? null : { title: 'Fix what can be fixed unasked', choice: 'only', changes };
}

function proposed(diagnostic: Diagnostic, context: FixContext): readonly Fix[] {
  return (fixers[diagnostic.code] ?? [replacement]).flatMap((fixer) => fixer(diagnostic, context));
}

/** Whether a fix changes something, and, in a text that YAML misreads already, makes that no worse. */
function isEffective({ changes }: Fix, study: Study): boolean {
  return withChanges(study.text, changes) !== study.text && (!isMisread(study) || staysReadable(study, changes));
}
