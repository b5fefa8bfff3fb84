// The sections of a generated study.
import { at, type Choices, type Named, scalar } from './generated-variables.ts';

export function humanSection(chosen: Choices, attributes: readonly Named[], treatments: readonly Named[]): string {
  const strata = [...treatments, ...attributes].filter(({ labels }) => labels.length > 0).slice(0, 1);
  const stratify =
    chosen.stratify && strata.length > 0
      ? `, stratify: [${strata.map(({ id }) => at('unknown-name', id)).join('')}]`
      : '';
  const numeric = attributes.find(({ kind }) => kind === 'number' || kind === 'bins');
  return [
    'human:\n  data: people.csv\n  id: id\n',
    chosen.dates ? '  published: 2025-07\n' : '',
    chosen.weights ? '  weights: weight\n' : '',
    chosen.missing ? '  missing: [Refused]\n' : '',
    chosen.where && numeric !== undefined
      ? `  where: ${scalar(`${at('unknown-variable', numeric.id)} >= 20`, chosen.condition, 2)}`
      : '',
    `  pilot: { size: 80, seed: 2${stratify} }\n`,
  ].join('');
}

export function personasSection(chosen: Choices, attributes: readonly Named[]): string {
  const prompt = `You answer a survey. You are ${attributes.map(({ id }) => `{{${at('unknown-placeholder', id)}}}`).join(', ')}, and \\{{this}} stays.`;
  return `personas:\n  attributes:\n${attributes.map(({ yaml }) => yaml).join('')}${sampleOf(chosen, attributes)}  prompt: ${scalar(prompt, chosen.prompt, 2)}`;
}

function sampleOf({ sample, hasPeople }: Choices, attributes: readonly Named[]): string {
  const counted = attributes.find(({ labels }) => labels.length === 2);
  if (sample === 'matched') {
    return hasPeople ? '  sample: matched\n' : '';
  }
  if (sample === 'further' || sample === 'some further') {
    const some = sample === 'further' ? '' : ', n: 50';
    return hasPeople ? `  sample: { further: panel.csv${some} }\n` : '';
  }
  if (sample === 'quotas' && counted !== undefined) {
    const [one = '', other = ''] = counted.labels;
    return `  sample: { n: 100, quotas: { ${at('unknown-name', counted.id)}: { ${one}: .4, ${other}: .6 } } }\n`;
  }
  return sample === 'each' && attributes.every(({ kind }) => kind !== 'number' && kind !== 'text')
    ? '  sample: { each: 2 }\n'
    : hasPeople
      ? '  sample: { n: 100 }\n'
      : '';
}

const isOrdered = ({ kind }: Named): boolean => kind === 'scale' || kind === 'scored' || kind === 'long scale';

/** What is derived; rules use the last, and that the one before it. */
function derivedNames({ derived }: Choices): readonly string[] {
  return derived === 'none' ? [] : derived === 'chained' ? ['d0', 'd1'] : ['d0'];
}

export function derivedSection(chosen: Choices, attributes: readonly Named[], items: readonly Named[]): string {
  if (chosen.derived === 'none') {
    return '';
  }
  const scores = attributes.filter(({ kind }) => kind === 'ordered' || kind === 'number').slice(0, 1);
  const parts = [...items, ...scores].map((variable) => {
    const name = at('unknown-variable', variable.id);
    if (isOrdered(variable) || variable.kind === 'ordered') {
      return `reverse(${name})`;
    }
    const label = at('unknown-label', `"${variable.labels[0] ?? ''}"`);
    return variable.labels.length === 0 ? `${name} / 10` : `count(${name} == ${label})`;
  });
  const value = `sum(${parts.join(', ')}) - 0.5`;
  const [first, second] = derivedNames(chosen);
  const written = (indent: number): string => scalar(value, chosen.derivedStyle, indent);
  const form =
    chosen.derived === 'long'
      ? `  ${first}:\n    ${at('unknown-key', 'title')}: An index\n    value: ${written(4)}    at_least: 1\n`
      : `  ${first}: ${written(2)}`;
  const chained = second === undefined ? '' : `  ${second}: max(${at('unknown-variable', first ?? '')} * 2, 0)\n`;
  return `derived:\n${form}${chained}`;
}

export function rulesSection(chosen: Choices, items: readonly Named[]): string {
  const parts = items.map((item) => {
    const name = at('unknown-variable', item.id);
    if (item.labels.length === 0) {
      return `${name} > 3`;
    }
    const label = at('unknown-label', `"${item.labels[1] ?? ''}"`);
    return isOrdered(item) ? `${name} >= ${label}` : `not ${name} in [${label}]`;
  });
  const own = derivedNames(chosen).at(-1);
  const all = own === undefined ? parts : [...parts, `${at('unknown-variable', own)} > 2.5`];
  const when = all.length > 1 ? `${all[0]} and (${all.slice(1).join(' or ')})` : (all[0] ?? '');
  return `coherence:\n  they-agree:\n    when: ${scalar(when, chosen.condition, 4)}    then: ${scalar(parts.at(-1) ?? '', chosen.condition, 4)}`;
}

