#!/usr/bin/env node
// @ts-check
// Makes the people of this sample, and the rest of the panel. They are SYNTHETIC: nobody was asked. The seed is fixed, so that the
// same files come out byte for byte.
//   node samples/town-panel/make-people.mjs
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const seed = 20261126;
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'data');

const asked = 520;
const others = 900;
const schools = ['School', 'Training', 'Degree'];
const agreement = ['Strongly disagree', 'Somewhat disagree', 'Neutral', 'Somewhat agree', 'Strongly agree'];

/** @typedef {{ age: number, gender: 'Female' | 'Male', education: number }} Person */

/**
 * Both files as text: people who were asked, with a weight each, and the rest of the panel, of whom only attributes are known.
 * @returns {{ readonly people: string, readonly panel: string }}
 */
export function files() {
  const generator = xoroshiro128plus(seed);
  const draw = () => ((generator.next() >>> 0) + 0.5) / 4294967296;
  /** @type {string[]} */
  const people = [];
  while (people.length < asked) {
    const person = personOf(draw);
    // Who has a degree takes part twice as often as others.
    if (person.education === 2 || draw() < 0.5) {
      people.push(answered(`t${numbered(people.length)}`, person, people.length, draw));
    }
  }
  const panel = Array.from({ length: others }, (_, index) => {
    const { age, gender, education } = personOf(draw);
    return [`r${numbered(index)}`, age, gender, schools[education]].join(',');
  });
  return {
    people: `${['id,age,gender,education,weight,request,useful,private,share', ...people].join('\n')}\n`,
    panel: `${['id,age,gender,education', ...panel].join('\n')}\n`,
  };
}

/** @param {() => number} draw @returns {Person} */
function personOf(draw) {
  return {
    age: draw() < 0.03 ? 15 + Math.floor(3 * draw()) : 18 + Math.floor(68 * (draw() + draw()) * 0.5),
    gender: draw() < 0.52 ? 'Female' : 'Male',
    education: [0.35, 0.75].filter((cut) => draw() > cut).length,
  };
}

/**
 * What a person answers: the young and those with a degree find the data useful, the old think them private.
 * @param {string} id @param {Person} person @param {number} index @param {() => number} draw
 */
function answered(id, { age, gender, education }, index, draw) {
  const request = index % 2 === 0 ? 'plain' : 'purpose';
  const open = 1.2 * (education - 0.8) - (age - 50) / 14 + (request === 'purpose' ? 0.5 : 0) + 0.6 * bell(draw);
  const useful = point(0.2 + open + 0.6 * bell(draw), draw);
  const close = point(0.1 - open + 0.6 * bell(draw), draw);
  const share = draw() < logistic(0.3 + 1.1 * open) ? 'Hand over' : 'Decline';
  return [id, age, gender, schools[education], education === 2 ? 0.5 : 1, request, useful, close, share].join(',');
}

/** @param {number} x @param {() => number} draw */
function point(x, draw) {
  return draw() < 0.015 ? "Don't know" : agreement[[-1.6, -0.5, 0.5, 1.6].filter((cut) => x > cut).length];
}

/** @param {number} x */
function logistic(x) {
  return 0.5 + x / (2 * (1.4 + Math.abs(x)));
}

/** Nearly normal with mean 0 and standard deviation 1: the sum of twelve uniform numbers. @param {() => number} draw */
function bell(draw) {
  let sum = -6;
  for (let i = 0; i < 12; i += 1) {
    sum += draw();
  }
  return sum;
}

/** @param {number} index */
function numbered(index) {
  return String(index + 1).padStart(3, '0');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { people, panel } = files();
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'people.csv'), people);
  fs.writeFileSync(path.join(folder, 'panel.csv'), panel);
  console.log(`Wrote ${asked} synthetic people and ${others} more who were not asked.`);
}
