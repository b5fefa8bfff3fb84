export { buildReport } from './build-report.ts';
export {
  type EvaluationTable,
  type EvaluationTableName,
  evaluationCsv,
  evaluationTableNames,
  evaluationTables,
} from './evaluation-tables.ts';
export { numberText, sentenceText } from './figures.ts';
export { type FindingOptions, findings } from './findings.ts';
export { htmlLearningCurve } from './html-learning-curve.ts';
export { htmlReport } from './html-report.ts';
export { markdownMethods, markdownReport } from './markdown-report.ts';
export { methodsText } from './methods-words.ts';
export type { HostMessage, PanelMessage } from './panel-messages.ts';
export type {
  AnswerShare,
  Cell as ReportCell,
  CellVerdict,
  Coefficient as ReportCoefficient,
  CoefficientRow,
  Coherence as ReportCoherence,
  Compared,
  DistributionGroup,
  EffectRow,
  Effects,
  Estimate as ReportEstimate,
  Figure,
  Heterogeneity as ReportHeterogeneity,
  HeterogeneityRow,
  ItemDistribution,
  Ladder,
  LadderComparison,
  MethodsParagraph,
  MisalignedCell,
  MisalignedCells,
  ModelPair,
  Outcome,
  PairAssociation,
  Quote,
  Recovery,
  RectifiedEstimates,
  RectifiedRegressionTable,
  RectifiedRow,
  RegressionSample,
  RegressionTable,
  Report,
  ReportHeader,
  ResponseCount,
  RuleGap,
  Rung,
  RungRow,
  Sentence,
  SideBySide,
  SideBySideRow,
  StudyPath,
  SubgroupMap,
  SubgroupRow,
  VarianceState,
  VerdictLine as ReportVerdictLine,
  Warning as ReportWarning,
} from './report.ts';
export { terminalLearningCurve } from './terminal-learning-curve.ts';
export { type TerminalOptions, terminalReport } from './terminal-report.ts';
export { verdictWords } from './verdict-words.ts';
