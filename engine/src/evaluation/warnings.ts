import { endpointWarnings } from './endpoint-warnings.ts';
import { cellName, type FindingsContext, ofSubject } from './findings-context.ts';
import type { Interval, Warning } from './generated/evaluation-types.ts';
import { nonresponse } from './models-compared.ts';
import { itemPath, regressionPath } from './study-paths.ts';
import { whyUninformative } from './units.ts';
import { warning } from './warning.ts';
import { count, listed, modelName, percent, plain, plainInterval, points, whole } from './words.ts';

/** What a reader must know before using a figure, most important first. */
export function warningsOf(context: FindingsContext): Warning[] {
  return [
    ...runWarnings(context),
    ...baselineWarnings(context),
    ...cellWarnings(context),
    ...binWarnings(context),
    ...spreadWarnings(context),
    ...responseWarnings(context),
    ...pilotWarnings(context),
    ...endpointWarnings(context),
  ];
}

function runWarnings({ input, figures, sides }: FindingsContext): Warning[] {
  const subject = figures.models[0];
  const found: Warning[] = [];
  if (figures.study.synthetic) {
    found.push(
      warning(
        'synthetic-people',
        'The people of this study are synthetic: a program made them, and nobody was asked. What is found says how well they are imitated, and nothing about people.',
        null,
        'human/synthetic',
      ),
    );
  }
  if (!subject.complete) {
    const some = `${whole(subject.n_respondents)} of ${count(subject.n_planned, 'respondent')}`;
    const who = subject.matched
      ? 'They are compared with the people whose twins they are.'
      : 'Only these are compared.';
    found.push(
      warning(
        'incomplete-run',
        subject.kind === 'answers'
          ? `The file has no answer for everybody in every repeat: it speaks for ${some}. ${who}`
          : `This run is not complete: ${some} answered so far. ${who} Resume the run for the whole comparison.`,
        subject.id,
      ),
    );
  }
  if ((input.earlierEvaluations ?? 0) > 0) {
    found.push(
      warning(
        'evaluated-before',
        `Runs were compared with these held-out people ${times(input.earlierEvaluations ?? 0)} before. What was chosen by looking at them is not held out any more.`,
      ),
    );
  }
  const { weights, n_compared } = figures.people;
  if (weights !== undefined && weights.n_effective < n_compared / 2) {
    found.push(
      warning(
        'unequal-weights',
        `Survey weights are very unequal: the ${count(n_compared, 'person', 'people')} compared tell as much as ${whole(Math.round(weights.n_effective))} of equal weight. A few people carry many figures.`,
        null,
        'human/weights',
      ),
    );
  }
  for (const model of figures.models) {
    if (!model.matched && model.n_respondents < figures.people.n_compared) {
      found.push(
        warning(
          'fewer-simulated-than-people',
          `\`${model.id}\` has ${count(model.n_respondents, 'respondent')} for ${count(figures.people.n_compared, 'person', 'people')}: its own sampling noise is the larger part.`,
          model.id,
        ),
      );
    }
  }
  for (const entry of figures.composition.filter(({ exceeds_margin }) => exceeds_margin)) {
    found.push(
      warning(
        'composition-differs',
        `The simulated respondents of \`${entry.model}\` are other people than those asked: for \`${entry.attribute}\` to be alike, ${percent(entry.total_variation)} of them would have to be others. Differences between answers may come from that.`,
        entry.model,
        `personas/attributes/${entry.attribute}`,
      ),
    );
  }
  for (const model of sides.models) {
    found.push(...(model.source.notes ?? []).map((note) => warning('model-note', note, model.id)));
  }
  return found;
}

function baselineWarnings({ figures }: FindingsContext): Warning[] {
  return figures.comparisons.flatMap((comparison) => {
    const model = figures.models.find(({ id }) => id === comparison.model) ?? figures.models[0];
    if (comparison.against === 'resample' && comparison.verdict !== 'better') {
      return [
        warning(
          'not-better-than-resample',
          `${modelName(model.id)} has not been shown to add anything over the pilot: it ${comparison.verdict === 'worse' ? 'is further from people than' : 'cannot be told apart from'} resampling the pilot.`,
          comparison.model,
        ),
      ];
    }
    return comparison.against === 'pooled' && comparison.verdict === 'worse'
      ? [
          warning(
            'worse-than-pooled',
            `${modelName(model.id)} is further from people than the pilot's overall answers, given to everybody alike.`,
            comparison.model,
          ),
        ]
      : [];
  });
}

