import type { Evaluation, ModelCompared, Responses } from '#engine/evaluation';
import { figure, numberText } from './figures.ts';
import { type Indexed, indexed, ofSubject } from './indexed.ts';
import type { ArmCount, Compared, CompositionRow, Figure, FlowStep, ResponseCount, Sentence } from './report.ts';

/** Who was compared: from the rows of the data to the held-out people and the simulated respondents. */
export function buildCompared(evaluation: Evaluation): Compared {
  const subject = indexed(evaluation.models, '/models').find(({ entry }) => entry.id === evaluation.subject);
  return {
    flow: flowOf(evaluation, subject),
    arms: armsOf(evaluation, subject),
    notes: [...(subject === undefined ? [] : notesOf(subject)), ...drawsNote(evaluation)],
    composition: compositionOf(evaluation),
  };
}

function flowOf(evaluation: Evaluation, subject: Indexed<ModelCompared> | undefined): readonly FlowStep[] {
  const { people } = evaluation;
  const { synthetic } = evaluation.study;
  const steps: FlowStep[] = [
    {
      label: 'Rows read',
      count: count(people.rows, '/people/rows'),
      note: [
        ...(people.data === null ? [] : [`from ${people.data.split('/').at(-1)}`]),
        ...(synthetic ? ['synthetic people: nobody was asked'] : []),
      ].join('; '),
    },
  ];
  const withoutWeight = people.weights?.n_left_out ?? 0;
  if (people.excluded > 0) {
    steps.push({
      label: 'Excluded',
      count: count(people.excluded, '/people/excluded'),
      note: `not ${people.where ?? 'as `where` says'}`,
    });
    if ((people.excluded_unknown ?? 0) > 0) {
      steps.push({
        label: '… of these unknown',
        count: count(people.excluded_unknown ?? 0, '/people/excluded_unknown'),
        note: 'a value that `where` needs is missing',
      });
    }
  }
  if (withoutWeight > 0) {
    steps.push({
      label: 'Without weight',
      count: count(withoutWeight, '/people/weights/n_left_out'),
      note: 'left out: no weight above 0',
    });
  }
  if (people.excluded + withoutWeight > 0) {
    steps.push({ label: 'People', count: count(people.people, '/people/people'), note: '' });
  }
  if (people.n_without_id > 0) {
    steps.push({
      label: 'Without id',
      count: count(people.n_without_id, '/people/n_without_id'),
      note: 'among these people; kept, each named by the row',
    });
  }
  if (people.n_repeated_ids > 0) {
    steps.push({
      label: 'Repeated id',
      count: count(people.n_repeated_ids, '/people/n_repeated_ids'),
      note: 'among these people; kept as people of their own',
    });
  }
  steps.push({
    label: 'Pilot',
    count: count(people.n_pilot, '/people/n_pilot'),
    note:
      people.n_pilot === 0 ? 'no pilot: nothing could be learned from people' : 'learned from, compared with nobody',
  });
  steps.push({
    label: 'Held-out people',
    count: count(people.n_held_out, '/people/n_held_out'),
    note: 'compared with; nothing was learned from their answers here',
  });
  if (people.n_compared < people.n_held_out) {
    steps.push({
      label: 'Compared',
      count: count(people.n_compared, '/people/n_compared'),
      note: 'those whose twin was asked; the run is not complete',
    });
  }
  if (people.weights !== undefined) {
    steps.push({
      label: 'Effective number',
      count: count(people.weights.n_effective, '/people/weights/n_effective'),
      note: `figures are weighted by \`${people.weights.column}\`: people say as much as so many of equal weight`,
    });
  }
  if (subject !== undefined) {
    steps.push({
      label: 'Simulated respondents',
      count: count(subject.entry.n_respondents, `${subject.path}/n_respondents`),
      note: subject.entry.matched ? 'each the twin of one held-out person' : 'drawn, not twins of held-out people',
    });
  }
  return steps;
}

function compositionOf(evaluation: Evaluation): readonly CompositionRow[] {
  return ofSubject(evaluation, evaluation.composition, '/composition').map(({ entry, path }) => ({
    attribute: entry.attribute,
    totalVariation: figure(entry.total_variation, `${path}/total_variation`, 'distance'),
    isFarApart: entry.exceeds_margin,
    levels: indexed(entry.levels, `${path}/levels`).map((level) => ({
      label: level.entry.level,
      human: figure(level.entry.human_share, `${level.path}/human_share`, 'percent'),
      simulated: figure(level.entry.simulated_share, `${level.path}/simulated_share`, 'percent'),
    })),
  }));
}