export function regressionSection(
  chosen: Choices,
  attributes: readonly Named[],
  treatments: readonly Named[],
  items: readonly Named[],
): string {
  const isWanted =
    chosen.regression === 'poisson'
      ? ({ kind }: Named) => kind === 'number'
      : chosen.regression === 'ordinal'
        ? isOrdered
        : () => true;
  const outcome = items.find(isWanted) ?? items[0];
  const others = items.filter((one) => one !== outcome);
  if (chosen.regression === 'none' || outcome === undefined) {
    return '';
  }
  const name = (id: string): string => at('unknown-variable', id);
  const usable = [...treatments, ...attributes.filter(({ kind }) => kind !== 'text')];
  const own = chosen.derivedInFormula && chosen.hasRules ? derivedNames(chosen).at(-1) : undefined;
  // the parts of a derived variable leave it nothing of its own
  const beside = own === undefined ? others : [];
  const plain = [...[...usable, ...beside].map(({ id }) => name(id)), ...(own === undefined ? [] : [name(own)])];
  const right = rightSide(chosen, [...usable, ...beside], plain);
  const isOrdinal = chosen.regression === 'ordinal' && isOrdered(outcome);
  const isPoisson = chosen.regression === 'poisson' && outcome.kind === 'number';
  const isNominal = outcome.labels.length > 0 && !isOrdered(outcome);
  const left = isNominal
    ? `${name(outcome.id)} == ${at('unknown-label', `"${outcome.labels[0] ?? ''}"`)}`
    : name(outcome.id);
  const family = isOrdinal ? 'ordinal' : isPoisson ? 'poisson' : isNominal ? 'binomial' : 'gaussian';
  const errors = isOrdinal && chosen.errors === 'HC3' ? 'HC0' : chosen.errors;
  const clustered = errors.startsWith('cluster') && !chosen.hasPeople ? 'classical' : errors;
  return `regressions:\n  main-${family}:\n    formula: ${scalar(`${left} ~ ${right}`, chosen.formula, 4)}    family: ${family}\n    errors: '${clustered}'\n`;
}

const isNumeric = (variable: Named): boolean =>
  isOrdered(variable) || ['number', 'bins', 'ordered'].includes(variable.kind);

/** `plain` names all that can stand there; one of `usable` stands in a function instead. */
function rightSide({ regression, term }: Choices, usable: readonly Named[], plain: readonly string[]): string {
  const [one, two] = plain;
  if (regression === 'interaction' && one !== undefined && two !== undefined) {
    return [`${one} * ${two}`, ...plain.slice(2)].join(' + ');
  }
  const wantsLabels = term === 'factor';
  const chosen = usable.find((variable) =>
    wantsLabels ? variable.labels.length > 0 && variable.kind !== 'bins' : isNumeric(variable),
  );
  if (chosen !== undefined) {
    const name = at('unknown-variable', chosen.id);
    const kindOfLabel = chosen.id.startsWith('t') ? 'unknown-arm' : 'unknown-label';
    const last = at(kindOfLabel, `"${chosen.labels.at(-1) ?? ''}"`);
    const forms: Readonly<Record<string, string>> = {
      factor: `factor(${name}, ref = ${last})`,
      poly: `poly(${name}, 2)`,
      scale: `scale(${name})`,
      calculated: `I(${name}^2 + sqrt(abs(${name})))`,
    };
    const form = forms[term];
    if (form !== undefined) {
      return [form, ...plain.filter((other) => other !== name)].join(' + ');
    }
  }
  return plain.length === 0 ? '1' : plain.join(' + ');
}

export function subgroupsSection({ subgroups }: Choices, attributes: readonly Named[]): string {
  const groups = attributes.filter(({ labels }) => labels.length > 0).map(({ id }) => at('unknown-name', id));
  if (subgroups === 'none' || groups.length === 0) {
    return '';
  }
  return subgroups === 'crossed' && groups.length > 1
    ? `subgroups:\n  - ${groups[0]}\n  - [${groups.slice(0, 2).join(', ')}]\n`
    : `subgroups: [${groups.join(', ')}]\n`;
}

export function modelsSection({ models, dates }: Choices): string {
  switch (models) {
    case 'remote':
      return `models:\n  gpt: { provider: openai, model: gpt-4.1-mini, temperature: 0.7${dates ? ', knowledge_cutoff: 2024-06' : ''} }\n`;
    case 'silenced':
      return 'models:\n  lab:\n    provider: openai\n    # understudy-ignore plain-http: a network of our own\n    base_url: http://llm.example.org/v1\n    model: x\n';
    case 'tuned':
      return 'models:\n  gpt: { provider: openai, model: gpt-4.1-mini }\n  own: { tune: gpt, on: pilot }  # understudy-ignore not-tuned: comes later\n';
    case 'local':
      return 'models:\n  llama:\n    provider: openai\n    base_url: "http://localhost:11434/v1"\n    model: llama3.2\n';
    default:
      return '';
  }
}
