import type { Diagnostic, KnownTable, ListedRespondent, PeopleFacts, Study } from '#engine';
import {
  type LargeData,
  type Look,
  type PromptFound,
  promptFound,
  respondentsFound,
  type StudyFiles,
  type StudyOnData,
  type StudyText,
  studyOnData,
} from '#engine/node';

/** What the server knows of the data of one version of a study. It never holds a large file itself. */
export interface SeenData {
  /** The data file without its people; null where there is none to read, or it has not been read yet. */
  readonly table: KnownTable | null;
  /** Whether the people have been looked at: `soon` while a large file is read, or looked at for this version. */
  readonly state: 'none' | 'soon' | 'seen';
  /** What `checkStudy` says, without the people unless they are seen. */
  readonly checks: () => readonly Diagnostic[];
  /** The same for another version of the study, which is worked out here; without the people where they are held elsewhere. */
  readonly checksOf: (study: Study) => readonly Diagnostic[];
  /** Null unless people are seen. */
  readonly facts: () => PeopleFacts | null;
  /** How many respondents a run would ask; null where that cannot be known yet. */
  readonly respondents: () => number | null;
  /** The prompt of a respondent in a repeat, both from 1. */
  readonly prompt: (number: number, repeat: number) => Promise<PromptFound>;
  readonly respondentsLike: (lookedFor: string, most: number) => Promise<readonly ListedRespondent[]>;
}

/** The data of a study whose files are small, or cannot be read, or are not named: all is worked out here. */
export function seenHere(onData: StudyOnData, files: StudyFiles): SeenData {
  const { people } = files;
  const isTable = people?.kind === 'table';
  return {
    table: isTable ? people.table : null,
    state: isTable ? 'seen' : 'none',
    checks: onData.checks,
    checksOf: (study) => studyOnData(study, files).checks(),
    facts: onData.facts,
    respondents: onData.respondents,
    prompt: (number, repeat) => Promise.resolve(promptFound(onData, { kind: 'prompt', number, repeat })),
    respondentsLike: (lookedFor, most) =>
      Promise.resolve(respondentsFound(onData, { kind: 'respondents', lookedFor, most })),
  };
}

/** The data of a study before a large file has been looked at: what can be said without any. */
export function notSeenYet(study: Study, table: KnownTable | null): SeenData {
  const withoutData = studyOnData(study, noFiles);
  return {
    table,
    state: 'soon',
    checks: withoutData.checks,
    checksOf: checksWithoutPeople,
    facts: () => null,
    respondents: withoutData.respondents,
    prompt: () => Promise.resolve({ kind: 'impossible', reason: stillRead }),
    respondentsLike: () => Promise.resolve([]),
  };
}

const noFiles: StudyFiles = { people: null, further: null };

function checksWithoutPeople(study: Study): readonly Diagnostic[] {
  return studyOnData(study, noFiles).checks();
}

const stillRead = 'The data file is being read. The prompt appears here as soon as that is done.';

/** The data of a study in a large file that somebody else holds, and has looked at. */
export function seenElsewhere(
  large: LargeData,
  table: KnownTable | null,
  study: StudyText,
  { checks, facts, respondents }: Look,
): SeenData {
  return {
    table,
    state: 'seen',
    checks: () => checks,
    checksOf: checksWithoutPeople,
    facts: () => facts,
    respondents: () => respondents,
    async prompt(number, repeat) {
      const answer = await large.ask(study, { kind: 'prompt', number, repeat });
      return answer.kind === 'prompt' ? answer.found : { kind: 'impossible', reason: stillRead };
    },
    async respondentsLike(lookedFor, most) {
      const answer = await large.ask(study, { kind: 'respondents', lookedFor, most });
      return answer.kind === 'respondents' ? answer.found : [];
    },
  };
}
