const waves = ['wave', 'waves', 'panel', 'rounds', 'followup', 'follow_up', 'longitudinal'];
const severalRows = [
  'rows',
  'rows_per_person',
  'rows_per_id',
  'repeated',
  'repeated_measures',
  'long_format',
  'within',
  'person',
  'trials',
];
const skipLogic = [
  ...['skip', 'skip_if', 'skip_to', 'skip_logic', 'if', 'unless', 'only_if', 'ask_if', 'show_if', 'hide_if'],
  ...[
    'display_if',
    'display_logic',
    'branch',
    'branching',
    'branches',
    'goto',
    'go_to',
    'next',
    'when',
    'depends_on',
    'filter',
  ],
];
const multiSelect = [
  ...['multi', 'multiple', 'multi_select', 'multiselect', 'multiple_choice', 'select', 'select_all', 'select_multiple'],
  ...['checkbox', 'checkboxes', 'choose', 'choose_all', 'check_all', 'max_choices', 'min_choices', 'ranking', 'rank'],
];

/**
 * What to say about a key that asks for something that version 1 does not have (waves, several rows a person, skip logic,
 * items with several answers); null for any other key.
 */
export function notInVersion1(path: readonly string[], key: string): string | null {
  const word = key.toLowerCase().replaceAll('-', '_');
  const section = path[0];
  const isItem = (section === 'beliefs' || section === 'actions') && path.length >= 2;
  if (isItem && multiSelect.includes(word)) {
    return `\`${key}\`: items with several answers are not in version 1. Ask one item with \`options\` for each answer.`;
  }
  if ((isItem || path.length === 0) && skipLogic.includes(word)) {
    return `\`${key}\`: skip logic is not in version 1. Every respondent is asked every item.`;
  }
  const isAnywhere = path.length === 0 || section === 'human' || isItem || section === 'simulation';
  if (isAnywhere && waves.includes(word)) {
    return `\`${key}\`: waves are not in version 1. A study asks each person once.`;
  }
  if (section === 'human' && severalRows.includes(word)) {
    return `\`${key}\`: several rows a person are not in version 1. One row of the data is one person.`;
  }
  return null;
}
