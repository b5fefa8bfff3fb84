export type { Fix, FixContext } from './fix.ts';
export { fixesOf, fixOfAll } from './fixes-of.ts';
export { type Refactoring, refactoringsAt } from './refactorings.ts';
