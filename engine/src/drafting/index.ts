export { studyIdFrom } from './column-ids.ts';
export { type Draft, draftStudy } from './draft-study.ts';
export { orderedLabels } from './ordering/ordered-labels.ts';
export type { LeftOutReason } from './proposal.ts';
export type { DraftSource } from './propose-study.ts';
