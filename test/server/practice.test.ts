import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseStudy } from '#engine';
import { type Analysis, analysisOf } from '../../server/src/analysis.ts';
import { practice } from '../../server/src/practice.ts';
import { notSeenYet, type SeenData } from '../../server/src/seen-data.ts';
import { converse } from './conversation.ts';
import { stageStudy } from './stage.ts';

/** A world in which the test says when nothing else is to be done, and how long that takes. */
function idling({ turnTakes = 0 } = {}) {
  const waiting: (() => void)[] = [];
  let time = 0;
  return {
    world: {
      whenIdle: (work: () => void) => {
        waiting.push(work);
      },
      now: () => {
        time += turnTakes;
        return time;
      },
    },
    waiting,
    /** Does what waits, and what that leaves to do, and gives how often something was done. */
    run(): number {
      let turns = 0;
      for (let work = waiting.shift(); work !== undefined; work = waiting.shift()) {
        work();
        turns += 1;
      }
      return turns;
    },
  };
}

/** An analysis to practise on, and the text of every study that is checked for it. */
function analysed(text: string): { readonly analysis: Analysis; readonly checked: string[] } {
  const checked: string[] = [];
  const uri = 'file:///a.study.yaml';
  const { value: study, diagnostics } = parseStudy(text);
  const document = TextDocument.create(uri, 'yaml', 1, text);
  const data: SeenData = {
    ...notSeenYet(study, null),
    checksOf: (other) => {
      checked.push(other.text);
      return [];
    },
  };
  const open = { uri, version: 1, document, path: null, study, diagnostics };
  return {
    analysis: analysisOf({
      open,
      data,
      evaluation: { newest: null, broken: null },
      sameNamed: [],
      withoutSyntax: false,
    }),
    checked,
  };
}

const { text } = stageStudy();

describe('practice', () => {
  it('reads and checks the first study with an edit in one line after the other, and leaves off', () => {
    const { world, run } = idling();
    const { begin } = practice(world, fail);
    const [first, second] = [analysed(text), analysed(text)];
    begin(first.analysis);
    begin(first.analysis);
    expect(run()).toBeLessThan(500);
    expect(first.checked.length).toBeGreaterThan(50);
    expect(new Set(first.checked).size).toBeGreaterThan(50);
    expect(first.checked.every((one) => one !== text && one.replaceAll(' ', '') === text.replaceAll(' ', ''))).toBe(
      true,
    );
    begin(second.analysis);
    expect(run()).toBe(0);
  });

  it.each([
    ['has taken its time', text, { turnTakes: 100 }, 5],
    ['has a long text, which takes long to read', `${text}\n# ${'x'.repeat(100_000)}\n`, {}, 0],
  ])('leaves off early where it %s', (_why, long, takes, most) => {
    const { world, run } = idling(takes);
    const { analysis, checked } = analysed(long);
    practice(world, fail).begin(analysis);
    run();
    expect(checked.length).toBeLessThanOrEqual(most);
    expect(checked.length > 0).toBe(most > 0);
  });

  it('ends with the server', () => {
    const { world, run, waiting } = idling();
    const { analysis, checked } = analysed(text);
    const { begin, end } = practice(world, fail);
    begin(analysis);
    waiting.shift()?.();
    end();
    run();
    expect(checked).toHaveLength(1);
  });

  it('logs a fault and leaves off', () => {
    const { world, run } = idling();
    const logged: string[] = [];
    const { analysis } = analysed(text);
    const checksOf = () => {
      throw new Error('no such thing');
    };
    practice(world, (message) => logged.push(message)).begin({ ...analysis, data: { ...analysis.data, checksOf } });
    run();
    expect(logged).toEqual([expect.stringMatching(/^practice: Error: no such thing/)]);
  });

  it('changes no answer of the server', async () => {
    const { world, run } = idling();
    const { file } = stageStudy();
    const talk = await converse({ diagnostics: 'pull', world });
    const uri = await talk.open(file, text);
    const before = await talk.pull(uri);
    expect(run()).toBeGreaterThan(50);
    expect(await talk.pull(uri)).toEqual(before);
    await talk.edit(uri, 2, text.replace('reaction ~ placement +', 'reaction ~ placment +'));
    const after = await talk.pull(uri);
    expect(after.kind === 'full' && after.items.map(({ code }) => code)).toContain('unknown-variable');
    expect(talk.logged).toEqual([]);
    await talk.end();
  });
});

function fail(message: string): never {
  throw new Error(message);
}
