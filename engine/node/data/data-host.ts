import { columnDigest, parseStudy } from '#engine';
import { type StudyOnData, studyOnData } from '../study/study-on-data.ts';
import { promptFound, respondentsFound } from '../study/study-questions.ts';
import type { DataAnswer, DataFile, FromData, StudyText, ToData } from './data-messages.ts';
import type { DataFileResult, readDataFile } from './read-data-file.ts';

/** More values of a column are of no use to somebody who writes a study, and would be felt when they are handed over. */
const mostOfColumn = 5000;

/** Of all columns together so many are handed over, but some of each. */
const mostOfAll = 400_000;
const leastOfColumn = 50;

type Asked = Extract<ToData, { kind: 'ask' }>;

/**
 * Holds one data file, from its reading on: hands over its columns, each when it is asked for, so that whoever takes them
 * has time for other things between two, and then answers questions about studies, one after the other. What is asked of
 * a text that is not the newest of its study is answered `outdated`, also where work on it has begun. Gives the function
 * that takes messages.
 */
export function dataHost(
  file: DataFile,
  read: typeof readDataFile,
  post: (message: FromData) => void,
): (message: ToData) => void {
  const reading = read(file.path, file.options);
  const columns = reading.then(columnsOf);
  const studies = knownStudies(reading, read);
  const waiting: Asked[] = [];
  let isAtWork = false;

  async function work(): Promise<void> {
    isAtWork = true;
    for (let asked = waiting.shift(); asked !== undefined; asked = waiting.shift()) {
      const { id, study } = asked;
      const isOutdated = (): boolean =>
        waiting.some((later) => later.study.about === study.about && later.study.text !== study.text);
      post({ kind: 'answer', id, answer: await answerTo(asked, studies, isOutdated) });
    }
    isAtWork = false;
  }

  return (message) => {
    if (message.kind === 'next') {
      columns.then((left) => post(left.next().value));
      return;
    }
    waiting.push(message);
    if (!isAtWork) {
      void work();
    }
  };
}

/** The columns that were read, and then that these are all. */
function* columnsOf(result: DataFileResult): Generator<FromData, FromData> {
  if (result.kind === 'error') {
    return { kind: 'failed', error: result.error };
  }
  const { columns } = result.table;
  const most = Math.max(leastOfColumn, Math.min(mostOfColumn, Math.floor(mostOfAll / columns.length)));
  for (const column of columns) {
    yield { kind: 'column', column: columnDigest(column, most) };
  }
  return { kind: 'read', rows: result.table.rows };
}

async function answerTo(
  { study, question }: Asked,
  studies: (study: StudyText) => Promise<StudyOnData>,
  isOutdated: () => boolean,
): Promise<DataAnswer> {
  try {
    if (isOutdated()) {
      return { kind: 'outdated' };
    }
    const onData = await studies(study);
    switch (question.kind) {
      case 'look':
        return await look(onData, isOutdated);
      case 'prompt':
        return { kind: 'prompt', found: promptFound(onData, question) };
      case 'respondents':
        return { kind: 'respondents', found: respondentsFound(onData, question) };
    }
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Step by step, so that a newer text can be heard of between two steps. */
async function look(onData: StudyOnData, isOutdated: () => boolean): Promise<DataAnswer> {
  const { people, split, further, checks, facts, respondents } = onData;
  for (const step of [people, split, further, checks, facts, respondents]) {
    step();
    await turn();
    if (isOutdated()) {
      return { kind: 'outdated' };
    }
  }
  return { kind: 'look', look: { checks: checks(), facts: facts(), respondents: respondents() } };
}

/** The newest text of each study, on the data; the file of further personas is read once until it changes. */
function knownStudies(
  reading: Promise<DataFileResult>,
  read: typeof readDataFile,
): (study: StudyText) => Promise<StudyOnData> {
  const known = new Map<string, { readonly text: string; readonly further: string; readonly onData: StudyOnData }>();
  let lastFurther: { readonly key: string; readonly result: Promise<DataFileResult> } | null = null;

  async function furtherOf(file: StudyText['further'], key: string): Promise<DataFileResult | null> {
    if (file === null) {
      return null;
    }
    if (lastFurther?.key !== key) {
      lastFurther = { key, result: read(file.path, file.options) };
    }
    return lastFurther.result;
  }

  return async ({ about, text, further: file }) => {
    const further = JSON.stringify(file);
    const last = known.get(about);
    if (last?.text === text && last.further === further) {
      return last.onData;
    }
    const files = { people: await reading, further: await furtherOf(file, further) };
    const onData = studyOnData(parseStudy(text, last?.onData.study ?? null).value, files);
    known.set(about, { text, further, onData });
    return onData;
  };
}

/** Lets messages come in. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
