import type { Figure, StudyPath } from './shown.ts';

/** Whether what was found depends on how the model was asked. Both parts are empty for built-in models. */
export interface Robustness {
  /** How far headline figures move between runs of the model; null where there is only one run. */
  readonly sensitivity: Sensitivity | null;
  /** Item by item whether answers depend on the order in which they were offered. */
  readonly order: readonly OrderRow[];
}

export interface Sensitivity {
  readonly nRuns: Figure;
  readonly nPrompts: Figure;
  readonly rows: readonly SensitivityRow[];
}

export interface SensitivityRow {
  readonly name: string;
  readonly value: Figure;
  readonly lowest: Figure;
  readonly highest: Figure;
}

export interface OrderRow {
  readonly item: string;
  readonly place: StudyPath;
  /** What was compared, in words. */
  readonly what: string;
  readonly n: Figure;
  readonly effect: Figure;
  readonly floor: Figure;
  /** What the effect exceeds by chance in one sample of twenty. */
  readonly floorQ95: Figure;
  readonly q: Figure;
  readonly isAboveFloor: boolean;
}
