export type { Fix, FixContext, KnownTable } from './fix.ts';
export { fixesOf, fixOfAll } from './fixes-of.ts';
export { type Refactoring, refactoringsAt } from './refactorings.ts';
