export { checkStudy } from './check-study.ts';
export type { CheckContext, Rule } from './rule.ts';
export { rules } from './rules.ts';
export type { ModelState, StudyData } from './study-data.ts';
