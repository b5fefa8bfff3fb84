#!/usr/bin/env node
// @ts-check
// Makes the people of this sample. They are SYNTHETIC: nobody was asked. The seed is fixed, so that the same file comes out
// byte for byte.
//   node samples/disclosure-game/make-people.mjs
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { peopleAnswer } from './law.mjs';

const seed = 20251121;
const target = path.join(path.dirname(fileURLToPath(import.meta.url)), 'data', 'disclosure-game.csv');

/** @type {Readonly<Record<import('./law.mjs').Ethnicity, number>>} */
const people = { White: 536, Hispanic: 159, Black: 113, Asian: 67, Other: 54 };

/** @type {readonly import('./law.mjs').Arm[]} */
const games = ['silent', 'vague', 'says A', 'says B', 'proof A', 'proof B', 'says both', 'A prized'];

/** @type {readonly import('./law.mjs').Education[]} */
const schools = ['School', 'Some college', 'Degree', 'Advanced degree'];

/** The data file as text: 929 people, one a line. @returns {string} */
export function peopleFile() {
  const generator = xoroshiro128plus(seed);
  const draw = () => ((generator.next() >>> 0) + 0.5) / 4294967296;
  const ethnicities = shuffled(Object.entries(people).flatMap(([name, count]) => Array(count).fill(name)));
  const arms = shuffled(ethnicities.map((_, index) => games[index % games.length]));
  const rows = ethnicities.map((ethnicity, index) => {
    const gender = draw() < 0.52 ? 'Female' : 'Male';
    const age = 18 + Math.floor(62 * (draw() + draw()) * 0.5);
    const education = schools[[0.3, 0.58, 0.86].filter((cut) => draw() > cut).length];
    const player = { age, gender, ethnicity, education, game: arms[index] };
    const answers = peopleAnswer(/** @type {import('./law.mjs').Player} */ (player), draw);
    const { chance_a, protects, truthful, sure, others, attack } = answers;
    const id = `s${String(index + 1).padStart(3, '0')}`;
    return [id, age, gender, ethnicity, education, arms[index], chance_a, protects, truthful, sure, others, attack];
  });
  const header = 'id,age,gender,ethnicity,education,game,chance_a,protects,truthful,sure,others,attack';
  return `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;

  /** @template T @param {readonly T[]} values @returns {T[]} */
  function shuffled(values) {
    const copy = [...values];
    for (let i = copy.length - 1; i > 0; i -= 1) {
      const j = Math.floor(draw() * (i + 1));
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, peopleFile());
  console.log(`Wrote ${path.relative(process.cwd(), target)}: 929 synthetic people.`);
}
