import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { schemaEntryAt, studySchema } from '#engine/study';

const script = fileURLToPath(new URL('../../schemas/generate.mjs', import.meta.url));

interface SchemaPart {
  readonly type?: unknown;
  readonly $ref?: string;
  readonly examples?: unknown;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly definitions?: Readonly<Record<string, SchemaPart>>;
}

describe('what is generated from the schemas', () => {
  it('is what the schemas say (else run: npm run generate)', async () => {
    const { stderr } = await promisify(execFile)(process.execPath, [script, '--check']);
    expect(stderr).toBe('');
  });
});

describe('the schema of the study file', () => {
  const undescribed: string[] = [];
  const visit = (path: readonly string[], depth: number): void => {
    const entry = schemaEntryAt(path);
    if (entry === null || depth > 6) {
      return;
    }
    if (path.length > 0 && !path.includes('*') && entry.description === '') {
      undescribed.push(path.join('.'));
    }
    for (const { key, description } of entry.properties) {
      if (description === '') {
        undescribed.push([...path, key].join('.'));
      }
      visit([...path, key], depth + 1);
    }
    if (entry.hasFreeKeys) {
      visit([...path, '*'], depth + 1);
    }
  };

  it('describes every key for researchers', () => {
    visit([], 0);
    expect(undescribed).toEqual([]);
  });

  it('gives examples for every key that holds a value', () => {
    const without: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) {
        return;
      }
      const schema = node as SchemaPart;
      const properties = schema.properties ?? {};
      for (const [key, value] of Object.entries(properties)) {
        const isSection = value.type === 'object' || (value.$ref !== undefined && !('description' in value));
        if (!isSection && value.examples === undefined) {
          without.push(`${path}.${key}`);
        }
      }
      for (const [name, definition] of Object.entries(schema.definitions ?? {})) {
        walk(definition, name);
      }
    };
    walk(studySchema, 'study');
    expect(without).toEqual([]);
  });
});

describe('the entry of the schema at a path of keys', () => {
  it('knows the keys of an item, and which it needs', () => {
    const entry = schemaEntryAt(['beliefs', 'concerned']);
    expect(entry?.properties.map(({ key }) => key)).toEqual([
      ...['title', 'column', 'ask', 'scale', 'options', 'number', 'bins', 'also'],
    ]);
    expect(entry?.required).toEqual(['ask']);
    expect(entry?.hasFreeKeys).toBe(false);
  });

  it.each([
    [['regressions', 'main', 'family'], ['gaussian', 'binomial', 'ordinal', 'poisson'], undefined],
    [['simulation', 'shuffle'], ['true', 'false'], true],
    [['alignment', 'min_n'], [], 30],
    [['personas', 'sample'], ['matched'], undefined],
  ])('%j', (path, values, preset) => {
    const entry = schemaEntryAt(path);
    expect(entry?.values).toEqual(values);
    expect(entry?.default).toBe(preset);
    expect(entry?.description).not.toBe('');
  });

  it('goes through lists and long forms', () => {
    const entry = schemaEntryAt(['treatments', 'show_data', 'arms', 'shown']);
    expect(entry?.properties.map(({ key }) => key)).toContain('prompt');
    const label = schemaEntryAt(['beliefs', 'x', 'scale', '0', 'label']);
    expect(label?.description).toContain('label');
  });

  it('is null where the schema knows nothing', () => {
    expect(schemaEntryAt(['nothing'])).toBeNull();
    expect(schemaEntryAt(['human', 'data', 'x'])).toBeNull();
  });
});
