import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkStudy } from '#engine/checks';
import type { Diagnostic } from '#engine/diagnostics';
import { parseStudy, type Study } from '#engine/study';
import { parseMarkedText } from './marked-text.ts';

const read = (path: string): string =>
  parseMarkedText(fs.readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')).text;

const studies: readonly (readonly [string, string])[] = [
  ['flagship', read('test/fixtures/study-language/flagship.study.yaml')],
  ['media-influence', read('samples/media-influence/media-influence.study.yaml')],
  ['browser-disclosure', read('samples/browser-disclosure/browser-disclosure.study.yaml')],
];

/** How a line may look while it is being written. Null where the fault cannot be put into that line. */
const faults: readonly (readonly [string, (line: string) => string | null])[] = [
  ['an unclosed double quote', (line) => atValue(line, '"')],
  ['an unclosed single quote', (line) => atValue(line, "'")],
  ['an unclosed bracket', (line) => atValue(line, '[')],
  ['an unclosed brace', (line) => atValue(line, '{')],
  ['a stray brace at the end', (line) => `${line}}`],
  ['a stray bracket at the end', (line) => `${line} ]`],
  ['a brace on a line of its own', (line) => `${line}\n${indentOf(line)}}`],
  ['a tab for indentation', (line) => (line.startsWith('  ') ? `\t${line.slice(2)}` : null)],
  ['a missing colon', (line) => (/^\s*[\w-]+:/.test(line) ? line.replace(':', '') : null)],
  ['a missing blank behind the colon', (line) => (/^\s*[\w-]+: ./.test(line) ? line.replace(': ', ':') : null)],
  ['half a key', (line) => /^\s*\w\w?/.exec(line)?.[0] ?? null],
  ['a key without colon', (line) => /^\s*[\w-]+(?=:)/.exec(line)?.[0] ?? null],
  ['a key without value', (line) => /^\s*[\w-]+:/.exec(line)?.[0] ?? null],
  ['braces at the beginning', (line) => atValue(line, '{{a}} ')],
  ['braces inside', (line) => (line.includes(' and ') ? line.replace(' and ', ' {{a}}, ') : null)],
  ['one blank more', (line) => ` ${line}`],
  ['one blank fewer', (line) => (line.startsWith('  ') ? line.slice(1) : null)],
  ['a second colon', (line) => `${line} word: other`],
  ['a dash', (line) => line.replace(/^(\s*)/, '$1- ')],
  ['a missing closing sign', (line) => (/[\]}"']\s*$/.test(line) ? line.replace(/[\]}"']\s*$/, '') : null)],
  ['half a line', (line) => line.slice(0, Math.ceil((line.length + indentOf(line).length) / 2))],
  ['a sign that begins nothing', (line) => atValue(line, '@')],
  ['a missing comma', (line) => (line.includes(', ') && !line.includes('&') ? line.replace(', ', ' ') : null)],
];

function atValue(line: string, sign: string): string | null {
  return /^\s*[\w-]+: \S/.test(line) ? line.replace(': ', `: ${sign}`) : null;
}

function indentOf(line: string): string {
  return /^\s*/.exec(line)?.[0] ?? '';
}

interface NamedPart {
  readonly section: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Everything in a study that has a name. */
function parts(study: Study): readonly NamedPart[] {
  const sections = {
    attributes: study.attributes,
    treatments: study.treatments,
    items: study.items,
    rules: study.rules,
    regressions: study.regressions,
    models: study.models,
  };
  return Object.entries(sections).flatMap(([section, all]) =>
    all.map(({ id, range }) => ({ section, name: id.value, start: range.start, end: range.end })),
  );
}

function everything(text: string): { readonly study: Study; readonly diagnostics: readonly Diagnostic[] } {
  const { value, diagnostics } = parseStudy(text);
  return { study: value, diagnostics: [...diagnostics, ...checkStudy(value, { kind: 'none' })] };
}

describe.each(studies)('one fault in %s', (_, text) => {
  const good = everything(text);
  const all = parts(good.study);

  it('begins with a study without faults', () => {
    expect(good.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(all.length).toBeGreaterThan(5);
  });

  it.each(faults)('%s hurts only its own entry', (_name, fault) => {
    const problems: string[] = [];
    let count = 0;
    for (const part of all) {
      const from = text.lastIndexOf('\n', part.start) + 1;
      const newline = text.indexOf('\n', part.end);
      const to = newline < 0 ? text.length : newline;
      const lines = text.slice(from, to).split('\n');
      for (const [index, line] of lines.entries()) {
        const broken = line.trim() === '' ? null : fault(line);
        if (broken === null || broken === line) {
          continue;
        }
        count += 1;
        const block = lines.with(index, broken).join('\n');
        const after = text.slice(0, from) + block + text.slice(to);
        const found = everything(after);
        const names = parts(found.study).map(({ section, name }) => `${section}.${name}`);
        const lost = all.filter((one) => one !== part && !names.includes(`${one.section}.${one.name}`));
        const known = new Set(good.diagnostics.map(({ message }) => message));
        const fresh = found.diagnostics.filter(({ message }) => !known.has(message));
        const inside = fresh.filter(({ range }) => range.end >= from && range.start <= from + block.length);
        const anchors = lines.join('\n').match(/&\w+/g) ?? [];
        const own = [
          part.name,
          ...anchors,
          ...(lost.length === 0 ? ['wants a mapping (`key: value`), not a list'] : []),
        ];
        const outside = fresh.filter(
          (one) =>
            !inside.includes(one) &&
            !own.some((word) => one.message.includes(word)) &&
            !(anchors.length > 0 && lost.length === 0),
        );
        if (lost.length > 0 || inside.length > 3 || outside.length > 0) {
          const say = (list: readonly Diagnostic[]): string =>
            list
              .map(({ code, range, message }) => `${code} ${after.slice(range.start, range.end)}: ${message}`)
              .join('\n    ');
          problems.push(
            `${broken}\n  lost: ${lost.map(({ name }) => name)}\n  outside: ${say(outside)}\n  inside: ${inside.length > 3 ? say(inside) : ''}`,
          );
        }
      }
    }
    expect(problems).toEqual([]);
    expect(count).toBeGreaterThan(0);
  });
});
