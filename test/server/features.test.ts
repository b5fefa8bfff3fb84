import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { CodeLens, CompletionItem, DocumentSymbol, Hover, Location } from 'vscode-languageserver';
import type { Place, StudyInfo } from '#engine/node';
import { converse, positionIn, textAt } from './conversation.ts';
import { type StagedStudy, stageExample, stageStudy } from './stage.ts';
import { behind, same, withText } from './with-text.ts';

describe('hover', () => {
  const cases: readonly (readonly [what: string, at: string, within: number, says: readonly RegExp[]])[] = [
    ['a treatment in a formula, with its people', '~ placement +', 3, [/treatment with 2 arms/, /interior \| 65 \|/]],
    ['the key of an attribute', 'gender:\n', 2, [/attribute with 2 levels/, /female \| 80/, /male \| 43/]],
    [
      'an item in a condition, with its question',
      'importance >= 5',
      2,
      [/scale of 7 points/, /How important is/, /4 \| 26/],
    ],
    ['a number, with mean and range', 'presumed_influence >= 6', 2, [/123 people, from 1 to 7, mean 5\.60/]],
    ['a placeholder', '{{age}}', 3, [/\*\*age\*\*/, /number from 18 to 99/]],
    ['an arm', 'interior:\n', 2, [/arm of \*\*placement/, /65 of 123 \(52\.8 %\)/]],
    ['an answer, with what prompts say', 'label: 1,', 7, [/answer of \*\*importance/, /not important at all/]],
    ['a rule', 'important-means-buying', 3, [/coherence rule/, /importance >= 5/]],
    ['a regression', 'mediation:', 3, [/gaussian regression, HC3 errors/]],
    ['a key of the language', 'stratify:', 2, [/\*\*stratify\*\*/]],
    ['a word of the language', 'family: gaussian', 10, [/binomial/, /kind of regression/]],
  ];
  test.each(cases)('on %s', async (_what, at, within, says) => {
    const found = await withText(same, (talk, uri, text) =>
      talk.ask<Hover | null>('textDocument/hover', { textDocument: { uri }, position: positionIn(text, at, within) }),
    );
    for (const pattern of says) {
      expect(JSON.stringify(found?.contents)).toMatch(pattern);
    }
  });

  it('says nothing in running text and comments', async () => {
    const found = await withText(same, (talk, uri, text) =>
      Promise.all(
        ['You are a student', '# A real experiment'].map((at) =>
          talk.ask('textDocument/hover', { textDocument: { uri }, position: positionIn(text, at, 5) }),
        ),
      ),
    );
    expect(found).toEqual([null, null]);
  });
});

describe('definition', () => {
  const cases: readonly (readonly [where: string, at: string, within: number, key: string])[] = [
    ['a formula', '~ placement + gender', 4, 'placement'],
    ['a condition', 'then: reaction >= 4', 8, 'reaction'],
    ['a placeholder', '{{age}}', 3, 'age'],
    ['stratify', 'stratify: [placement', 12, 'placement'],
    ['subgroups', 'subgroups: [gender', 13, 'gender'],
  ];
  test.each(cases)('of a name in %s', async (_where, at, within, key) => {
    const [text, found] = await withText(same, async (talk, uri, whole) => {
      const position = positionIn(whole, at, within);
      return [
        whole,
        await talk.ask<Location[]>('textDocument/definition', { textDocument: { uri }, position }),
      ] as const;
    });
    expect(found.length).toBe(1);
    expect(textAt(text, found[0].range)).toBe(key);
    expect(text.split('\n')[found[0].range.start.line]).toBe(
      `${key === 'placement' || key === 'reaction' ? '  ' : '    '}${key}:`,
    );
  });

  it('is nowhere for a name that the study does not define', async () => {
    const found = await withText(
      (text) => text.replace('~ placement + gender', '~ placment + gender'),
      (talk, uri, text) =>
        talk.ask('textDocument/definition', { textDocument: { uri }, position: positionIn(text, 'placment', 2) }),
    );
    expect(found).toEqual([]);
  });
});

