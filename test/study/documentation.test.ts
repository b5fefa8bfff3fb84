import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { derivedFunctions, formulaFunctions, grammarWords } from '#engine/formula';
import { parseStudy, studySchema } from '#engine/study';

const text = fs.readFileSync(new URL('../../docs/study-language.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block);

describe('the page on the study language', () => {
  it.each(blocks)('has examples without fault: %#', (block) => {
    const study = block.startsWith('study:') ? block : `study: example\n${block}`;
    expect(parseStudy(study).diagnostics.map(({ message }) => message)).toEqual([]);
  });

  it('has examples', () => {
    expect(blocks.length).toBeGreaterThan(2);
  });

  it('names every key of the schema', () => {
    const keys = new Set<string>();
    const collect = (node: unknown): void => {
      if (typeof node === 'object' && node !== null) {
        const { properties = {}, definitions = {} } = node as Readonly<
          Record<string, Readonly<Record<string, unknown>>>
        >;
        for (const [key, value] of Object.entries(properties)) {
          keys.add(key);
          collect(value);
        }
        Object.values(definitions).forEach(collect);
      }
    };
    collect(studySchema);
    const missing = [...keys].filter((key) => !new RegExp(`\\b${key}\\b`).test(text));
    expect(keys.size).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });

  it('names every word and function of the grammars', () => {
    for (const word of [...grammarWords, ...formulaFunctions, ...derivedFunctions]) {
      expect(text).toMatch(new RegExp(`\\b${word}\\b`));
    }
  });
});
