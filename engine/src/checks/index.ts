export { checkStudy } from './check-study.ts';
export type { CheckContext, Rule } from './rule.ts';
export { keysIn } from './rules/key-in-file.ts';
export { rules } from './rules.ts';
export type { ModelState, StudyData } from './study-data.ts';
