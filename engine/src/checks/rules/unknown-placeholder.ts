import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Template, Treatment, Variable } from '#engine/study';
import { fileRange, type Range } from '#engine/text';
import { nearestHint } from '../hints.ts';
import type { CheckContext, Rule } from '../rule.ts';

/** `{{…}}` inserts an attribute anywhere, and a treatment's prompt in an `ask` or another treatment's arm; `{…}` inserts nothing. */
export const unknownPlaceholder: Rule = {
  codes: ['unknown-placeholder'],
  *check(context) {
    const { study } = context;
    yield* inTemplate(study.personaPrompt, context, { kind: 'persona' });
    for (const treatment of study.treatments) {
      for (const arm of treatment.arms) {
        yield* inTemplate(arm.prompt, context, { kind: 'arm', treatment });
      }
    }
    for (const item of study.items) {
      yield* inTemplate(item.ask, context, { kind: 'ask' });
    }
  },
};

type Place = { readonly kind: 'persona' | 'ask' } | { readonly kind: 'arm'; readonly treatment: Treatment };

function* inTemplate(template: Template | null, context: CheckContext, place: Place): Generator<Diagnostic, void> {
  for (const part of template?.parts ?? []) {
    if (part.kind === 'placeholder') {
      const problem = problemOf(part.name, part.range, context, place);
      if (problem !== null) {
        yield problem;
      }
    }
  }
  if (template !== null) {
    yield* withOneBrace(template, context, place);
  }
}

/** `{age}`, as other template languages have it, where `age` could be inserted: respondents would read it as it stands. */
function* withOneBrace({ source }: Template, { variables }: CheckContext, place: Place): Generator<Diagnostic, void> {
  for (const found of source.text.matchAll(/(?<!\{)\{\s*([\p{L}_][\p{L}\p{M}\p{N}_]*)\s*\}(?!\})/gu)) {
    const [written, name = ''] = found;
    const variable = variables.get(name);
    if (variable !== undefined && isAllowed(variable, place)) {
      yield diagnostic(
        'unknown-placeholder',
        fileRange(source, found.index, found.index + written.length),
        `Respondents would read \`${written}\` as it stands. A placeholder has two braces: \`{{${name}}}\`.`,
        { severity: 'warning', data: { subject: name, replacement: `{{${name}}}` } },
      );
    }
  }
}

function problemOf(name: string, range: Range, context: CheckContext, place: Place): Diagnostic | null {
  const variable = context.variables.get(name);
  const report = (message: string): Diagnostic =>
    diagnostic('unknown-placeholder', range, message, { data: { subject: name } });
  if (variable === undefined) {
    const candidates = [...context.variables.values()].filter((known) => isAllowed(known, place));
    const hint = nearestHint(
      name,
      candidates.map((known) => known.id.value),
    );
    const allowed = place.kind === 'persona' ? 'an attribute' : 'an attribute or a treatment';
    return diagnostic(
      'unknown-placeholder',
      range,
      `\`{{${name}}}\` names nothing: it should be ${allowed} of this study.${hint.sentence}`,
      {
        data: hint.data,
      },
    );
  }
  if (variable.kind === 'item') {
    return report(
      `\`${name}\` is an item. Its answer cannot be inserted; earlier answers are known to the respondent anyway.`,
    );
  }
  if (variable.kind === 'derived') {
    return report(`\`${name}\` is a derived variable. It is computed from answers, and no prompt can say it.`);
  }
  if (variable.kind === 'treatment' && place.kind === 'persona') {
    return report(
      `\`${name}\` is a treatment. Its prompt can be inserted in an \`ask\` or an arm, not in the persona prompt.`,
    );
  }
  if (variable.kind === 'treatment' && place.kind === 'arm' && reaches(variable, place.treatment, context)) {
    return report(`The prompt of \`${name}\` would insert itself here without end.`);
  }
  return null;
}

function isAllowed(variable: Variable, place: Place): boolean {
  return variable.kind === 'attribute' || (variable.kind === 'treatment' && place.kind !== 'persona');
}

/** Whether inserting `from` leads to `target`, through the placeholders of its arms. */
function reaches(from: Treatment, target: Treatment, context: CheckContext): boolean {
  const waiting = [from];
  const seen = new Set<Treatment>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === target) {
      return true;
    }
    if (!seen.has(next)) {
      seen.add(next);
      for (const part of next.arms.flatMap((arm) => arm.prompt?.parts ?? [])) {
        const inserted = part.kind === 'placeholder' ? context.variables.get(part.name) : undefined;
        if (inserted?.kind === 'treatment') {
          waiting.push(inserted);
        }
      }
    }
  }
  return false;
}
