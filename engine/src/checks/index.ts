export { checkStudy } from './check-study.ts';
export { type NoiseFloor, noiseFloors } from './noise-floors.ts';
export { type ReferenceLevel, referencesOf } from './reference-levels.ts';
export type { CheckContext, Rule } from './rule.ts';
export { keysIn } from './rules/key-in-file.ts';
export { rules } from './rules.ts';
export { sharedStudyId } from './shared-study-id.ts';
export type { FurtherData, ModelState, StudyData } from './study-data.ts';