describe('completion', () => {
  const labelsAt = (change: (text: string) => string, before: string) =>
    withText(change, async (talk, uri, text) => {
      const position = behind(text, before);
      const found = await talk.ask<CompletionItem[]>('textDocument/completion', { textDocument: { uri }, position });
      return found.map(({ label }) => label);
    });

  it('offers variables and functions in a formula, and no text attribute', async () => {
    const found = await labelsAt(
      (text) => text.replace('  sample: matched', '    town: { column: town }\n  sample: matched'),
      'formula: reaction ~ ',
    );
    expect(found).toEqual(expect.arrayContaining(['placement', 'presumed_influence', 'gender', 'factor', 'poly']));
    expect(found).not.toContain('town');
  });

  it('offers answers inside the quotes of a condition', async () => {
    const found = await labelsAt(
      (text) => text.replace('then: reaction >= 4', 'then: placement == ""'),
      'placement == "',
    );
    expect(found).toEqual(['front', 'interior']);
  });

  it('offers attributes and treatments in a placeholder', async () => {
    expect(await labelsAt((text) => text.replace('{{age}}', '{{}}'), 'You are {{')).toEqual([
      'gender',
      'age',
      'placement',
    ]);
  });

  it('offers the columns of the data file', async () => {
    const found = await labelsAt((text) => text.replace('column: cond', 'column: '), 'column: ');
    expect(found).toEqual(['id', 'cond', 'pmi', 'import', 'reaction', 'gender', 'age']);
  });

  it('offers keys that are not there yet, in the order of the language', async () => {
    const found = await labelsAt(
      (text) => text.replace('alignment: { min_n: 30, fdr: 0.05,', 'alignment: { '),
      'alignment: { ',
    );
    expect(found).toEqual(['min_n', 'fdr']);
  });

  it('offers the words that a value can be', async () => {
    expect(await labelsAt((text) => text.replace('family: gaussian', 'family: '), 'family: ')).toEqual([
      'gaussian',
      'binomial',
      'ordinal',
      'poisson',
    ]);
  });

  it('offers names that are not named yet in lists', async () => {
    expect(
      await labelsAt(
        (text) => text.replace('subgroups: [gender, age]', 'subgroups: [gender, ]'),
        'subgroups: [gender, ',
      ),
    ).toEqual(['age']);
  });

  it('offers nothing in comments and prompts', async () => {
    expect(await labelsAt(same, '# A real ')).toEqual([]);
    expect(await labelsAt(same, 'You are a student ')).toEqual([]);
  });

  it('tells at length what an item is, when it is asked', async () => {
    const found = await withText(
      (text) =>
        text
          .replace('formula: reaction ~ ', 'formula: reaction ~  ')
          .replace('    bins: [1, 2, 3', '    \n    bins: [1, 2, 3'),
      async (talk, uri, text) => {
        const ask = async (before: string, label: string) => {
          const position = behind(text, before);
          const items = await talk.ask<CompletionItem[]>('textDocument/completion', {
            textDocument: { uri },
            position,
          });
          return talk.ask<CompletionItem>(
            'completionItem/resolve',
            items.find((item) => item.label === label),
          );
        };
        return [
          await ask('formula: reaction ~ ', 'placement'),
          await ask('family: ', 'binomial'),
          await ask('step: 0.25 }\n    ', 'title'),
        ];
      },
    );
    const documentation = found.map((item) => JSON.stringify(item.documentation));
    expect(documentation[0]).toMatch(/interior \| 65/);
    expect(documentation[1]).toMatch(/kind of regression/);
    expect(documentation[2]).toMatch(/name of the item in reports/);
  });

  it('has places to fill in where the editor knows them, and words where it does not', async () => {
    const texts = async (snippetSupport: boolean) => {
      const talk = await converse({ textDocument: { completion: { completionItem: { snippetSupport } } } });
      const uri = await talk.open('/nowhere/new.study.yaml', 'regressions:\n  ');
      const position = { line: 1, character: 2 };
      const items = await talk.ask<CompletionItem[]>('textDocument/completion', { textDocument: { uri }, position });
      await talk.end();
      const item = items.find(({ label }) => label === 'regression of a scale');
      return [item?.insertTextFormat, item?.textEdit?.newText.split('\n')[1]];
    };
    expect(await texts(true)).toEqual([2, `  formula: $\{2:outcome} ~ $\{3:treatment}`]);
    expect(await texts(false)).toEqual([1, '  formula: outcome ~ treatment']);
  });

  it('writes a name over the one that stands there', async () => {
    const [item] = await withText(same, (talk, uri, text) =>
      talk.ask<CompletionItem[]>('textDocument/completion', {
        textDocument: { uri },
        position: positionIn(text, '{{age}}', 3),
      }),
    );
    expect(item.textEdit).toMatchObject({
      newText: 'gender',
      range: { start: { character: 14 }, end: { character: 17 } },
    });
  });
});

describe('outline', () => {
  it('has the sections, what they define, and its answers', async () => {
    const found = await withText(same, (talk, uri) =>
      talk.ask<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } }),
    );
    const names = (symbols: readonly DocumentSymbol[] | undefined): string[] => (symbols ?? []).map(({ name }) => name);
    const named = (symbols: readonly DocumentSymbol[] | undefined, name: string) =>
      symbols?.find((symbol) => symbol.name === name);
    expect(names(found)).toEqual(expect.arrayContaining(['study', 'personas', 'treatments', 'beliefs', 'regressions']));
    expect(names(named(found, 'treatments')?.children)).toEqual(['placement']);
    expect(names(named(named(found, 'treatments')?.children, 'placement')?.children)).toEqual(['front', 'interior']);
    expect(names(named(found, 'regressions')?.children)).toEqual(['mediation', 'expectation']);
  });
});

