import type { CodedTable } from '#engine/data';
import type { Attribute, Study, Template, Treatment } from '#engine/study';

/** What stands in a prompt where an attribute of a respondent is not known. */
const NOT_STATED = 'not stated';

/**
 * A text as one respondent reads it: attributes as their level's `text` or number, treatments as the prompt of the
 * respondent's arm. A name that means nothing is left as it stands in the file.
 */
export function renderTemplate(study: Study, respondents: CodedTable, row: number, template: Template): string {
  return render(template, new Set());

  function render(one: Template, open: ReadonlySet<string>): string {
    return one.parts
      .map((part) => (part.kind === 'text' ? part.text : (placeholder(part.name, open) ?? `{{${part.name}}}`)))
      .join('');
  }

  function placeholder(name: string, open: ReadonlySet<string>): string | null {
    const attribute = study.attributes.find((one) => one.id.value === name);
    if (attribute !== undefined) {
      return attributeText(attribute, respondents, row);
    }
    const treatment = study.treatments.find((one) => one.id.value === name);
    if (treatment === undefined || open.has(name)) {
      return null;
    }
    const prompt = armPrompt(treatment, respondents, row);
    return prompt === null ? '' : render(prompt, new Set([...open, name])).trimEnd();
  }
}

/** The prompt of a respondent's arm; null where the arm has none or is not known. */
export function armPrompt(treatment: Treatment, respondents: CodedTable, row: number): Template | null {
  const code = respondents.variables.get(treatment.id.value)?.codes[row] ?? -1;
  return treatment.arms[code]?.prompt ?? null;
}

/** An attribute of a respondent as prompts say it. */
export function attributeText(attribute: Attribute, respondents: CodedTable, row: number): string {
  const column = respondents.variables.get(attribute.id.value);
  if (column === undefined) {
    return NOT_STATED;
  }
  const { measure } = attribute;
  switch (measure.kind) {
    case 'levels':
      return measure.levels[column.codes[row] ?? -1]?.text ?? NOT_STATED;
    case 'number': {
      const value = column.values?.[row] ?? Number.NaN;
      return Number.isNaN(value) ? NOT_STATED : String(value);
    }
    case 'text': {
      const text = column.texts?.[row] ?? '';
      return text === '' ? NOT_STATED : text;
    }
  }
}
