export type { DataAnswer, DataFile, DataQuestion, Look, StudyText } from './data/data-messages.ts';
export { type LargeData, largeDataHere, largeDataInThread, type TableRead } from './data/large-data.ts';
export { type DataFileOptions, type DataFileResult, dataFileOptions, readDataFile } from './data/read-data-file.ts';
export {
  changedNotification,
  type EditorPosition,
  type EndpointInfo,
  type InitializationOptions,
  openEvaluationCommand,
  type Place,
  type PlaceOfParams,
  type PromptParams,
  type PromptResult,
  placeOfRequest,
  previewPromptCommand,
  promptRequest,
  type RespondentsParams,
  respondentsListed,
  respondentsRequest,
  runsChangedNotification,
  runsRequest,
  type StudyInfo,
  type StudyInfoParams,
  type StudyRuns,
  selectPlaceCommand,
  settingsNotification,
  simulateCommand,
  studyInfoRequest,
} from './editor-protocol.ts';
export { originOf, usualAddress } from './endpoint/origin.ts';
export { type EvaluateRunRequest, type EvaluateRunResult, evaluateRun } from './evaluation/evaluate-run.ts';
export { type EvaluationFile, evaluationFilesOf, runsFolder } from './evaluation/evaluation-files.ts';
export {
  drawLearningCurve,
  type LearningCurveRequest,
  type LearningCurveResult,
} from './evaluation/learning-curve.ts';
export { type AnswersRequest, nameOfAnswers, type StoredAnswers, storeAnswers } from './evaluation/store-answers.ts';
export { type WorkerOptions, workerExecutor } from './evaluation/worker-executor.ts';
export { type ExportRequest, type ExportResult, exportStudy } from './export/export-study.ts';
export { fileReason } from './file-errors.ts';
export { htmlReportText, type WrittenReport, writeHtmlReport } from './report/write-html-report.ts';
export { type WrittenTexts, writeTexts } from './report/write-texts.ts';
export { readJournal } from './runs/journal.ts';
export { type ListedRun, type RunSummary, runLister, runSummary } from './runs/list-runs.ts';
export { type RunFolder, readStoredRun, runFolder, runsRoot, type StoredRun, storedRuns } from './runs/run-folder.ts';
export { isLocked } from './runs/run-lock.ts';
export { type SimulationRequest, type SimulationResult, simulate } from './simulation/simulate.ts';
export { processWorld, type SimulationWorld } from './simulation/world.ts';
export { type DraftResult, draftFromData } from './study/draft-from-data.ts';
export { type LoadedStudy, type LoadResult, loadStudy, loadStudyText } from './study/load-study.ts';
export { studiesNamed } from './study/studies-named.ts';
export { studyFilesBelow } from './study/study-files.ts';
export { once, type StudyFiles, type StudyOnData, studyOnData } from './study/study-on-data.ts';
export { type PromptFound, promptFound, respondentsFound, type StudyQuestion } from './study/study-questions.ts';
export { understudyVersion } from './version.ts';
export { evaluationsToWatch, fileToWatch, runsToWatch, type Watched, watch } from './watching/watch.ts';