describe('code lens', () => {
  const titles = async ({ file, text }: StagedStudy, change: (text: string) => string = same) => {
    const talk = await converse();
    const uri = await talk.open(file, change(text));
    const lenses = await talk.ask<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    await talk.end();
    return lenses.map(({ command, range }) => `${range.start.line}: ${command?.title}`);
  };

  it('says how many respondents a run asks, and that it makes no calls', async () => {
    expect(await titles(stageStudy())).toEqual([
      '1: $(play) Simulate & compare: 93 respondents, built-in models, no calls',
      expect.stringMatching(/^\d+: Preview prompt$/),
    ]);
  });

  it('says how many calls a model behind an endpoint would get', async () => {
    const models = 'models:\n  gpt: { provider: openai, model: gpt-4.1-mini }\n';
    const found = await titles(stageStudy(), (text) => `${text.replace('repeats: 1', 'repeats: 2')}${models}`);
    expect(found[0]).toBe(
      '1: $(play) Simulate & compare: 93 respondents, built-in models, no calls (or gpt: 186 calls)',
    );
  });

  it('counts further personas with the twins, those of the file or as many as `n` says', async () => {
    const panel = (sample: string) => async () => {
      const staged = stageStudy();
      const people = fs.readFileSync(staged.dataFile, 'utf8').replaceAll(/^p/gm, 'q');
      fs.writeFileSync(path.join(staged.folder, 'data', 'panel.csv'), people);
      return titles(staged, (text) => text.replace('sample: matched', `sample: ${sample}`));
    };
    const first = async (sample: string) => (await panel(sample)())[0];
    expect(await first('{ further: data/panel.csv }')).toMatch(/: 216 respondents, built-in models, no calls$/);
    expect(await first('{ further: data/panel.csv, n: 100 }')).toMatch(/: 193 respondents, built-in models, no calls$/);
    expect(await first('{ further: data/nowhere.csv }')).toMatch(/compare: built-in models, no calls$/);
  });

  it('does not invent a number where the data cannot be read', async () => {
    const found = await titles(stageStudy(), (text) => text.replace('media-influence.csv', 'nowhere.csv'));
    expect(found[0]).toBe('1: $(play) Simulate & compare: built-in models, no calls');
  });

  it('only simulates where there are no people', async () => {
    const found = await titles(stageStudy(), (text) => text.replace(/^human:\n(?: .*\n)+/m, ''));
    expect(found[0]).toMatch(/^1: \$\(play\) Simulate: .*built-in models, no calls$/);
  });

  it('opens the evaluation where there is one', async () => {
    const staged = stageExample();
    await staged.writeEvaluation('r1');
    expect((await titles(staged))[1]).toBe('1: Open evaluation');
  });

  it('is left out for editors that have no such command', async () => {
    const talk = await converse({ initializationOptions: {} });
    expect(talk.initialized.capabilities.codeLensProvider).toBeUndefined();
    await talk.end();
  });
});

describe('requests of the editor', () => {
  it('tell what a run would be, with the address and the key of each endpoint', async () => {
    const models = [
      'models:',
      '  gpt: { provider: openai, model: gpt-4.1-mini }',
      '  llama: { provider: openai, base_url: "http://localhost:11434/v1", model: llama3.2, key_env: LLAMA_KEY }',
      '',
    ].join('\n');
    const info = await withText(
      (text) => text + models,
      (talk, uri) => talk.ask<StudyInfo>('understudy/studyInfo', { uri }),
    );
    expect(info).toMatchObject({ study: 'media-influence', hasHumans: true, errors: 0, respondents: 93, calls: 93 });
    expect(info.endpoints).toEqual([
      { id: 'gpt', model: 'gpt-4.1-mini', origin: 'https://api.openai.com', keyVariable: 'OPENAI_API_KEY' },
      { id: 'llama', model: 'llama3.2', origin: 'http://localhost:11434', keyVariable: 'LLAMA_KEY' },
    ]);
  });

  it('count the errors that would stop a run', async () => {
    const info = await withText(
      (text) => text.replace('~ placement + gender', '~ placment + gender'),
      (talk, uri) => talk.ask<StudyInfo>('understudy/studyInfo', { uri }),
    );
    expect(info.errors).toBe(1);
  });

  it('find the place of a path in the text of now', async () => {
    const [text, place, none] = await withText(
      (before) => `# one more line\n${before}`,
      async (talk, uri, whole) =>
        [
          whole,
          await talk.ask<Place | null>('understudy/placeOf', { uri, path: 'personas/attributes/gender/levels/male' }),
          await talk.ask<Place | null>('understudy/placeOf', { uri, path: 'beliefs/nothing' }),
        ] as const,
    );
    expect(place && textAt(text, place)).toBe('male');
    expect(none).toBeNull();
  });

  it('answer null for a file that is not open', async () => {
    const talk = await converse();
    expect(await talk.ask('understudy/studyInfo', { uri: 'file:///nowhere.study.yaml' })).toBeNull();
    expect(await talk.ask('understudy/placeOf', { uri: 'file:///nowhere.study.yaml', path: 'study' })).toBeNull();
    await talk.end();
  });
});
