import { type VariableShape, variableShape } from '#engine/data';
import { deparse, type Expression } from '#engine/formula';
import { type Regression, type Study, variablesOf } from '#engine/study';
import { rColumn, rCondition, rName, rRightSide, rText, type Shapes } from './r-expressions.ts';
import { refitFunctions, refitLoop } from './r-functions.ts';

export interface RefitRequest {
  /** The version of Understudy that writes the script. */
  readonly understudy: string;
  /** Names of the runs in `answers.csv`, the one that is judged first; empty where only people are exported. */
  readonly runs: readonly string[];
}

/**
 * An R script that reads the wide tables `people.csv` and `answers.csv` beside it and refits every regression of the
 * study for held-out people, pilot and runs: the formula, family, errors, weights and clusters of the evaluation, with
 * factors coded in the study's order, and coefficients named alike. ASCII but for names of the study that are not. Null for a study without regressions.
 */
export function refitScript(study: Study, { understudy, runs }: RefitRequest): string | null {
  if (study.regressions.length === 0) {
    return null;
  }
  const shapes: Shapes = new Map(variablesOf(study).map((variable) => [variable.id.value, variableShape(variable)]));
  return `${[
    header(study, understudy, runs),
    coding(shapes),
    refitFunctions.trim(),
    samples(runs),
    `regressions <- list(\n${study.regressions.map((one) => regressionText(one, shapes)).join(',\n')}\n)`,
    refitLoop.trim(),
  ].join('\n\n')}\n`;
}

function header(study: Study, understudy: string, runs: readonly string[]): string {
  return `# Refits the regressions of the study ${rText(study.id.value)}: for the held-out people, for the pilot${runs.length === 0 ? '' : ', and for the\n# simulated respondents'}.
#
# Run it with  Rscript refit.R  or, in R, setwd() to this folder and  source("refit.R").
# It reads people.csv${runs.length === 0 ? '' : ' and answers.csv'} beside it, prints every coefficient, and writes them to refit.csv.
# It needs R 4.0 and the packages sandwich (robust and clustered errors) and MASS (ordinal regressions).
# Written by Understudy ${understudy}, whose own fits come to the same figures.

script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
folder <- if (length(script) == 1) dirname(script) else "."
options(warn = 1, width = 120)`;
}

/** The function that codes the columns of a table: factors with their levels in the study's order, scores as numbers. */
function coding(shapes: Shapes): string {
  const lines = Array.from(shapes, ([id, shape]) => codedColumn(id, shape)).filter((line) => line !== '');
  return `# Levels, arms, options and points in the order of the study: the first is the reference.
# A scale, or ordered levels, enters formulas by its score; its labels stand in the column with .label.
code <- function(d) {
${lines.map((line) => `  ${line}`).join('\n')}
  d
}`;
}

function codedColumn(id: string, { measure, labels }: VariableShape): string {
  const column = `d[[${rText(id)}]]`;
  const levels = `c(${labels.map(rText).join(', ')})`;
  switch (measure) {
    case 'nominal':
      return `${column} <- factor(${column}, levels = ${levels})`;
    case 'ordinal':
      return `d[[${rText(`${id}.label`)}]] <- factor(${column}, levels = ${levels}, ordered = TRUE)\n  ${column} <- as.numeric(d[[${rText(`${id}.score`)}]])`;
    case 'numeric':
      return `${column} <- as.numeric(${column})`;
    case 'text':
      return '';
  }
}

function samples(runs: readonly string[]): string {
  const simulated =
    runs.length === 0
      ? ''
      : `
answers <- with_weights(code(read_table("answers.csv")), everybody)
runs <- c(${runs.map(rText).join(', ')})

# Where simulated respondents are twins of people, further personas are compared with nobody.
answers_of <- function(run) {
  rows <- answers[answers$respondent.run == run, ]
  has_twin <- !is.na(rows$respondent.twin)
  if (any(has_twin)) rows[has_twin, ] else rows
}

# And people are then those whose twin was asked in the first run.
twins <- answers_of(runs[1])$respondent.twin
if (any(!is.na(twins))) people <- people[people$respondent.id %in% twins, ]`;
  const named = runs.map((run) => `${rText(run)} = answers_of(${rText(run)})`);
  return `everybody <- code(read_table("people.csv"))
everybody <- with_weights(everybody, everybody)
people <- everybody[everybody$respondent.part == "held-out", ]${simulated}
samples <- list(${['people = people', 'pilot = everybody[everybody$respondent.part == "pilot", ]', ...named].join(',\n                ')})
samples <- samples[vapply(samples, nrow, 0L) > 0]`;
}

function regressionText(regression: Regression, shapes: Shapes): string {
  const { formula, family, errors, source, id } = regression;
  const calls = new Map<string, Expression>();
  for (const { label, expression } of formula.terms.flatMap(({ factors }) => factors)) {
    if (expression.kind !== 'name') {
      calls.set(label, expression);
    }
  }
  const kind = errors.value;
  const right = formula.right === null ? '1' : rRightSide(formula.right);
  return `  ${rName(id.value)} = list(
    written = ${rText(source.text.replace(/\s+/g, ' '))},
    family = ${rText(family.value)}, errors = ${rText(kind.kind)},${kind.kind === 'cluster' ? ` cluster = ${rText(`cluster.${kind.column}`)},` : ''}
    formula = left.side ~ ${right},
    prepare = function(d, people) {
      d$left.side <- ${leftSide(regression, shapes)}
${Array.from(calls, ([label, expression]) => `      d[[${rText(label)}]] <- ${rColumn(expression, shapes)}\n`).join('')}      d
    }
  )`;
}

function leftSide({ formula, family }: Regression, shapes: Shapes): string {
  const { left } = formula;
  if (left === null) {
    return 'NA';
  }
  if (left.kind === 'condition') {
    return `with(d, as.numeric(${rCondition(left.condition, shapes)}))`;
  }
  const { expression } = left;
  const inner = expression.kind === 'group' ? expression.inner : expression;
  return family.value === 'ordinal' ? `d[[${rText(`${deparse(inner)}.label`)}]]` : rColumn(inner, shapes);
}