function cellWarnings(context: FindingsContext): Warning[] {
  const { figures } = context;
  const cells = ofSubject(context, figures.cells);
  const small = cells.filter((cell) => cell.status === 'too-small');
  const low = cells.filter((cell) => cell.low_n);
  const found: Warning[] = [];
  if (small.length > 0) {
    found.push(
      warning(
        'cells-too-small',
        `${small.length} of ${count(cells.length, 'cell')} ${small.length === 1 ? 'has' : 'have'} fewer than ${figures.alignment.min_n} respondents on a side and ${small.length === 1 ? 'was' : 'were'} not tested.`,
        figures.subject,
      ),
    );
  }
  if (low.length > 0) {
    found.push(
      warning(
        'low-n',
        `${count(low.length, 'tested cell')} ${low.length === 1 ? 'rests' : 'rest'} on fewer than 100 people: only large differences can be seen there.`,
        figures.subject,
      ),
    );
  }
  const hidden = cells.filter(
    (cell) => cell.subgroup.length === 0 && cell.treatment === null && (cell.p_permutation ?? 0) > 0.05,
  );
  if (hidden.length > 0) {
    found.push(
      warning(
        'inside-the-floor',
        `${listed(hidden.map(cellName))}: ${hidden.length === 1 ? 'the distance' : 'the distances'} over all arms cannot be told from sampling noise.`,
        figures.subject,
        hidden.length === 1 ? hidden[0].path : null,
      ),
    );
  }
  for (const cell of cells) {
    if (cell.subgroup.length > 0 || cell.treatment !== null) {
      continue;
    }
    if (cell.n_pairs !== null && cell.n_pairs_left_out !== null) {
      const share = cell.n_pairs_left_out / (cell.n_pairs + cell.n_pairs_left_out);
      if (share > 0.02) {
        found.push(
          warning(
            'pairs-left-out',
            `${cellName(cell)}: ${percent(share)} of the pairs (${whole(cell.n_pairs_left_out)}) lack an answer of the person or of the twin ("don't know" and the like among them) and were left out.`,
            cell.model,
            cell.path,
          ),
        );
      }
    }
  }
  return found;
}

/** People whose number lies below the first bin of an attribute belong to no subgroup of it. */
function binWarnings({ figures }: FindingsContext): Warning[] {
  const below = new Map(figures.subgroups.map((summary) => [summary.attribute, summary.n_below_first_bin]));
  return [...below].flatMap(([attribute, people]) =>
    people === 0
      ? []
      : [
          warning(
            'below-first-bin',
            `${count(people, 'person', 'people')} ${people === 1 ? 'lies' : 'lie'} below the first bin of \`${attribute}\` and ${people === 1 ? 'is' : 'are'} in no subgroup of it.`,
            null,
            `personas/attributes/${attribute}`,
          ),
        ],
  );
}

function spreadWarnings(context: FindingsContext): Warning[] {
  const { figures, sides } = context;
  const pathOf = new Map(sides.items.map((item) => [item.id, itemPath(item.item)]));
  const found = ofSubject(context, figures.heterogeneity).flatMap((entry) => {
    const path = pathOf.get(entry.item) ?? null;
    const own: Warning[] = [];
    const ends = entry.sd_ratio_interval_95;
    if (
      entry.sd_ratio !== null &&
      ends !== null &&
      (entry.sd_ratio < 0.8 || entry.sd_ratio > 1.25) &&
      (ends[0] > 1 || ends[1] < 1)
    ) {
      own.push(
        warning(
          'spread-differs',
          `\`${entry.item}\`: the simulated answers vary ${entry.sd_ratio < 1 ? 'less' : 'more'} than people's (\`sd_ratio\` ${plain(entry.sd_ratio)}, 95 % interval ${plainInterval(ends)}).`,
          entry.model,
          path,
        ),
      );
    }
    for (const group of entry.groups.filter(({ stereotyped }) => stereotyped)) {
      own.push(
        warning(
          'stereotyping',
          `\`${entry.item}\`: the levels of \`${group.attribute}\` differ more than among people (variance between them ${plain(group.between_ratio)} times that of people) while each varies less (within them ${plain(group.within_ratio)} times).`,
          entry.model,
          path,
        ),
      );
    }
    if (entry.unused_options.length > 0) {
      const options = entry.unused_options.map(
        (option) => `"${option.label}" (${percent(option.human_share)} of people)`,
      );
      own.push(
        warning('unused-options', `\`${entry.item}\`: nobody simulated chose ${listed(options)}.`, entry.model, path),
      );
    }
    return own;
  });
  for (const summary of ofSubject(context, figures.treatment_effects.summary)) {
    const { calibration_slope: slope, calibration_interval: ends } = summary;
    const finding = summary.too_few || slope === null || ends === null ? null : calibration(slope, ends);
    if (finding !== null) {
      found.push(
        warning(
          'effects-miscalibrated',
          `${finding} (\`calibration_slope\` ${plain(slope)}, 95 % interval ${plainInterval(ends)}).`,
          summary.model,
        ),
      );
    }
  }
  for (const rule of ofSubject(context, figures.coherence).filter(({ informative }) => informative === false)) {
    found.push(
      warning(
        'uninformative-rule',
        `\`${rule.rule}\` tells little: ${whyUninformative(rule.human.belief_action_gap)} (${percent(rule.human.belief_action_gap)}; by chance ${percent(rule.human.chance_gap)}).`,
        null,
        rule.path,
      ),
    );
  }
  return found;
}

