import type { Rule } from './rule.ts';
import { cutLabels } from './rules/cut-labels.ts';
import { dataFile } from './rules/data-file.ts';
import { dataValues } from './rules/data-values.ts';
import { derivedArithmetic } from './rules/derived-arithmetic.ts';
import { derivedOrder } from './rules/derived-order.ts';
import { designColumns } from './rules/design-columns.ts';
import { formulaFamily } from './rules/formula-family.ts';
import { formulaVariables } from './rules/formula-variables.ts';
import { furtherFile } from './rules/further-file.ts';
import { groupings } from './rules/groupings.ts';
import { incompleteOrder } from './rules/incomplete-order.ts';
import { keyInFile } from './rules/key-in-file.ts';
import { loneLevel } from './rules/lone-level.ts';
import { lowPower } from './rules/low-power.ts';
import { mixedRanges } from './rules/mixed-ranges.ts';
import { modelSettings } from './rules/model-settings.ts';
import { namesOtherArm } from './rules/names-other-arm.ts';
import { nobodyLeft } from './rules/nobody-left.ts';
import { pilotTooSmall } from './rules/pilot-too-small.ts';
import { plainHttp } from './rules/plain-http.ts';
import { promptLeak } from './rules/prompt-leak.ts';
import { quotaLabels } from './rules/quota-labels.ts';
import { quotaShares } from './rules/quota-shares.ts';
import { referenceMissing } from './rules/reference-missing.ts';
import { repeatedCategories } from './rules/repeated-categories.ts';
import { sampleWithoutPeople } from './rules/sample-without-people.ts';
import { scaleDirection } from './rules/scale-direction.ts';
import { scaleTooShort } from './rules/scale-too-short.ts';
import { scoreOrder } from './rules/score-order.ts';
import { smallSubgroup } from './rules/small-subgroup.ts';
import { tooFewParts } from './rules/too-few-parts.ts';
import { tunedModels } from './rules/tuned-models.ts';
import { unknownLabel } from './rules/unknown-label.ts';
import { unknownPlaceholder } from './rules/unknown-placeholder.ts';
import { unknownVariable } from './rules/unknown-variable.ts';
import { unusedDerived } from './rules/unused-derived.ts';
import { unusedItem } from './rules/unused-item.ts';
import { wrongAddress } from './rules/wrong-address.ts';
import { wrongComparison } from './rules/wrong-comparison.ts';
import { wrongRange } from './rules/wrong-range.ts';

/** Every rule that a study is checked by. Those that need no data come first. */
export const rules: readonly Rule[] = [
  unknownPlaceholder,
  unknownVariable,
  unknownLabel,
  wrongComparison,
  groupings,
  quotaLabels,
  quotaShares,
  formulaVariables,
  formulaFamily,
  derivedOrder,
  derivedArithmetic,
  mixedRanges,
  tooFewParts,
  scaleTooShort,
  scoreOrder,
  wrongRange,
  repeatedCategories,
  incompleteOrder,
  scaleDirection,
  unusedItem,
  unusedDerived,
  promptLeak,
  namesOtherArm,
  wrongAddress,
  plainHttp,
  modelSettings,
  keyInFile,
  sampleWithoutPeople,
  tunedModels,
  cutLabels,
  dataFile,
  dataValues,
  furtherFile,
  nobodyLeft,
  smallSubgroup,
  lowPower,
  pilotTooSmall,
  referenceMissing,
  designColumns,
  loneLevel,
];
