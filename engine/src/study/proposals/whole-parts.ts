import { filledIn, type Proposal, type ProposalContext } from './proposal.ts';

interface Part {
  readonly label: string;
  readonly detail: string;
  /** With places to fill in, as `filledIn` reads them. */
  readonly snippet: string;
}

/** Whole parts of a study to fill in: an item, a treatment, an attribute, a rule, a regression, a model, a new study. */
export function wholeParts({ study, cursor, inFlow }: ProposalContext): readonly Proposal[] {
  const isNew = study.text.trim() === cursor.prefix.trim();
  const parts = inFlow ? [] : isNew ? [wholeStudy] : (partsUnder[cursor.path.join('/')] ?? []);
  const hasColon = /^[^\S\n]*:/.test(study.text.slice(cursor.range.end));
  return hasColon
    ? []
    : parts.map(
        ({ label, detail, snippet }): Proposal => ({
          kind: 'snippet',
          label,
          detail,
          snippet: filledIn(snippet),
          source: null,
          also: [],
        }),
      );
}

const wholeStudy: Part = {
  label: 'new study',
  detail: 'two arms, a belief, an action, a rule, a regression',
  snippet: [
    'study: «1:my-study»',
    'title: «2:What is it about?»',
    '',
    'personas:',
    '  attributes:',
    '    «3:gender»:',
    '      levels: [«4:Female, Male, Other»]',
    '  prompt: |',
    '    You are taking part in an online survey. Your «3:gender»: {{«3:gender»}}.',
    '',
    'treatments:',
    '  «5:message»:',
    '    arms:',
    '      «6:control»: { prompt: «7:Please read this text.» }',
    '      «8:treated»: { prompt: «9:Please read this other text.» }',
    '',
    'beliefs:',
    '  «10:worried»:',
    '    ask: «11:How worried are you?»',
    '    scale: [«12:Not at all, Somewhat, Very»]',
    '',
    'actions:',
    '  «13:helps»:',
    '    ask: «14:Would you help?»',
    '    options: ["Yes", "No"]',
    '',
    'coherence:',
    '  the-«10:worried»-act:',
    '    when: «10:worried» >= 2',
    '    then: «13:helps» == "Yes"',
    '',
    'regressions:',
    '  main:',
    '    formula: «13:helps» == "Yes" ~ «5:message» + «10:worried» + «3:gender»',
    '    family: binomial',
    '    errors: HC3',
    '',
    'subgroups: [«3:gender»]',
    '',
  ].join('\n'),
};

/** A whole study of this id to fill in, in the editors' notation for snippets. */
export function newStudySnippet(id: string): string {
  return filledIn(wholeStudy.snippet.replace('«1:my-study»', `«1:${id}»`));
}

const items: readonly Part[] = [
  {
    label: 'item with a scale',
    detail: 'answers with an order',
    snippet: '«1:name»:\n  ask: «2:How much do you agree?»\n  scale: [«3:Disagree, Neutral, Agree»]',
  },
  {
    label: 'item with options',
    detail: 'answers without an order',
    snippet: '«1:name»:\n  ask: «2:Which do you choose?»\n  options: [«3:This, That»]',
  },
  {
    label: 'item with a number',
    detail: 'the answer is a number',
    snippet:
      '«1:name»:\n  ask: «2:How many?»\n  number: { min: «3:0», max: «4:100», step: «5:1» }\n  bins: [«6:0, 25, 50, 75»]',
  },
];

const partsUnder: Readonly<Record<string, readonly Part[]>> = {
  'personas/attributes': [
    {
      label: 'attribute with levels',
      detail: 'such as gender',
      snippet: '«1:name»:\n  levels: [«2:This, That»]',
    },
    {
      label: 'attribute with ordered levels',
      detail: 'such as education',
      snippet: '«1:name»:\n  ordered: true\n  levels: [«2:Low, Middle, High»]',
    },
    {
      label: 'attribute with a number',
      detail: 'such as age, with bins for subgroups',
      snippet: '«1:name»:\n  number: { min: «2:18», max: «3:99», unit: «4:years» }\n  bins: [«5:18, 30, 45, 60»]',
    },
    { label: 'attribute for prompts only', detail: 'a text', snippet: '«1:name»: { column: «2:column» }' },
  ],
  treatments: [
    {
      label: 'treatment with two arms',
      detail: 'the first is the reference',
      snippet:
        '«1:name»:\n  arms:\n    «2:control»:\n      prompt: «3:Please read this text.»\n    «4:treated»:\n      prompt: «5:Please read this other text.»',
    },
  ],
  beliefs: items,
  actions: items,
  derived: [
    {
      label: 'index, the mean of items',
      detail: 'computed, never asked',
      snippet: '«1:index»: mean(«2:item», «3:other_item»)',
    },
    {
      label: 'index with a title',
      detail: 'of those who answered enough of it',
      snippet: '«1:index»:\n  title: «2:What it measures»\n  value: mean(«3:item», «4:other_item»)\n  at_least: «5:1»',
    },
  ],
  coherence: [
    {
      label: 'rule',
      detail: 'whoever … is expected to …',
      snippet: '«1:name»:\n  when: «2:belief» >= «3:2»\n  then: «4:action» == "«5:answer»"',
    },
  ],
  regressions: [
    {
      label: 'regression of a score or number',
      detail: 'gaussian',
      snippet: '«1:name»:\n  formula: «2:outcome» ~ «3:treatment»\n  family: gaussian\n  errors: HC3',
    },
    {
      label: 'regression of yes or no',
      detail: 'binomial',
      snippet: '«1:name»:\n  formula: «2:outcome» == "«3:answer»" ~ «4:treatment»\n  family: binomial\n  errors: HC3',
    },
    {
      label: 'regression of a scale',
      detail: 'ordinal',
      snippet: '«1:name»:\n  formula: «2:outcome» ~ «3:treatment»\n  family: ordinal',
    },
  ],
  models: [
    {
      label: 'model at OpenAI',
      detail: 'key in OPENAI_API_KEY',
      snippet: '«1:gpt»: { provider: openai, model: «2:gpt-4.1-mini», temperature: «3:1» }',
    },
    {
      label: 'model on this machine',
      detail: 'any endpoint that speaks Chat Completions',
      snippet: '«1:llama»: { provider: openai, base_url: "«2:http://localhost:11434/v1»", model: «3:llama3.2» }',
    },
    {
      label: 'model tuned on the pilot',
      detail: 'names another model',
      snippet: '«1:tuned»: { tune: «2:gpt», on: pilot }',
    },
  ],
};
