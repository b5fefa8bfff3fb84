export { buildReport } from './build-report.ts';
export { numberText, sentenceText } from './figures.ts';
export { type FindingOptions, findings } from './findings.ts';
export { htmlLearningCurve } from './html-learning-curve.ts';
export { htmlReport } from './html-report.ts';
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
