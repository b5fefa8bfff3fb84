export { buildCodebook, type Codebook, type CodebookFile, type CodebookRequest } from './codebook.ts';
export { codebookMarkdown } from './codebook-markdown.ts';
export type { ExportColumn, ExportedRespondents, ExportTable, RespondentPart } from './exported.ts';
export { type RefitRequest, refitScript } from './r-script.ts';
export { exportedPeople, exportedRun } from './respondents.ts';
export { type ExportFormat, exportTable } from './tables.ts';