function armsOf(evaluation: Evaluation, subject: Indexed<ModelCompared> | undefined): readonly ArmCount[] {
  const seen = new Set<string>();
  return indexed(evaluation.people.arms, '/people/arms').map(({ entry, path }) => {
    const isReference = !seen.has(entry.treatment);
    seen.add(entry.treatment);
    const simulated = indexed(subject?.entry.responses_by_arm ?? [], `${subject?.path}/responses_by_arm`).find(
      (one) => one.entry.treatment === entry.treatment && one.entry.arm === entry.arm,
    );
    const cell = evaluation.cells.find(
      (one) => one.treatment === entry.treatment && one.arm === entry.arm && one.subgroup.length === 0,
    );
    return {
      treatment: entry.treatment,
      arm: entry.arm,
      isReference,
      human: count(entry.n_held_out, `${path}/n_held_out`),
      simulated:
        simulated === undefined
          ? count(null, `${path}/n_simulated`)
          : count(simulated.entry.n_respondents, `${simulated.path}/n_respondents`),
      pilot: evaluation.people.n_pilot === 0 ? null : count(entry.n_pilot, `${path}/n_pilot`),
      humanNonresponse: figure(entry.nonresponse, `${path}/nonresponse`, 'percent'),
      simulatedNonresponse:
        simulated === undefined
          ? figure(null, `${path}/nonresponse_simulated`, 'percent')
          : figure(simulated.entry.nonresponse, `${simulated.path}/nonresponse`, 'percent'),
      responses: simulated === undefined ? [] : responsesOf(simulated.entry.responses, `${simulated.path}/responses`),
      place: cell?.path ?? null,
    };
  });
}

function responsesOf(responses: Responses, path: string): readonly ResponseCount[] {
  return (Object.keys(responseWords) as (keyof Responses)[]).map((key) => ({
    kind: responseWords[key],
    count: count(responses[key], `${path}/${key}`),
  }));
}

const responseWords: Readonly<Record<keyof Responses, ResponseCount['kind']>> = {
  answered: 'usable',
  also: 'beside the scale',
  refused: 'refused',
  invalid: 'invalid',
  missing: 'missing',
  error: 'failed call',
};

/** Which figures are means over draws: none of those that are said about the subject. */
function drawsNote({ draws, subject }: Evaluation): readonly Sentence[] {
  return draws.ladder_seeds < 2
    ? []
    : [
        [
          'In the ladder, built-in respondents are means over ',
          count(draws.ladder_seeds, '/draws/ladder_seeds'),
          ` draws; all other figures of ${subject} are those of its stored run. Floors and misaligned cells are those of the first draw.`,
        ],
      ];
}

function notesOf({ entry, path }: Indexed<ModelCompared>): readonly Sentence[] {
  const notes: Sentence[] = [];
  if (!entry.complete) {
    notes.push([
      'The run is not complete: ',
      count(entry.n_respondents, `${path}/n_respondents`),
      ' of ',
      count(entry.n_planned, `${path}/n_planned`),
      ' planned respondents answered.',
    ]);
  }
  if (entry.repeats > 1) {
    notes.push(['Each respondent was asked ', count(entry.repeats, `${path}/repeats`), ' times.']);
  }
  const lost = (['refused', 'invalid', 'missing', 'error'] as const).filter((kind) => entry.responses[kind] > 0);
  if (lost.length > 0) {
    const all = Object.values(entry.responses).reduce((sum, n) => sum + n, 0);
    notes.push([
      `Of ${numberText(all, 'count')} questions put to simulated respondents these got no usable answer: `,
      ...lost.flatMap((kind, index) => [
        ...(index === 0 ? [] : [', ']),
        count(entry.responses[kind], `${path}/responses/${kind}`),
        ` ${lossWords[kind]}`,
      ]),
      '.',
    ]);
  }
  return notes;
}

const lossWords: Readonly<Record<Exclude<keyof Responses, 'answered' | 'also'>, string>> = {
  refused: 'refused',
  invalid: 'no answer to the question',
  missing: 'missing from the reply',
  error: 'lost to failed calls',
};

function count(value: number | null, path: string): Figure {
  return figure(value, path, 'count');
}
