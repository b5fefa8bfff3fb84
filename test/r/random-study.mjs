// @ts-check
// Studies whose data and formulas are drawn, for refit.mjs: what nobody thought of writing down. The same for the same seed.
import fs from 'node:fs';
import path from 'node:path';

/**
 * Writes `random.study.yaml` and its `people.csv` into a folder; gives the study's path.
 * @param {string} folder
 * @param {number} seed
 */
export function writeRandomStudy(folder, seed) {
  const draws = drawsOf(seed);
  const people = Array.from({ length: 500 + draws.below(400) }, (_, index) => person(index, draws));
  const columns = Object.keys(people[0] ?? {});
  const rows = people.map((one) => columns.map((name) => one[name] ?? '').join(','));
  fs.writeFileSync(path.join(folder, 'people.csv'), `${[columns.join(','), ...rows].join('\n')}\n`);
  const file = path.join(folder, 'random.study.yaml');
  fs.writeFileSync(file, studyText(draws));
  return file;
}

/** @typedef {ReturnType<typeof drawsOf>} Draws */

/** @param {number} seed */
function drawsOf(seed) {
  let state = (seed * 7919 + 12345) % 2147483647;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (let warm = 0; warm < 10; warm += 1) {
    next();
  }
  const below = (/** @type {number} */ count) => Math.floor(next() * count);
  return {
    next,
    below,
    /** @type {<T>(list: readonly T[]) => T} */
    of: (list) => /** @type {any} */ (list[below(list.length)]),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

const agreement = ['Strongly disagree', 'Disagree', 'Neutral', 'Agree', 'Strongly agree'];

/** @param {number} index @param {Draws} draws @returns {Record<string, string>} */
function person(index, draws) {
  const missing = (/** @type {string} */ value, share = 0.03) => (draws.next() < share ? '' : value);
  const gender = draws.of(['Female', 'Male', 'Female', 'Male', 'Other, or none']);
  const age = 18 + draws.below(60);
  const notice = draws.of(['none', 'short', 'long']);
  const pay = draws.of(['no', 'yes']);
  const lean = draws.normal() + (age - 45) / 40 + (pay === 'yes' ? 0.6 : 0) + (gender === 'Male' ? -0.4 : 0);
  const point = (/** @type {number} */ shift) =>
    Math.max(0, Math.min(4, Math.round(2 + lean + shift + draws.normal() / 2)));
  const trust = point(0);
  const chance = Math.max(0, Math.min(100, Math.round(50 + 18 * lean + 12 * draws.normal())));
  return {
    id: `p${index}`,
    gender: missing(`"${gender}"`),
    // Nobody is of the level `Doctorate`.
    school: missing(draws.of(['None', 'School', 'Degree', 'Degree'])),
    region: missing(draws.of(['North', 'South', 'East', 'West', 'North', 'South'])),
    age: missing(String(age)),
    household: String(draws.below(12)),
    weight: (0.3 + 2 * draws.next()).toFixed(3),
    notice,
    pay,
    trust: missing(agreement[trust] ?? ''),
    worry: missing(String(1 + draws.below(7))),
    chance: missing(String(chance)),
    visits: missing(String(Math.max(0, Math.round(Math.exp(0.4 + 0.3 * lean + 0.3 * draws.normal()))))),
    colour: missing(draws.of(['Red', 'Green', 'Blue'])),
    act: missing(lean + draws.normal() > 0.2 ? 'Yes' : 'No'),
  };
}

/** @param {Draws} draws */
function studyText(draws) {
  const regressions = Array.from({ length: 30 }, (_, index) => regression(index, draws));
  return `study: random
human:
  data: people.csv
  id: id
  synthetic: true
  pilot: { size: 200, seed: 3 }
${draws.next() < 0.4 ? '  weights: weight\n' : ''}${draws.next() < 0.3 ? '  where: age >= 21 and not (gender == "Male" and age > 70)\n' : ''}personas:
  attributes:
    gender: { levels: [Female, Male, "Other, or none"] }
    school: { ordered: true, levels: [None, School, Degree, Doctorate] }
    region: { levels: [North, South, East, West] }
    age: { number: { min: 18, max: 80 }, bins: [18, 40, 60] }
  prompt: You are {{gender}}.
treatments:
  notice: { arms: [none, short, long] }
  pay: { arms: ["no", "yes"] }
beliefs:
  trust: { ask: Do you trust it?, scale: [${agreement.join(', ')}] }
  worry: { ask: How worried are you?, scale: { 1: Not at all, 2: , 3: , 4: , 5: , 6: , 7: Very much } }
  chance: { ask: How likely is it?, number: { min: 0, max: 100 } }
  visits: { ask: How often?, number: { min: 0, max: 40, step: 1 } }
  colour: { ask: Which one?, options: [Red, Green, Blue] }
actions:
  act: { ask: Do you do it?, options: ["Yes", "No"] }
derived:
  index: mean(trust, reverse(worry) * 5 / 7)
  most: max(chance / 25, trust)
regressions:
${regressions.join('\n')}
`;
}

/** @param {number} index @param {Draws} draws */
function regression(index, draws) {
  const family = draws.of(['gaussian', 'gaussian', 'binomial', 'binomial', 'poisson', 'ordinal']);
  const left = {
    gaussian: ['chance', 'trust', 'index', 'log(chance + 1)', 'sqrt(visits)', 'I(worry^2)', 'abs(chance - 50)', 'most'],
    binomial: [
      'act == "Yes"',
      'trust >= "Agree"',
      'colour in ["Red", "Blue"]',
      'not (act == "Yes" or worry > 5)',
      'chance > 40 and trust != "Neutral"',
    ],
    poisson: ['visits'],
    ordinal: ['trust', 'worry'],
  }[family];
  const errors =
    family === 'ordinal'
      ? draws.of(['classical', 'HC0', 'cluster("household")'])
      : draws.of(['classical', 'HC0', 'HC1', 'HC2', 'HC3', 'cluster("household")']);
  const chosen = draws.of(left ?? ['chance']);
  return `  r${index}: { formula: '${chosen} ~ ${right(draws, chosen, family)}', family: ${family}, errors: '${errors}' }`;
}

/** @param {Draws} draws @param {string} left @param {string} family */
function right(draws, left, family) {
  const parts = /** @type {Record<string, readonly string[]>} */ ({
    index: ['trust', 'worry'],
    most: ['trust', 'chance'],
  });
  const told = [left, ...Object.entries(parts).flatMap(([name, own]) => (left.includes(name) ? own : []))].join(' ');
  // Whatever would tell the left side exactly stays away.
  const isOwn = (/** @type {string} */ name) =>
    told.includes(name) || (parts[name] ?? []).some((part) => told.includes(part));
  const numbers = ['age', 'worry', 'trust', 'chance', 'visits', 'index', 'most', 'school'].filter(
    (name) => !isOwn(name),
  );
  const factors = ['gender', 'region', 'notice', 'pay', 'colour'].filter((name) => !isOwn(name));
  const number = () => {
    const name = draws.of(numbers);
    return draws.of([
      name,
      name,
      `scale(${name})`,
      `poly(${name}, 2)`,
      `I(${name}^2)`,
      `log(${name} + 1)`,
      `abs(${name} - 3)`,
      `sqrt(${name})`,
      `I((${name} - 2) * 3 / 4)`,
      'exp(age / 40)',
      `scale(log(${name} + 2))`,
    ]);
  };
  const factor = () =>
    draws.of([
      draws.of(factors),
      draws.of(factors),
      draws.of(factors),
      'factor(region, ref = "South")',
      'factor(gender, ref = "Male")',
      ...(isOwn('trust') ? [] : ['factor(trust)', 'factor(trust, ref = "Neutral")']),
      'factor(school)',
    ]);
  const one = () => (draws.next() < 0.5 ? number() : factor());
  const term = () =>
    draws.of([
      one,
      one,
      one,
      () => `${one()} * ${factor()}`,
      () => `${one()}:${factor()}`,
      () => `(${factor()} + ${one()})^2`,
    ])();
  const terms = Array.from({ length: 1 + draws.below(3) }, term);
  const without = family === 'ordinal' ? [''] : ['', '', '', ' - 1', ' + 0', ' - pay', ' - notice:pay'];
  return terms.join(' + ') + draws.of(without);
}
