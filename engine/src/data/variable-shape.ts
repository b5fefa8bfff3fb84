import { binLabels, type Located, type Variable } from '#engine/study';
import type { CodedVariable } from './coded-table.ts';

/** What a variable of a study looks like as a coded column, before there are any respondents. */
export type VariableShape = Pick<CodedVariable, 'id' | 'measure' | 'labels' | 'scores'>;

/** The measure, labels and scores that the columns of an attribute, treatment or item have. Bins are labels, in order. */
export function variableShape(variable: Variable): VariableShape {
  const id = variable.id.value;
  if (variable.kind === 'treatment') {
    return categorical(id, 'nominal', variable.arms);
  }
  const { measure } = variable;
  switch (measure.kind) {
    case 'levels':
      return categorical(id, measure.ordered ? 'ordinal' : 'nominal', measure.levels);
    case 'ordinal':
    case 'nominal':
      return categorical(id, measure.kind, measure.categories);
    case 'numeric':
    case 'number': {
      const labels = binLabels(measure.bins.map((bin) => bin.value));
      return { id, measure: 'numeric', labels, scores: labels.map((_, index) => index + 1) };
    }
    case 'text':
      return { id, measure: 'text', labels: [], scores: [] };
  }
}

/** The bin that holds `value`, from 0; −1 below the first bin; 0 when there are no bins. */
export function binOf(bins: readonly Located<number>[], value: number): number {
  if (bins.length === 0) {
    return 0;
  }
  let bin = -1;
  while (bin + 1 < bins.length && value >= bins[bin + 1].value) {
    bin += 1;
  }
  return bin;
}

function categorical(
  id: string,
  measure: 'nominal' | 'ordinal',
  categories: readonly { readonly label: { readonly value: string }; readonly score: number }[],
): VariableShape {
  return {
    id,
    measure,
    labels: categories.map((category) => category.label.value),
    scores: categories.map((category) => category.score),
  };
}
