// @ts-check
// How the made-up people of the disclosure game answer, and how a model does that has learned the majority's ways only.
// Only + − × ÷ and comparisons, so that the same draws give the same answers on every machine.

/**
 * @typedef {() => number} Draw a number strictly between 0 and 1
 * @typedef {'White' | 'Hispanic' | 'Black' | 'Asian' | 'Other'} Ethnicity
 * @typedef {'Female' | 'Male'} Gender
 * @typedef {'School' | 'Some college' | 'Degree' | 'Advanced degree'} Education
 * @typedef {'silent' | 'vague' | 'says A' | 'says B' | 'proof A' | 'proof B' | 'says both' | 'A prized'} Arm
 * @typedef {{ age: number, gender: Gender, ethnicity: Ethnicity, education: Education, game: Arm }} Player
 * @typedef {{ chance_a: number, protects: string, truthful: string, sure: string, others: string, attack: string }} Answers
 */

export const agreement = ['Strongly disagree', 'Somewhat disagree', 'Neutral', 'Somewhat agree', 'Strongly agree'];
export const certainty = ['Not at all', 'A little', 'Somewhat', 'Very', 'Completely'];

/**
 * How far an arm moves the belief that A is protected (below 0: that B is), and the trust in the defender.
 * @type {Readonly<Record<Arm, { toA: number, trust: number }>>}
 */
const arms = {
  silent: { toA: 0, trust: -0.2 },
  vague: { toA: 0.1, trust: 0 },
  'says A': { toA: 0.9, trust: 0 },
  'says B': { toA: -0.9, trust: 0 },
  'proof A': { toA: 1.7, trust: 0.9 },
  'proof B': { toA: -1.7, trust: 0.9 },
  'says both': { toA: 0.2, trust: -0.8 },
  'A prized': { toA: 0.7, trust: -0.1 },
};

/** @type {Readonly<Record<Ethnicity, { trust: number, caution: number }>>} */
const groups = {
  White: { trust: 0.25, caution: 0 },
  Hispanic: { trust: -0.45, caution: 0.02 },
  Black: { trust: -0.95, caution: 0.06 },
  Asian: { trust: 0.7, caution: 0.1 },
  Other: { trust: -0.8, caution: 0.04 },
};

/** @type {Readonly<Record<Education, number>>} */
const schooling = { School: 0.2, 'Some college': 0.05, Degree: -0.1, 'Advanced degree': -0.25 };

/**
 * One person's answers. Trust decides how far a message is believed; those who trust least believe its opposite. Of those
 * who think that one target is protected, about three in four attack the other one.
 * @param {Player} player @param {Draw} draw @returns {Answers}
 */
export function peopleAnswer(player, draw) {
  const arm = arms[player.game];
  const group = groups[player.ethnicity];
  const trust = arm.trust + group.trust + schooling[player.education] + (player.age - 45) / 150 + bell(draw);
  const believed = between(0.55 + 0.5 * trust, -0.7, 1.5);
  const chance = percentage(arm.toA * believed + 0.75 * bell(draw));
  const chance_a = heaped(chance, draw);
  const protects = targetOf(chance_a + 13 * bell(draw), 10, draw);
  return {
    chance_a,
    protects,
    truthful: agreement[step(trust + 0.5 * bell(draw), [-1.3, -0.45, 0.35, 1.15])],
    sure: certainty[
      step(certaintyOf(chance_a, draw) - (player.gender === 'Female' ? 0.25 : 0), [-0.9, -0.1, 0.75, 1.7])
    ],
    others: targetOf(50 + 18 * arm.toA + 22 * bell(draw), 14, draw),
    attack: attackOf(protects, { other: 0.78, same: 0.1 }, group.caution, draw),
  };
}

/**
 * The answers of a model that was fine-tuned on a few people: it varies, and acts on its beliefs, as people do. It takes
 * everybody for a member of the majority, does not tell a confirmed message from a mere claim, believes a defender who
 * claims too much, and overlooks what a target is worth.
 * @param {Player} player @param {Draw} draw @returns {Answers}
 */
export function tunedAnswer(player, draw) {
  const moved = /^(says|proof) A$/.test(player.game) ? 1.3 : /^(says|proof) B$/.test(player.game) ? -1.3 : 0;
  const trust = 0.25 + (player.game === 'says both' ? 0.5 : 0.15) + 0.95 * bell(draw);
  const chance = percentage(moved * between(0.6 + 0.4 * trust, -0.4, 1.3) + 0.7 * bell(draw));
  const chance_a = 5 * Math.round(chance / 5);
  const protects = targetOf(chance_a + 8 * bell(draw), 6, draw);
  return {
    chance_a,
    protects,
    truthful: agreement[step(trust + 0.4 * bell(draw), [-1.2, -0.4, 0.4, 1.2])],
    sure: certainty[step(certaintyOf(chance_a, draw), [-0.9, -0.1, 0.75, 1.7])],
    others: targetOf(50 + 20 * moved + 16 * bell(draw), 12, draw),
    attack: attackOf(protects, { other: 0.78, same: 0.1 }, 0, draw),
  };
}

/** @param {number} chance @param {Draw} draw */
function certaintyOf(chance, draw) {
  return Math.abs(chance - 50) / 22 - 1 + 0.85 * bell(draw);
}

/** @param {number} chance @param {number} margin @param {Draw} draw */
function targetOf(chance, margin, draw) {
  const leans = chance > 50 ? 'Target A' : 'Target B';
  return Math.abs(chance - 50) > margin || draw() < 0.3 ? leans : 'Both alike';
}

/**
 * @param {string} protects @param {{ other: number, same: number }} share @param {number} caution
 * @param {Draw} draw
 */
function attackOf(protects, share, caution, draw) {
  const u = draw();
  if (protects === 'Both alike') {
    return u < 0.4 - caution ? 'Attack A' : u < 0.8 - 2 * caution ? 'Attack B' : 'No attack';
  }
  const [other, same] = protects === 'Target A' ? ['Attack B', 'Attack A'] : ['Attack A', 'Attack B'];
  return u < share.other - caution ? other : u < share.other + share.same - caution ? same : 'No attack';
}

/** Most people give round numbers. @param {number} chance @param {Draw} draw */
function heaped(chance, draw) {
  const u = draw();
  const unit = u < 0.6 ? 10 : u < 0.97 ? 5 : 1;
  return unit * Math.round(chance / unit);
}

/** From any number to 0–100, 0 to 50. @param {number} x */
function percentage(x) {
  return 50 + (50 * x) / (0.45 + Math.abs(x));
}

/** Nearly normal with mean 0 and standard deviation 1: the sum of twelve uniform numbers. @param {Draw} draw */
function bell(draw) {
  let sum = -6;
  for (let i = 0; i < 12; i += 1) {
    sum += draw();
  }
  return sum;
}

/** How many of the cuts lie below. @param {number} x @param {readonly number[]} cuts */
function step(x, cuts) {
  return cuts.filter((cut) => x > cut).length;
}

/** @param {number} x @param {number} low @param {number} high */
function between(x, low, high) {
  return Math.min(high, Math.max(low, x));
}
