export type { RespondentsInput } from './input.ts';
export { drawRespondents, type PreparedRespondents, prepareRespondents } from './prepare.ts';