/** What a slope of human effects on simulated ones says; null where it does not clearly differ from 1. */
function calibration(slope: number, [low, high]: Interval): string | null {
  if (slope > 1.25 && low > 1) {
    return 'The simulation understates treatment effects';
  }
  if (slope >= 0.8 || high >= 1) {
    return null;
  }
  return low > 0
    ? "Simulated treatment effects are larger than people's: the simulation exaggerates, or noise in its effects makes it look so"
    : "Simulated treatment effects do not follow people's";
}

function responseWarnings({ figures }: FindingsContext): Warning[] {
  return figures.models.flatMap((model) => {
    const found: Warning[] = [];
    const lost = nonresponse(model.responses);
    if (lost > 0.02) {
      const { refused, invalid, missing, error } = model.responses;
      found.push(
        warning(
          'no-usable-answer',
          `${percent(lost)} of \`${model.id}\`'s answers cannot be used (${whole(refused)} refused, ${whole(invalid)} invalid, ${whole(missing)} missing, ${whole(error)} failed calls). Who answers is then not who was asked.`,
          model.id,
        ),
      );
    }
    const byTreatment = new Map<string, number[]>();
    for (const arm of model.responses_by_arm.filter(({ n_respondents }) => n_respondents > 0)) {
      byTreatment.set(arm.treatment, [...(byTreatment.get(arm.treatment) ?? []), arm.nonresponse ?? 0]);
    }
    for (const [treatment, shares] of byTreatment) {
      const spread = Math.max(...shares) - Math.min(...shares);
      if (spread > 0.02) {
        found.push(
          warning(
            'answers-lost-by-arm',
            `Between the arms of \`${treatment}\` the share of \`${model.id}\`'s answers that cannot be used differs by ${points(spread)} percentage points: effects of the treatment may come from that.`,
            model.id,
            `treatments/${treatment}`,
          ),
        );
      }
    }
    return found;
  });
}

function pilotWarnings({ figures }: FindingsContext): Warning[] {
  const found: Warning[] = [];
  if (figures.people.n_pilot === 0) {
    found.push(
      warning(
        'no-pilot',
        'The study keeps no pilot, so that nothing could be learned from people: only `uniform` stands beside the model.',
      ),
    );
    return found;
  }
  for (const arm of figures.people.arms.filter(({ n_pilot, n_held_out }) => n_pilot === 0 && n_held_out > 0)) {
    found.push(
      warning(
        'pilot-misses-arm',
        `Nobody of the pilot was in "${arm.arm}" of \`${arm.treatment}\`: \`resample\` takes people of other arms there.`,
        null,
        `treatments/${arm.treatment}`,
      ),
    );
  }
  const seen = new Set<string>();
  for (const regression of figures.regressions) {
    if (seen.has(regression.id) || regression.pilot === null) {
      continue;
    }
    seen.add(regression.id);
    if (regression.coefficients.length > regression.pilot.n_used) {
      found.push(
        warning(
          'pilot-smaller-than-regression',
          `\`${regression.id}\` has ${regression.coefficients.length} coefficients and the pilot ${count(regression.pilot.n_used, 'complete person', 'complete people')}.`,
          null,
          regressionPath(regression.id),
        ),
      );
    }
  }
  return found;
}

function times(n: number): string {
  return n === 1 ? 'once' : `${whole(n)} times`;
}
